// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation

/// Reads `lesions.csv`: one lesion on one day as one reader saw it, a row.
struct LesionTable {
  /// The columns: whose it is, and the fields of a reading.
  static let columns = TableColumns(["patient"], LesionReading.notation.table)

  let log: ProblemLog
  let patients: Set<Patient.ID>
  /// Patients whose file has errors; their rows are not judged.
  let unread: Set<Patient.ID>

  /// A reading with its line.
  struct Row {
    var reading: LesionReading
    var line: Int
    var roleMark: Mark
  }

  /// The readings by patient, in the order of the file; what is wrong in a row is told, and the row left out.
  func rows() -> [Patient.ID: [Row]] {
    var rows: [Patient.ID: [Row]] = [:]
    let reader = Reader(log)
    Self.columns.forEachRow(log) { cells, line in
      guard let (patient, reading) = self.row(cells, line, reader) else { return }
      let start = Mark(line: line, column: 1)
      rows[patient, default: []].append(Row(reading: reading, line: line, roleMark: cells["role"]?.mark ?? start))
    }
    return rows.mapValues(withoutFaults)
  }

  /// The rows of a patient without those that do not go with the rest, which are told.
  private func withoutFaults(_ rows: [Row]) -> [Row] {
    let faults = RowFault.all(in: rows.map(\.reading), log)
    for fault in faults {
      log.error(
        fault.field == "role" ? rows[fault.index].roleMark : Mark(line: rows[fault.index].line, column: 1),
        fault.message { "line \(rows[$0].line)" }, expected: fault.expected, suggestion: fault.suggestion)
    }
    let wrong = Set(faults.filter { $0.other != nil }.map(\.index))
    return rows.indices.filter { !wrong.contains($0) }.map { rows[$0] }
  }

  private func row(_ cells: TableColumns.Cells, _ line: Int, _ reader: Reader) -> (Patient.ID, LesionReading)? {
    guard cells.tellMissing(log), let patient = cells["patient"], !unread.contains(patient.text) else { return nil }
    let isKnown = patients.contains(patient.text)
    if !isKnown {
      log.error(
        patient.mark, "there is no patient \(ProblemLog.quoted(patient.text))",
        expected: "the name of a file in patients/",
        suggestion: log.nearest(to: patient.text, in: patients.sorted()))
    }
    let reading = LesionReading.notation.read(
      cells.mapping(LesionReading.notation.table, reader, mark: Mark(line: line, column: 1)))
    guard isKnown, let reading else { return nil }
    return (patient.text, reading)
  }
}
