extension Table {
  /// RFC 4180 with a head row and CRLF. A cell that a spreadsheet would run as a formula is led by an apostrophe.
  public var csv: String {
    var text = ""
    for row in [columns] + rows.map({ $0.map(\.text) }) {
      text += row.map(Table.quoted).joined(separator: ",") + "\r\n"
    }
    return text
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

  private static func quoted(_ cell: String) -> String {
    var cell = plainNumber(cell)
    if let first = cell.first, "=+@".contains(first) { cell = "'" + cell }
    guard cell.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return cell }
    var quoted = "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append("\"") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// A Markdown table with its title and footnotes.
  public var markdown: String {
    let cell = { (text: String) in
      text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
        .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "<br>")
    }
    var lines = ["### " + title, "", "| " + columns.map(cell).joined(separator: " | ") + " |"]
    lines.append("|" + columns.map { _ in " --- |" }.joined())
    for row in rows { lines.append("| " + row.map { cell($0.text) }.joined(separator: " | ") + " |") }
    if !footnotes.isEmpty { lines += [""] + footnotes.map { $0 + "  " } }
    return lines.joined(separator: "\n") + "\n"
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
    ).text
  }
}
