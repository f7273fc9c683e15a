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
  }

  /// The readings by patient, in the order of the file; what is wrong in a row is told, and the row left out.
  func rows() -> [Patient.ID: [Row]] {
    var rows: [Patient.ID: [Row]] = [:]
    var seen: [String: Int] = [:]
    var known: [String: (role: LesionRole, site: String?, line: Int)] = [:]
    let reader = Reader(log)
    Self.columns.forEachRow(log) { cells, line in
      guard let (patient, reading) = self.row(cells, line, reader) else { return }
      let key = "\(patient) \(reading.reader ?? "") \(reading.lesion)"
      if let first = seen.updateValue(line, forKey: "\(key) \(reading.date) \(reading.part ?? "")") {
        log.error(
          Mark(line: line, column: 1), "\(reading.lesion) on \(reading.date) is there twice (line \(first))",
          expected: "one row a lesion, day and reader; parts of a lesion that split are told apart by `part`")
        return
      }
      if let first = known[key], first.role != reading.role || (reading.site != nil && first.site != reading.site) {
        log.error(
          cells["role"]?.mark ?? Mark(line: line, column: 1),
          "\(reading.lesion) is \(reading.role.rawValue)\(reading.site.map { " in \($0)" } ?? "") here and "
            + "\(first.role.rawValue)\(first.site.map { " in \($0)" } ?? "") in line \(first.line)",
          expected: "one role and one site a lesion")
        return
      }
      if known[key] == nil { known[key] = (reading.role, reading.site, line) }
      rows[patient, default: []].append(Row(reading: reading, line: line))
    }
    checkMerges(rows)
    return rows
  }

  /// A lesion merges into one that the same patient has.
  private func checkMerges(_ rows: [Patient.ID: [Row]]) {
    for own in rows.values {
      let names = Set(own.map(\.reading.lesion))
      for row in own {
        let reading = row.reading
        guard case .merged(let other) = reading.state, !names.contains(other) || other == reading.lesion else {
          continue
        }
        log.error(
          Mark(line: row.line, column: 1), "\(reading.lesion) merged into \(ProblemLog.quoted(other))",
          expected: "the name of another lesion of this patient",
          suggestion: log.nearest(to: other, in: names.subtracting([reading.lesion]).sorted()))
      }
    }
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
