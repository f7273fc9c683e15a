// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Whom a DICOM header names: every field in which hospitals, trials and programs that take names away put an identifier or a pseudonym.
struct HeaderNames: Sendable, Hashable {
  /// The fields by their tags, with their names in the standard (PS3.6).
  private static let fields: [(tag: String, name: String)] = [
    ("0010,0020", "PatientID"), ("0010,0010", "PatientName"), ("0010,1000", "OtherPatientIDs"),
    ("0010,1001", "OtherPatientNames"), ("0010,1005", "PatientBirthName"), ("0012,0040", "ClinicalTrialSubjectID"),
    ("0012,0042", "ClinicalTrialSubjectReadingID"),
  ]
  /// Their tags.
  static let tags = fields.map(\.tag)

  /// Values by tags.
  private var values: [String: [String]] = [:]

  /// Whether there is none.
  var isEmpty: Bool { values.isEmpty }

  /// Takes the values of a field; false where it is none of these.
  mutating func take(_ tag: String, _ found: [String]) -> Bool {
    guard Self.tags.contains(tag) else { return false }
    values[tag, default: []] += found.filter { !$0.isEmpty }
    return true
  }

  /// The patients whom they name, each with the first field that does.
  func named(among patients: [Patient.ID]) -> [(patient: Patient.ID, field: String)] {
    var found: [(patient: Patient.ID, field: String)] = []
    for field in Self.fields {
      for value in values[field.tag] ?? [] {
        let parts = Self.parts(of: value)
        // Who is named letter by letter is meant, where a study has 2 and 02.
        var meant = patients.filter { patient in parts.contains { $0.lowercased() == patient.lowercased() } }
        if meant.isEmpty {
          let keys = Set(parts.map(Self.key)).subtracting([""])
          meant = patients.filter { keys.contains(Self.key($0)) }
        }
        for patient in meant where !found.contains(where: { $0.patient == patient }) {
          found.append((patient, field.name))
        }
      }
    }
    return found
  }

  /// A value and its parts: names have five between `^`, in up to three scripts between `=`; a pseudonym may stand behind a word: `Patient 2`.
  private static func parts(of value: String) -> [String] {
    let components = value.split { "^=".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    return ([value] + components).flatMap { text -> [String] in
      let words = text.split { $0.isWhitespace || ":#".contains($0) }.map(String.init)
      guard words.count > 1, Self.titles.contains(words[0].lowercased().filter(\.isLetter)) else { return [text] }
      return [text, words.dropFirst().joined(separator: " ")]
    }
  }

  private static let titles: Set<String> = [
    "patient", "patientin", "pat", "pt", "subject", "proband", "probandin", "case", "fall", "id", "no", "nr",
  ]

  /// Letters and digits alone, without zeros before a number: `P-007` and `p7` are one.
  private static func key(_ text: String) -> String {
    var key = ""
    for letter in text.lowercased() where letter.isLetter || letter.isNumber {
      if letter.isNumber, key.last == "0", key.dropLast().last.map({ !$0.isNumber }) ?? true { key.removeLast() }
      key.append(letter)
    }
    return key
  }
}
