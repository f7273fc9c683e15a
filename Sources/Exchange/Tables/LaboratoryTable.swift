// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Notation

/// Reads `labs.csv`: one laboratory value a row.
struct LaboratoryTable {
  /// The columns, in the order of the documentation.
  static let columns = ["patient", "analyte", "when", "value", "unit"]

  /// A value of one patient, with the place of the row.
  struct Value {
    var patient: Patient.ID
    var entry: Entry
    var mark: Mark
    /// The events that its time refers to.
    var uses: [Names.Use]
  }

  /// An analyte with its unit, as they are spelled.
  private struct Spelling: Hashable {
    var analyte: String
    var unit: String
  }

  /// Spellings that were judged and found sound: a file of half a million rows has some dozens. A reference, as a file is read once.
  private final class Sound {
    var all: Set<Spelling> = []
  }

  let log: ProblemLog
  private let reader: Reader
  private let sound = Sound()
  let patients: Set<Patient.ID>

  init(log: ProblemLog, patients: Set<Patient.ID>) {
    self.log = log
    reader = Reader(log)
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
      where WholeNumber.parse(left.text) != nil && WholeNumber.parse(right.text) != nil {
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
    reader.uses = []
    let problems = log.problems.count
    let spelling = Spelling(analyte: cells[1].text, unit: cells[4].text)
    let isKnown = sound.all.contains(spelling)
    let analyte = isKnown ? cells[1].text : field(cells[1], .shortName)
    if !isKnown {
      checkWords(cells)
      // What was told is told again in its next row.
      if analyte == cells[1].text, log.problems.count == problems { sound.all.insert(spelling) }
    }
    let time = field(cells[2], .time)
    let number = number(cells[3])
    LaboratoryWords.checkThousands(cells[3].text, cells[1].text, cells[4].text, cells[3].mark, log)
    guard let analyte, let number, let time else { return nil }
    let value = Laboratory(
      analyte: analyte, value: number.number, unit: cells[4].text, relation: number.relation)
    var entry = Entry(id: "", content: .laboratory(value))
    entry.when = [time]
    let uses = reader.uses
    return Value(patient: patient, entry: entry, mark: cells[0].mark, uses: uses)
  }

  private func checkWords(_ cells: [DelimitedCell]) {
    LaboratoryWords.check(cells[1].text, cells[1].mark, unit: cells[4].text, cells[4].mark, log)
    if !cells[4].text.isEmpty, Silence.meant(cells[4].text) != nil {
      log.error(
        cells[4].mark, "\(ProblemLog.quoted(cells[4].text)) for a missing value",
        expected: "a unit, or an empty field where the source states none")
    }
  }

  private func number(_ cell: DelimitedCell) -> (relation: ValueRelation?, number: Double)? {
    reader.expectCell()
    let item = Item(content: .text(cell.text), mark: cell.mark)
    if reader.tellMissing(cell.text, item, .leaveOut) { return nil }
    let bound = ValueRelation.prefix(of: cell.text)
    do {
      let quantity = try Quantity(parsing: bound?.rest ?? cell.text)
      if quantity.unit.isEmpty { return (bound?.relation, quantity.number) }
      log.error(
        cell.mark, "\(ProblemLog.quoted(cell.text)) for a value",
        expected: "a number; its unit has a column of its own",
        suggestion: (bound?.relation.rawValue ?? "") + Quantity.digits(quantity.number))
    } catch .thousandsOrDecimal {
      LaboratoryWords.tellThousands(cell.text, cell.mark, log)
    } catch {
      log.error(
        cell.mark, "\(ProblemLog.quoted(cell.text)) for a value", expected: "a number such as `0.8`, or a bound: `<0.5`"
      )
    }
    return nil
  }

  /// The value of a cell, read as everywhere; a row cannot be without it.
  private func field<Content>(_ cell: DelimitedCell, _ form: Form<Content>) -> Content? {
    reader.expectCell()
    return form.read(Item(content: .text(cell.text), mark: cell.mark), reader)
  }
}
