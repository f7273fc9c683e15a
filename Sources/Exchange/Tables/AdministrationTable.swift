// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation

/// Reads `administrations.csv`: one administration, or its omission, a row.
struct AdministrationTable {
  /// The columns: whose it is, and the fields of an administration.
  static let columns = TableColumns(["patient", "therapy"], Administration.notation.table)

  /// An administration with whose it is, and its line.
  struct Row {
    var patient: Patient.ID
    var therapy: Entry.ID
    var administration: Administration
    var line: Int
  }

  let log: ProblemLog
  let reader: Reader
  /// Therapies with their drugs, by patient.
  let therapies: [Patient.ID: [(id: Entry.ID, drugs: [String])]]
  /// Patients whose file has errors; their rows are not judged.
  let unread: Set<Patient.ID>

  init(log: ProblemLog, therapies: [Patient.ID: [(Entry.ID, [String])]], unread: Set<Patient.ID>) {
    self.log = log
    reader = Reader(log, generic: BuiltInLibrary.generic)
    self.therapies = therapies.mapValues { $0.map { (id: $0.0, drugs: $0.1) } }
    self.unread = unread
  }

  /// The administrations of all rows; what is wrong in a row is told, and the row left out.
  func rows() -> [Row] {
    var rows: [Row] = []
    Self.columns.forEachRow(log) { cells, line in
      if let read = self.row(cells, line) { rows.append(read) }
    }
    for own in Dictionary(grouping: rows, by: { "\($0.patient)\u{1F}\($0.therapy)" }).values {
      for fault in RowFault.all(in: own.map(\.administration)) {
        log.error(
          Mark(line: own[fault.index].line, column: 1), fault.message { "line \(own[$0].line)" },
          expected: fault.expected)
      }
    }
    checkOrder(rows)
    return rows
  }

  /// Dates rise with cycle and day within one therapy and drug; where they do not, either is wrong, and a person must look. The rows stay: their order
  /// comes from their dates.
  private func checkOrder(_ rows: [Row]) {
    for (_, own) in Dictionary(grouping: rows, by: { "\($0.patient) \($0.therapy) \($0.administration.drug)" }) {
      let sorted = own.sorted {
        ($0.administration.cycle, $0.administration.day) < ($1.administration.cycle, $1.administration.day)
      }
      for (one, next) in zip(sorted, sorted.dropFirst()) where next.administration.date <= one.administration.date {
        log.warning(
          Mark(line: next.line, column: 1),
          "cycle \(next.administration.cycle) day \(next.administration.day) on \(next.administration.date), not after "
            + "cycle \(one.administration.cycle) day \(one.administration.day) on \(one.administration.date)",
          expected: "dates that rise with cycle and day")
      }
    }
  }

  private func row(_ cells: TableColumns.Cells, _ line: Int) -> Row? {
    cells.tellMissing(log)
    guard let patient = cells["patient"], let therapy = cells["therapy"], !unread.contains(patient.text)
    else { return nil }
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
    reader.drugs = own.drugs
    let mapping = cells.mapping(Administration.notation.table, reader, mark: therapy.mark)
    return Administration.notation.read(mapping).map {
      Row(patient: patient.text, therapy: therapy.text, administration: $0, line: line)
    }
  }
}
