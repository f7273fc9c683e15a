// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
import Plain

extension TransitionPlot {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    TransitionDrawing(plot: self, page: Page(options)).scene()
  }
}

/// Lays blocks and ribbons out on a page.
private struct TransitionDrawing {
  let plot: TransitionPlot
  let page: Page
  let flow: TransitionFlow
  let short: ShortNames?
  private let inks: [String: Int]

  init(plot: TransitionPlot, page: Page) {
    self.plot = plot
    self.page = page
    let flow = TransitionFlow(plot)
    self.flow = flow
    var counts: [String: Int] = [:]
    for node in flow.nodes {
      guard case .therapy(let name) = node.kind else { continue }
      counts[name, default: 0] += node.count
    }
    let frequent = counts.keys.sorted { one, other in
      let (first, second) = (counts[one] ?? 0, counts[other] ?? 0)
      return first == second ? one < other : first > second
    }
    inks = Dictionary(uniqueKeysWithValues: frequent.enumerated().map { ($0.element, $0.offset) })
    // The widest word of a name decides whether names can stand as they are.
    let words = flow.nodes.flatMap { $0.name.split(separator: " ") }.map(String.init)
    let room = Self.labelWidth(page, flow)
    let style = Self.labelStyle(page)
    let fits = words.allSatisfy { TextMeasure.width(of: $0, style: style) <= room }
    short = fits ? nil : ShortNames(frequent)
  }

  private static let blockWidth = 7.0
  private static func pitch(_ page: Page, _ flow: TransitionFlow) -> Double {
    (page.width - 2 * Page.margin) / Double(max(1, flow.columnCount))
  }
  private static func labelWidth(_ page: Page, _ flow: TransitionFlow) -> Double {
    pitch(page, flow) - blockWidth - 6
  }
  private static func labelStyle(_ page: Page) -> TextStyle {
    page.isNarrow ? page.small.with(ink: .text) : page.body
  }

  private var pitch: Double { Self.pitch(page, flow) }
  private func x(_ column: Int) -> Double { Page.margin + Double(column) * pitch }

  private func label(_ node: TransitionFlow.Node) -> TextBlock {
    var name = shown(node)
    if let short {
      switch node.kind {
      case .therapy: name = plot.shortNames[name] ?? short.short(name)
      // The words of the figure itself need no footnote.
      case .end(.lost): name = page.say(Phrase("Lost", "Verloren"))
      case .end, .pass: break
      }
    }
    let (style, room) = (Self.labelStyle(page), Self.labelWidth(page, flow))
    // Cut names may break between the drugs.
    if short != nil, TextMeasure.width(of: name, style: style) > room {
      name = name.replacing("+", with: "+\n").replacing("/", with: "/\n")
    }
    let count = "(\(node.count))"
    // The number stays whole: where it does not fit behind the last word, it has a line of its own.
    let last = (name.split { $0 == " " || $0 == "\n" }.last.map(String.init) ?? "") + Page.thin + count
    let glue = TextMeasure.width(of: last, style: style) <= room ? Page.thin : "\n"
    return TextBlock(name + glue + count, width: room, style: style)
  }

  /// Headings in bold, as small as their widest word needs.
  private var headStyle: TextStyle {
    let words = (0..<flow.columnCount).flatMap { plot.name(of: $0).split(separator: " ") }.map(String.init)
    var style = page.bold
    while style.size > 5, words.contains(where: { TextMeasure.width(of: $0, style: style) > pitch - 4 }) {
      style.size = max(5, style.size - 0.25)
    }
    return style
  }

  /// The words above a column; those of the ends are shorter where a column is too narrow for them.
  private func heading(_ column: Int) -> String {
    let words = plot.name(of: column)
    guard column >= plot.columns.count,
      words.split(separator: " ").contains(where: { TextMeasure.width(of: String($0), style: headStyle) > pitch - 4 })
    else { return words }
    return page.say(Phrase("End", "Ende"))
  }

  func scene() -> Scene {
    let title = page.title(plot.title)
    let heads = (0..<flow.columnCount).map { TextBlock(heading($0), width: pitch - 4, style: headStyle) }
    let top = title.bottom + (heads.map(\.height).max() ?? 0) + 6
    var nodes = title.nodes
    for (column, head) in heads.enumerated() {
      nodes += head.nodes(at: Point(x(column), top - 6 - head.height))
    }
    let labels = flow.nodes.map { $0.isPass ? TextBlock("", style: page.body) : label($0) }
    let layout = TransitionLayout(
      flow, labels: labels.map(\.height), limit: page.isNarrow ? 190 : 230)
    nodes += ribbons(layout, top: top)
    for (index, node) in flow.nodes.enumerated() where !node.isPass {
      nodes.append(block(index, node, labels[index], layout, top: top))
    }
    let meaning = short.map { plot.shortNames.isEmpty ? $0.footnote : plot.shortNote } ?? ""
    let foot = [meaning] + plot.notes
    let notes = page.notes(foot, top: top + layout.height + 7)
    return page.scene(nodes + notes.nodes, bottom: notes.bottom, title: sceneTitle, summary: summary)
  }

  // MARK: Colours

  /// The colours of therapies: those of the palette without black, which is death; the rest share a grey.
  private func swatch(_ name: String) -> Palette.Swatch? {
    let swatches = page.options.palette.swatches.filter { $0.ink.luminance > 0.02 }
    guard let index = inks[name], index < swatches.count else { return nil }
    return swatches[index]
  }

  private func fill(_ node: TransitionFlow.Node) -> Fill {
    switch node.kind {
    case .therapy(let name):
      plot.looks[name]?.fill(page.options.print, scale: 0.8) ?? swatch(name)?.fill(page.options.print)
        ?? .solid(Ink(0xA6A6A6))
    case .end(.dead): .solid(.text)
    case .end(.alive): .solid(.white)
    case .end(.lost): .hatch(Hatch(.rising, ink: .axis, spacing: 2.4, lineWidth: 0.5))
    case .pass: .none
    }
  }

  private func ribbonInk(_ node: TransitionFlow.Node) -> Ink {
    guard page.options.print == .colour, case .therapy(let name) = node.kind else { return Ink(0x8A8A8A) }
    return plot.looks[name]?.line(.colour) ?? swatch(name)?.ink ?? Ink(0xA6A6A6)
  }

  // MARK: Drawing

  private func block(
    _ index: Int, _ node: TransitionFlow.Node, _ label: TextBlock, _ layout: TransitionLayout, top: Double
  ) -> Scene.Node {
    let box = Box(
      x: x(node.column), y: top + layout.top(of: index), width: Self.blockWidth, height: layout.height(of: index))
    let left = box.right + 3
    let corner = Point(left, box.centre.y - label.height / 2)
    // Ribbons run below labels: they fade there.
    let ground = Box(
      x: left - 1, y: corner.y + label.style.size * 0.05, width: label.width + 2,
      height: label.height - label.style.size * 0.1)
    var nodes: [Scene.Node] = [
      .rect(Scene.Rectangle(box, fill: fill(node), stroke: Stroke(.text, width: 0.5), cssClass: "node"))
    ]
    if leaves(index) {
      nodes.append(.rect(Scene.Rectangle(ground, cornerRadius: 1.5, fill: .solid(.white, opacity: 0.6))))
    }
    nodes += label.nodes(at: corner, cssClass: "label")
    let place = plot.name(of: node.column)
    return .group(Scene.Group(title: "\(place): \(shown(node)), \(node.count)", cssClass: "therapy", nodes: nodes))
  }

  private func leaves(_ node: Int) -> Bool { flow.links.contains { $0.route.dropLast().contains(node) } }

  private func ribbons(_ layout: TransitionLayout, top: Double) -> [Scene.Node] {
    let tops = layout.tops()
    // Broad ribbons first, so that narrow ones stay visible where they cross.
    let order = flow.links.indices.sorted { (flow.links[$0].count, $1) > (flow.links[$1].count, $0) }
    return order.map { index in
      let link = flow.links[index]
      let tall = Double(link.count) * layout.unit
      // Where the ribbon lies from the right side of a block to the left side of the next.
      var stations: [Point] = []
      for (place, node) in link.route.enumerated() {
        let left = x(flow.nodes[node].column)
        if place > 0 { stations.append(Point(left, top + tops[index][place].enters)) }
        if place < link.route.count - 1 {
          stations.append(Point(left + Self.blockWidth, top + tops[index][place].leaves))
        }
      }
      let ink = ribbonInk(flow.nodes[link.route.first ?? 0])
      let names = [link.route.first, link.route.last].compactMap { $0.map { shown(flow.nodes[$0]) } }
      return .group(
        Scene.Group(
          title: "\(names.joined(separator: " → ")): \(link.count)", cssClass: "link",
          nodes: [
            .path(
              Scene.Path(
                outline(stations, tall), fill: .solid(ink, opacity: page.options.print == .colour ? 0.38 : 0.3),
                stroke: Stroke(.white, width: 0.35), cssClass: "ribbon"))
          ]))
    }
  }

  /// A band of constant height through places on its upper edge.
  private func outline(_ stations: [Point], _ tall: Double) -> [Scene.Path.Segment] {
    guard let first = stations.first, let last = stations.last else { return [] }
    func bend(_ from: Point, _ to: Point) -> Scene.Path.Segment {
      if abs(from.y - to.y) < 0.001 { return .line(to) }
      let middle = (from.x + to.x) / 2
      return .curve(Point(middle, from.y), Point(middle, to.y), to: to)
    }
    let lower = stations.map { $0 + Point(0, tall) }
    var segments: [Scene.Path.Segment] = [.move(first)]
    segments += zip(stations, stations.dropFirst()).map { bend($0, $1) }
    segments.append(.line(last + Point(0, tall)))
    segments += zip(lower, lower.dropFirst()).reversed().map { bend($1, $0) }
    return segments + [.close]
  }

  // MARK: Words

  /// What a node is called for the reader: an end by the reader's language, a therapy by its drugs.
  private func shown(_ node: TransitionFlow.Node) -> String {
    if case .end(let end) = node.kind { page.say(end.phrase) } else { node.name }
  }

  private var sceneTitle: String {
    page.say(Phrase("Lines of therapy", "Therapielinien")) + (plot.title.isEmpty ? "" : ": \(plot.title)")
  }

  private var summary: String {
    let count = plot.paths.map { max(0, $0.count) }.reduce(0, +)
    let columns = (0..<flow.columnCount).map { column in
      let names = flow.nodes.filter { $0.column == column && !$0.isPass }.sorted {
        ($0.count, $1.name) > ($1.count, $0.name)
      }
      return "\(plot.name(of: column)): " + names.map { "\(shown($0)) \($0.count)" }.joined(separator: ", ") + "."
    }
    return
      ([
        page.say(
          Phrase(
            "The ways of \(count) patients through lines of therapy.",
            "Die Wege von \(count) Patienten durch die Therapielinien."))
      ] + columns).joined(separator: " ")
  }
}
