// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Plain

extension DesignPlot {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    DesignDrawing(plot: self, page: Page(options)).scene()
  }
}

/// Lays the panels of a design out on a page.
private struct DesignDrawing {
  let plot: DesignPlot
  let page: Page
  /// The names of curves in the order in which they come: the place of a name is its colour and its dashes.
  let names: [String]
  /// The names of bands in the order in which they come.
  let ribbons: [String]

  init(plot: DesignPlot, page: Page) {
    self.plot = plot
    self.page = page
    var names: [String] = []
    for name in plot.panels.flatMap(\.curves).map(\.name) where !names.contains(name) { names.append(name) }
    self.names = names
    var ribbons: [String] = []
    for name in plot.panels.flatMap(\.ribbons).map(\.name) where !ribbons.contains(name) { ribbons.append(name) }
    self.ribbons = ribbons
  }

  private var size: Double { page.options.size }
  private let gap = 16.0
  private var columns: Int { page.isNarrow ? 1 : max(1, min(2, plot.panels.count)) }
  private var cellWidth: Double { (page.right - Page.margin - gap * Double(columns - 1)) / Double(columns) }
  private var height: Double { min(max(cellWidth * 0.62, 112), 190) }

  func scene() -> Scene {
    let title = page.title(plot.title)
    var nodes = title.nodes
    var y = title.bottom + 2
    var untold: [String] = []
    for start in stride(from: 0, to: plot.panels.count, by: columns) {
      let row = Array(start..<min(start + columns, plot.panels.count))
      let headings = row.map { heading($0) }
      let top =
        y
        + (row.map { plot.panels[$0].title.isEmpty && plot.panels.count == 1 ? 0 : headings[$0 - start].height + 5 }
          .max() ?? 0)
      var bottom = top
      for (column, index) in row.enumerated() {
        let x = Page.margin + Double(column) * (cellWidth + gap)
        nodes += headings[column].nodes(at: Point(x, y))
        let drawn = panel(index, x: x, top: top)
        nodes.append(.group(Scene.Group(title: plot.panels[index].title, cssClass: "panel", nodes: drawn.nodes)))
        bottom = max(bottom, drawn.bottom)
        untold += drawn.untold
      }
      y = bottom + 9
    }
    let legend = page.legend(legendItems, left: Page.margin, top: y - 3)
    let notes = page.notes(plot.notes + untold, top: legend.bottom + 1)
    let name = plot.title.isEmpty ? said(Phrase("Design of a trial", "Design einer Studie")) : plot.title
    return page.scene(nodes + legend.nodes + notes.nodes, bottom: notes.bottom, title: name, summary: plot.caption)
  }

  private func said(_ phrase: Phrase) -> String { phrase[page.options.language] }

  private func letter(_ index: Int) -> String { plot.panels.count > 1 ? "\(Array("ABCDEFGHIJKL")[index % 12])" : "" }

  private func heading(_ index: Int) -> TextBlock {
    let words = [letter(index), plot.panels[index].title].filter { !$0.isEmpty }.joined(separator: Page.thin + " ")
    return TextBlock(words, width: cellWidth, style: page.bold)
  }

  // MARK: Panels

  private func panel(_ index: Int, x left: Double, top: Double) -> (
    nodes: [Scene.Node], bottom: Double, untold: [String]
  ) {
    let panel = plot.panels[index]
    let places = panel.curves.flatMap(\.places)
    let across = panel.references.filter { $0.across == .x }.map(\.value)
    let along = panel.references.filter { $0.across == .y }.map(\.value)
    let standing = DesignAxis(
      panel.y,
      places.map(\.y) + panel.bars.flatMap { [$0.lower, $0.upper] }
        + panel.ribbons.flatMap(\.slices).flatMap { [$0.lower, $0.upper] } + along, from: top + height, to: top,
      in: page.options.language)
    let heights = standing.ticks(page.label, isLying: false)
    let numbers = heights.map { TextMeasure.width(of: standing.label($0), style: page.label) }.max() ?? 0
    let words = page.widthOfVerticalTitle(panel.y.title, height: height)
    let axisX = left + words + 4 + numbers + 4.5
    // Half of the last number under the axis stands beyond its end.
    let area = Box(x: axisX, y: top, width: left + cellWidth - axisX - size, height: height)
    let lying = DesignAxis(
      panel.x, places.map(\.x) + panel.bars.map(\.x) + panel.ribbons.flatMap(\.slices).map(\.x) + across, from: area.x,
      to: area.right, in: page.options.language)
    func at(_ place: DesignPlot.Place) -> Point { Point(lying.position(of: place.x), standing.position(of: place.y)) }

    var nodes: [Scene.Node] = []
    for tick in heights {
      let y = standing.position(of: tick)
      if y < area.bottom - 0.5 {
        nodes.append(page.line(Point(area.x, y), Point(area.right, y), page.gridStroke, "grid"))
      }
      nodes.append(page.line(Point(area.x - 2.5, y), Point(area.x, y), page.axisStroke))
      nodes.append(page.text(standing.label(tick), middle: Point(area.x - 4.5, y), page.label, .end))
    }
    nodes += page.verticalTitle(panel.y.title, x: left, from: area.y, to: area.bottom)
    var placing = LabelPlacing(
      within: Box(x: area.x + 1.5, y: area.y, width: area.width + size - 1.5, height: height - 1))
    for ribbon in panel.ribbons {
      let slices = ribbon.slices.filter { lying.holds($0.x) && $0.lower.isFinite && $0.upper.isFinite }
      let outline =
        slices.map { at(.init($0.x, $0.upper)) } + slices.reversed().map { at(.init($0.x, $0.lower)) }
      guard outline.count > 2 else { continue }
      nodes.append(.path(Scene.Path(polygon: outline, fill: fill(ribbon.name), cssClass: "band")))
    }
    let bars = self.bars(panel, lying, standing)
    nodes += bars.nodes
    placing.taken += bars.boxes
    for line in panel.references where (line.across == .x ? lying : standing).holds(line.value) {
      let (from, to) = ends(line, area, lying, standing)
      nodes.append(page.line(from, to, page.referenceStroke, "reference"))
      placing.lines.append((from, to))
    }
    for curve in panel.curves {
      let stroke = self.stroke(curve.name)
      var drawn: [Scene.Node] = []
      for part in parts(curve, lying, standing) {
        let points = part.map(at)
        placing.add(points)
        if points.count > 1 { drawn.append(.polyline(Scene.Polyline(points, stroke: stroke, cssClass: "curve"))) }
        if curve.isMarked {
          for point in points {
            drawn.append(mark(curve.name, point))
            placing.taken.append(Box(x: point.x - 2.5, y: point.y - 2.5, width: 5, height: 5))
          }
        }
      }
      nodes.append(.group(Scene.Group(title: curve.name, cssClass: "series", nodes: drawn)))
    }
    nodes.append(page.line(Point(area.x, area.y), Point(area.x, area.bottom), page.axisStroke))
    nodes.append(page.line(Point(area.x, area.bottom), Point(area.right, area.bottom), page.axisStroke))
    let labels = self.labels(panel, area, lying, standing, &placing)
    nodes += labels.nodes

    var y = area.bottom + 5
    for tick in lying.ticks(page.label, isLying: true) {
      let place = lying.position(of: tick)
      nodes.append(page.line(Point(place, area.bottom), Point(place, area.bottom + 3), page.axisStroke))
      nodes.append(
        .text(
          Scene.Text(lying.label(tick), at: Point(place, y + page.label.ascent), anchor: .middle, style: page.label)))
    }
    y += page.label.size + 2
    let title = TextBlock(panel.x.title, width: area.width + size, style: page.body)
    nodes += title.nodes(at: Point((area.x + area.right) / 2, y), anchor: .middle)
    let place = letter(index).isEmpty ? "" : letter(index) + ": "
    let lines = labels.untold.joined(separator: "; ")
    var untold =
      lines.isEmpty ? [] : [said(Phrase("\(place)Dashed lines: \(lines).", "\(place)Gestrichelte Linien: \(lines)."))]
    if let top = panel.y.to, panel.bars.contains(where: { $0.upper + 0.5 > top }) {
      untold.append(
        said(
          Phrase(
            "\(place)Bars that reach the upper edge go on to all patients.",
            "\(place)Balken bis zum oberen Rand gehen weiter bis zu allen Patienten.")))
    }
    if labels.lostBars {
      untold.append(
        said(
          Phrase(
            "\(place)Bounds without a label stand in the table.",
            "\(place)Grenzen ohne Beschriftung stehen in der Tabelle.")))
    }
    return (nodes, y + title.height, untold)
  }

  private func ends(
    _ line: DesignPlot.Reference, _ area: Box, _ lying: DesignAxis, _ standing: DesignAxis
  ) -> (Point, Point) {
    switch line.across {
    case .x: (Point(lying.position(of: line.value), area.y), Point(lying.position(of: line.value), area.bottom))
    case .y: (Point(area.x, standing.position(of: line.value)), Point(area.right, standing.position(of: line.value)))
    }
  }

  /// The parts of a curve that lie within the axes.
  private func parts(_ curve: DesignPlot.Curve, _ lying: DesignAxis, _ standing: DesignAxis) -> [[DesignPlot.Place]] {
    var parts: [[DesignPlot.Place]] = [[]]
    for place in curve.places {
      if lying.holds(place.x), standing.holds(place.y) {
        parts[parts.count - 1].append(place)
      } else if parts.last?.isEmpty == false {
        parts.append([])
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  // MARK: Bars

  private func bars(
    _ panel: DesignPlot.Panel, _ lying: DesignAxis, _ standing: DesignAxis
  ) -> (nodes: [Scene.Node], boxes: [Box]) {
    let width = barWidth(panel, lying)
    var nodes: [Scene.Node] = []
    var boxes: [Box] = []
    for bar in panel.bars where lying.holds(bar.x) {
      // A count owns the unit around it: from 0 to 3 of 13 is four numbers, and the next bar begins at the fourth.
      let top = panel.y.to ?? .infinity
      guard bar.lower - 0.5 < top else { continue }
      let (low, high) = (standing.position(of: bar.lower - 0.5), standing.position(of: min(bar.upper + 0.5, top)))
      let x = lying.position(of: bar.x)
      let box = Box(x: x - width / 2, y: high, width: width, height: max(0.8, low - high))
      nodes.append(
        .rect(
          Scene.Rectangle(
            box, fill: fill(bar.meaning), stroke: Stroke(.axis, width: 0.4),
            cssClass: "bar-" + bar.meaning.rawValue.replacing(" ", with: "-"))))
      boxes.append(box)
    }
    return (nodes, boxes)
  }

  private func barWidth(_ panel: DesignPlot.Panel, _ lying: DesignAxis) -> Double {
    min(8, max(0.8, nearest(panel, lying) * 0.55))
  }

  /// How near two bars stand at the least, in points.
  private func nearest(_ panel: DesignPlot.Panel, _ lying: DesignAxis) -> Double {
    let places = Set(panel.bars.map { lying.position(of: $0.x) }).sorted()
    return zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? 100
  }

  /// The shade of a band: the later it is named, the darker, so that an inner one stands out of the outer.
  private func fill(_ ribbon: String) -> Fill {
    let place = ribbons.firstIndex(of: ribbon) ?? 0
    guard page.options.print == .colour else { return .solid(Ink(place == 0 ? 0xE4E4E4 : 0xBDBDBD)) }
    // Mixed with white and not clear: the legend's shade is that of an inner band over an outer one.
    let (ink, share) = (page.options.stroke(0).ink, place == 0 ? 0.15 : 0.4)
    func mixed(_ channel: UInt8) -> UInt8 { UInt8(255 - (255 - Double(channel)) * share) }
    return .solid(Ink(red: mixed(ink.red), green: mixed(ink.green), blue: mixed(ink.blue)))
  }

  private func fill(_ meaning: DesignPlot.Bar.Meaning) -> Fill {
    switch meaning {
    case .crossed: page.options.palette[0].fill(page.options.print)
    case .futile, .harmful: page.options.palette[4].fill(page.options.print)
    case .goesOn: .solid(page.options.print == .colour ? Ink(0xE6E6E6) : .white)
    }
  }

  // MARK: Words

  /// Words of lines and bars where they find a place; what lines found none, and whether a bar did not.
  private func labels(
    _ panel: DesignPlot.Panel, _ area: Box, _ lying: DesignAxis, _ standing: DesignAxis, _ placing: inout LabelPlacing
  ) -> (nodes: [Scene.Node], untold: [String], lostBars: Bool) {
    var nodes: [Scene.Node] = []
    var untold: [String] = []
    var lostBars = false
    let style = page.small
    func text(_ words: String, _ box: Box, _ cssClass: String) {
      nodes += TextBlock(words, style: style).nodes(at: Point(box.x, box.y), cssClass: cssClass)
    }
    let half = barWidth(panel, lying) / 2
    let widest = panel.bars.map { TextMeasure.width(of: $0.label, style: style) }.max() ?? 0
    // Among bars that stand close a label would seem to be of another.
    let hasRoom = nearest(panel, lying) >= widest + 2 * half + 6
    lostBars = !hasRoom && widest > 0
    for bar in panel.bars where hasRoom && !bar.label.isEmpty && lying.holds(bar.x) {
      let block = TextBlock(bar.label, style: style)
      let end = standing.position(of: bar.meaning == .futile ? bar.upper + 0.5 : bar.lower - 0.5)
      // Beside the end that matters, else further along its own bar, else a little beyond its end: a line through the words is worse.
      let near = bar.meaning == .futile ? end : end - block.height
      let along = bar.meaning == .futile ? 1.0 : -1
      let x = lying.position(of: bar.x)
      let candidates = [0.0, 0.5, 1, 1.5, 2, 2.5, 3, -0.5, -1, -1.5].flatMap { step -> [Box] in
        let y = min(max(near + along * step * block.height, area.y), area.bottom - 1 - block.height)
        return [x + half + 2.5, x - half - 2.5 - block.width].map {
          Box(x: $0, y: y, width: block.width, height: block.height)
        }
      }
      if let box = placing.take(candidates, crossing: 1) { text(bar.label, box, "bar-label") } else { lostBars = true }
    }
    for line in panel.references where !line.label.isEmpty {
      guard (line.across == .x ? lying : standing).holds(line.value) else {
        untold.append(line.label)
        continue
      }
      let block = TextBlock(line.label, style: style)
      var candidates: [Box] = []
      switch line.across {
      case .x:
        let x = lying.position(of: line.value)
        for y in stride(from: area.y + 1, through: area.bottom - block.height - 2, by: block.height + 1) {
          for left in [x + 2.5, x - 2.5 - block.width] {
            candidates.append(Box(x: left, y: y, width: block.width, height: block.height))
          }
        }
      case .y:
        let y = standing.position(of: line.value)
        for shift in stride(from: 0.0, through: max(0, area.width - block.width - 4), by: 8) {
          for top in [y - block.height - 1.3, y + 1.3] {
            candidates.append(
              Box(x: area.right - 1 - block.width - shift, y: top, width: block.width, height: block.height))
          }
        }
      }
      if let box = placing.take(candidates) {
        text(line.label, box, "reference-label")
      } else {
        untold.append(line.label)
      }
    }
    return (nodes, untold, lostBars)
  }

  // MARK: Looks of curves

  private func stroke(_ name: String) -> Stroke {
    var stroke = page.options.stroke(names.firstIndex(of: name) ?? 0)
    if plot.panels.contains(where: { $0.curves.contains { $0.name == name && $0.isQuiet } }) {
      stroke.ink = .text
      stroke.width = 0.7
    }
    return stroke
  }

  private func mark(_ name: String, _ place: Point) -> Scene.Node {
    let shapes: [Shape] = [.circle, .square, .diamond, .triangleUp, .triangleDown, .hexagon]
    let shape = shapes[(names.firstIndex(of: name) ?? 0) % shapes.count]
    return .path(
      Scene.Path(
        shape, centre: place, size: 4.2, fill: .solid(stroke(name).ink), stroke: Stroke(.white, width: 0.5),
        cssClass: "mark"))
  }

  private var legendItems: [Legend.Item] {
    var items: [Legend.Item] = names.filter { !$0.isEmpty }.map { name in
      let isMarked = plot.panels.contains { $0.curves.contains { $0.name == name && $0.isMarked } }
      return page.item([page.swatch(stroke(name))] + (isMarked ? [mark(name, .zero)] : []), name)
    }
    items += ribbons.map { page.item([page.swatch(fill($0))], $0) }
    for meaning in DesignPlot.Bar.Meaning.allCases {
      var seen: [String] = []
      for bar in plot.panels.flatMap(\.bars) where bar.meaning == meaning && !seen.contains(bar.name) {
        seen.append(bar.name)
        items.append(page.item([page.swatch(fill(meaning))], bar.name))
      }
    }
    return items
  }
}
