// SPDX-License-Identifier: Apache-2.0

public import Plain

extension TableOf {
  /// The table for a terminal of so many cells, at least 20: columns of text, long cells wrapped. No line is longer.
  ///
  /// Where the columns do not fit even with their words broken, or a number would break, each row is a block of `head: value` instead.
  /// Widths are in cells of a terminal: a Chinese letter takes two, a combining accent none.
  public func plainText(width: Int, in language: Language = .english) -> String {
    let width = max(width, 20)
    guard !columns.isEmpty else { return "" }
    let texts = ([columns.map { $0.head(in: language) }] + rows.map { $0.map { $0.text(in: language) } }).map { row in
      columns.indices.map { $0 < row.count ? row[$0] : "" }
    }
    var text: String
    if let widths = columnWidths(texts, width) {
      text = Self.aligned(texts, widths)
    } else {
      text = stacked(texts, width) + (footnotes.isEmpty ? "" : "\n")
    }
    for note in footnotes {
      text += TextWrap.lines(note.text(in: language), width).joined(separator: "\n") + "\n"
    }
    return text
  }

  /// The title in lines of a terminal of so many cells, at least 20.
  public func plainTitle(width: Int, in language: Language = .english) -> String {
    TextWrap.lines(title.text(in: language), max(width, 20)).joined(separator: "\n")
  }

  /// Words that are no numbers may be broken, but not into less: words in snippets are harder to read than blocks.
  private static var leastCells: Int { 10 }

  /// Widths of the columns in cells; nil where they do not fit.
  private func columnWidths(_ texts: [[String]], _ width: Int) -> [Int]? {
    let room = width - 2 * (columns.count - 1)
    guard room >= columns.count else { return nil }
    // What a column would like, what it needs to break no word, and what it needs at least.
    var widths: [Int] = []
    var words: [Int] = []
    var least: [Int] = []
    for column in columns.indices {
      var (like, word, need) = (0, 0, 0)
      for row in texts {
        for paragraph in row[column].split(whereSeparator: \.isNewline) {
          like = max(like, paragraph.terminalCells)
          for part in TextWrap.words(paragraph) {
            word = max(word, part.terminalCells)
            for piece in TextWrap.pieces(part) {
              let cells = piece.terminalCells
              need = max(need, TextWrap.isNumber(piece) ? cells : min(cells, Self.leastCells))
            }
          }
        }
      }
      widths.append(min(like, room))
      words.append(max(word, need))
      least.append(need)
    }
    guard least.reduce(0, +) <= room else { return nil }
    // The widest column gives way until the row fits: first down to its longest word, then to what it needs.
    for least in [words, least] {
      while widths.reduce(0, +) > room,
        let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
      {
        widths[widest] -= 1
      }
    }
    return widths
  }

  private static func aligned(_ texts: [[String]], _ widths: [Int]) -> String {
    var text = ""
    for (index, row) in texts.enumerated() {
      let cells = row.indices.map { TextWrap.lines(row[$0], widths[$0]) }
      for line in 0..<(cells.map(\.count).max() ?? 1) {
        let parts = cells.indices.map { column -> String in
          let part = line < cells[column].count ? cells[column][line] : ""
          return part + String(repeating: " ", count: max(0, widths[column] - part.terminalCells))
        }
        var joined = parts.joined(separator: "  ")
        while joined.hasSuffix(" ") { joined.removeLast() }
        text += joined + "\n"
      }
      if index == 0 { text += widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n" }
    }
    return text
  }

  /// A block a row: `head: value`, with what does not fit on the line below.
  private func stacked(_ texts: [[String]], _ width: Int) -> String {
    let heads = texts.first ?? []
    let body = texts.dropFirst()
    guard !body.isEmpty else { return Self.block(heads.filter { !$0.isEmpty }, width) }
    let blocks = body.enumerated().map { index, row in
      let lines = columns.indices.compactMap { column -> String? in
        // A head is shown once at least, even where nothing stands below it.
        let isShown = !row[column].isEmpty || (index == 0 && body.allSatisfy { $0[column].isEmpty })
        guard isShown else { return nil }
        let head = heads[column]
        return head.isEmpty ? row[column] : row[column].isEmpty ? "\(head):" : "\(head): \(row[column])"
      }
      return Self.block(lines, width)
    }
    return blocks.joined(separator: "\n")
  }

  private static func block(_ texts: [String], _ width: Int) -> String {
    var block = ""
    for text in texts {
      let longest =
        text.split(whereSeparator: \.isNewline).flatMap(TextWrap.words).flatMap(TextWrap.pieces).filter(
          TextWrap.isNumber
        )
        .map(\.terminalCells).max() ?? 0
      // What follows is set in, unless a number would break by it.
      let indent = longest > width - 2 ? "" : "  "
      for (index, line) in TextWrap.lines(text, width - indent.count).enumerated() {
        block += (index == 0 ? "" : indent) + line + "\n"
      }
    }
    return block
  }
}
