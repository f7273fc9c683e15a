// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Reads `labs.csv`: one laboratory value a row.
struct LaboratoryTable {
  /// The columns, in the order of the documentation.
  static let columns = ["patient", "analyte", "when", "value", "unit"]

  /// A value of one patient, with the place of the row.
  struct Value {
    var patient: Patient.ID
    var entry: Entry
    /// The events that its time refers to.
    var uses: [Names.Use]
  }

  let log: ProblemLog
  let patients: Set<Patient.ID>

  init(log: ProblemLog, patients: Set<Patient.ID>) {
    self.log = log
    self.patients = patients
  }

  /// The values of all rows; what is wrong in a row is told, and the row left out.
  func values() -> [Value] {
    var text = DelimitedText(log)
    guard let header = text.next() else {
      if log.problems.isEmpty { log.error(.start, "the file is empty", expected: Self.headerLine) }
      return []
    }
    guard let places = places(header) else { return [] }
    var values: [Value] = []
    while let row = text.next() {
      guard row.cells.count == header.cells.count else {
        tellCount(row, header.cells.count, separator: text.separator)
        continue
      }
      if let value = value(places.map { row.cells[$0] }) { values.append(value) }
    }
    return values
  }

  private static let headerLine = "the header `\(columns.joined(separator: ","))`"

  /// The index of each column in the header.
  private func places(_ header: DelimitedRow) -> [Int]? {
    let columns = TableColumns(required: Self.columns, optional: [])
    return columns.places(header, log).map { places in Self.columns.compactMap { places[$0] } }
  }

  private func tellCount(_ row: DelimitedRow, _ expected: Int, separator: UInt8) {
    let isComma = separator == UInt8(ascii: ",")
    var suggestion: String?
    if isComma, row.cells.count == expected + 1 {
      for (left, right) in zip(row.cells, row.cells.dropFirst())
      where Fields.integer(left.text) != nil && Fields.integer(right.text) != nil {
        suggestion = "\(left.text).\(right.text)"
      }
    }
    log.error(
      Mark(line: row.line, column: 1), "\(row.cells.count) \(row.cells.count == 1 ? "field" : "fields") in this row",
      expected: "\(expected), as in the header"
        + (isComma && row.cells.count > expected ? "; text with a comma stands in quotes, a number has a point" : ""),
      suggestion: suggestion)
  }

  /// The value of a row whose cells are in the order of `columns`.
  private func value(_ cells: [DelimitedCell]) -> Value? {
    let empty = zip(Self.columns, cells).filter { $1.text.isEmpty && $0 != "unit" }
    for (column, cell) in empty {
      log.error(
        cell.mark, "`\(column)` is empty",
        expected: column == "when" ? "a time, or `not stated`" : "a value; or leave the row out")
    }
    guard empty.isEmpty else { return nil }
    let patient = cells[0].text
    guard patients.contains(patient) else {
      log.error(
        cells[0].mark, "there is no patient \(ProblemLog.quoted(patient))", expected: "the name of a file in patients/",
        suggestion: log.nearest(to: patient, in: patients.filter { $0.count > 2 }))
      return nil
    }
    let number = number(cells[3])
    let time = time(cells[2])
    LaboratoryWords.check(cells[1].text, cells[1].mark, unit: cells[4].text, cells[4].mark, log)
    guard let number, let time else { return nil }
    let content = Laboratory(analyte: cells[1].text, value: number, unit: cells[4].text)
    var entry = Entry(id: "", content: .laboratory(content), location: log.text.location(cells[0].mark))
    entry.when = [time]
    let item = Item(content: .text(cells[2].text), mark: cells[2].mark)
    if time.isOwnCycle {
      log.error(item.mark, "\(ProblemLog.quoted(cells[2].text)) does not say of which therapy", expected: "`… of ID`")
    }
    let uses = time.anchors.map { anchor in
      let mark = log.text.mark(in: item, text: cells[2].text, utf8Offset: anchor.offset)
      return Names.Use(id: anchor.id, mark: mark, kinds: time.anchorKinds, allowsCutOff: time.anchorKinds.isEmpty)
    }
    return Value(patient: patient, entry: entry, uses: uses)
  }

  private func number(_ cell: DelimitedCell) -> Double? {
    do {
      let quantity = try Quantity(parsing: cell.text)
      if quantity.unit.isEmpty { return quantity.number }
      log.error(
        cell.mark, "\(ProblemLog.quoted(cell.text)) for a value",
        expected: "a number; its unit has a column of its own",
        suggestion: Quantity.digits(quantity.number))
    } catch .decimalComma(let meant) {
      log.error(cell.mark, "a decimal comma in \(ProblemLog.quoted(cell.text))", expected: "a point", suggestion: meant)
    } catch {
      log.error(cell.mark, "\(ProblemLog.quoted(cell.text)) for a value", expected: "a number such as `0.8`")
    }
    return nil
  }

  private func time(_ cell: DelimitedCell) -> StatedTime? {
    do {
      return try StatedTime(parsing: cell.text)
    } catch {
      let item = Item(content: .text(cell.text), mark: cell.mark)
      log.error(
        log.text.mark(in: item, text: cell.text, utf8Offset: error.offset),
        Fields.words(error, cell.text), expected: error.expected,
        suggestion: error.suggestion)
      return nil
    }
  }
}
