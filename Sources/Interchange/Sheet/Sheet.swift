// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

/// A file of rows: its header, and its rows one after the other.
struct Sheet {
  /// A row with its cells in the order of the header.
  struct Row {
    /// Its number as a spreadsheet counts, from 1.
    var number: Int
    /// The cells, as many as there are names in the header.
    var cells: [String]
    /// Cells beyond the header.
    var extra: [String] = []
  }

  let file: String
  let header: SheetHeader
  private let log: ProblemLog
  private var rows: SeparatedRows
  private let comment: String?
  /// Whether the file could not be read to its end.
  private(set) var isBroken = false

  /// Opens a file and reads its header; nil after adding why that cannot be.
  init?(_ file: InputFile, _ table: TableMapping.Table, _ misfits: inout MisfitLog) {
    self.file = file.name
    comment = table.comment
    switch SheetText.read(file, table.encoding) {
    case .failure(let refusal):
      misfits.append(refusal.misfit)
      return nil
    case .success(let text):
      log = ProblemLog(text: text)
      rows = SeparatedRows(log, separator: table.separator?.byte)
    }
    var heads: [[String]] = []
    let last = table.header.last ?? 1
    while let row = rows.next() {
      if Self.isComment(row, comment) { continue }
      if row.number > last || row.cells.count > SheetLimits.columns {
        if row.cells.count > SheetLimits.columns {
          misfits.append(
            Misfit(
              CellPlace(file: file.name, row: row.number), "\(row.cells.count) columns",
              expected: "at most \(SheetLimits.columns)"))
          return nil
        }
        // Comments before the header move it down.
        if heads.isEmpty, comment != nil, table.header == [1] {
          heads.append(row.cells.map { SheetHeader.oneLine($0.text) })
        }
        break
      }
      if table.header.contains(row.number) { heads.append(row.cells.map { SheetHeader.oneLine($0.text) }) }
      if row.number == last { break }
    }
    misfits += log.problems.map { Misfit($0) }
    guard log.problems.isEmpty else { return nil }
    guard heads.count == table.header.count else {
      misfits.append(
        Misfit(
          CellPlace(file: file.name),
          heads.isEmpty ? "no header" : "\(heads.count) of \(table.header.count) rows of the header",
          expected: "a header in row \(table.header.map(String.init).joined(separator: " and ")), and rows below it"))
      return nil
    }
    header = SheetHeader(heads)
  }

  /// The next row that has a value; nil at the end. What cannot be read as a row is added to the misfits.
  mutating func next(_ misfits: inout MisfitLog) -> Row? {
    while let row = rows.next() {
      if Self.isComment(row, comment) { continue }
      var cells = row.cells.map(\.text)
      var extra: [String] = []
      if cells.allSatisfy(\.isEmpty) { continue }
      if cells.count > header.names.count {
        if cells[header.names.count...].contains(where: { !$0.isEmpty }) {
          misfits.append(
            Misfit(
              CellPlace(file: file, row: row.number), "\(cells.count) cells in this row",
              expected: "\(header.names.count), as in the header; text with a separator in it stands in quotes"))
        }
        extra = Array(cells[header.names.count...])
        cells.removeLast(extra.count)
      }
      cells += [String](repeating: "", count: header.names.count - cells.count)
      if let index = (cells + extra).firstIndex(where: { $0.utf8.count > SheetLimits.cell }) {
        let name = header.names.indices.contains(index) ? header.names[index] : "\(index + 1)"
        misfits.append(
          Misfit(
            CellPlace(file: file, row: row.number, column: name),
            "a cell of \((cells + extra)[index].utf8.count) bytes",
            expected: "at most \(SheetLimits.cell)"))
        isBroken = true
        return nil
      }
      return Row(number: row.number, cells: cells, extra: extra)
    }
    for problem in log.problems { misfits.append(Misfit(problem)) }
    isBroken = !log.problems.isEmpty
    return nil
  }

  private static func isComment(_ row: DelimitedRow, _ comment: String?) -> Bool {
    guard let comment, let first = row.cells.first?.text else { return false }
    return first.hasPrefix(comment)
  }
}
