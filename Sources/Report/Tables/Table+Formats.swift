// SPDX-License-Identifier: Apache-2.0

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
