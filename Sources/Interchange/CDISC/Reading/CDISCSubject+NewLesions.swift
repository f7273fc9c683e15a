// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

extension CDISCSubject {
  /// The reader of rows of lesions that an evaluator is: the same, or the one that there is where one of both is not named.
  func reader(_ evaluator: String) -> String? {
    let readers = Set(readings.map(\.reader))
    if readers.contains(evaluator) { return evaluator }
    guard readers.count == 1, let only = readers.first, only.isEmpty || evaluator.isEmpty else { return nil }
    return only
  }

  /// Adds a row of lesions that no measurement says: its values were read elsewhere, and are not counted again.
  ///
  /// - Parameter columns: the variables of the record that say the day and what was found.
  mutating func addDerived(
    _ reading: CDISCReadingOfLesion, from row: CDISCRow, columns: (day: String, finding: String), site: String? = nil,
    method: String? = nil
  ) {
    var part = PatientDraft.Part(plan: "lesion", kind: "lesion", id: "", values: [], row: row.place, isOfRow: true)
    func add(_ key: String, _ text: String, _ variable: String) {
      var place = row.place
      place.column = variable
      var value = PatientDraft.Value(
        texts: [text], place: place, raw: row.peek(variable) ?? text, meaning: "\(key) of lesion")
      value.isSecond = true
      part.values.append((key, value))
    }
    add("date", reading.day, columns.day)
    add("lesion", reading.lesion, columns.finding)
    add("role", reading.role, columns.finding)
    if let site { add("site", site, columns.finding) }
    add("finding", reading.finding, columns.finding)
    if let method { add("method", method, columns.finding) }
    if !reading.reader.isEmpty { add("reader", reading.reader, columns.finding) }
    draft.lesions.append(part)
    readings.append(reading)
  }

  /// New lesions that TU identifies on a day on which TR does not measure them: each was seen then.
  mutating func settleNewLesions() {
    for (key, own) in lesions.sorted(by: { $0.key < $1.key })
    where own.role.flatMap({ CDISCTerms.roles.word($0.raw.uppercased()) }) == "new" {
      for row in own.rows {
        record = row.place
        guard let name = Self.lesionName(row) else { continue }
        let evaluator = Self.evaluator(row)
        func tellUnread(_ why: String) {
          outcome.warnings.append(
            Misfit(
              row.place, "the new lesion \(name) \(why): it stands in a note, and no progression is counted from it",
              expected: "a new lesion with its day, found by who measured the others"))
        }
        guard let stated = dated(row, "DTC", "DY"), stated.day != nil else {
          if !own.isUsed { tellUnread("without a day") }
          continue
        }
        guard measured["\(name)\u{1F}\(evaluator)\u{1F}\(stated.text)"] == nil else { continue }
        guard let reader = reader(evaluator) else {
          // Without rows of lesions the overall responses count.
          if !readings.isEmpty { tellUnread("of an evaluator who measured no lesion (\(evaluator))") }
          continue
        }
        guard let first = readings.filter({ $0.reader == reader }).map(\.day).min(), first < stated.text else {
          tellUnread("on \(stated.text), not after the first measurement")
          continue
        }
        let variable = row.peek("TUSTRESC") == nil ? "TUORRES" : "TUSTRESC"
        let day = row.peek("TUDTC") == nil ? "TUDY" : "TUDTC"
        addDerived(
          CDISCReadingOfLesion(lesion: name, role: "new", reader: reader, day: stated.text, finding: "present"),
          from: row, columns: (day, variable), site: own.site?.raw.lowercased(),
          method: own.method.map { Self.method($0.raw) })
        measured["\(name)\u{1F}\(evaluator)\u{1F}\(stated.text)"] = "present"
        used(row.leaf(day), "date of lesion")
        if lesions[key]?.isUsed == false {
          lesions[key]?.isUsed = true
          for leaf in [own.role, own.site, own.method] { used(leaf, "what a new lesion is") }
        }
      }
    }
  }
}
