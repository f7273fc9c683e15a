// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Plain

extension TrialSchema {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    SchemaDrawing(schema: self, page: Page(options)).scene()
  }
}

/// Lays a schema out down the page.
private struct SchemaDrawing {
  let schema: TrialSchema
  let page: Page

  private var size: Double { page.options.size }
  private var left: Double { Page.margin }
  private var right: Double { page.right }
  private var step: Double { size * 2.2 }
  private var inset: Double { size * 0.7 }
  private var isLeft: Bool { schema.steps.contains { $0.leaving != nil } }
  /// The column of the steps: in the middle, or to the left of those who leave.
  private var column: (x: Double, width: Double) {
    let all = right - left
    return isLeft ? (left, all * 0.56) : (left + all * 0.2, all * 0.6)
  }
  private var middle: Double { column.x + column.width / 2 }
  private var arrow: Stroke { Stroke(.axis, width: 0.8) }

  func scene() -> Scene {
    let title = page.title(schema.title)
    var nodes = title.nodes
    var y = title.bottom + 2
    var from = y
    for (index, part) in schema.steps.enumerated() {
      let box = block(part.box, x: column.x, width: column.width, top: y)
      nodes += box.nodes
      var bottom = box.bottom
      if let leaving = part.leaving {
        let x = column.x + column.width + max(14, size * 2)
        let other = block(leaving, x: x, width: right - x, top: y, isPlain: true)
        let height = (y + min(box.bottom, other.bottom)) / 2
        nodes += other.nodes + pointing([Point(column.x + column.width, height), Point(x, height)])
        bottom = max(bottom, other.bottom)
      }
      // What is below begins under who leaves, and is reached from the step itself.
      (from, y) = (box.bottom, bottom)
      if index + 1 < schema.steps.count || schema.randomisation != nil {
        y = bottom + step
        nodes += pointing([Point(middle, from), Point(middle, y)])
      }
    }
    if let words = schema.randomisation {
      let circle = circle(words, top: y)
      nodes += circle.nodes
      (from, y) = (circle.bottom, circle.bottom)
    }
    let arms = self.arms(from: Point(middle, from), below: y)
    nodes += arms.nodes
    y = arms.bottom
    for (index, box) in schema.after.enumerated() {
      let top = y + step
      for end in index == 0 ? arms.ends : [Point((left + right) / 2, y)] {
        nodes += pointing([end, Point(end.x, top)])
      }
      let drawn = block(box, x: left, width: right - left, top: top)
      nodes += drawn.nodes
      y = drawn.bottom
    }
    let line = timeline(top: y + size * 1.4)
    nodes += line.nodes
    let notes = page.notes(schema.notes, top: line.bottom + 4)
    let name = schema.title.isEmpty ? "Trial schema" : schema.title
    return page.scene(nodes + notes.nodes, bottom: notes.bottom, title: name, summary: summary)
  }

  private var summary: String {
    let words = schema.steps.map(\.box.title) + [schema.randomisation].compactMap(\.self)
    return schema.caption + " "
      + (words + [schema.arms.map(\.title).joined(separator: " or ")]).joined(separator: ", then ") + "."
  }

  // MARK: Boxes

  private func block(
    _ box: TrialSchema.Box, x: Double, width: Double, top: Double, isPlain: Bool = false, stroke: Stroke? = nil
  ) -> (nodes: [Scene.Node], bottom: Double) {
    let inner = width - 2 * inset
    let blocks =
      [TextBlock(box.title, width: inner, style: page.bold)]
      + box.lines.map { TextBlock($0, width: inner, style: page.body) }
    let height = blocks.reduce(2 * inset) { $0 + $1.height } + Double(blocks.count - 1) * size * 0.3
    var nodes: [Scene.Node] = [
      .rect(
        Scene.Rectangle(
          Box(x: x, y: top, width: width, height: height), cornerRadius: isPlain ? 0 : 2.5,
          fill: .solid(isPlain ? .white : Ink(0xF4F6F8)),
          stroke: stroke ?? Stroke(.axis, width: 0.7, dashes: isPlain ? [2.5, 1.8] : []), cssClass: "box"))
    ]
    var y = top + inset
    for block in blocks {
      nodes += block.nodes(at: Point(x + width / 2, y), anchor: .middle)
      y += block.height + size * 0.3
    }
    return ([.group(Scene.Group(title: box.title, cssClass: "step", nodes: nodes))], top + height)
  }

  private func circle(_ words: String, top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    let radius = TextMeasure.width(of: words, style: page.bold) / 2 + size * 0.9
    let centre = Point(middle, top + radius)
    return (
      [
        .path(
          Scene.Path(
            .circle, centre: centre, size: radius * 2, fill: .solid(.white), stroke: Stroke(.text, width: 0.9),
            cssClass: "randomisation")),
        page.text(words, middle: centre, page.bold),
      ], top + radius * 2
    )
  }

  private func arms(from start: Point, below clear: Double) -> (nodes: [Scene.Node], bottom: Double, ends: [Point]) {
    let count = schema.arms.count
    guard count > 0 else { return ([], clear, [start]) }
    let gap = max(8, size * 1.4)
    let width = count == 1 ? column.width : (right - left - gap * Double(count - 1)) / Double(count)
    func x(_ index: Int) -> Double { count == 1 ? column.x : left + Double(index) * (width + gap) }
    let middles = (0..<count).map { x($0) + width / 2 }
    let fork = max(start.y, clear) + (count == 1 ? 0 : size * 1.1)
    let top = fork + step
    var nodes: [Scene.Node] = []
    if count > 1 { nodes.append(page.line(start, Point(start.x, fork), arrow, "arrow")) }
    var ends: [Point] = []
    for (index, arm) in schema.arms.enumerated() {
      let path =
        count == 1
        ? [start, Point(start.x, top)]
        : [Point(start.x, fork), Point(middles[index], fork), Point(middles[index], top)]
      nodes += pointing(path)
      let drawn = block(arm, x: x(index), width: width, top: top, stroke: page.options.stroke(index, width: 1.2))
      nodes += drawn.nodes
      ends.append(Point(middles[index], drawn.bottom))
    }
    return (nodes, ends.map(\.y).max() ?? top, ends)
  }

  /// A line with a head at its end.
  private func pointing(_ points: [Point]) -> [Scene.Node] {
    guard let end = points.last, points.count > 1 else { return [] }
    let before = points[points.count - 2]
    let isDown = abs(end.x - before.x) < 0.01
    let (long, half) = (4.2, 2.0)
    let base = isDown ? Point(end.x, end.y - long) : Point(end.x - long, end.y)
    let corners =
      isDown
      ? [end, Point(end.x - half, base.y), Point(end.x + half, base.y)]
      : [end, Point(base.x, end.y - half), Point(base.x, end.y + half)]
    return [
      .polyline(Scene.Polyline(points.dropLast() + [base], stroke: arrow, cssClass: "arrow")),
      .path(Scene.Path(polygon: corners, fill: .solid(.axis), cssClass: "head")),
    ]
  }

  // MARK: Time

  private func timeline(top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    guard let accrual = schema.accrual, accrual > 0, accrual.isFinite else { return ([], top) }
    let looks = schema.looks.filter { $0.months.isFinite && $0.months >= 0 }
    let end = max(accrual, looks.map(\.months).max() ?? 0)
    let axis = DesignPlot.Axis(schema.timeTitle, from: 0, to: end)
    let disc = size * 0.85
    let scale = DesignAxis(axis, [], from: left + disc, to: right - disc)
    // Numbers of looks stand above the line; those that would touch go up a row.
    var rows: [Double] = []
    let places = looks.map { look -> (x: Double, row: Int) in
      let x = scale.position(of: look.months)
      let row = rows.firstIndex { x - $0 > disc * 2.3 } ?? rows.count
      if row == rows.count { rows.append(x) } else { rows[row] = x }
      return (x, row)
    }
    let y = top + Double(max(1, rows.count)) * disc * 2.4
    let ink = page.options.ink(ofLine: 0)
    var nodes: [Scene.Node] = [
      page.line(Point(scale.position(of: 0), y), Point(scale.position(of: end), y), Stroke(.axis, width: 0.9)),
      page.line(
        Point(scale.position(of: 0), y), Point(scale.position(of: accrual), y), Stroke(ink, width: 3), "accrual"),
    ]
    for (index, place) in places.enumerated() {
      let centre = Point(place.x, y - disc * 1.5 - Double(place.row) * disc * 2.4)
      nodes.append(page.line(Point(place.x, y), Point(place.x, centre.y + disc), Stroke(.axis, width: 0.7), "look"))
      nodes.append(
        .path(
          Scene.Path(
            .circle, centre: centre, size: disc * 2, fill: .solid(.white), stroke: Stroke(.text, width: 0.8),
            cssClass: "look-mark")))
      nodes.append(page.text("\(index + 1)", middle: centre, page.small))
    }
    for tick in scale.ticks(page.label, isLying: true) {
      let x = scale.position(of: tick)
      nodes.append(page.line(Point(x, y + 1.5), Point(x, y + 4), page.axisStroke))
      nodes.append(
        .text(
          Scene.Text(scale.label(tick), at: Point(x, y + 6 + page.label.ascent), anchor: .middle, style: page.label)))
    }
    let words = page.horizontalTitle(axis.title, from: left, to: right, top: y + 8 + page.label.size)
    nodes += words.nodes
    let items =
      [page.item([page.swatch(Stroke(ink, width: 3))], "patients come in, \(DesignPlot.months(accrual)) months")]
      + looks.enumerated().map { index, look in
        let detail = look.detail.isEmpty ? "" : ", \(look.detail)"
        let mark: [Scene.Node] = [
          .path(
            Scene.Path(
              // No taller than a line of the legend, so that circles of two lines do not touch; two digits need more room than one.
              .circle, centre: .zero, size: size * (looks.count > 9 ? 1.45 : 1.25), fill: .solid(.white),
              stroke: Stroke(.text, width: looks.count > 9 ? 0.5 : 0.8))),
          page.text("\(index + 1)", middle: .zero, page.small),
        ]
        return page.item(mark, "\(look.name): \(DesignPlot.months(look.months)) months\(detail)")
      }
    // Few entries fill a row; many are read down columns, which align.
    let legend = page.legend(
      items, left: left, top: words.bottom + 4, arrangement: looks.count > 4 ? .columns : .rows)
    return (nodes + legend.nodes, legend.bottom)
  }
}
