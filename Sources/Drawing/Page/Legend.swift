// SPDX-License-Identifier: Apache-2.0

/// A legend whose place is measured before it is drawn: entries run down columns or along rows within a width, and labels wrap
/// rather than leave it.
public struct Legend: Sendable {
  /// How entries follow each other.
  public enum Arrangement: Hashable, Sendable {
    /// Down columns, as many as fit, each as wide as its widest label.
    case columns
    /// Along rows, each entry as wide as its label.
    case rows
  }

  /// What stands before a label.
  public enum Swatch: Sendable {
    /// A small area.
    case area(Fill)
    /// An area whose sides fade: a time that is not known exactly.
    case fading(Fill)
    /// A short line.
    case line(Stroke)
    /// Something else: how wide it is for a size of text in points, and its drawing around a centre for that size.
    case drawing(width: @Sendable (Double) -> Double, node: @Sendable (Point, Double) -> Scene.Node)
  }

  /// One entry.
  public struct Item: Sendable {
    /// What stands before the label.
    public var swatch: Swatch
    /// What it means.
    public var label: String

    /// An entry.
    public init(_ swatch: Swatch, _ label: String) {
      self.swatch = swatch
      self.label = label
    }
  }

  /// The width offered, in points.
  public let width: Double
  /// The height taken, in points.
  public let height: Double
  /// How many columns there are.
  public let columnCount: Int

  private let placed: [Placed]
  private let heading: TextBlock?
  private let style: TextStyle
  private let swatchWidth: Double

  private struct Placed: Sendable {
    let item: Item
    let block: TextBlock
    let x: Double
    let y: Double
  }

  /// Lays entries out within a width in points.
  public init(
    _ items: [Item], title: String? = nil, width: Double, style: TextStyle = TextStyle(size: 7.5),
    arrangement: Arrangement = .columns
  ) {
    let heading = title.map { title in
      var bold = style
      bold.weight = .bold
      return TextBlock(title, width: width, style: bold)
    }
    let top = heading.map { $0.height + style.size * 0.5 } ?? 0
    let swatchWidth = items.reduce(arrangement == .rows ? 0 : style.size * 1.8) { widest, item in
      guard case .drawing(let width, _) = item.swatch else { return widest }
      return max(widest, width(style.size))
    }
    let indent = swatchWidth + style.size * 0.6
    self.width = width
    self.heading = heading
    self.style = style
    self.swatchWidth = swatchWidth
    switch arrangement {
    case .columns:
      let blocks = items.map { TextBlock($0.label, width: max(width - indent, style.size), style: style) }
      let (places, count, bottom) = Self.columns(items, blocks, indent: indent, top: top, width: width, style)
      (placed, columnCount, height) = (places, count, bottom)
    case .rows:
      let (places, bottom) = Self.rows(items, indent: indent, top: top, width: width, style)
      (placed, columnCount, height) = (places, items.isEmpty ? 0 : 1, bottom)
    }
  }

  private static func columns(
    _ items: [Item], _ blocks: [TextBlock], indent: Double, top: Double, width: Double, _ style: TextStyle
  ) -> (placed: [Placed], count: Int, bottom: Double) {
    let gutter = style.size * 1.6
    let labels = items.map { TextBlock($0.label, style: style) }

    // The columns of a count: entries run down a column, then go on in the next.
    func columns(_ count: Int) -> [Range<Int>] {
      let rows = (items.count + count - 1) / max(count, 1)
      return stride(from: 0, to: items.count, by: max(rows, 1)).map { $0..<min($0 + rows, items.count) }
    }
    func widths(_ columns: [Range<Int>]) -> [Double] {
      columns.map { column in indent + (labels[column].map(\.width).max() ?? 0) }
    }
    let best = (1...max(items.count, 1)).reversed().first { count in
      let needed = widths(columns(count))
      return needed.reduce(0, +) + gutter * Double(needed.count - 1) <= width
    }
    let chosen = columns(best ?? 1)
    let rowHeight = style.size * 1.55
    let rowCount = chosen.map(\.count).max() ?? 0
    // Rows line up across the columns; a label that wraps makes its row higher.
    let rowHeights = (0..<rowCount).map { row in
      chosen.filter { row < $0.count }.reduce(rowHeight) { height, column in
        max(height, blocks[column.lowerBound + row].height + style.size * 0.55)
      }
    }
    var placed: [Placed] = []
    var x = 0.0
    for (column, columnWidth) in zip(chosen, widths(chosen)) {
      var y = top
      for (row, index) in column.enumerated() {
        placed.append(Placed(item: items[index], block: blocks[index], x: x, y: y + style.size * 0.275))
        y += rowHeights[row]
      }
      x += columnWidth + gutter
    }
    return (placed, chosen.count, top + rowHeights.reduce(0, +))
  }

  private static func rows(
    _ items: [Item], indent: Double, top: Double, width: Double, _ style: TextStyle
  ) -> (placed: [Placed], bottom: Double) {
    let row = style.size * 1.5
    var placed: [Placed] = []
    var (x, y, height) = (0.0, top, row)
    for item in items {
      if x > 0, x + indent + TextMeasure.width(of: item.label, style: style) > width {
        x = 0
        y += height
        height = row
      }
      let block = TextBlock(item.label, width: max(width - x - indent, style.size * 4), style: style)
      placed.append(Placed(item: item, block: block, x: x, y: y))
      height = max(height, block.height + style.size * 0.5)
      x += indent + block.width + style.size * 1.8
    }
    return (placed, items.isEmpty ? top : y + height)
  }

  /// The legend below and to the right of a corner, in points.
  public func node(at corner: Point) -> Scene.Node {
    var nodes = heading?.nodes(at: .zero) ?? []
    for entry in placed {
      let middle = entry.y + style.ascent - style.capHeight / 2
      nodes.append(swatch(entry.item.swatch, centre: Point(entry.x + swatchWidth / 2, middle)))
      nodes += entry.block.nodes(at: Point(entry.x + swatchWidth + style.size * 0.6, entry.y))
    }
    return .group(
      Scene.Group(title: "Legend", role: "group", cssClass: "legend", offset: corner, nodes: nodes))
  }

  private func swatch(_ swatch: Swatch, centre: Point) -> Scene.Node {
    let width = style.size * 1.8
    let height = style.size * 0.95
    let box = Box(x: centre.x - width / 2, y: centre.y - height / 2, width: width, height: height)
    switch swatch {
    case .area(let fill): return .rect(Scene.Rectangle(box, fill: fill, stroke: Stroke(.axis, width: 0.4)))
    case .fading(let fill):
      var stroke: Stroke?
      if case .hatch = fill { stroke = Stroke(.axis, width: 0.4) }
      return .rect(Scene.Rectangle(box, fill: fill, stroke: stroke, fade: Scene.Rectangle.Fade(right: width * 0.8)))
    case .line(let stroke):
      return .line(Scene.Line(from: Point(box.x, centre.y), to: Point(box.right, centre.y), stroke: stroke))
    case .drawing(_, let node): return node(centre, style.size)
    }
  }
}
