// SPDX-License-Identifier: Apache-2.0

public import Testing

@testable public import Drawing
@testable import Figures

extension FigureOptions: CustomTestStringConvertible {
  /// Keeps the palette out of the names of tests.
  public var testDescription: String { "\(widthMillimetres) mm, \(print)" }
}

/// What every figure of a cohort must keep: words that can be read, and nothing beyond the page.
func expectLegible(
  _ scene: Scene, _ options: FigureOptions, _ location: SourceLocation = #_sourceLocation
) {
  let audit = SceneAudit(scene)
  #expect(audit.isClean, "\(options.widthMillimetres) mm: \(audit)", sourceLocation: location)
  #expect(scene.height.isFinite && scene.height > 0, sourceLocation: location)
  #expect(abs(scene.width - Length.millimetres(options.widthMillimetres)) < 0.01, sourceLocation: location)
  let contents = SceneContents(scene.nodes)
  #expect(!contents.texts.contains { $0.style.size < 5 }, sourceLocation: location)
  let places = absolutePlaces(scene.nodes)
  #expect(
    places.allSatisfy { scene.canvas.contains(Box(x: $0.x, y: $0.y, width: 0, height: 0), tolerance: 0.5) },
    sourceLocation: location)
}

/// All lines through several points with a class.
func polylines(_ nodes: [Scene.Node], _ cssClass: String) -> [Scene.Polyline] {
  nodes.flatMap { node -> [Scene.Polyline] in
    switch node {
    case .group(let group): polylines(group.nodes, cssClass)
    case .polyline(let line) where line.cssClass == cssClass: [line]
    default: []
    }
  }
}

/// All outlines with a class.
func paths(_ nodes: [Scene.Node], _ cssClass: String) -> [Scene.Path] {
  nodes.flatMap { node -> [Scene.Path] in
    switch node {
    case .group(let group): paths(group.nodes, cssClass)
    case .path(let path) where path.cssClass == cssClass: [path]
    default: []
    }
  }
}

/// Every corner and end of what is drawn, on the canvas.
private func absolutePlaces(_ nodes: [Scene.Node], offset: Point = .zero) -> [Point] {
  nodes.flatMap { node -> [Point] in
    switch node {
    case .group(let group): return absolutePlaces(group.nodes, offset: offset + group.offset)
    case .rect(let rectangle):
      return [
        Point(rectangle.box.x, rectangle.box.y) + offset, Point(rectangle.box.right, rectangle.box.bottom) + offset,
      ]
    case .line(let line): return [line.start + offset, line.end + offset]
    case .polyline(let line): return line.points.map { $0 + offset }
    case .path(let path):
      return path.segments.compactMap { segment in
        switch segment {
        case .move(let point), .line(let point), .curve(_, _, let point): point + offset
        case .close: nil
        }
      }
    case .text: return []
    case .picture(let picture): return [Point(picture.box.x, picture.box.y) + offset]
    }
  }
}
