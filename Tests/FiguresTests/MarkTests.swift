// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Drawing
@testable import Figures

@Suite struct MarkTests {
  @Test func everyMarkHasANameOfItsOwn() {
    #expect(Set(Mark.all.map(\.name)).count == Mark.all.count)
  }

  @Test(arguments: Mark.all, [Mark.Lettering.none, .above, .below])
  func drawingStaysWithinItsExtent(_ mark: Mark, _ lettering: Mark.Lettering) {
    let extent = mark.extent(size: 10, lettering: lettering)
    for box in boxes(of: mark.node(at: .zero, size: 10, lettering: lettering)) {
      #expect(extent.contains(box, tolerance: 0.6), "\(box) leaves \(extent)")
    }
  }

  @Test func responsesDifferInShape() {
    let outlines = Set(
      Response.allCases.map { response -> [Scene.Path.Segment] in
        guard case .group(let group) = Mark.response(response).node(at: .zero),
          case .path(let path)? = group.nodes.first
        else { return [] }
        return path.segments
      })
    #expect(outlines.count == 6)
  }

  private func boxes(of node: Scene.Node) -> [Box] {
    switch node {
    case .group(let group): return group.nodes.flatMap { boxes(of: $0) }
    case .rect(let rectangle): return [rectangle.box]
    case .text(let text): return text.width < 9 && text.style.weight == .bold ? [] : [text.box]
    case .line, .polyline, .picture: return []
    case .path(let path):
      let points = path.segments.flatMap { segment -> [Point] in
        switch segment {
        case .move(let point), .line(let point), .curve(_, _, let point): return [point]
        case .close: return []
        }
      }
      let xs = points.map(\.x)
      let ys = points.map(\.y)
      let x = xs.min() ?? 0
      let y = ys.min() ?? 0
      return [Box(x: x, y: y, width: (xs.max() ?? 0) - x, height: (ys.max() ?? 0) - y)]
    }
  }
}
