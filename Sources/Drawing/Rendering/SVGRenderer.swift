// SPDX-License-Identifier: Apache-2.0

import Plain

/// Writes a scene as SVG with real text. The same scene always gives the same bytes.
///
/// Colours are presentation attributes, so that a style sheet can override them through the classes of the nodes:
/// `.figure-background { fill: Canvas }`.
public struct SVGRenderer: Hashable, Sendable {
  /// How the figure takes its size on a page.
  public enum Sizing: Hashable, Sendable {
    /// It has the width and height of the scene, in points.
    case fixed
    /// It has the width of the scene, in points, and the height that follows from it. A style sheet lets it shrink to its place on an HTML page:
    /// `svg { max-width: 100%; height: auto }`. There is no `style` attribute, which a content security policy would forbid.
    case responsive
  }

  /// What every id starts with: different for every figure of one page. Characters an id cannot hold become hyphens.
  public let idPrefix: String
  /// How the figure takes its size on a page.
  public let sizing: Sizing

  /// A renderer for one figure.
  public init(idPrefix: String = "figure", sizing: Sizing = .fixed) {
    self.idPrefix = SVGDefinitions.identifier(idPrefix)
    self.sizing = sizing
  }

  /// The scene as an SVG element, to stand alone as a file or within a page of HTML 5.
  ///
  /// A figure is one image to a screen reader (`role="img"`) unless it holds links: then it is a document whose links
  /// can be reached (`role="graphics-document document"`).
  public func render(_ scene: Scene) -> String {
    var definitions = SVGDefinitions(prefix: idPrefix)
    let title = definitions.unique("title")
    let summary = scene.summary.isEmpty ? nil : definitions.unique("desc")
    var body = XMLWriter(depth: 1)
    if let background = scene.background {
      body.empty(
        "rect",
        [
          ("class", "figure-background"), ("width", Numbers.short(scene.width)),
          ("height", Numbers.short(scene.height)), ("fill", background.hex),
        ])
    }
    for node in scene.nodes { write(node, to: &body, &definitions) }

    var head = XMLWriter(depth: 1)
    head.element("title", [("id", title)], text: scene.title)
    if let summary { head.element("desc", [("id", summary)], text: scene.summary) }
    definitions.write(to: &head)
    return "<svg\(rootAttributes(scene, title: title, summary: summary))>\n" + head.text + body.text + "</svg>\n"
  }

  private func rootAttributes(_ scene: Scene, title: String, summary: String?) -> String {
    let width = Numbers.short(scene.width)
    let height = Numbers.short(scene.height)
    let size: [(String, String)]
    switch sizing {
    case .fixed: size = [("width", width + "pt"), ("height", height + "pt")]
    case .responsive: size = [("width", width + "pt")]
    }
    let attributes =
      [("xmlns", "http://www.w3.org/2000/svg")] + size + [
        ("viewBox", "0 0 \(width) \(height)"),
        ("role", Self.hasLink(scene.nodes) ? "graphics-document document" : "img"),
        ("aria-labelledby", title),
        ("font-family", TextStyle.families.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: ", ")),
      ] + (summary.map { [("aria-describedby", $0)] } ?? [])
    return attributes.map { " \($0.0)=\"\(MarkupText.escaped($0.1))\"" }.joined()
  }

  private static func hasLink(_ nodes: [Scene.Node]) -> Bool {
    nodes.contains { node in
      guard case .group(let group) = node else { return false }
      return group.link.flatMap(MarkupText.link) != nil || hasLink(group.nodes)
    }
  }

  private func write(_ node: Scene.Node, to writer: inout XMLWriter, _ definitions: inout SVGDefinitions) {
    switch node {
    case .group(let group): write(group, to: &writer, &definitions)
    case .rect(let rectangle): write(rectangle, to: &writer, &definitions)
    case .line(let line):
      writer.empty(
        "line",
        [
          ("class", line.cssClass), ("x1", Numbers.short(line.start.x)), ("y1", Numbers.short(line.start.y)),
          ("x2", Numbers.short(line.end.x)), ("y2", Numbers.short(line.end.y)),
        ] + attributes(line.stroke))
    case .polyline(let line):
      let points = line.points.map { "\(Numbers.short($0.x)),\(Numbers.short($0.y))" }.joined(separator: " ")
      writer.empty(
        "polyline", [("class", line.cssClass), ("points", points), ("fill", "none")] + attributes(line.stroke))
    case .path(let path):
      writer.empty(
        "path",
        [("class", path.cssClass), ("d", Self.data(path.segments))] + attributes(path.fill, &definitions)
          + attributes(path.stroke))
    case .text(let text): write(text, to: &writer)
    case .picture(let picture):
      writer.picture(
        [
          ("class", picture.cssClass), ("x", Numbers.short(picture.box.x)), ("y", Numbers.short(picture.box.y)),
          ("width", Numbers.short(picture.box.width)), ("height", Numbers.short(picture.box.height)),
          ("preserveAspectRatio", "none"),
        ], png: picture.png)
    }
  }

  private func write(_ group: Scene.Group, to writer: inout XMLWriter, _ definitions: inout SVGDefinitions) {
    let id = group.id.map { definitions.unique($0) }
    let title = group.title.map { _ in definitions.unique((group.id ?? "group") + "-title") }
    let summary = group.summary.map { _ in definitions.unique((group.id ?? "group") + "-desc") }
    let moved = group.offset != .zero
    var attributes: [XMLWriter.Attribute] = [("id", id), ("class", group.cssClass)]
    let link = group.link.flatMap(MarkupText.link)
    if let link { attributes.append(("href", link)) }
    attributes += [
      ("role", group.role), ("aria-labelledby", title), ("aria-describedby", summary),
      (
        "transform",
        moved ? "translate(\(Numbers.short(group.offset.x)) \(Numbers.short(group.offset.y)))" : nil
      ),
    ]
    writer.element(link == nil ? "g" : "a", attributes) { writer in
      if let text = group.title { writer.element("title", [("id", title)], text: text) }
      if let text = group.summary { writer.element("desc", [("id", summary)], text: text) }
      for node in group.nodes { write(node, to: &writer, &definitions) }
    }
  }

  private func write(
    _ rectangle: Scene.Rectangle, to writer: inout XMLWriter, _ definitions: inout SVGDefinitions
  ) {
    let radius = rectangle.cornerRadius > 0 ? Numbers.short(rectangle.cornerRadius) : nil
    let place: [XMLWriter.Attribute] = [
      ("class", rectangle.cssClass), ("x", Numbers.short(rectangle.box.x)), ("y", Numbers.short(rectangle.box.y)),
      ("width", Numbers.short(max(0, rectangle.box.width))),
      ("height", Numbers.short(max(0, rectangle.box.height))), ("rx", radius),
    ]
    guard let stops = SVGDefinitions.Stops(rectangle) else {
      writer.empty("rect", place + attributes(rectangle.fill, &definitions) + attributes(rectangle.stroke))
      return
    }
    var fill = attributes(rectangle.fill, &definitions)
    if case .solid(let ink, let opacity) = rectangle.fill {
      fill = [("fill", definitions.gradient(ink, opacity: opacity, stops: stops))]
    }
    var stroke = attributes(rectangle.stroke)
    if let line = rectangle.stroke, !stroke.isEmpty {
      stroke[0].value = definitions.gradient(line.ink, opacity: 1, stops: stops)
    }
    var mask: String?
    if case .hatch = rectangle.fill {
      mask = definitions.mask(stops: stops)
      stroke = attributes(rectangle.stroke)
    }
    writer.empty("rect", place + fill + stroke + [("mask", mask)])
  }

  private func write(_ text: Scene.Text, to writer: inout XMLWriter) {
    let x = Numbers.short(text.place.x)
    let y = Numbers.short(text.place.y)
    let anchor: String?
    switch text.anchor {
    case .start: anchor = nil
    case .middle: anchor = "middle"
    case .end: anchor = "end"
    }
    writer.element(
      "text",
      [
        ("class", text.cssClass), ("x", x), ("y", y), ("font-size", Numbers.short(text.style.size)),
        ("font-weight", text.style.weight == .bold ? "bold" : nil),
        ("font-style", text.style.italic ? "italic" : nil), ("text-anchor", anchor), ("fill", text.style.ink.hex),
        ("transform", text.rotation == 0 ? nil : "rotate(\(Numbers.short(text.rotation)) \(x) \(y))"),
      ], text: text.string)
  }

  private func attributes(_ fill: Fill, _ definitions: inout SVGDefinitions) -> [XMLWriter.Attribute] {
    switch fill {
    case .none: return [("fill", "none")]
    case .solid(let ink, let opacity):
      return [("fill", ink.hex), ("fill-opacity", opacity == 1 ? nil : Numbers.short(opacity))]
    case .hatch(let hatch): return [("fill", definitions.pattern(hatch))]
    }
  }

  private func attributes(_ stroke: Stroke?) -> [XMLWriter.Attribute] {
    guard let stroke else { return [] }
    let dashes = stroke.dashes.isEmpty ? nil : stroke.dashes.map(Numbers.short).joined(separator: " ")
    return [
      ("stroke", stroke.ink.hex), ("stroke-width", Numbers.short(stroke.width)), ("stroke-dasharray", dashes),
      ("stroke-linecap", stroke.round ? "round" : nil), ("stroke-linejoin", stroke.round ? "round" : nil),
    ]
  }

  private static func data(_ segments: [Scene.Path.Segment]) -> String {
    func pair(_ point: Point) -> String { "\(Numbers.short(point.x)) \(Numbers.short(point.y))" }
    return segments.map { segment in
      switch segment {
      case .move(let point): return "M\(pair(point))"
      case .line(let point): return "L\(pair(point))"
      case .curve(let first, let second, let end): return "C\(pair(first)) \(pair(second)) \(pair(end))"
      case .close: return "Z"
      }
    }.joined()
  }
}
