// SPDX-License-Identifier: Apache-2.0

import Drawing

/// Marks at sizes at which their letters could not be read: then the shape stands alone, as the legend has it.
enum MarkDrawing {
  static func node(
    _ mark: Mark, at centre: Point, size: Double, lettering: Mark.Lettering = .none, title: String? = nil,
    link: String? = nil
  ) -> Scene.Node {
    let smallest = FigureOptions.smallestText
    switch mark {
    case .surgery, .radiation, .ablation, .newDisease:
      guard size * 0.85 < smallest else { break }
      let shape = Scene.Path(
        .diamond, centre: centre, size: size, fill: .solid(mark.ink), stroke: Stroke(.white, width: size * 0.1))
      return .group(
        Scene.Group(
          title: title ?? mark.name, role: link == nil ? "img" : nil, cssClass: "mark", link: link,
          nodes: [.path(shape)]))
    default: break
    }
    let letters = size * 0.8 < smallest ? Mark.Lettering.none : lettering
    return mark.node(at: centre, size: size, lettering: letters, title: title, link: link)
  }
}
