// SPDX-License-Identifier: Apache-2.0

import Plain

/// The rows of a sheet of a workbook, and what a person sees of it that no row says: hidden rows, merged cells, formulas.
struct WorkbookSheet {
  /// Cells that are shown as one, by their first and last columns and rows.
  struct Merge: Equatable {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
  }

  private(set) var rows: [FileRow] = []
  private(set) var merges: [Merge] = []
  /// Hidden rows that have values.
  private(set) var hiddenRows: [Int] = []
  /// Hidden columns, from 0.
  private(set) var hiddenColumns: Set<Int> = []
  /// How many cells are formulas with a stored value.
  private(set) var formulas = 0

  /// The last row that the sheet says it has, where it ends before that.
  private(set) var missingTo: Int?

  /// Whether no cell has a value.
  var isEmpty: Bool { rows.isEmpty }

  init(_ bytes: [UInt8], strings: [String], formats: [NumberFormat], isFrom1904: Bool) throws(WorkbookArchive.Refusal) {
    var state = State()
    var refusal: WorkbookArchive.Refusal?
    let fault = XMLWalk.walk(
      bytes,
      begin: { name, attributes in
        state.begin(name, attributes)
        refusal = state.refusal
        return refusal == nil
      }, end: { state.end($0, strings, formats, isFrom1904) }, text: { state.take($0) })
    if let refusal { throw refusal }
    if let fault { throw WorkbookArchive.Refusal("a sheet, \(fault)") }
    rows = state.rows.sorted { $0.number < $1.number }
    merges = state.merges
    hiddenRows = state.hiddenRows
    hiddenColumns = state.hiddenColumns
    formulas = state.formulas
    missingTo = state.stated > state.last ? state.stated : nil
  }

  /// The rows with the value of merged cells in each row of their first column, from a row on.
  ///
  /// Of cells that are merged over one another more than a sheet can have are not filled.
  func filled(from row: Int) -> (rows: [FileRow], count: Int) {
    var rows = rows
    var left = SheetLimits.lastRow * 4
    let places = Dictionary(rows.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    var count = 0
    for merge in merges where merge.rows.lowerBound >= row && merge.rows.count > 1 {
      guard let first = places[merge.rows.lowerBound], rows[first].cells.indices.contains(merge.columns.lowerBound)
      else { continue }
      let value = rows[first].cells[merge.columns.lowerBound]
      if value.text.isEmpty { continue }
      count += 1
      // Rows without any cell are none.
      for index in (first + 1)..<max(first + 1, rows.count) {
        guard merge.rows.contains(rows[index].number), left > 0 else { break }
        left -= 1
        let missing = merge.columns.lowerBound + 1 - rows[index].cells.count
        if missing > 0 { rows[index].cells += [FileCell](repeating: FileCell(text: ""), count: missing) }
        rows[index].cells[merge.columns.lowerBound] = value
      }
    }
    return (rows, count)
  }

  // MARK: reading

  /// What is known of a sheet while it is read.
  private struct State {
    var rows: [FileRow] = []
    var merges: [Merge] = []
    var hiddenRows: [Int] = []
    var hiddenColumns: Set<Int> = []
    var formulas = 0
    var refusal: WorkbookArchive.Refusal?

    /// The last row that the sheet says it has, and the last that there is, with cells or without.
    private(set) var (stated, last) = (0, 0)
    private var number = 0
    private var isHidden = false
    private var cells: [FileCell] = []
    private var column = -1
    private var (type, style) = ("n", 0)
    private var (value, formula) = ("", "")
    private var run = RunText()
    private var (isValue, isFormula, hasFormula) = (false, false, false)

    mutating func begin(_ name: String, _ attributes: [String: String]) {
      run.begin(name)
      switch name {
      case "row":
        number = attributes["r"].flatMap { Int($0) } ?? number + 1
        if number < 1 || number > SheetLimits.lastRow {
          refusal = .init("a row \(number)", expected: "rows 1 to \(SheetLimits.lastRow)")
        }
        last = max(last, number)
        isHidden = ["1", "true"].contains(attributes["hidden"] ?? "")
        (cells, column) = ([], -1)
      case "c":
        column += 1
        if let stated = attributes["r"] {
          if let place = Self.place(stated) {
            column = place.column
          } else {
            refusal = .init("a cell \(stated.prefix(20))", expected: "cells of the columns A to XFD")
          }
        }
        (type, style) = (attributes["t"] ?? "n", attributes["s"].flatMap { Int($0) } ?? 0)
        (value, formula, hasFormula, run) = ("", "", false, RunText())
      case "dimension":
        stated = (attributes["ref"] ?? "").split(separator: ":").last.flatMap { Self.place(String($0))?.row } ?? 0
      case "v": isValue = true
      case "f": (isFormula, hasFormula) = (true, true)
      case "mergeCell":
        let ends = (attributes["ref"] ?? "").split(separator: ":").compactMap { Self.place(String($0)) }
        if ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column, merges.count < 100_000 {
          merges.append(Merge(rows: ends[0].row...ends[1].row, columns: ends[0].column...ends[1].column))
        }
      case "col":
        guard ["1", "true"].contains(attributes["hidden"] ?? ""), let first = attributes["min"].flatMap({ Int($0) }),
          let last = attributes["max"].flatMap({ Int($0) }), first >= 1, last >= first
        else { return }
        hiddenColumns.formUnion((first - 1)..<min(last, SheetLimits.columns))
      default: break
      }
    }

    mutating func take(_ text: String) {
      run.take(text)
      if isValue { value += text }
      if isFormula { formula += text }
    }

    mutating func end(_ name: String, _ strings: [String], _ formats: [NumberFormat], _ isFrom1904: Bool) {
      run.end(name)
      switch name {
      case "v": isValue = false
      case "f": isFormula = false
      case "c":
        let cell = cell(strings, formats.indices.contains(style) ? formats[style] : NumberFormat(number: 0), isFrom1904)
        guard !cell.text.isEmpty, column >= 0 else { return }
        if hasFormula, cell.kind != Self.unsaved { formulas += 1 }
        // A cell too far to the right is told where rows are read.
        let index = min(column, SheetLimits.columns)
        if cells.count <= index { cells += [FileCell](repeating: FileCell(text: ""), count: index + 1 - cells.count) }
        cells[index] = cell
      case "row":
        guard !cells.isEmpty else { return }
        rows.append(FileRow(number: number, cells: cells))
        if isHidden { hiddenRows.append(number) }
      default: break
      }
    }

    private static let unsaved = FileCell.Kind.fault(
      "a formula without a stored value", expected: "the workbook as a spreadsheet program has computed and saved it")

    private func cell(_ strings: [String], _ format: NumberFormat, _ isFrom1904: Bool) -> FileCell {
      if hasFormula, value.isEmpty, type != "inlineStr" { return FileCell(text: "=" + formula, kind: Self.unsaved) }
      switch type {
      case "s":
        guard let index = Int(value.trimmed) else { return FileCell(text: "") }
        guard strings.indices.contains(index) else {
          return FileCell(
            text: value, kind: .fault("a text that the workbook does not have", expected: "a whole workbook"))
        }
        return FileCell(text: strings[index].trimmed)
      case "inlineStr": return FileCell(text: WorkbookText.decoded(run.text).trimmed)
      case "str": return FileCell(text: WorkbookText.decoded(value).trimmed)
      case "b": return FileCell(text: value.trimmed.isEmpty ? "" : value.trimmed == "1" ? "TRUE" : "FALSE")
      case "e":
        return FileCell(
          text: value.trimmed, kind: .fault("`\(value.trimmed)`, an error of the spreadsheet", expected: "a value"))
      case "d": return FileCell(text: String(value.trimmed.split(separator: "T").first ?? ""), kind: .date)
      default:
        return value.trimmed.isEmpty
          ? FileCell(text: "") : StoredNumber.cell(value.trimmed, format, isFrom1904: isFrom1904)
      }
    }

    /// `B7`: column 1 from 0, row 7; nil for what is none.
    static func place(_ reference: String) -> (column: Int, row: Int)? {
      var column = 0
      var rest = reference.utf8[...]
      while let byte = rest.first, byte >= 0x41, byte <= 0x5A, column < 20_000 {
        column = column * 26 + Int(byte - 0x40)
        rest = rest.dropFirst()
      }
      guard column > 0, column <= 16_384, let row = Int(Substring(rest)), row >= 1, row <= SheetLimits.lastRow else {
        return nil
      }
      return (column - 1, row)
    }
  }
}
