// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Plain
import Course

extension ForestPlot {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    ForestDrawing(plot: self, page: Page(options)).scene()
  }
}

/// Lays a table with marks out on a page.
private struct ForestDrawing {
  let plot: ForestPlot
  let page: Page

  /// Where columns lie. Where the page is too narrow for all, the numbers go below the labels.
  private struct Columns {
    var label: ClosedRange<Double>
    var count: Double?
    var events: Double?
    var plot: ClosedRange<Double>
    var text: Double?

    var isStacked: Bool { text == nil }
  }

  private var size: Double { page.options.size }
  private var gap: Double { size * 1.4 }
  private var hasGroups: Bool {
    plot.entries.contains { entry in
      guard case .heading = entry else { return false }
      return true
    }
  }
  private var indent: Double { hasGroups ? size : 0 }
  private var keyStyle: TextStyle { TextStyle(size: max(5, size * 0.75)) }
  private static let emphasis = Ink(0xFBEBDD)

  private func style(_ row: ForestPlot.Row) -> TextStyle { row.isEmphasised ? page.bold : page.body }

  private func width(_ words: String, _ style: TextStyle) -> Double { TextMeasure.width(of: words, style: style) }

  private func keys(_ row: ForestPlot.Row) -> Double { row.keys.isEmpty ? 0 : width(row.keys, keyStyle) + 1.5 }

  private var columns: Columns {
    let rows = plot.rows
    let left = Page.margin
    func widest(_ heading: String, _ words: [(String, TextStyle)]) -> Double {
      max(width(heading, page.bold), words.map { width($0.0, $0.1) }.max() ?? 0)
    }
    let labels = max(
      width(plot.labelTitle, page.bold), rows.map { indent + width($0.label, style($0)) + keys($0) }.max() ?? 0)
    let counts =
      rows.contains { $0.count != nil }
      ? gap + widest(plot.countTitle, rows.map { (text($0.count), style($0)) }) : 0
    let events =
      rows.contains { !$0.events.isEmpty }
      ? gap + widest(plot.eventsTitle, rows.map { ($0.events, style($0)) }) : 0
    let numbers = widest(
      plot.estimateTitle, rows.map { (plot.words(of: $0, in: page.options.language), textStyle($0)) })
    // Labels take what a plot of good width leaves, so that long names break less often.
    let room = page.width * 0.68 - counts - events - numbers - gap
    let labelWidth = min(labels, min(max(page.width * 0.34, room), page.width * 0.46))
    let x = left + labelWidth + counts + events
    let start = x + gap * 1.3
    let end = page.right - numbers - gap
    if end - start >= 110 {
      return Columns(
        label: left...(left + labelWidth), count: counts > 0 ? left + labelWidth + counts : nil,
        events: events > 0 ? x : nil, plot: start...end, text: end + gap)
    }
    let stacked = min(page.width * 0.48, max(labels, rows.map { indent + width(second($0), page.small) }.max() ?? 0))
    return Columns(label: left...(left + stacked), plot: (left + stacked + gap)...(page.right - size))
  }

  private func text(_ count: Int?) -> String { count.map { page.number(Double($0), decimals: 0) } ?? "" }

  private func textStyle(_ row: ForestPlot.Row) -> TextStyle {
    guard row.unavailable != nil, row.text == nil else { return style(row) }
    return TextStyle(size: size, italic: true, ink: .axis)
  }

  /// The line below a label where the page is narrow: `25/136 · 18.4 % (12.2–26.0)`.
  private func second(_ row: ForestPlot.Row) -> String {
    let counts = [row.events, text(row.count)].filter { !$0.isEmpty }.joined(separator: "/")
    return [counts, plot.words(of: row, in: page.options.language)].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  func scene() -> Scene {
    let title = page.title(plot.title)
    let columns = columns
    let scale = ForestScale(plot, from: columns.plot.lowerBound, to: columns.plot.upperBound)
    let flags = referenceLabels(scale, top: title.bottom)
    let head = header(columns, top: flags.bottom)
    var y = head.bottom
    var rows: [Scene.Node] = []
    var bands: [Scene.Node] = []
    for entry in plot.entries {
      switch entry {
      case .heading(let words):
        let block = TextBlock(words, width: page.right - Page.margin, style: page.bold)
        y += size * 0.4
        rows += block.nodes(at: Point(Page.margin, y))
        y += block.height + size * 0.3
      case .row(let row):
        let drawn = draw(row, columns, scale, top: y)
        rows.append(drawn.node)
        if row.isEmphasised {
          let ink = page.options.print == .colour ? Self.emphasis : Ink(0xEBEBEB)
          let box = Box(
            x: Page.margin - 3, y: y, width: page.right - Page.margin + 6, height: drawn.bottom - y)
          bands.append(.rect(Scene.Rectangle(box, cornerRadius: 1.5, fill: .solid(ink), cssClass: "emphasis")))
        }
        y = drawn.bottom
      }
    }
    y += 2
    var lines: [Scene.Node] = []
    for tick in scale.ticks(page.label) {
      let x = scale.position(of: tick)
      lines.append(page.line(Point(x, head.bottom), Point(x, y), page.gridStroke, "grid"))
      rows.append(page.line(Point(x, y), Point(x, y + 2.5), page.axisStroke))
      rows.append(
        .text(
          Scene.Text(
            scale.label(tick), at: Point(x, y + 4 + page.label.ascent), anchor: .middle, style: page.label)))
    }
    for reference in plot.references where scale.domain.contains(reference.value) {
      let x = scale.position(of: reference.value)
      lines.append(page.line(Point(x, flags.bottom), Point(x, y), page.referenceStroke, "reference"))
    }
    rows.append(page.line(Point(columns.plot.lowerBound, y), Point(columns.plot.upperBound, y), page.axisStroke))
    y += 4 + page.label.size + 2
    let words = page.horizontalTitle(
      plot.axisTitle, from: columns.plot.lowerBound, to: columns.plot.upperBound, top: y)
    let legend = page.legend(legendItems, left: Page.margin, top: words.bottom + 4)
    let notes = page.notes(plot.notes, top: legend.bottom + 1)
    return page.scene(
      title.nodes + bands + lines + flags.nodes + head.nodes + rows + words.nodes + legend.nodes + notes.nodes,
      bottom: notes.bottom, title: sceneTitle, summary: summary)
  }

  // MARK: Head

  /// Words over the standing lines, in as many rows as they need.
  ///
  /// Words as wide as the page go to the legend.
  private func referenceLabels(_ scale: ForestScale, top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    let labelled = plot.references.filter {
      scale.domain.contains($0.value) && !$0.label.isEmpty && hasRoom($0)
    }
    guard !labelled.isEmpty else { return ([], top) }
    let style = page.small
    let stack = FlagStack(
      labelled.map { .init(x: scale.position(of: $0.value), width: width($0.label, style)) },
      within: Page.margin...page.right, shares: [0.5, 0.1, 0.9], gap: 3)
    let pitch = style.size * 1.3
    let bottom = top + Double(stack.rowCount) * pitch + 1
    var nodes: [Scene.Node] = []
    for (reference, place) in zip(labelled, stack.placed) {
      guard let flag = place else { continue }
      let baseline = bottom - 1 - Double(flag.row) * pitch - style.descent
      nodes.append(.text(Scene.Text(reference.label, at: Point(flag.left, baseline), style: style)))
      if flag.row > 0 {
        nodes.append(page.line(Point(flag.x, baseline + 1), Point(flag.x, bottom), page.referenceStroke))
      }
    }
    return (nodes, bottom)
  }

  private func header(_ columns: Columns, top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    var nodes: [Scene.Node] = []
    func put(_ words: String, _ x: Double, _ anchor: Scene.Anchor) {
      guard !words.isEmpty else { return }
      nodes.append(.text(Scene.Text(words, at: Point(x, top + page.bold.ascent), anchor: anchor, style: page.bold)))
    }
    put(plot.labelTitle, columns.label.lowerBound, .start)
    if let count = columns.count { put(plot.countTitle, count, .end) }
    if let events = columns.events { put(plot.eventsTitle, events, .end) }
    if let text = columns.text { put(plot.estimateTitle, text, .start) }
    var bottom = top + page.bold.size + 2
    if columns.isStacked {
      let rows = plot.rows
      let events = rows.contains { !$0.events.isEmpty } ? plot.eventsTitle : ""
      let count = rows.contains { $0.count != nil } ? plot.countTitle : ""
      let counts = [events, count].filter { !$0.isEmpty }.joined(separator: "/")
      let words = [counts, plot.estimateTitle].filter { !$0.isEmpty }.joined(separator: " · ")
      let block = TextBlock(words, width: columns.label.upperBound - columns.label.lowerBound, style: page.small)
      nodes += block.nodes(at: Point(columns.label.lowerBound, bottom))
      bottom += block.height + 2
    }
    nodes.append(page.line(Point(Page.margin, bottom), Point(page.right, bottom), page.axisStroke))
    return (nodes, bottom + 2)
  }

  // MARK: Rows

  private func draw(_ row: ForestPlot.Row, _ columns: Columns, _ scale: ForestScale, top: Double) -> (
    node: Scene.Node, bottom: Double
  ) {
    let style = style(row)
    let left = columns.label.lowerBound + indent
    let block = TextBlock(row.label, width: columns.label.upperBound - left - keys(row), style: style)
    let start = top + size * 0.3
    var nodes = block.nodes(at: Point(left, start), cssClass: "label")
    var bottom = start + block.height
    if !row.keys.isEmpty, let last = block.lines.last {
      let baseline = start + style.ascent + Double(block.lines.count - 1) * style.lineHeight - size * 0.3
      nodes.append(
        .text(Scene.Text(row.keys, at: Point(left + width(last, style) + 1.5, baseline), style: keyStyle)))
    }
    if columns.isStacked {
      let numbers = TextBlock(second(row), width: columns.label.upperBound - left, style: page.small)
      nodes += numbers.nodes(at: Point(left, bottom + 0.8), cssClass: "numbers")
      bottom += numbers.height + 0.8
    } else {
      func put(_ words: String, _ x: Double?, _ anchor: Scene.Anchor, _ style: TextStyle) {
        guard let x, !words.isEmpty else { return }
        nodes.append(
          .text(
            Scene.Text(words, at: Point(x, start + style.ascent), anchor: anchor, style: style, cssClass: "numbers")))
      }
      put(text(row.count), columns.count, .end, style)
      put(row.events, columns.events, .end, style)
      put(plot.words(of: row, in: page.options.language), columns.text, .start, textStyle(row))
    }
    bottom += size * 0.3
    let y = columns.isStacked ? (top + bottom) / 2 : start + style.ascent - style.capHeight / 2
    nodes += marks(row, scale, y)
    return (
      .group(
        Scene.Group(
          title: "\(row.label): \(plot.words(of: row, in: page.options.language))", cssClass: "row", nodes: nodes)),
      bottom
    )
  }

  private func ink(_ row: ForestPlot.Row) -> Ink {
    guard page.options.print == .colour else { return .text }
    return row.isEmphasised ? Ink(0xD55E00) : page.options.ink(ofLine: 0)
  }

  private static let unavailable = Phrase("no estimate", "keine Schätzung")

  private func marks(_ row: ForestPlot.Row, _ scale: ForestScale, _ y: Double) -> [Scene.Node] {
    guard row.unavailable == nil else {
      // Words: a mark would be read as an estimate where it stands.
      let left = scale.position(of: scale.domain.lowerBound) + 4
      let wide = TextMeasure.width(of: page.say(Self.unavailable), style: page.small)
      let ground = Box(x: left - 1, y: y - page.small.size * 0.55, width: wide + 2, height: page.small.size * 1.1)
      return [
        .rect(Scene.Rectangle(ground, fill: .solid(.white, opacity: 0.85))),
        .text(
          Scene.Text(
            page.say(Self.unavailable), middle: Point(left, y), anchor: .start, style: page.small,
            cssClass: "unavailable")),
      ]
    }
    let ink = ink(row)
    var nodes: [Scene.Node] = []
    if let lower = row.lower ?? (row.upper == nil ? nil : row.estimate ?? scale.domain.lowerBound),
      let upper = row.upper ?? (row.lower == nil ? nil : row.estimate ?? scale.domain.upperBound),
      lower.isFinite
        || upper.isFinite
    {
      let (from, to) = (scale.position(of: lower), scale.position(of: upper))
      nodes.append(
        page.line(Point(from, y), Point(to, y), Stroke(ink, width: row.isEmphasised ? 1.3 : 0.9), "interval"))
      for (value, x, side) in [(lower, from, -1.0), (upper, to, 1.0)] {
        if scale.domain.contains(value)
          || abs(value - (side < 0 ? scale.domain.lowerBound : scale.domain.upperBound)) < 1e-9
        {
          nodes.append(page.line(Point(x, y - 2), Point(x, y + 2), Stroke(ink, width: 0.8)))
        } else {
          let tip = [Point(x, y), Point(x - side * 3.6, y - 2.2), Point(x - side * 3.6, y + 2.2)]
          nodes.append(.path(Scene.Path(polygon: tip, fill: .solid(ink), cssClass: "beyond")))
        }
      }
    }
    if let estimate = row.estimate, scale.domain.contains(estimate) {
      let place = Point(scale.position(of: estimate), y)
      nodes.append(
        .path(
          Scene.Path(
            row.isEmphasised ? .diamond : .square, centre: place, size: weight(row), fill: .solid(ink),
            stroke: Stroke(.white, width: 0.5), cssClass: "estimate")))
    }
    return nodes
  }

  /// The area of a mark grows with the number of patients, within what can be seen and what fits a row.
  private func weight(_ row: ForestPlot.Row) -> Double {
    if row.isEmphasised { return 6.5 }
    let most = plot.rows.compactMap(\.count).max() ?? 0
    guard most > 0, let count = row.count else { return 4.6 }
    return max(3.2, 6.2 * (Double(count) / Double(most)).squareRoot())
  }

  // MARK: Words

  private func hasRoom(_ reference: ForestPlot.Reference) -> Bool {
    width(reference.label, page.small) <= page.width * 0.5
  }

  private var legendItems: [Legend.Item] {
    let items = plot.references.filter { !$0.label.isEmpty && !hasRoom($0) }.map { reference in
      page.item(
        [page.swatch(page.referenceStroke)], "\(page.number(reference.value, decimals: 2)): \(reference.label)")
    }
    return items
  }

  private var sceneTitle: String {
    page.say(Phrase("Forest plot", "Forest-Plot")) + (plot.title.isEmpty ? "" : ": \(plot.title)")
  }

  private var summary: String {
    "\(plot.estimateTitle). "
      + plot.rows.map { "\($0.label): \(plot.words(of: $0, in: page.options.language))." }.joined(separator: " ")
  }
}
