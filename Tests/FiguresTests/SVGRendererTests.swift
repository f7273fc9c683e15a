// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@testable import Drawing
@testable import Figures

@Suite struct SVGRendererTests {
  private func parsed(_ nodes: [Scene.Node], prefix: String = "f") throws -> ParsedElement {
    let scene = Scene(width: 100, height: 50, title: "T", nodes: nodes)
    return try #require(ParsedElement.parse(SVGRenderer(idPrefix: prefix).render(scene)))
  }

  @Test(arguments: [
    (0.0, "0"), (-0.001, "0"), (12, "12"), (0.5, "0.5"), (-3.25, "-3.25"), (1.005, "1"), (2.999, "3"), (0.05, "0.05"),
    (-0.07, "-0.07"), (Double.nan, "0"), (.infinity, "0"),
  ])
  func numbersAreShort(_ value: Double, _ expected: String) {
    #expect(Numbers.short(value) == expected)
  }

  @Test func rootNamesTheFigure() throws {
    let scene = Scene(width: 100, height: 50.5, title: "A < B & \"C\"", summary: "Long words.")
    let root = try #require(ParsedElement.parse(SVGRenderer(idPrefix: "figure 1").render(scene)))
    #expect(root.name == "svg")
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["width"] == "100pt")
    #expect(root.attributes["viewBox"] == "0 0 100 50.5")
    #expect(root.attributes["aria-labelledby"] == "figure-1-title")
    #expect(root.attributes["aria-describedby"] == "figure-1-desc")
    #expect(root.children[0] == ParsedElement(name: "title", attributes: ["id": "figure-1-title"], text: scene.title))
    #expect(root.children[1].text == "Long words.")
    #expect(root.children[2].attributes["class"] == "figure-background")
  }

  @Test func elementsKeepTheirStructure() throws {
    let root = try parsed([
      .group(
        Scene.Group(
          id: "rows", title: "Rows", role: "list", cssClass: "rows", offset: Point(3, 4),
          nodes: [
            .line(Scene.Line(from: .zero, to: Point(10, 0.126), stroke: Stroke(.grid, dashes: [2, 1.5]))),
            .text(
              Scene.Text(
                "R < 1", at: Point(5, 6), anchor: .end, style: TextStyle(size: 7, weight: .bold, italic: true),
                rotation: -90, cssClass: "label")),
          ])),
      .polyline(Scene.Polyline([Point(0, 0), Point(1, 2)], stroke: Stroke(.axis))),
      .path(Scene.Path(polygon: [Point(0, 0), Point(4, 0), Point(2, 3)], fill: .solid(.black, opacity: 0.5))),
    ])
    let group = try #require(root.elements("g").first)
    #expect(
      group.attributes == [
        "id": "f-rows", "class": "rows", "role": "list", "aria-labelledby": "f-rows-title",
        "transform": "translate(3 4)",
      ])
    #expect(group.children.map(\.name) == ["title", "line", "text"])
    #expect(group.children[1].attributes["y2"] == "0.13")
    #expect(group.children[1].attributes["stroke-dasharray"] == "2 1.5")
    #expect(group.children[2].text == "R < 1")
    #expect(group.children[2].attributes["transform"] == "rotate(-90 5 6)")
    #expect(group.children[2].attributes["text-anchor"] == "end")
    #expect(group.children[2].attributes["font-weight"] == "bold")
    #expect(root.elements("polyline").first?.attributes["points"] == "0,0 1,2")
    #expect(root.elements("path").first?.attributes["d"] == "M0 0L4 0L2 3Z")
    #expect(root.elements("path").first?.attributes["fill-opacity"] == "0.5")
  }

  @Test func fadesBecomeGradientsOnce() throws {
    let box = Box(x: 0, y: 0, width: 40, height: 10)
    let fading = Scene.Rectangle(box, fill: .solid(.black), fade: .init(left: 10, right: 4))
    let root = try parsed([.rect(fading), .rect(fading), .rect(Scene.Rectangle(box, fill: .solid(.black)))])
    let gradients = root.elements("linearGradient")
    #expect(gradients.count == 1)
    #expect(gradients[0].children.map { $0.attributes["offset"] } == ["0%", "25%", "90%", "100%"])
    #expect(gradients[0].children.map { $0.attributes["stop-opacity"] } == ["0", nil, nil, "0"])
    #expect(root.elements("rect").filter { $0.attributes["fill"] == "url(#f-fade)" }.count == 2)
  }

  @Test func fadesThatExceedTheWidthShrink() throws {
    let box = Box(x: 0, y: 0, width: 10, height: 10)
    let root = try parsed([.rect(Scene.Rectangle(box, fill: .solid(.black), fade: .init(left: 30, right: 10)))])
    #expect(root.elements("stop").map { $0.attributes["offset"] } == ["0%", "75%", "100%"])
  }

  @Test func hatchesAreSharedAndMaskedWhereTheyFade() throws {
    let box = Box(x: 0, y: 0, width: 40, height: 10)
    let hatch = Fill.hatch(Hatch(.rising, ink: .black))
    let root = try parsed([
      .rect(Scene.Rectangle(box, fill: hatch)), .rect(Scene.Rectangle(box, fill: hatch, fade: .init(right: 4))),
    ])
    #expect(root.elements("pattern").count == 1)
    #expect(root.elements("mask").count == 1)
    #expect(root.elements("rect").filter { $0.attributes["mask"] == "url(#f-mask)" }.count == 1)
  }

  @Test func idsAreUniqueAndPrefixed() throws {
    let group = Scene.Node.group(Scene.Group(id: "title", title: "x", nodes: []))
    let ids = try parsed([group, group], prefix: "p2").all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.hasPrefix("p2-") })
  }

  @Test func linkedFiguresAreDocuments() throws {
    let root = try parsed([Mark.death.node(at: Point(9, 9), link: "#trace?a=1&b=2")])
    #expect(root.attributes["role"] == "graphics-document document")
    #expect(root.elements("a").first?.attributes["href"] == "#trace?a=1&b=2")
    #expect(root.elements("a").first?.attributes["role"] == nil)
    #expect(root.elements("a").first?.children.first?.text == "Death")
  }

  @Test func forbiddenCharactersStayWellFormed() throws {
    let text = Scene.Node.text(Scene.Text("a\u{0}\u{1B}b]]>ü₂", at: .zero))
    #expect(try parsed([text]).elements("text").first?.text == "a\u{FFFD}\u{FFFD}b]]>ü₂")
  }

  @Test func responsiveFiguresTakeTheirHeightFromTheirWidth() throws {
    let scene = Scene(width: 100, height: 50, title: "T")
    let root = try #require(ParsedElement.parse(SVGRenderer(sizing: .responsive).render(scene)))
    #expect(root.attributes["width"] == "100pt")
    #expect(root.attributes["height"] == nil)
    #expect(root.attributes["style"] == nil)
  }

  /// A link that a browser would run, or that leads to another machine, is none: the group stays, without it.
  @Test(arguments: ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//example.org/x"])
  func aLinkOnlyLeadsWhereItMay(link: String) throws {
    let group = Scene.Node.group(Scene.Group(title: "Death", link: link, nodes: []))
    let root = try parsed([group])
    #expect(root.elements("a").isEmpty)
    #expect(root.elements("g").count == 1)
    #expect(root.attributes["role"] == "img")
  }

  @Test func sameSceneSameBytes() {
    #expect(Scene.demo() == Scene.demo())
    #expect(SVGRenderer().render(.demo()) == SVGRenderer().render(.demo()))
  }
}
