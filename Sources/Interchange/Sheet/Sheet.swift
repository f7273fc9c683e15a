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
  /// Rows with fewer cells than the header has names, and the first of them.
  private var short: (count: Int, first: Int)?
  /// Whether the file could not be read to its end.
  private(set) var isBroken = false

  /// Opens a file and reads its header; nil after adding why that cannot be.
  init?(_ file: InputFile, _ table: TableMapping.Table, _ outcome: inout TableOutcome) {
    self.file = file.name
    comment = table.comment
    switch SheetText.read(file, table.encoding) {
    case .failure(let refusal):
      outcome.misfits.append(refusal.misfit)
      return nil
    case .success(let text):
      log = ProblemLog(text: text)
      rows = SeparatedRows(log, separator: table.separator?.byte)
    }
    var heads: [[String]] = []
    let last = table.header.last ?? 1
    while let row = rows.next() {
      if Self.isComment(row, comment) {
        Self.leaveOut(row, "a comment", file.name, &outcome)
        continue
      }
      if row.cells.count > SheetLimits.columns {
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file.name, row: row.number), "\(row.cells.count) columns",
            expected: "at most \(SheetLimits.columns)"))
        return nil
      }
      // Comments before the header move it down.
      let isMoved = heads.isEmpty && comment != nil && table.header == [1]
      if table.header.contains(row.number) || isMoved {
        heads.append(row.cells.map { SheetHeader.oneLine($0.text) })
      } else if row.number < last {
        Self.leaveOut(row, "a row above or among those of the header", file.name, &outcome)
      }
      if row.number >= last { break }
    }
    outcome.misfits += log.problems.map { Misfit($0) }
    guard log.problems.isEmpty else { return nil }
    guard heads.count == table.header.count else {
      outcome.misfits.append(
        Misfit(
          CellPlace(file: file.name),
          heads.isEmpty ? "no header" : "\(heads.count) of \(table.header.count) rows of the header",
          expected: "a header in row \(table.header.map(String.init).joined(separator: " and ")), and rows below it"))
      return nil
    }
    header = SheetHeader(heads)
  }

  /// The next row that has a value; nil at the end. What cannot be read as a row is added to the misfits.
  mutating func next(_ outcome: inout TableOutcome) -> Row? {
    while let row = rows.next() {
      if Self.isComment(row, comment) {
        Self.leaveOut(row, "a comment", file, &outcome)
        continue
      }
      var cells = row.cells.map(\.text)
      var extra: [String] = []
      if cells.allSatisfy(\.isEmpty) { continue }
      if cells.count > header.names.count {
        if cells[header.names.count...].contains(where: { !$0.isEmpty }) {
          outcome.misfits.append(
            Misfit(
              CellPlace(file: file, row: row.number), "\(cells.count) cells in this row",
              expected: "\(header.names.count), as in the header; text with a separator in it stands in quotes"))
        }
        extra = Array(cells[header.names.count...])
        cells.removeLast(extra.count)
      }
      if cells.count < header.width { short = ((short?.count ?? 0) + 1, short?.first ?? row.number) }
      cells += [String](repeating: "", count: header.names.count - cells.count)
      if let index = (cells + extra).firstIndex(where: { $0.utf8.count > SheetLimits.cell }) {
        let name = header.names.indices.contains(index) ? header.names[index] : "\(index + 1)"
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file, row: row.number, column: name),
            "a cell of \((cells + extra)[index].utf8.count) bytes",
            expected: "at most \(SheetLimits.cell)"))
        isBroken = true
        return nil
      }
      return Row(number: row.number, cells: cells, extra: extra)
    }
    for problem in log.problems { outcome.misfits.append(Misfit(problem)) }
    isBroken = !log.problems.isEmpty
    if let short {
      outcome.warnings.append(
        Misfit(
          CellPlace(file: file, row: short.first),
          short.count == 1
            ? "fewer cells than the header has columns"
            : "the first of \(short.count) rows with fewer cells than columns",
          expected: "\(header.width) cells, as in the header; those that are not there are read as empty"))
      self.short = nil
    }
    return nil
  }

  private static func isComment(_ row: DelimitedRow, _ comment: String?) -> Bool {
    guard let comment, let first = row.cells.first?.text else { return false }
    return first.hasPrefix(comment)
  }

  private static func leaveOut(_ row: DelimitedRow, _ meaning: String, _ file: String, _ outcome: inout TableOutcome) {
    let texts = row.cells.map(\.text).filter { !$0.isEmpty }
    if texts.isEmpty { return }
    outcome.losses.add(
      .leftOut, file: file, column: "", meaning: meaning,
      example: "row \(row.number): \(texts.joined(separator: "; "))")
  }
}
