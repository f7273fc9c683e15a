// SPDX-License-Identifier: Apache-2.0

package import Plain

/// What figures share: styles, margins, title, legend, notes.
package struct Page: Sendable {
  package let options: FigureOptions

  package static let margin = 6.0
  /// The space that every percentage keeps to its sign.
  package static let thin = "\u{A0}"

  package init(_ options: FigureOptions) { self.options = options }

  /// A phrase as the reader reads it.
  package func say(_ phrase: Phrase) -> String { phrase[options.language] }
  /// A number as the reader's language prints it.
  package func number(_ value: Double, decimals: Int = 1) -> String {
    Numbers.text(value, decimals: decimals, in: options.language)
  }

  package var width: Double { options.width }
  /// Whether the page is a column rather than a full page.
  package var isNarrow: Bool { width < Length.millimetres(120) }
  package var right: Double { width - Self.margin }

  package var heading: TextStyle { TextStyle(size: options.size + 0.5, weight: .bold) }
  package var body: TextStyle { TextStyle(size: options.size) }
  package var bold: TextStyle { TextStyle(size: options.size, weight: .bold) }
  package var label: TextStyle { TextStyle(size: options.size, ink: .axis) }
  package var small: TextStyle { TextStyle(size: max(5, options.size * 0.86), ink: Ink(0x444444)) }
  package var axisStroke: Stroke { Stroke(.axis, width: 0.6) }
  package var gridStroke: Stroke { Stroke(.grid, width: 0.4) }
  package var referenceStroke: Stroke { Stroke(.axis, width: 0.7, dashes: [3, 2]) }

  /// The distance between the lines of a list.
  package var row: Double { options.size * 1.5 }

  // MARK: Parts

  /// The title at the top of the page; without words it takes the margin alone.
  package func title(_ words: String) -> (nodes: [Scene.Node], bottom: Double) {
    guard !words.isEmpty else { return ([], Self.margin) }
    let block = TextBlock(words, width: width - 2 * Self.margin, style: heading)
    return (block.nodes(at: Point(Self.margin, 4)), 4 + block.height + 5)
  }

  /// Lines of small text at the foot; each wraps.
  package func notes(_ notes: [String], top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    var nodes: [Scene.Node] = []
    var y = top
    for note in notes where !note.isEmpty {
      let block = TextBlock(note, width: width - 2 * Self.margin, style: small)
      nodes += block.nodes(at: Point(Self.margin, y))
      y += block.height + small.size * 0.3
    }
    return (nodes, y)
  }

  /// The title of a vertical axis, turned; it wraps where the axis is shorter than its words.
  package func verticalTitle(_ words: String, x: Double, from top: Double, to bottom: Double) -> [Scene.Node] {
    TextMeasure.wrap(words, width: bottom - top, style: body).enumerated().map { index, line in
      .text(
        Scene.Text(
          line, at: Point(x + body.ascent + Double(index) * body.lineHeight, (top + bottom) / 2), anchor: .middle,
          style: body, rotation: -90))
    }
  }

  /// How wide a vertical title of a height is, in points.
  package func widthOfVerticalTitle(_ words: String, height: Double) -> Double {
    guard !words.isEmpty else { return 0 }
    let lines = TextMeasure.wrap(words, width: height, style: body).count
    return body.ascent + body.descent + Double(lines - 1) * body.lineHeight
  }

  /// The words under a horizontal axis.
  package func horizontalTitle(_ words: String, from left: Double, to right: Double, top: Double) -> (
    nodes: [Scene.Node], bottom: Double
  ) {
    guard !words.isEmpty else { return ([], top) }
    let half = min((left + right) / 2 - Self.margin, self.right - (left + right) / 2)
    let block = TextBlock(words, width: half * 2, style: body)
    return (block.nodes(at: Point((left + right) / 2, top), anchor: .middle), top + block.height)
  }

  /// A scene of what was drawn.
  package func scene(_ nodes: [Scene.Node], bottom: Double, title: String, summary: String) -> Scene {
    Scene(width: width, height: bottom + 4, title: title, summary: summary, nodes: nodes)
  }

  // MARK: Elements

  package func line(_ from: Point, _ to: Point, _ stroke: Stroke, _ cssClass: String? = nil) -> Scene.Node {
    .line(Scene.Line(from: from, to: to, stroke: stroke, cssClass: cssClass))
  }

  package func text(
    _ string: String, middle: Point, _ style: TextStyle, _ anchor: Scene.Anchor = .middle, _ cssClass: String? = nil
  ) -> Scene.Node {
    .text(Scene.Text(string, middle: middle, anchor: anchor, style: style, cssClass: cssClass))
  }

  // MARK: Legend

  package var swatchWidth: Double { options.size * 2.6 }

  /// An area as it stands in a legend.
  package func swatch(_ fill: Fill, stroke: Stroke? = Stroke(.axis, width: 0.4)) -> Scene.Node {
    let height = options.size * 0.95
    return .rect(
      Scene.Rectangle(
        Box(x: -swatchWidth / 2, y: -height / 2, width: swatchWidth, height: height), fill: fill, stroke: stroke))
  }

  /// A line as it stands in a legend.
  package func swatch(_ stroke: Stroke) -> Scene.Node {
    line(Point(-swatchWidth / 2, 0), Point(swatchWidth / 2, 0), stroke)
  }

  /// An entry of the legend: what stands in a field of ``swatchWidth`` around (0, 0), and what it means.
  package func item(_ nodes: [Scene.Node], _ label: String) -> Legend.Item {
    let width = swatchWidth
    return Legend.Item(
      .drawing(width: { _ in width }) { centre, _ in .group(Scene.Group(offset: centre, nodes: nodes)) }, label)
  }

  /// Entries one after the other in as many rows as they need, or down columns, where many are like each other.
  package func legend(
    _ items: [Legend.Item], left: Double, top: Double, arrangement: Legend.Arrangement = .rows
  ) -> (nodes: [Scene.Node], bottom: Double) {
    guard !items.isEmpty else { return ([], top) }
    let legend = Legend(items, width: right - left, style: body, arrangement: arrangement)
    return ([legend.node(at: Point(left, top))], top + legend.height)
  }
}

/// Percentages as figures show them: `+20 %`, `−30 %`, `18.4 %`.
package enum Percent {
  package static func signed(_ value: Double, decimals: Int = 0, in language: Language = .english) -> String {
    (value > 0 ? "+" : "") + Numbers.text(value, decimals: decimals, in: language) + Page.thin + "%"
  }
}
