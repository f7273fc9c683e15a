// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Drawing
@testable import Figures

@Suite struct SceneAuditTests {
  @Test(arguments: [Palette.Print.colour, .greyscale])
  func demoIsClean(_ print: Palette.Print) {
    let audit = SceneAudit(.demo(print: print))
    #expect(audit.isClean, "\(audit)")
    #expect(audit.texts.count > 30)
  }

  @Test func findsTextOutsideAndOverlapping() {
    var scene = Scene(width: 100, height: 40, title: "")
    let text = Scene.Text("Progression", at: Point(70, 20))
    scene.nodes = [
      .text(text), .group(Scene.Group(offset: Point(-50, 0), nodes: [.text(text)])),
      .text(Scene.Text("Death", at: Point(25, 22))),
    ]
    let audit = SceneAudit(scene)
    #expect(audit.outside.map(\.string) == ["Progression"])
    #expect(audit.overlaps.map(\.upper.string) == ["Death"])
    #expect(!audit.isClean)
  }

  @Test func turnedTextTakesATurnedBox() {
    let text = Scene.Text("Survival", at: Point(10, 50), anchor: .middle, style: TextStyle(size: 10), rotation: -90)
    #expect(abs(text.box.height - text.width) < 1e-9)
    #expect(abs(text.box.x - (10 - 7.6)) < 1e-9)
    #expect(abs(text.box.centre.y - 50) < 1e-9)
  }

  @Test func numbersThatAreNotFiniteAreOutside() {
    let scene = Scene(
      width: 100, height: 40, title: "", nodes: [.text(Scene.Text("x", at: Point(.nan, 20)))])
    #expect(!SceneAudit(scene).outside.isEmpty)
  }
}
