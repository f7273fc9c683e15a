// SPDX-License-Identifier: Apache-2.0

/// A legend whose place is measured before it is drawn: entries flow down columns within a width, and labels wrap
/// rather than leave it.
public struct LegendLayout: Hashable, Sendable {
  /// What stands before a label.
  public enum Swatch: Hashable, Sendable {
    /// A small area.
    case area(Fill)
    /// An area whose sides fade: a time that is not known exactly.
    case fading(Fill)
    /// A short line.
    case line(Stroke)
    /// A mark.
    case mark(Mark)
  }

  /// One entry.
  public struct Item: Hashable, Sendable {
    /// What stands before the label.
    public var swatch: Swatch
    /// What it means.
    public var label: String

    /// An entry.
    public init(_ swatch: Swatch, _ label: String) {
      self.swatch = swatch
      self.label = label
    }

    /// The entry of a mark, under the name the mark gives itself.
    public init(_ mark: Mark) {
      self.init(.mark(mark), mark.name)
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

  private struct Placed: Hashable, Sendable {
    let item: Item
    let block: TextBlock
    let x: Double
    let y: Double
  }

  /// Lays entries out within a width in points, in as many columns as fit, each as wide as its widest label.
  public init(_ items: [Item], title: String? = nil, width: Double, style: TextStyle = TextStyle(size: 7.5)) {
    let markSize = style.size * 0.9
    let swatchWidth = items.reduce(style.size * 1.8) { widest, item in
      guard case .mark(let mark) = item.swatch else { return widest }
      return max(widest, mark.extent(size: markSize).width)
    }
    let indent = swatchWidth + style.size * 0.6
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
    let chosenWidths = widths(chosen)

    let heading = title.map { title in
      var bold = style
      bold.weight = .bold
      return TextBlock(title, width: width, style: bold)
    }
    let top = heading.map { $0.height + style.size * 0.5 } ?? 0
    let rowHeight = style.size * 1.55
    let rowCount = chosen.map(\.count).max() ?? 0
    let blocks = items.map { TextBlock($0.label, width: max(width - indent, style.size), style: style) }
    // Rows line up across the columns; a label that wraps makes its row higher.
    let rowHeights = (0..<rowCount).map { row in
      chosen.filter { row < $0.count }.reduce(rowHeight) { height, column in
        max(height, blocks[column.lowerBound + row].height + style.size * 0.55)
      }
    }
    var placed: [Placed] = []
    var x = 0.0
    for (column, columnWidth) in zip(chosen, chosenWidths) {
      var y = top
      for (row, index) in column.enumerated() {
        placed.append(Placed(item: items[index], block: blocks[index], x: x, y: y))
        y += rowHeights[row]
      }
      x += columnWidth + gutter
    }
    self.width = width
    self.height = top + rowHeights.reduce(0, +)
    self.columnCount = chosen.count
    self.placed = placed
    self.heading = heading
    self.style = style
    self.swatchWidth = swatchWidth
  }

  /// The legend below and to the right of a corner, in points.
  public func node(at corner: Point) -> Scene.Node {
    var nodes = heading?.nodes(at: .zero) ?? []
    let padding = style.size * 0.275
    for entry in placed {
      let first = Point(entry.x, entry.y + padding)
      let middle = first.y + style.ascent - style.capHeight / 2
      nodes.append(swatch(entry.item.swatch, centre: Point(entry.x + swatchWidth / 2, middle)))
      nodes += entry.block.nodes(at: Point(entry.x + swatchWidth + style.size * 0.6, first.y))
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
    case .mark(let mark): return mark.node(at: centre, size: style.size * 0.9)
    }
  }
}
