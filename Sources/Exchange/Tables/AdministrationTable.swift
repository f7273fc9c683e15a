// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Reads `administrations.csv`: one administration, or its omission, a row.
struct AdministrationTable {
  /// The columns, in the order of the documentation.
  static let columns = TableColumns(
    required: ["patient", "therapy", "cycle", "day", "date", "dose"], optional: ["drug", "mg", "reason"])

  /// An administration with whose it is.
  struct Row {
    var patient: Patient.ID
    var therapy: Entry.ID
    var administration: Administration
  }

  let log: ProblemLog
  /// Therapies with their drugs, by patient.
  let therapies: [Patient.ID: [(id: Entry.ID, drugs: [String])]]
  /// Patients whose file has errors; their rows are not judged.
  let unread: Set<Patient.ID>

  init(log: ProblemLog, therapies: [Patient.ID: [(Entry.ID, [String])]], unread: Set<Patient.ID>) {
    self.log = log
    self.therapies = therapies.mapValues { $0.map { (id: $0.0, drugs: $0.1) } }
    self.unread = unread
  }

  /// The administrations of all rows; what is wrong in a row is told, and the row left out.
  func rows() -> [Row] {
    var text = DelimitedText(log)
    guard let header = text.next() else {
      if log.problems.isEmpty { log.error(.start, "the file is empty", expected: "a header and rows") }
      return []
    }
    guard let places = Self.columns.places(header, log) else { return [] }
    var rows: [Row] = []
    var seen: Set<String> = []
    while let row = text.next() {
      guard row.cells.count == header.cells.count else {
        log.error(
          Mark(line: row.line, column: 1), "\(row.cells.count) fields in this row",
          expected: "\(header.cells.count), as in the header; text with a comma stands in quotes, a number has a point")
        continue
      }
      guard let read = self.row(places.mapValues { row.cells[$0] }, row.line) else { continue }
      let given = read.administration
      if !seen.insert("\(read.patient) \(read.therapy) \(given.drug) \(given.cycle) \(given.day)").inserted {
        log.error(
          Mark(line: row.line, column: 1), "\(given.drug), cycle \(given.cycle), day \(given.day) is there twice",
          expected: "one row an administration")
      }
      rows.append(read)
    }
    checkOrder(rows)
    return rows
  }

  /// Dates must rise with cycle and day within one therapy and drug.
  private func checkOrder(_ rows: [Row]) {
    for (_, own) in Dictionary(grouping: rows, by: { "\($0.patient) \($0.therapy) \($0.administration.drug)" }) {
      let sorted = own.sorted {
        ($0.administration.cycle, $0.administration.day) < ($1.administration.cycle, $1.administration.day)
      }
      for (one, next) in zip(sorted, sorted.dropFirst()) where next.administration.date <= one.administration.date {
        log.error(
          Mark(line: next.administration.location.line, column: 1),
          "cycle \(next.administration.cycle) day \(next.administration.day) on \(next.administration.date), not after "
            + "cycle \(one.administration.cycle) day \(one.administration.day) on \(one.administration.date)",
          expected: "dates that rise with cycle and day")
      }
    }
  }

  private func row(_ cells: [String: DelimitedCell], _ line: Int) -> Row? {
    for (name, cell) in cells.sorted(by: { $0.value.mark.column < $1.value.mark.column })
    where cell.text.isEmpty && Self.columns.required.contains(name) {
      log.error(cell.mark, "`\(name)` is empty", expected: "a value; or leave the row out")
    }
    guard let patient = cells["patient"], let therapy = cells["therapy"], let dateCell = cells["date"],
      let doseCell = cells["dose"], !patient.text.isEmpty, !therapy.text.isEmpty
    else { return nil }
    if unread.contains(patient.text) { return nil }
    guard let known = therapies[patient.text] else {
      log.error(
        patient.mark, "there is no patient \(ProblemLog.quoted(patient.text))",
        expected: "the name of a file in patients/")
      return nil
    }
    guard let own = known.first(where: { $0.id == therapy.text }) else {
      log.error(
        therapy.mark, "patient `\(patient.text)` has no therapy \(ProblemLog.quoted(therapy.text))",
        expected: Wording.list(known.map(\.id)), suggestion: log.nearest(to: therapy.text, in: known.map(\.id)))
      return nil
    }
    let drug = drug(cells["drug"], own.drugs, therapy.mark)
    let cycle = number(cells["cycle"], 1...500, "a cycle")
    let day = number(cells["day"], 1...366, "a day of the cycle")
    let date = Day(iso: dateCell.text)
    if date == nil, !dateCell.text.isEmpty {
      log.error(
        dateCell.mark, "\(ProblemLog.quoted(dateCell.text)) for a date",
        expected: "a day of the calendar such as `2021-02-22`")
    }
    let state = state(doseCell)
    let milligrams = milligrams(cells["mg"])
    let reason = reason(cells["reason"])
    guard let drug, let cycle, let day, let date, let state else { return nil }
    return Row(
      patient: patient.text, therapy: therapy.text,
      administration: Administration(
        drug: drug, cycle: cycle, day: day, date: date, state: state, milligrams: milligrams, reason: reason,
        location: log.text.location(Mark(line: line, column: 1))))
  }

  private func drug(_ cell: DelimitedCell?, _ drugs: [String], _ mark: Mark) -> String? {
    if let cell, !cell.text.isEmpty {
      if drugs.contains(cell.text) { return cell.text }
      log.error(
        cell.mark, "\(ProblemLog.quoted(cell.text)) is no drug of this therapy", expected: Wording.list(drugs),
        suggestion: log.nearest(to: cell.text, in: drugs))
      return nil
    }
    if drugs.count == 1 { return drugs[0] }
    log.error(mark, "a row without `drug` in a therapy of several", expected: Wording.list(drugs))
    return nil
  }

  private func number(_ cell: DelimitedCell?, _ range: ClosedRange<Int>, _ what: String) -> Int? {
    guard let cell, !cell.text.isEmpty else { return nil }
    if let number = Fields.integer(cell.text), range.contains(number) { return number }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for \(what)",
      expected: "a whole number, \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  /// `900 mg/m2`, or `omitted`.
  private func state(_ cell: DelimitedCell) -> Administration.State? {
    if cell.text.isEmpty { return nil }
    if cell.text == "omitted" { return .omitted }
    do {
      return .given(try Dose(parsing: cell.text))
    } catch {
      if error.kind == .impossible || error.kind == .decimalComma {
        log.tell(error, cell.mark, "a dose")
        return nil
      }
      let isZero = (try? Quantity(parsing: cell.text))?.number == 0
      log.error(
        cell.mark, "\(ProblemLog.quoted(cell.text)) for a dose", expected: Dose.expected + ", or `omitted`",
        suggestion: isZero ? "omitted" : error.suggestion ?? log.nearest(to: cell.text, in: ["omitted"]))
      return nil
    }
  }

  private func milligrams(_ cell: DelimitedCell?) -> Double? {
    guard let cell, !cell.text.isEmpty else { return nil }
    if let quantity = try? Quantity(parsing: cell.text), ["", "mg"].contains(quantity.unit),
      DoseUnit.milligrams.possibleAmounts.contains(quantity.number)
    {
      return quantity.number
    }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for a dose in mg", expected: DoseUnit.milligrams.possibleText)
    return nil
  }

  private func reason(_ cell: DelimitedCell?) -> DoseChangeReason.Code? {
    guard let cell, !cell.text.isEmpty else { return nil }
    if let code = DoseChangeReason.Code(rawValue: cell.text) { return code }
    let codes = DoseChangeReason.Code.allCases.map(\.rawValue)
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for a reason", expected: Wording.list(codes),
      suggestion: ["neutropenia", "thrombocytopenia", "leukopenia"].contains(cell.text.lowercased())
        ? "haematotoxicity" : log.nearest(to: cell.text, in: codes))
    return nil
  }
}
