// SPDX-License-Identifier: Apache-2.0

import Drawing

/// Marks at sizes at which their letters could not be read: then the shape stands alone, as the legend has it.
enum MarkDrawing {
  /// Whether letters stand in the shape of a mark.
  static func hasLetters(_ mark: Mark) -> Bool {
    mark.isChip || mark.isLozenge
  }

  /// Whether a mark of a size shows the letters that stand in its shape.
  static func showsLetters(_ mark: Mark, size: Double) -> Bool {
    if mark.isLozenge { return size * 0.85 >= FigureOptions.smallestText }
    if mark.isChip { return size * 0.8 >= FigureOptions.smallestText }
    return false
  }

  static func node(
    _ mark: Mark, at centre: Point, size: Double, lettering: Mark.Lettering = .none, hidesLetters: Bool = false,
    title: String? = nil, link: String? = nil
  ) -> Scene.Node {
    let smallest = FigureOptions.smallestText
    let bare: Scene.Node?
    if mark.isLozenge, hidesLetters || !showsLetters(mark, size: size) {
      bare = .path(
        Scene.Path(
          .diamond, centre: centre, size: size, fill: .solid(mark.ink), stroke: Stroke(.white, width: size * 0.1)))
    } else if mark.isChip, hidesLetters || !showsLetters(mark, size: size) {
      let box = Box(x: centre.x - size * 0.5, y: centre.y - size * 0.36, width: size, height: size * 0.72)
      bare = .rect(
        Scene.Rectangle(
          box, cornerRadius: size * 0.2, fill: .solid(mark.ink), stroke: Stroke(.axis, width: max(0.3, size * 0.07))))
    } else {
      bare = nil
    }
    if let bare {
      let role = link == nil ? "img" : nil
      return .group(
        Scene.Group(title: title ?? mark.name, role: role, cssClass: "mark \(mark.cssName)", link: link, nodes: [bare]))
    }
    let letters = size * 0.8 < smallest ? Mark.Lettering.none : lettering
    return mark.node(at: centre, size: size, lettering: letters, title: title, link: link)
  }
}
