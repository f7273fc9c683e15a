// SPDX-License-Identifier: Apache-2.0

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
  static func run(_ run: Manuscript.Run, size: Int? = nil) -> Markup {
    let properties: [Markup] =
      (run.isStrong ? [.element("w:b")] : []) + (size.map { [.element("w:sz", ["w:val": "\($0)"])] } ?? [])
    let lines = run.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    let text = lines.enumerated().flatMap { index, line -> [Markup] in
      (index > 0 ? [.element("w:br")] : []) + [.element("w:t", ["xml:space": "preserve"], .text(String(line)))]
    }
    let piece = Markup.element(
      "w:r", (properties.isEmpty ? [] : [Markup.element("w:rPr", properties)]) + text)
    guard let target = run.target else { return piece }
    return .element("w:hyperlink", ["w:anchor": target, "w:history": "1"], piece)
  }

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
        "w:tblCellMar", .element("w:left", ["w:w": "60", "w:type": "dxa"]),
        .element("w:right", ["w:w": "60", "w:type": "dxa"])),
      .element("w:tblCaption", ["w:val": "\(grid.label). \(grid.title)"]))
    return .element(
      "w:tbl",
      [properties, .element("w:tblGrid", widths.map { Markup.element("w:gridCol", ["w:w": "\($0)"]) }), head] + rows)
  }

  /// The size of text in tables, in half points.
  private static let textSize = 16

  /// Widths of columns by what they hold: long text gets more, and no word of a head is torn.
  private static func widths(_ grid: Manuscript.Grid, _ width: Int) -> [Int] {
    let weights = grid.head.indices.map { column -> Double in
      let texts = [grid.head[column]] + grid.rows.compactMap { $0.indices.contains(column) ? $0[column].text : nil }
      let word = texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(\.count).max() ?? 1
      let mean = Double(texts.reduce(0) { $0 + $1.count }) / Double(texts.count)
      return max(Double(min(word, 18)), min(mean, 60).squareRoot() * 4, 4)
    }
    let sum = weights.reduce(0, +)
    return weights.map { Int($0 / max(sum, 1) * Double(width)) }
  }
}
