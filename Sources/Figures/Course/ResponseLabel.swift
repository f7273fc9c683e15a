// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing

/// The response of an assessment beside each other: the mark of a category with its letters, or the word of a chart that is none (`mixed`).
struct ResponseLabel: Hashable, Sendable {
  /// Its mark; nil for a word, whose mark is the word itself.
  let mark: Mark?
  let letters: String

  /// The response of a moment; nil for none.
  init?(_ moment: CourseLayout.Moment) {
    guard let mark = moment.mark, let letters = mark.letters else { return nil }
    switch mark {
    case .response: self.mark = mark
    case .otherResponse: self.mark = nil
    default: return nil
    }
    self.letters = letters
  }

  /// The width of both, in points.
  func width(markSize: Double, style: TextStyle) -> Double {
    (mark == nil ? 0 : markSize * 1.3 + 1.5) + TextMeasure.width(of: letters, style: style)
  }

  /// Both, from a place on their middle line to the right.
  func nodes(at place: Point, markSize: Double, style: TextStyle) -> [Scene.Node] {
    var x = place.x
    var nodes: [Scene.Node] = []
    if let mark {
      nodes.append(MarkDrawing.node(mark, at: Point(x + markSize * 0.65, place.y), size: markSize))
      x += markSize * 1.3 + 1.5
    }
    nodes.append(.text(Scene.Text(letters, middle: Point(x, place.y), anchor: .start, style: style)))
    return nodes
  }
}
