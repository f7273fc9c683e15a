// SPDX-License-Identifier: Apache-2.0

import Drawing
import Plain

/// Pieces of WordprocessingML (ECMA-376) that pandoc passes on as they are: tables with repeated heads, places that something leads to, links that look like text, wide pages.
enum WordMarkup {
  /// The place of an anchor. Its number is one that pandoc does not give.
  static func anchor(_ name: String, number: Int) -> Markup {
    .group([
      .element("w:bookmarkStart", ["w:id": "\(1_000_000 + number)", "w:name": name]),
      .element("w:bookmarkEnd", ["w:id": "\(1_000_000 + number)"]),
    ])
  }

  /// A piece of text that leads to an anchor where it has one.
  ///
  /// - Parameters:
  ///   - size: in half points; nil for the size of the paragraph's style.
  ///   - isUpright: whether it is not italic, whatever the style is.
  static func run(_ run: Manuscript.Run, size: Int? = nil, isUpright: Bool = false) -> Markup {
    let properties: [Markup] =
      (run.isStrong ? [.element("w:b")] : []) + (isUpright ? [.element("w:i", ["w:val": "0"])] : [])
      + (size.map { [.element("w:sz", ["w:val": "\($0)"])] } ?? [])
      + (run.isOpen ? [.element("w:highlight", ["w:val": "yellow"])] : [])
    let lines = run.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    let text = lines.enumerated().flatMap { index, line -> [Markup] in
      (index > 0 ? [.element("w:br")] : []) + [.element("w:t", ["xml:space": "preserve"], .text(String(line)))]
    }
    let piece = Markup.element(
      "w:r", (properties.isEmpty ? [] : [Markup.element("w:rPr", properties)]) + text)
    guard let target = run.target else { return piece }
    return .element("w:hyperlink", ["w:anchor": target, "w:history": "1"], piece)
  }

  /// The caption of a table or figure: its label and its text, smaller than the body and larger than a table.
  static func caption(_ label: String, _ text: String, style: String, place: Markup) -> Markup {
    .element(
      "w:p", .element("w:pPr", .element("w:pStyle", ["w:val": style])), place,
      run(.init("\(label). ", isStrong: true), size: captionSize, isUpright: true),
      run(.init(text), size: captionSize, isUpright: true))
  }

  /// The width of a line on a tall page, and on a wide one, in twentieths of a point (letter, with an inch around).
  static let (tallWidth, wideWidth) = (9_360, 12_960)

  /// The end of a section of tall or wide pages (letter, with an inch around).
  static func end(isWide: Bool) -> Markup {
    let size =
      isWide
      ? Markup.element("w:pgSz", ["w:w": "15840", "w:h": "12240", "w:orient": "landscape"])
      : .element("w:pgSz", ["w:w": "12240", "w:h": "15840"])
    let margins = Markup.element(
      "w:pgMar",
      [
        "w:top": "1440", "w:right": "1440", "w:bottom": "1440", "w:left": "1440", "w:header": "720", "w:footer": "720",
        "w:gutter": "0",
      ])
    return .element("w:p", .element("w:pPr", .element("w:sectPr", size, margins)))
  }

  /// A table with lines above, below its head and below it; the head stands on every page, and no row is torn.
  ///
  /// - Parameters:
  ///   - width: in twentieths of a point.
  ///   - number: the number of an anchor.
  static func table(_ grid: Manuscript.Grid, width: Int, number: (String) -> Int) -> Markup {
    let widths = Self.widths(grid, width)
    func line(_ side: StaticString) -> Markup {
      .element(side, ["w:val": "single", "w:sz": "8", "w:space": "0", "w:color": "000000"])
    }
    func cell(_ column: Int, _ isHead: Bool, _ content: [Markup]) -> Markup {
      let borders = isHead ? [Markup.element("w:tcBorders", line("w:bottom"))] : []
      let paragraph = Markup.element(
        "w:pPr", .element("w:pStyle", ["w:val": "Compact"]),
        .element("w:spacing", ["w:before": "20", "w:after": "20", "w:line": "240", "w:lineRule": "auto"]))
      return .element(
        "w:tc",
        .element(
          "w:tcPr", [Markup.element("w:tcW", ["w:w": "\(widths[column])", "w:type": "dxa"])] + borders),
        .element("w:p", [paragraph] + content))
    }
    let head = Markup.element(
      "w:tr",
      [.element("w:trPr", .element("w:cantSplit"), .element("w:tblHeader"))]
        + grid.head.enumerated().map { cell($0, true, [run(.init($1, isStrong: true), size: textSize)]) })
    let rows = grid.rows.map { row in
      Markup.element(
        "w:tr",
        [.element("w:trPr", .element("w:cantSplit"))]
          + row.prefix(widths.count).enumerated().map { index, own in
            cell(
              index, false,
              (own.anchor.map { [anchor($0, number: number($0))] } ?? []) + own.runs.map { run($0, size: textSize) })
          })
    }
    let properties = Markup.element(
      "w:tblPr", .element("w:tblW", ["w:w": "\(width)", "w:type": "dxa"]),
      .element("w:tblBorders", line("w:top"), line("w:bottom")), .element("w:tblLayout", ["w:type": "fixed"]),
      .element(
        "w:tblCellMar", .element("w:left", ["w:w": "\(cellMargin)", "w:type": "dxa"]),
        .element("w:right", ["w:w": "\(cellMargin)", "w:type": "dxa"])),
      .element("w:tblCaption", ["w:val": "\(grid.label). \(grid.title)"]))
    return .element(
      "w:tbl",
      [properties, .element("w:tblGrid", widths.map { Markup.element("w:gridCol", ["w:w": "\($0)"]) }), head] + rows)
  }

  /// The size of text in tables, in half points.
  private static let textSize = 16

  /// The size of captions, in half points.
  private static let captionSize = 18

  /// The space to the left and to the right of a cell's text, in twentieths of a point.
  private static let cellMargin = 60

  /// The least width of each column, in twentieths of a point: that of its longest word. Words are measured in DejaVu Sans, and a tenth is added: the wide fonts with serifs that stand in for others need as much.
  static func leastWidths(_ grid: Manuscript.Grid) -> [Int] {
    func widest(_ text: String, isStrong: Bool) -> Double {
      let style = TextStyle(size: Double(textSize) / 2, weight: isStrong ? .bold : .regular)
      return words(text).map { TextMeasure.width(of: $0, style: style) }.max() ?? 0
    }
    return grid.head.indices.map { column in
      let cells = grid.rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      let widths = cells.map { widest($0.text, isStrong: $0.runs.contains { $0.isStrong }) }
      let points = max(widest(grid.head[column], isStrong: true), widths.max() ?? 0)
      return Int((points * 1.1 * 20).rounded(.up)) + 2 * cellMargin
    }
  }

  /// The pieces of a text between which a line may break: at spaces that are no no-break spaces, and after a hyphen between letters.
  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" }.flatMap { word -> [String] in
      var (pieces, piece, last) = ([String](), "", [Character]())
      for character in word {
        if last.count == 2, last[1] == "-", last[0].isLetter, character.isLetter {
          pieces.append(piece)
          piece = ""
        }
        piece.append(character)
        last = (last + [character]).suffix(2)
      }
      return pieces + [piece]
    }
  }

  /// Widths of columns by what they hold: long text gets more, and none less than its longest word needs. Where the page has no room for that, the longest words are torn and the others are not.
  static func widths(_ grid: Manuscript.Grid, _ width: Int) -> [Int] {
    let least = leastWidths(grid)
    if least.reduce(0, +) > width { return capped(least, width) }
    let weights = grid.head.indices.map { column -> Double in
      let texts = [grid.head[column]] + grid.rows.compactMap { $0.indices.contains(column) ? $0[column].text : nil }
      let mean = Double(texts.reduce(0) { $0 + $1.count }) / Double(texts.count)
      return max(min(mean, 60).squareRoot(), 1)
    }
    var widths = least
    var open = Array(grid.head.indices)
    while !open.isEmpty {
      let kept = grid.head.indices.filter { !open.contains($0) }
      let room = Double(width - kept.reduce(0) { $0 + least[$1] })
      let sum = open.reduce(0) { $0 + weights[$1] }
      for column in open { widths[column] = Int(weights[column] / sum * room) }
      let narrow = open.filter { widths[$0] < least[$0] }
      if narrow.isEmpty { break }
      for column in narrow { widths[column] = least[column] }
      open.removeAll { narrow.contains($0) }
    }
    return widths
  }

  /// Widths that fit a page, of which only the largest are cut: all to one limit.
  private static func capped(_ widths: [Int], _ width: Int) -> [Int] {
    var (room, count) = (width, widths.count)
    for own in widths.sorted() {
      if own * count > room { return widths.map { min($0, room / count) } }
      room -= own
      count -= 1
    }
    return widths
  }
}
