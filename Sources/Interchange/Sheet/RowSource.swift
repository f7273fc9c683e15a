// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

/// The rows of a file one after the other, whatever it is: separated values, or a sheet of a workbook.
struct RowSource {
  /// Why a file is not read.
  struct Refusal: Error {
    var misfit: Misfit
  }

  private enum Content {
    case separated(SeparatedRows, ProblemLog)
    case sheet([FileRow], next: Int)
  }

  /// The file, with the sheet where the mapping names one, as it is told in messages and sources.
  let name: String
  /// The sheet that is read; nil for a file that has none.
  private(set) var sheet: String?
  /// What a person sees of a sheet and no row says.
  private(set) var remarks: [Misfit] = []
  private var content: Content

  /// The rows of a file as a table of a mapping states it.
  ///
  /// - Parameter opened: the workbook that the file is, where it has been opened.
  init(_ file: InputFile, _ table: TableMapping.Table, opened: Workbook? = nil) throws(Refusal) {
    guard Workbook.isOne(file) else {
      name = file.name
      switch SheetText.read(file, table.encoding) {
      case .failure(let refusal): throw Refusal(misfit: refusal.misfit)
      case .success(let text):
        let log = ProblemLog(text: text)
        content = .separated(SeparatedRows(log, separator: table.separator?.byte), log)
      }
      return
    }
    do throws(WorkbookArchive.Refusal) {
      let workbook: Workbook
      if let opened { workbook = opened } else { workbook = try Workbook(file) }
      let (entry, sheet) = try Self.choose(table.sheet, workbook)
      self.sheet = entry.name
      name = table.sheet == nil ? file.name : "\(file.name), sheet \(entry.name)"
      let (rows, merged) = sheet.filled(from: (table.header.last ?? 1) + 1)
      content = .sheet(rows, next: 0)
      remarks = Self.remarks(sheet, merged, name)
      if workbook.hasComments(entry) {
        remarks.append(Misfit(CellPlace(file: name), "comments on cells are not read: look whether they say otherwise"))
      }
      if workbook.hasStruckText {
        remarks.append(
          Misfit(CellPlace(file: name), "text that is struck through, or a style for it: it is read as other text"))
      }
    } catch {
      throw Refusal(misfit: Misfit(CellPlace(file: file.name), error.message, expected: error.expected))
    }
  }

  /// The sheet of a name, or the only one that has values and is shown.
  private static func choose(_ name: String?, _ workbook: Workbook) throws(WorkbookArchive.Refusal)
    -> (Workbook.Entry, WorkbookSheet)
  {
    if let name {
      guard let entry = workbook.sheets.first(where: { $0.name == name }) else {
        let names = workbook.sheets.map(\.name)
        let nearest = Wording.nearest(to: name, in: names).map { "; did you mean `\($0)`?" } ?? ""
        throw WorkbookArchive.Refusal(
          "no sheet \(ProblemLog.quoted(name))", expected: Wording.list(names.prefix(20)) + nearest)
      }
      return (entry, try workbook.rows(entry))
    }
    var found: [(Workbook.Entry, WorkbookSheet)] = []
    for entry in workbook.sheets where !entry.isHidden {
      let sheet = try workbook.rows(entry)
      if !sheet.isEmpty { found.append((entry, sheet)) }
    }
    guard let first = found.first else {
      throw WorkbookArchive.Refusal("no sheet that is shown has values", expected: "a header and rows")
    }
    guard found.count == 1 else {
      throw WorkbookArchive.Refusal(
        "\(found.count) sheets have values",
        expected: "`sheet:` in the table of the mapping, with " + Wording.list(found.map(\.0.name).prefix(20)))
    }
    return first
  }

  private static func remarks(_ sheet: WorkbookSheet, _ merged: Int, _ name: String) -> [Misfit] {
    var remarks: [Misfit] = []
    func tell(_ message: String) { remarks.append(Misfit(CellPlace(file: name), message)) }
    func numbers(_ all: [Int]) -> String {
      all.prefix(10).map(String.init).joined(separator: ", ") + (all.count > 10 ? " and \(all.count - 10) more" : "")
    }
    if !sheet.hiddenRows.isEmpty { tell("hidden rows are read as others: \(numbers(sheet.hiddenRows))") }
    if !sheet.hiddenColumns.isEmpty {
      tell("hidden columns are read as others: \(numbers(sheet.hiddenColumns.map { $0 + 1 }.sorted()))")
    }
    if let last = sheet.missingTo {
      tell(
        "the sheet says that it has rows to \(last), and ends at \(sheet.rows.last?.number ?? 0): rows may be missing")
    }
    if merged > 0 { tell("the value of merged cells is that of each of their rows: \(merged) of them") }
    if sheet.formulas > 0 {
      tell("the values of formulas are those that the file has stored: \(sheet.formulas) of them")
    }
    return remarks
  }

  /// The next row that is not blank; nil at the end.
  mutating func next() -> FileRow? {
    switch content {
    case .separated(var rows, let log):
      let row = rows.next()
      content = .separated(rows, log)
      return row.map { FileRow(number: $0.number, cells: $0.cells.map { FileCell(text: $0.text) }) }
    case .sheet(let rows, let index):
      guard rows.indices.contains(index) else { return nil }
      content = .sheet(rows, next: index + 1)
      return rows[index]
    }
  }

  /// What was wrong with the text of the rows so far.
  var problems: [Misfit] {
    if case .separated(_, let log) = content { log.problems.map { Misfit($0) } } else { [] }
  }
}
