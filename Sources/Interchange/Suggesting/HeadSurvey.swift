// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

/// What the first rows of a file show of its shape: encoding, separator, comments, rows of the header.
struct HeadSurvey {
  private(set) var table = TableMapping.Table()

  /// - Parameter sheet: the sheet of a workbook, where it has several.
  init?(_ file: InputFile, sheet: String?, _ misfits: inout [Misfit]) {
    table.files = [file.name]
    table.sheet = sheet
    guard Workbook.isOne(file) || readSeparator(file, &misfits) else { return nil }
    var rows: RowSource
    do throws(RowSource.Refusal) { rows = try RowSource(file, table) } catch {
      misfits.append(error.misfit)
      return nil
    }
    readHeader(&rows)
    if table.header.isEmpty {
      misfits.append(Misfit(CellPlace(file: rows.name), "the file is empty", expected: "a header and rows"))
      return nil
    }
  }

  /// Finds encoding and separator of a text; false after telling why there is none.
  private mutating func readSeparator(_ file: InputFile, _ misfits: inout [Misfit]) -> Bool {
    var text: SourceText
    switch SheetText.read(file, .utf8) {
    case .success(let read): text = read
    case .failure(let refusal):
      guard case .success(let read) = SheetText.read(file, .windows1252), refusal.misfit.message.contains("UTF-8")
      else {
        misfits.append(refusal.misfit)
        return false
      }
      text = read
      table.encoding = .windows1252
    }
    let first = (1...min(5, text.lines.count)).map { text.line($0) }
    let counts = TableMapping.Separator.allCases.map { separator in
      (separator, first.reduce(0) { $0 + $1.utf8.count { $0 == separator.byte } })
    }
    guard let most = counts.max(by: { $0.1 < $1.1 }), most.1 > 0 else {
      misfits.append(
        Misfit(
          CellPlace(file: file.name), "one column", expected: "columns with commas, semicolons or tabs between them"))
      return false
    }
    table.separator = most.0
    return true
  }

  private mutating func readHeader(_ rows: inout RowSource) {
    var head: [(number: Int, cells: [String])] = []
    var signed: (number: Int, cells: [String])?
    while head.count < 6, let row = rows.next() {
      let own = (number: row.number, cells: row.cells.map(\.text))
      if own.cells.allSatisfy(\.isEmpty) { continue }
      if own.cells[0].hasPrefix("#") {
        // Of rows at the top the last can be the header: a number of the row is often headed `#`.
        if head.isEmpty { signed = own } else { table.comment = "#" }
      } else {
        head.append(own)
      }
    }
    if let signed, Self.isHeader(signed.cells, above: head.first?.cells ?? []) {
      head.insert(signed, at: 0)
      table.comment = nil
    } else if signed != nil {
      table.comment = "#"
    }
    // A row of one cell above a table is its title.
    while let title = head.first, head.count > 1, title.cells.count(where: { !$0.isEmpty }) == 1,
      head[1].cells.count(where: { !$0.isEmpty }) > 1
    {
      head.removeFirst()
    }
    table.header = []
    guard let header = head.first else { return }
    table.header = table.comment == nil || header.number == 1 ? [header.number] : [1]
    if head.count > 1, table.comment == nil, Self.isGrouped(header.cells, head[1].cells) {
      table.header = [header.number, head[1].number]
    }
  }

  /// Whether a row that begins with `#` is the header, and not a comment above it: it names more columns than the next row, which is one of values.
  private static func isHeader(_ cells: [String], above next: [String]) -> Bool {
    guard cells.count(where: { !$0.isEmpty }) > 1, cells.count == next.count else { return false }
    let (own, other) = (known(cells), known(next))
    return own > other
      || own == other && next.contains { CellConversion.plain($0, .point) != nil }
        && !cells.dropFirst().contains { CellConversion.plain($0, .point) != nil }
  }

  private static func known(_ cells: [String]) -> Int { cells.count { !HeaderWords.meanings($0).isEmpty } }

  /// Whether a row heads groups of the columns that the next one names: it has gaps, and where it has them the next has words.
  private static func isGrouped(_ upper: [String], _ lower: [String]) -> Bool {
    let gaps = upper.indices.filter { upper[$0].isEmpty && lower.indices.contains($0) && !lower[$0].isEmpty }
    // Words can have digits in them (`mg/m²`, `1. Linie`); a value is a number or a date, or has nothing that is known of headers.
    let hasValues = lower.contains { text in
      CellConversion.plain(text, .point) != nil || CellConversion.plain(text, .comma) != nil
        || DateForm.allCases.contains { $0.date(text) != nil }
    }
    return !gaps.isEmpty && !hasValues && (known(lower) > 1 || lower.allSatisfy { !$0.contains(where: \.isNumber) })
  }
}
