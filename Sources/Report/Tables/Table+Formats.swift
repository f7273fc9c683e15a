import Plain

extension Table {
  /// RFC 4180 with a head row. A cell that is a printed number is a plain number; every other one is text, which no spreadsheet runs.
  public var csv: String {
    let head = columns.map(CSVField.text)
    return CSV.text([head] + rows.map { row in row.map { CSVField.number(Table.plainNumber($0.text)) } })
  }

  /// A number as print shows it (`−1,624.59`) as machines read it (`-1624.59`); other text as it is.
  static func plainNumber(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, text.utf8.count <= 24 else { return text }
    let isNegative = first == "−"
    let isSigned = isNegative || first == "+"
    let digits = text.unicodeScalars.dropFirst(isSigned ? 1 : 0)
    guard let lead = digits.first, ("0"..."9").contains(lead),
      digits.allSatisfy({ ("0"..."9").contains($0) || $0 == "," || $0 == "." })
    else { return text }
    let parts = String(String.UnicodeScalarView(digits)).split(separator: ".", omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.last?.contains(",") != true || parts.count == 1,
      groups.count == 1 || (groups[0].count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 })
    else { return text }
    return (isNegative ? "-" : "") + groups.joined() + (parts.count == 2 ? "." + parts[1] : "")
  }

  /// A Markdown table with its title and footnotes.
  public var markdown: String {
    func row(_ cells: [String]) -> String { "| " + cells.map(MarkdownText.cell).joined(separator: " | ") + " |" }
    var lines = ["### " + MarkdownText.inline(title), "", row(columns)]
    lines.append("|" + columns.map { _ in " --- |" }.joined())
    lines += rows.map { row($0.map(\.text)) }
    if !footnotes.isEmpty { lines += [""] + footnotes.map { MarkdownText.line($0) + "  " } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Columns of text for a terminal of a width in characters. Long cells wrap.
  public func plainText(width: Int) -> String {
    guard !columns.isEmpty else { return "" }
    let texts = [columns] + rows.map { $0.map(\.text) }
    var widths = columns.indices.map { column in texts.map { $0[column].count }.max() ?? 0 }
    let room = max(width - 2 * (columns.count - 1), columns.count * 6)
    // The widest column gives way until the row fits: first down to its longest word, then to six characters.
    let words = columns.indices.map { column in
      texts.flatMap { $0[column].split(whereSeparator: \.isWhitespace).map(\.count) }.max() ?? 0
    }
    for least in [words.map { max($0, 6) }, words.map { _ in 6 }] {
      while widths.reduce(0, +) > room,
        let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
      {
        widths[widest] -= 1
      }
    }
    var text = ""
    for (index, row) in texts.enumerated() {
      let cells = row.indices.map { Table.wrap(row[$0], widths[$0]) }
      for line in 0..<(cells.map(\.count).max() ?? 1) {
        let parts = cells.indices.map { column -> String in
          let part = line < cells[column].count ? cells[column][line] : ""
          return part + String(repeating: " ", count: max(0, widths[column] - part.count))
        }
        var joined = parts.joined(separator: "  ")
        while joined.hasSuffix(" ") { joined.removeLast() }
        text += joined + "\n"
      }
      if index == 0 { text += widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n" }
    }
    for note in footnotes { text += Table.wrap(note, width).joined(separator: "\n") + "\n" }
    return text
  }

  static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        var word = String(word)
        while word.count > width {
          if !line.isEmpty { lines.append(line) }
          line = ""
          // A long name breaks after a hyphen where it has one in the second half of the line.
          let piece = word.prefix(width)
          let hyphen = piece.lastIndex(of: "-").map { word.distance(from: word.startIndex, to: $0) + 1 }
          let cut = hyphen.flatMap { $0 > width / 2 ? $0 : nil } ?? width
          lines.append(String(word.prefix(cut)))
          word = String(word.dropFirst(cut))
        }
        if line.isEmpty {
          line = word
        } else if line.count + 1 + word.count <= width {
          line += " " + word
        } else {
          lines.append(line)
          line = word
        }
      }
      lines.append(line)
    }
    return lines
  }

  /// Tables as JSON: `[{"table": …, "rows": [{column: text}]}]`.
  public static func json(_ tables: [Table]) -> String {
    JSON.array(
      tables.map { table in
        .object([
          ("table", .string(table.title)),
          (
            "rows",
            .array(table.rows.map { row in .object(zip(table.columns, row).map { ($0, .string($1.text)) }) })
          ),
          ("footnotes", .array(table.footnotes.map { .string($0) })),
        ])
      }
    ).text()
  }
}
