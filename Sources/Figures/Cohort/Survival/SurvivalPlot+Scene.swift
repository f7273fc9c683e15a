// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Plain
import Course
import Foundation

extension SurvivalPlot {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    SurvivalDrawing(plot: self, page: Page(options)).scene()
  }
}

/// Lays survival curves out on a page.
private struct SurvivalDrawing {
  let plot: SurvivalPlot
  let page: Page
  let axisEnd: Double
  let paths: [SurvivalPath]

  init(plot: SurvivalPlot, page: Page) {
    self.plot = plot
    self.page = page
    let last = plot.curves.map(SurvivalPath.lastTime).max() ?? 0
    let end = max(last, plot.timeEnd ?? 0, plot.riskTimes.filter(\.isFinite).max() ?? 0)
    axisEnd = end > 0 ? end : 1
    paths = plot.curves.map { [axisEnd] in SurvivalPath($0, axisEnd: axisEnd) }
  }

  private var size: Double { page.options.size }
  private var height: Double { min(max(page.width * 0.42, 118), 220) }
  private var hasTable: Bool { !plot.riskTimes.isEmpty && plot.curves.contains { !$0.risk.isEmpty } }
  private var ticks: [Double] {
    plot.riskTimes.isEmpty ? SurvivalPlot.riskTimes(upTo: axisEnd, about: page.isNarrow ? 6 : 10) : plot.riskTimes
  }

  private func risk(_ curve: SurvivalPlot.Curve, _ index: Int) -> String? {
    guard index < curve.risk.count else { return nil }
    let risk = curve.risk[index]
    return "\(risk.atRisk)" + (risk.censored.map { "\(Page.thin)(\($0))" } ?? "")
  }

  // MARK: Frame

  /// How much of the width stands beside the curves, and whether names of the table stand in lines of their own.
  private func sides() -> (left: Double, right: Double, namesAbove: Bool) {
    let axis =
      Page.margin + page.widthOfVerticalTitle(plot.valueTitle, height: height) + 4
      + TextMeasure.width(of: "100", style: page.label) + 5
    let firsts = plot.curves.compactMap { risk($0, 0) }
    let lasts = plot.curves.compactMap { risk($0, ticks.count - 1) } + [label(of: ticks.last ?? 0)]
    func half(_ words: [String]) -> Double {
      (words.map { TextMeasure.width(of: $0, style: page.body) }.max() ?? 0) / 2
    }
    let atEnd = (ticks.last ?? 0) > axisEnd * 0.97
    let right = page.right - (atEnd ? max(0, half(lasts) - 2) : 2)
    guard hasTable, plot.curves.count > 1 else { return (axis, right, true) }
    let names = plot.curves.map { TextMeasure.width(of: $0.name, style: page.body) }.max() ?? 0
    let beside = Page.margin + page.swatchWidth + 4 + names + 5 + half(firsts)
    return beside <= max(axis, page.width * 0.27) ? (max(axis, beside), right, false) : (axis, right, true)
  }

  private func label(of time: Double) -> String { page.number(time, decimals: 2) }

  func scene() -> Scene {
    let title = page.title(plot.title)
    let sides = sides()
    let area = Box(x: sides.left, y: title.bottom + 3, width: sides.right - sides.left, height: height)
    // The last event keeps clear of the edge.
    let time = LinearScale(0...axisEnd, from: area.x, to: area.right - 5)
    let share = LinearScale(0...1, from: area.bottom, to: area.y)
    func at(_ place: (time: Double, survival: Double)) -> Point {
      Point(time.position(of: place.time), share.position(of: place.survival))
    }
    var nodes = title.nodes + axes(area, time, share)
    let shown = shownTicks(time)
    let names = directNames(area, at)
    nodes += medians(area, at)
    for index in paths.indices.reversed() where showsBand {
      for band in paths[index].bands {
        nodes.append(
          .path(Scene.Path(polygon: band.map(at), fill: bandFill(index), stroke: bandStroke(index), cssClass: "band")))
      }
    }
    for index in paths.indices { nodes += curve(index, at) }
    nodes += names ?? []
    var y = area.bottom + 5
    for tick in shown {
      nodes.append(page.line(at((ticks[tick], 0)), at((ticks[tick], 0)) + Point(0, 3), page.axisStroke))
      let place = Point(time.position(of: ticks[tick]), y + page.label.ascent)
      nodes.append(.text(Scene.Text(label(of: ticks[tick]), at: place, anchor: .middle, style: page.label)))
    }
    y += page.label.size + 2
    let words = page.horizontalTitle(plot.timeTitle, from: area.x, to: area.right, top: y)
    nodes += words.nodes
    y = words.bottom + 5
    if hasTable {
      let table = riskTable(shown, time, top: y, namesAbove: sides.namesAbove)
      nodes += table.nodes
      y = table.bottom + 4
    }
    let legend = page.legend(
      legendItems(named: names != nil, namesAbove: sides.namesAbove), left: Page.margin, top: y)
    nodes += legend.nodes
    let notes = page.notes(plot.notes + bandNote, top: legend.bottom + 1)
    return page.scene(nodes + notes.nodes, bottom: notes.bottom, title: sceneTitle, summary: summary)
  }

  private var sceneTitle: String {
    page.say(Phrase("Survival curves", "Überlebenskurven")) + (plot.title.isEmpty ? "" : ": \(plot.title)")
  }

  private var summary: String {
    let curves = zip(plot.curves, paths).map { curve, path in
      let last = path.levels.last?.survival ?? 1
      let median =
        path.median.map {
          Phrase(
            "half of the patients are left at \(label(of: $0))",
            "die Hälfte der Patienten ist noch dabei bei \(label(of: $0))")
        } ?? Phrase("no median is reached", "kein Median ist erreicht")
      return
        page.say(
          Phrase(
            "\(curve.name): \(median); the curve ends at \(page.number(last * 100, decimals: 0))\(Page.thin)%.",
            "\(curve.name): \(median); die Kurve endet bei \(page.number(last * 100, decimals: 0))\(Page.thin)%."))
    }
    return
      ([
        page.say(
          Phrase("\(plot.valueTitle), against \(plot.timeTitle).", "\(plot.valueTitle), gegen \(plot.timeTitle)."))
      ] + curves).joined(separator: " ")
  }

  private func axes(_ area: Box, _ time: LinearScale, _ share: LinearScale) -> [Scene.Node] {
    var nodes: [Scene.Node] = []
    for percent in stride(from: 0.0, through: 100, by: 25) {
      let y = share.position(of: percent / 100)
      if percent > 0 { nodes.append(page.line(Point(area.x, y), Point(area.right, y), page.gridStroke, "grid")) }
      nodes.append(page.line(Point(area.x - 2.5, y), Point(area.x, y), page.axisStroke))
      nodes.append(page.text(page.number(percent, decimals: 0), middle: Point(area.x - 4.5, y), page.label, .end))
    }
    nodes.append(page.line(Point(area.x, area.y), Point(area.x, area.bottom), page.axisStroke))
    nodes.append(page.line(Point(area.x, area.bottom), Point(area.right, area.bottom), page.axisStroke))
    let numbers = TextMeasure.width(of: "100", style: page.label)
    let x = area.x - 4.5 - numbers - 4 - page.widthOfVerticalTitle(plot.valueTitle, height: height)
    return nodes + page.verticalTitle(plot.valueTitle, x: x, from: area.y, to: area.bottom)
  }

  /// Every n-th tick, so that neither labels nor numbers of the table touch.
  private func shownTicks(_ time: LinearScale) -> [Int] {
    for step in 1...max(1, ticks.count) {
      let shown = Array(stride(from: 0, to: ticks.count, by: step))
      var edge = -Double.infinity
      let keepsApart = shown.allSatisfy { index in
        let words = [label(of: ticks[index])] + (hasTable ? plot.curves.compactMap { risk($0, index) } : [])
        let half = (words.map { TextMeasure.width(of: $0, style: page.body) }.max() ?? 0) / 2
        let x = time.position(of: ticks[index])
        defer { edge = x + half }
        return x - half >= edge + size * 0.6
      }
      if keepsApart { return shown }
    }
    return [0]
  }

  // MARK: Curves

  private func bandFill(_ index: Int) -> Fill {
    // Without colour a clear grey stays calmer under crossing curves than a pattern; the dashes tell the curves.
    .solid(stroke(index).ink, opacity: page.options.print == .greyscale ? 0.1 : 0.16)
  }

  /// Without colour the bands of several curves are told apart by their outlines, in the dashes of their curves.
  private func bandStroke(_ index: Int) -> Stroke? {
    guard page.options.print == .greyscale, plot.curves.count > 1 else { return nil }
    var stroke = self.stroke(index)
    stroke.width = 0.45
    return stroke
  }

  private func unknownFill(_ index: Int) -> Fill {
    .hatch(
      Hatch(
        index.isMultiple(of: 2) ? .rising : .falling, ink: stroke(index).ink, ground: nil, spacing: 2.6,
        lineWidth: 0.45))
  }

  private func curve(_ index: Int, _ at: ((time: Double, survival: Double)) -> Point) -> [Scene.Node] {
    let (curve, path) = (plot.curves[index], paths[index])
    let stroke = self.stroke(index)
    var nodes: [Scene.Node] = []
    for fall in path.unknown {
      let (first, last) = (at((fall.start, fall.above)), at((fall.end, fall.below)))
      nodes.append(
        .rect(
          Scene.Rectangle(
            Box(x: first.x, y: first.y, width: last.x - first.x, height: last.y - first.y), fill: unknownFill(index),
            stroke: Stroke(stroke.ink, width: 0.35), cssClass: "unidentified")))
    }
    for line in path.lines {
      let points = line.map(at)
      guard Set(points).count > 1 else { continue }
      nodes.append(.polyline(Scene.Polyline(points, stroke: stroke, cssClass: "curve")))
    }
    let plain = Stroke(stroke.ink, width: 0.7)
    for time in curve.censored {
      guard let survival = path.survival(at: time) else { continue }
      let place = at((time, survival))
      nodes.append(page.line(place + Point(0, -2.4), place + Point(0, 2.4), plain, "censored"))
    }
    return [.group(Scene.Group(title: curve.name, cssClass: "survival", nodes: nodes))]
  }

  /// The times at which medians are drawn: those of the estimates, so that table and drawing agree.
  private var drawnMedians: [Double] {
    zip(plot.curves, paths).compactMap { curve, path in
      switch curve.median {
      case .ofCurve: path.median
      case .at(let time): time
      case .undrawn: nil
      }
    }
  }

  /// The stroke of a curve: its dashes tell it apart without colour, its ink is that of its treatment where it has one.
  private func stroke(_ index: Int) -> Stroke {
    var stroke = page.options.stroke(index)
    if index < plot.curves.count, let look = plot.curves[index].treatment { stroke.ink = look.line(page.options.print) }
    return stroke
  }

  private var bandNote: [String] {
    plot.showsBand && !showsBand
      ? [
        page.say(
          Phrase(
            "Intervals of more than four curves are in the table and not drawn.",
            "Intervalle von mehr als vier Kurven stehen in der Tabelle und sind nicht gezeichnet."))
      ] : []
  }

  /// Bands of more curves would cover each other.
  private var showsBand: Bool { plot.showsBand && plot.curves.count <= 4 }

  private func medians(_ area: Box, _ at: ((time: Double, survival: Double)) -> Point) -> [Scene.Node] {
    guard plot.showsMedian else { return [] }
    let half = at((0, 0.5)).y
    var nodes = [page.line(Point(area.x, half), Point(area.right, half), page.referenceStroke, "median")]
    for time in drawnMedians {
      nodes.append(page.line(at((time, 0.5)), at((time, 0)), page.referenceStroke, "median-drop"))
    }
    return nodes
  }

  // MARK: Names

  private var labelStyles: (name: TextStyle, detail: TextStyle) { (page.bold, page.small) }

  /// Names beside the ends of the curves; nothing where one of them finds no place, so that a legend must do.
  private func directNames(_ area: Box, _ at: ((time: Double, survival: Double)) -> Point) -> [Scene.Node]? {
    var placing = LabelPlacing(
      within: Box(x: area.x + 3, y: area.y, width: page.right - area.x - 3, height: height - 1))
    for (curve, path) in zip(plot.curves, paths) {
      for line in path.lines { placing.add(line.map(at)) }
      for fall in path.unknown {
        placing.taken.append(
          Box(
            x: at((fall.start, 0)).x, y: at((0, fall.above)).y, width: at((fall.end, 0)).x - at((fall.start, 0)).x,
            height: at((0, fall.below)).y - at((0, fall.above)).y))
      }
      for time in curve.censored {
        guard let place = path.survival(at: time).map({ at((time, $0)) }) else { continue }
        placing.add([place + Point(0, -2.4), place + Point(0, 2.4)])
      }
    }
    if plot.showsMedian {
      let half = at((0, 0.5)).y
      placing.add([Point(area.x, half), Point(area.right, half)])
      for time in drawnMedians { placing.add([at((time, 0.5)), at((time, 0))]) }
    }
    var nodes: [Scene.Node] = []
    for (index, curve) in plot.curves.enumerated() {
      guard let level = paths[index].levels.last else { return nil }
      let name = TextBlock(curve.name, style: labelStyles.name)
      let detail = TextBlock(curve.detail, style: labelStyles.detail)
      let tall = name.height + (curve.detail.isEmpty ? 0 : detail.height)
      let wide = max(name.width, detail.width)
      let end = at((level.end, level.survival))
      let start = at((level.start, level.survival))
      var candidates = [Box(x: end.x + 4, y: end.y - tall / 2, width: wide, height: tall)]
      for shift in stride(from: 0.0, through: max(40, end.x - start.x), by: 6) {
        for y in [end.y - tall - 2.5, end.y + 2.5] {
          candidates.append(Box(x: end.x - wide - shift, y: y, width: wide, height: tall))
        }
      }
      candidates.append(Box(x: end.x + 3, y: end.y - tall - 1, width: wide, height: tall))
      guard let box = placing.take(candidates) else { return nil }
      let ink = stroke(index).ink.forLetters
      nodes += TextBlock(curve.name, style: labelStyles.name.with(ink: ink)).nodes(at: Point(box.x, box.y))
      if !curve.detail.isEmpty { nodes += detail.nodes(at: Point(box.x, box.y + name.height)) }
    }
    return nodes
  }

  private func words(of curve: SurvivalPlot.Curve) -> String {
    [curve.name, curve.detail].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func legendItems(named: Bool, namesAbove: Bool) -> [Legend.Item] {
    var items: [Legend.Item] = []
    // The table names the curves too, but beside its numbers it has no room for details.
    let tableNames = hasTable && plot.curves.count > 1
    if !named, !tableNames || !namesAbove && plot.curves.contains(where: { !$0.detail.isEmpty }) {
      for (index, curve) in plot.curves.enumerated() where !words(of: curve).isEmpty {
        items.append(page.item([page.swatch(stroke(index))], words(of: curve)))
      }
    }
    let first = stroke(0).ink
    if plot.curves.contains(where: { !$0.censored.isEmpty }) {
      items.append(
        page.item(
          [
            page.swatch(Stroke(first, width: 1.1)),
            page.line(Point(0, -2.4), Point(0, 2.4), Stroke(first, width: 0.7)),
          ], page.say(Phrase("censored", "zensiert"))))
    }
    let banded = showsBand ? paths.indices.filter { !paths[$0].bands.isEmpty } : []
    for index in banded {
      let title = banded.count > 1 ? "\(plot.curves[index].name), \(plot.bandTitle)" : plot.bandTitle
      items.append(page.item([page.swatch(bandFill(index), stroke: bandStroke(index))], title))
    }
    if let index = paths.firstIndex(where: { !$0.unknown.isEmpty }) {
      let stroke = Stroke(self.stroke(index).ink, width: 0.35)
      items.append(
        page.item(
          [page.swatch(unknownFill(index), stroke: stroke)],
          page.say(Phrase("falls within, course unknown", "Abfall innerhalb, Verlauf unbekannt"))))
    }
    return items
  }

  // MARK: Table

  private func riskTable(_ shown: [Int], _ time: LinearScale, top: Double, namesAbove: Bool) -> (
    nodes: [Scene.Node], bottom: Double
  ) {
    let counts = plot.curves.contains { $0.risk.contains { $0.censored != nil } }
    let heading = Scene.Text(
      page.say(
        counts
          ? Phrase("At risk (censored)", "Unter Risiko (zensiert)") : Phrase("At risk", "Unter Risiko")),
      at: Point(Page.margin, top + page.bold.ascent), style: page.bold)
    var nodes: [Scene.Node] = [.text(heading)]
    var y = top + page.row
    for (index, curve) in plot.curves.enumerated() {
      if plot.curves.count > 1 {
        let middle = y + page.body.ascent - page.body.capHeight / 2
        let sample = Page.margin + page.swatchWidth / 2
        nodes.append(
          .group(Scene.Group(offset: Point(sample, middle), nodes: [page.swatch(stroke(index))])))
        let left = Page.margin + page.swatchWidth + 4
        let block = TextBlock(
          namesAbove ? words(of: curve) : curve.name, width: namesAbove ? page.right - left : .infinity,
          style: page.body)
        nodes += block.nodes(at: Point(left, y))
        if namesAbove { y += block.height + 1 }
      }
      for tick in shown {
        guard let words = risk(curve, tick) else { continue }
        let place = Point(time.position(of: ticks[tick]), y + page.body.ascent)
        nodes.append(
          .text(Scene.Text(words, at: place, anchor: .middle, style: page.body, cssClass: "at-risk")))
      }
      y += page.row
    }
    return (nodes, y)
  }
}
