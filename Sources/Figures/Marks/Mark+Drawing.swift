// SPDX-License-Identifier: Apache-2.0

import Course
public import Drawing

extension Mark {
  /// Where the letters of a response go; lozenges and chips carry theirs inside.
  public enum Lettering: Hashable, Sendable {
    /// No letters: the legend explains the shape.
    case none
    /// Over the shape.
    case above
    /// Under the shape.
    case below
  }

  /// The rectangle a mark of a size takes around its centre (0, 0), in points.
  public func extent(size: Double, lettering: Lettering = .none, clearance: Double = 0) -> Box {
    let core = coreExtent(size: size)
    let letters = responseLetters(at: .zero, size: size, lettering: lettering, clearance: clearance)
    guard let text = letters?.box else { return core }
    let x = min(core.x, text.x)
    let y = min(core.y, text.y)
    return Box(
      x: x, y: y, width: max(core.right, text.right) - x, height: max(core.bottom, text.bottom) - y)
  }

  /// The mark as a group around a centre.
  ///
  /// `size` in points is the diameter of a disc of the same visual weight; stars, lozenges and triangles reach a little
  /// further. Letters over or under the shape keep `clearance` points from the centre: half the height of the bar the
  /// mark sits on. The group is titled with the name of the mark, or with what `title` says of this one; `link` leads to
  /// what it was derived from.
  public func node(
    at centre: Point, size: Double = 7, lettering: Lettering = .none, clearance: Double = 0, title: String? = nil,
    link: String? = nil
  ) -> Scene.Node {
    var nodes = core(at: centre, size: size)
    if let letters = responseLetters(at: centre, size: size, lettering: lettering, clearance: clearance) {
      nodes.append(.text(letters))
    }
    // A role of its own would hide from a screen reader that the group is a link.
    let role = link == nil ? "img" : nil
    return .group(
      Scene.Group(title: title ?? name, role: role, cssClass: "mark \(cssName)", link: link, nodes: nodes))
  }

  private var shape: Shape? {
    switch self {
    case .response(.complete): return .star
    case .response(.partial): return .triangleUp
    case .response(.stable): return .square
    case .response(.nonCompleteNonProgressive): return .hexagon
    case .response(.progressive): return .triangleDown
    case .response(.notEvaluable): return .circle
    case .death: return .cross
    case .ongoing: return .arrowHead
    case .lastSeen: return .tick
    case .surgery, .radiation, .ablation, .biopsy, .transplant, .complication, .newDisease: return .diamond
    case .adverseEvent, .assessment, .otherResponse: return nil
    }
  }

  var cssName: String {
    switch self {
    case .death: return "mark-death"
    case .ongoing: return "mark-ongoing"
    case .lastSeen: return "mark-last-seen"
    case .adverseEvent: return "mark-adverse-event"
    case .otherResponse(let word): return "mark-other-\(word.rawValue.lowercased())"
    default: return "mark-" + (letters ?? "").lowercased()
    }
  }

  private func core(at centre: Point, size: Double) -> [Scene.Node] {
    guard let shape else { return chip(at: centre, size: size) }
    switch self {
    case .death, .ongoing, .lastSeen:
      // A white rim keeps black marks apart from dark bars.
      return [
        .path(
          Scene.Path(shape, centre: centre, size: size, stroke: Stroke(.white, width: size * 0.25, round: true))),
        .path(Scene.Path(shape, centre: centre, size: size, fill: .solid(ink))),
      ]
    case .surgery, .radiation, .ablation, .biopsy, .transplant, .complication, .newDisease:
      let style = TextStyle(size: size * 0.85, weight: .bold, ink: ink.legibleInk)
      return [
        .path(
          Scene.Path(
            shape, centre: centre, size: size * 1.25, fill: .solid(ink), stroke: Stroke(.white, width: size * 0.1))),
        .text(Scene.Text(letters ?? "", middle: centre, style: style)),
      ]
    default:
      let stroke = Stroke(.text, width: max(0.5, size * 0.09), round: true)
      return [.path(Scene.Path(shape, centre: centre, size: size, fill: .solid(ink), stroke: stroke))]
    }
  }

  private func chip(at centre: Point, size: Double) -> [Scene.Node] {
    let box = coreExtent(size: size).moved(by: centre)
    return [
      .rect(
        Scene.Rectangle(
          box, cornerRadius: size * 0.25, fill: .solid(ink), stroke: Stroke(.axis, width: max(0.4, size * 0.07)))),
      .text(Scene.Text(letters ?? "", middle: centre, style: chipStyle(size: size))),
    ]
  }

  private func chipStyle(size: Double) -> TextStyle { TextStyle(size: size * 0.8, weight: .bold) }

  private func coreExtent(size: Double) -> Box {
    func around(_ half: Double) -> Box { Box(x: -half, y: -half, width: 2 * half, height: 2 * half) }
    switch self {
    case .adverseEvent, .assessment, .otherResponse:
      let width = TextMeasure.width(of: letters ?? "", style: chipStyle(size: size)) + size * 0.6
      return Box(x: -width / 2, y: -size * 0.58, width: width, height: size * 1.16)
    case .surgery, .radiation, .ablation, .biopsy, .transplant, .complication, .newDisease: return around(size * 0.8)
    default: return around(size * 0.65)
    }
  }

  private func responseLetters(
    at centre: Point, size: Double, lettering: Lettering, clearance: Double
  ) -> Scene.Text? {
    guard case .response(let response) = self else { return nil }
    let style = TextStyle(size: size * 0.8)
    let distance = max(coreExtent(size: size).bottom, clearance) + style.size * 0.15
    switch lettering {
    case .none: return nil
    case .above:
      return Scene.Text(
        response.letters, at: centre + Point(0, -distance), anchor: .middle, style: style)
    case .below:
      return Scene.Text(
        response.letters, at: centre + Point(0, distance + style.capHeight), anchor: .middle, style: style)
    }
  }
}
