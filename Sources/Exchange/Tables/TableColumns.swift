// SPDX-License-Identifier: Apache-2.0

import Notation

/// The columns of a table in a file: which are known, which must be there, and where each stands in the head row.
struct TableColumns {
  /// All columns, in the order in which they are written.
  let all: [String]
  /// Columns that must be there.
  let required: [String]
  /// Columns that may.
  let optional: [String]

  init(required: [String], optional: [String]) {
    self.required = required
    self.optional = optional
    all = required + optional
  }

  /// Columns that say whose a row is, and the fields of the record that it is.
  init(_ owners: [String], _ table: KeyTable) {
    all = owners + table.names
    required = owners + table.keys.filter(\.isRequired).map(\.name)
    optional = table.keys.filter { !$0.isRequired }.map(\.name)
  }

  /// The cells of a row.
  struct Cells {
    fileprivate let cells: [DelimitedCell]
    fileprivate let places: [(name: String, index: Int)]
    fileprivate let required: [String]

    /// The cell of a column; nil where there is none, or nothing in it.
    subscript(name: String) -> DelimitedCell? {
      guard let place = places.first(where: { $0.name == name }) else { return nil }
      let cell = cells[place.index]
      return cell.text.isEmpty ? nil : cell
    }

    /// Tells what must be there and is empty; true if nothing is.
    @discardableResult
    func tellMissing(_ log: ProblemLog) -> Bool {
      var isSound = true
      for (name, index) in places where cells[index].text.isEmpty && required.contains(name) {
        log.error(cells[index].mark, "`\(name)` is empty", expected: "a value; or leave the row out")
        isSound = false
      }
      return isSound
    }

    /// The row as a mapping, so that its fields are read as everywhere.
    func mapping(_ table: KeyTable, _ reader: Reader, mark: Mark) -> Mapping {
      let items = places.compactMap { name, index -> (column: String, item: Item)? in
        cells[index].text.isEmpty
          ? nil : (name, Item(content: .text(cells[index].text), mark: cells[index].mark))
      }
      return Mapping(row: items, table, reader, mark: mark)
    }
  }

  /// Calls back for every row that has as many fields as the head; what is wrong with the others is told.
  func forEachRow(_ log: ProblemLog, _ body: (Cells, Int) -> Void) {
    var text = DelimitedText(log)
    guard let header = text.next() else {
      if log.problems.isEmpty { log.error(.start, "the file is empty", expected: "a header and rows") }
      return
    }
    guard let places = places(header, log) else { return }
    let ordered = places.sorted { $0.value < $1.value }.map { (name: $0.key, index: $0.value) }
    while let row = text.next() {
      guard row.cells.count == header.cells.count else {
        log.error(
          Mark(line: row.line, column: 1), "\(row.cells.count) fields in this row",
          expected: "\(header.cells.count), as in the header; text with a comma stands in quotes, a number has a point")
        continue
      }
      body(Cells(cells: row.cells, places: ordered, required: required), row.line)
    }
  }

  /// The place of each column in a head row, or nil after telling what is wrong with it.
  func places(_ header: DelimitedRow, _ log: ProblemLog) -> [String: Int]? {
    let known = required + optional
    let line = "the header `\(known.joined(separator: ","))`"
    if header.cells.count == 1, header.cells[0].text.contains("\t") {
      log.error(header.cells[0].mark, "columns separated by tabs", expected: "commas: save the file as CSV")
      return nil
    }
    var places: [String: Int] = [:]
    var isSound = true
    for (index, cell) in header.cells.enumerated() {
      if !known.contains(cell.text) {
        log.error(
          cell.mark, "unknown column \(ProblemLog.quoted(cell.text))", expected: line,
          suggestion: log.nearest(to: cell.text, in: known))
        isSound = false
      } else if places[cell.text] != nil {
        log.error(cell.mark, "the column `\(cell.text)` is there twice")
        isSound = false
      }
      places[cell.text] = index
    }
    let missing = required.filter { places[$0] == nil }
    if !missing.isEmpty, isSound {
      log.error(Mark(line: header.line, column: 1), "no column \(Wording.list(missing))", expected: line)
    }
    return isSound && missing.isEmpty ? places : nil
  }
}
