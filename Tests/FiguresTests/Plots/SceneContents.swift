// SPDX-License-Identifier: Apache-2.0

@testable import Drawing
@testable import Figures

/// What stands in a scene, found by class, for tests of structure.
struct SceneContents {
  var groups: [Scene.Group] = []
  var rectangles: [Scene.Rectangle] = []
  var lines: [Scene.Line] = []
  var texts: [Scene.Text] = []

  init(_ nodes: [Scene.Node]) { nodes.forEach { add($0) } }

  private mutating func add(_ node: Scene.Node) {
    switch node {
    case .group(let group):
      groups.append(group)
      group.nodes.forEach { add($0) }
    case .rect(let rectangle): rectangles.append(rectangle)
    case .line(let line): lines.append(line)
    case .text(let text): texts.append(text)
    case .polyline, .path, .picture: break
    }
  }

  func groups(_ cssClass: String) -> [Scene.Group] {
    groups.filter { ($0.cssClass ?? "").split(separator: " ").contains { $0 == cssClass } }
  }

  var strings: [String] { texts.map(\.string) }
}
