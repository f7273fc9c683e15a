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
    /// Cells in which a spreadsheet has no value that can be read, with why, by their places.
    var faults: [Int: (message: String, expected: String)] = [:]
  }

  /// The file, with its sheet, as messages and sources have it.
  let file: String
  /// The sheet that is read; nil for a file that has none.
  let sheet: String?
  let header: SheetHeader
  private var rows: RowSource
  private let comment: String?
  /// The columns in which numbers have a decimal comma: what a spreadsheet holds as a number is given as its texts are.
  private let commas: Set<Int>
  /// The columns of numbers whose texts may have a point for thousands, since nothing says which sign their decimals have.
  private let pointed: Set<Int>
  /// The columns of times as text, in which a number with decimals is no time.
  private let timed: Set<Int>
  private static let timeKeys: Set = ["when", "starts", "ends", "date", "data cut-off", "period"]
  /// Whether an apostrophe leads text that a spreadsheet would run as a formula.
  private let isGuarded: Bool
  /// Rows with fewer cells than the header has names, and the first of them.
  private var short: (count: Int, first: Int)?
  /// Whether the file could not be read to its end.
  private(set) var isBroken = false

  /// Opens a file and reads its header; nil after adding why that cannot be.
  init?(_ file: InputFile, _ table: TableMapping.Table, _ outcome: inout TableOutcome) {
    comment = table.comment
    let opened = Workbook.isOne(file) ? try? outcome.workbook(file) : nil
    do throws(RowSource.Refusal) { rows = try RowSource(file, table, opened: opened) } catch {
      outcome.misfits.append(error.misfit)
      return nil
    }
    self.file = rows.name
    sheet = rows.sheet
    var heads: [[String]] = []
    let last = table.header.last ?? 1
    while let row = rows.next() {
      if Self.isComment(row, comment) {
        Self.leaveOut(row, "a comment", self.file, &outcome)
        continue
      }
      if row.cells.count > SheetLimits.columns {
        outcome.misfits.append(
          Misfit(
            CellPlace(file: self.file, row: row.number), "\(row.cells.count) columns",
            expected: "at most \(SheetLimits.columns)"))
        return nil
      }
      // Comments before the header move it down.
      let isMoved = heads.isEmpty && comment != nil && table.header == [1]
      if table.header.contains(row.number) || isMoved {
        heads.append(row.cells.map { SheetHeader.oneLine($0.text) })
      } else if row.number < last {
        Self.leaveOut(row, "a row above or among those of the header", self.file, &outcome)
      }
      if row.number >= last { break }
    }
    outcome.misfits += rows.problems
    guard rows.problems.isEmpty else { return nil }
    guard heads.count == table.header.count else {
      outcome.misfits.append(
        Misfit(
          CellPlace(file: self.file),
          heads.isEmpty ? "no header" : "\(heads.count) of \(table.header.count) rows of the header",
          expected: "a header in row \(table.header.map(String.init).joined(separator: " and ")), and rows below it"))
      return nil
    }
    let header = SheetHeader(heads)
    self.header = header
    let places = Dictionary(header.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let own = table.columns.filter { ($0.decimal ?? table.decimal) == .comma }.compactMap { places[$0.name] }
    commas = Set(own)
    isGuarded = table.isGuarded
    let open = table.columns.filter {
      $0.decimal == nil && table.statedDecimal == nil && ($0.form == .number || $0.form == .time)
    }
    pointed = Set(open.compactMap { places[$0.name] })
    let times = table.columns.filter {
      $0.form ?? .text == .text && Self.timeKeys.contains($0.key) && $0.pattern == nil
    }
    timed = Set(times.compactMap { places[$0.name] })
    for remark in rows.remarks { outcome.warnings.append(remark) }
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
      var faults: [Int: (message: String, expected: String)] = [:]
      for (index, cell) in row.cells.enumerated() {
        switch cell.kind {
        case .text:
          if isGuarded { cells[index] = CSVField.unguarded(cell.text) }
          if pointed.contains(index), Thousands.mayBe(cell.text) {
            faults[index] = (
              "\(ProblemLog.quoted(cell.text)) for a number: \(cell.text.filter { $0 != "." }) or \(cell.text)?",
              "the sign of decimals in the mapping (`decimal: comma`, or `decimal: point` of the column)"
            )
          }
        case .date: break
        case .number:
          if timed.contains(index), cell.text.contains(".") {
            faults[index] = (
              "the number \(cell.text) where a time should stand: a spreadsheet makes one of 2015.10 and of 2015.1",
              "the time as text, such as 2015-10, or as a date of the spreadsheet"
            )
          }
          if commas.contains(index) { cells[index] = cell.text.replacing(".", with: ",") }
        case .fault(let message, let expected): faults[index] = (message, expected)
        }
      }
      if cells.allSatisfy(\.isEmpty) { continue }
      if row.cells.count > SheetLimits.columns {
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file, row: row.number), "\(row.cells.count) columns",
            expected: "at most \(SheetLimits.columns)"))
        isBroken = true
        return nil
      }
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
      if sheet == nil, cells.count < header.width { short = ((short?.count ?? 0) + 1, short?.first ?? row.number) }
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
      return Row(number: row.number, cells: cells, extra: extra, faults: faults)
    }
    outcome.misfits += rows.problems
    isBroken = !rows.problems.isEmpty
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

  private static func isComment(_ row: FileRow, _ comment: String?) -> Bool {
    guard let comment, let first = row.cells.first?.text else { return false }
    return first.hasPrefix(comment)
  }

  private static func leaveOut(_ row: FileRow, _ meaning: String, _ file: String, _ outcome: inout TableOutcome) {
    let texts = row.cells.map(\.text).filter { !$0.isEmpty }
    if texts.isEmpty { return }
    outcome.losses.add(
      .leftOut, file: file, column: "", meaning: meaning,
      example: "row \(row.number): \(texts.joined(separator: "; "))")
  }
}
