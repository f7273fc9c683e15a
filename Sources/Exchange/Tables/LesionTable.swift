// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// Reads `lesions.csv`: one lesion on one day as one reader saw it, a row.
struct LesionTable {
  /// The columns, in the order of the documentation.
  static let columns = TableColumns(
    required: ["patient", "date", "lesion", "role", "finding"],
    optional: ["site", "part", "density HU", "method", "slice mm", "reader", "certainty", "treated"])

  /// Words that a finding may be instead of a number of millimetres.
  static let words: [(word: String, state: LesionState)] = [
    ("absent", .absent), ("present", .present), ("too small", .tooSmall), ("progressed", .progressed),
    ("not evaluated", .notEvaluated),
  ]

  let log: ProblemLog
  let patients: Set<Patient.ID>
  /// Patients whose file has errors; their rows are not judged.
  let unread: Set<Patient.ID>

  /// The readings by patient, in the order of the file; what is wrong in a row is told, and the row left out.
  func rows() -> [Patient.ID: [LesionReading]] {
    var text = DelimitedText(log)
    guard let header = text.next() else {
      if log.problems.isEmpty { log.error(.start, "the file is empty", expected: "a header and rows") }
      return [:]
    }
    guard let places = Self.columns.places(header, log) else { return [:] }
    var rows: [Patient.ID: [LesionReading]] = [:]
    var seen: [String: Int] = [:]
    var known: [String: (role: LesionRole, site: String?, line: Int)] = [:]
    while let row = text.next() {
      guard row.cells.count == header.cells.count else {
        log.error(
          Mark(line: row.line, column: 1), "\(row.cells.count) fields in this row",
          expected: "\(header.cells.count), as in the header; text with a comma stands in quotes, a number has a point")
        continue
      }
      let cells = places.mapValues { row.cells[$0] }
      guard let (patient, reading) = self.row(cells, row.line) else { continue }
      let part = cells["part"]?.text ?? ""
      let key = "\(patient) \(reading.reader ?? "") \(reading.lesion)"
      if let line = seen.updateValue(row.line, forKey: "\(key) \(reading.date) \(part)") {
        log.error(
          Mark(line: row.line, column: 1), "\(reading.lesion) on \(reading.date) is there twice (line \(line))",
          expected: "one row a lesion, day and reader; parts of a lesion that split are told apart by `part`")
        continue
      }
      if let first = known[key], first.role != reading.role || (reading.site != nil && first.site != reading.site) {
        log.error(
          cells["role"]?.mark ?? Mark(line: row.line, column: 1),
          "\(reading.lesion) is \(reading.role.rawValue)\(reading.site.map { " in \($0)" } ?? "") here and "
            + "\(first.role.rawValue)\(first.site.map { " in \($0)" } ?? "") in line \(first.line)",
          expected: "one role and one site a lesion")
        continue
      }
      if known[key] == nil { known[key] = (reading.role, reading.site, row.line) }
      rows[patient, default: []].append(reading)
    }
    checkMerges(rows)
    return rows
  }

  /// A lesion merges into one that the same patient has.
  private func checkMerges(_ rows: [Patient.ID: [LesionReading]]) {
    for own in rows.values {
      let names = Set(own.map(\.lesion))
      for reading in own {
        guard case .merged(let other) = reading.state, !names.contains(other) || other == reading.lesion else {
          continue
        }
        log.error(
          Mark(line: reading.location.line, column: 1), "\(reading.lesion) merged into \(ProblemLog.quoted(other))",
          expected: "the name of another lesion of this patient",
          suggestion: log.nearest(to: other, in: names.subtracting([reading.lesion]).sorted()))
      }
    }
  }

  private func row(_ cells: [String: DelimitedCell], _ line: Int) -> (Patient.ID, LesionReading)? {
    var isSound = true
    for (name, cell) in cells.sorted(by: { $0.value.mark.column < $1.value.mark.column })
    where cell.text.isEmpty && Self.columns.required.contains(name) {
      log.error(cell.mark, "`\(name)` is empty", expected: "a value; or leave the row out")
      isSound = false
    }
    guard let patient = cells["patient"], let dateCell = cells["date"], let lesion = cells["lesion"],
      let roleCell = cells["role"], let finding = cells["finding"], isSound
    else { return nil }
    if unread.contains(patient.text) { return nil }
    if !patients.contains(patient.text) {
      log.error(
        patient.mark, "there is no patient \(ProblemLog.quoted(patient.text))",
        expected: "the name of a file in patients/",
        suggestion: log.nearest(to: patient.text, in: patients.sorted()))
      isSound = false
    }
    let date = Day(iso: dateCell.text)
    if date == nil {
      log.error(
        dateCell.mark, "\(ProblemLog.quoted(dateCell.text)) for a date",
        expected: "a day of the calendar such as `2021-02-22`", suggestion: Self.german(dateCell.text))
    }
    let role = word(roleCell, LesionRole.allCases.map { ($0.rawValue, $0) }, "a role")
    let state = state(finding)
    let density = number(cells["density HU"], "a density in HU")
    let slice = millimetres(cells["slice mm"], "a slice thickness in mm")
    let certainty = cells["certainty"].flatMap {
      $0.text.isEmpty ? nil : word($0, LesionReading.Certainty.allCases.map { ($0.rawValue, $0) }, "a certainty")
    }
    let treated = cells["treated"].flatMap {
      $0.text.isEmpty ? nil : word($0, [("yes", true), ("no", false)], "`treated`")
    }
    guard isSound, let date, let role, let state else { return nil }
    let site = cells["site"].flatMap { $0.text.isEmpty ? nil : $0.text }
    return (
      patient.text,
      LesionReading(
        lesion: lesion.text, role: role, site: site, part: cells["part"].flatMap { $0.text.isEmpty ? nil : $0.text },
        date: date, state: state,
        density: density, method: cells["method"].flatMap { $0.text.isEmpty ? nil : $0.text }, slice: slice,
        reader: cells["reader"].flatMap { $0.text.isEmpty ? nil : $0.text }, certainty: certainty,
        treatedLocally: treated, location: log.text.location(Mark(line: line, column: 1)))
    )
  }

  /// `2021-02-22` for `22.02.2021`, as a spreadsheet may have turned it.
  private static func german(_ text: String) -> String? {
    let parts = text.split(separator: ".").compactMap { Int($0) }
    guard parts.count == 3, parts[2] >= 1900 else { return nil }
    return Day(year: parts[2], month: parts[1], day: parts[0])?.description
  }

  private func state(_ cell: DelimitedCell) -> LesionState? {
    if let known = Self.words.first(where: { $0.word == cell.text }) { return known.state }
    if cell.text.hasPrefix("merged into ") {
      return .merged(into: String(cell.text.dropFirst("merged into ".count)).trimmingCharacters())
    }
    let bare = cell.text.hasSuffix("mm") ? String(cell.text.dropLast(2)).trimmingCharacters() : cell.text
    if let length = Millimetres(bare), length <= .mm(1000) { return length == .zero ? .absent : .measured(length) }
    if Millimetres(bare) != nil {
      log.error(
        cell.mark, "\(ProblemLog.quoted(cell.text)) for what was found", expected: "a length in mm, at most 1,000")
      return nil
    }
    let isComma = bare.contains(",") && Millimetres(bare.replacingComma) != nil
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for what was found",
      expected: "a length in mm such as `13.9`, or " + Wording.list(Self.words.map(\.word) + ["merged into LESION"]),
      suggestion: isComma ? bare.replacingComma : log.nearest(to: cell.text, in: Self.words.map(\.word)))
    return nil
  }

  private func word<Value>(_ cell: DelimitedCell, _ values: [(String, Value)], _ what: String) -> Value? {
    if let found = values.first(where: { $0.0 == cell.text }) { return found.1 }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for \(what)", expected: Wording.list(values.map(\.0)),
      suggestion: log.nearest(to: cell.text, in: values.map(\.0)))
    return nil
  }

  private func number(_ cell: DelimitedCell?, _ what: String) -> Double? {
    guard let cell, !cell.text.isEmpty else { return nil }
    // Air is −1,000 HU; scanners with the extended scale end at 30,710.
    if let number = try? NumberText.double(cell.text), (-2000...31_000).contains(number) { return number }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for \(what)", expected: "a number such as `62`, −2,000 to 31,000")
    return nil
  }

  private func millimetres(_ cell: DelimitedCell?, _ what: String) -> Millimetres? {
    guard let cell, !cell.text.isEmpty else { return nil }
    if let length = Millimetres(cell.text), length > .zero, length <= .mm(100) { return length }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for \(what)",
      expected: "a number such as `5` or `1.25`, above 0 and at most 100")
    return nil
  }
}

extension StringProtocol {
  /// Without blanks at the ends.
  fileprivate func trimmingCharacters() -> String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// With a point for a comma.
  fileprivate var replacingComma: String { String(map { $0 == "," ? "." : $0 }) }
}
