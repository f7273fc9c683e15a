// SPDX-License-Identifier: Apache-2.0

import Course
import Notation

/// Every value of a study by what it is of, read from its documents: what round trips through other formats are held against.
enum RecordValues {
  /// A value of a patient or an entry.
  struct Place: Hashable, CustomStringConvertible {
    var patient: String
    var kind: String
    var key: String
    var id = ""
    var description: String { "\(patient) \(kind) \(id): \(key)" }
    /// As the report of losses names it.
    var line: [String] { [kind, key] }
  }

  /// Every value, by what it is of: read from the documents here, and not by what the writer compares. Phases, administrations and lesions are told by rows of their own.
  static func all(_ study: Study) -> [Place: String] {
    var values: [Place: String] = [:]
    for patient in study.patients {
      guard case .fields(let fields) = patient.wholeDocument().content else { continue }
      for field in fields where !["patient", "course", "source", "fields", "lesions"].contains(field.key) {
        values[Place(patient: patient.id, kind: "patient", key: field.key)] = "\(field.value.content)"
      }
      for (name, value) in patient.fields {
        // The report of losses has names on one line.
        let oneLine = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        values[Place(patient: patient.id, kind: "patient", key: "field: " + oneLine)] = "\(value)"
      }
      for field in fields where field.key == "course" {
        guard case .list(let items) = field.value.content else { continue }
        for item in items {
          guard case .fields(let keys) = item.content, let kind = keys.first?.key,
            case .text(let id)? = keys.first(where: { $0.key == "id" })?.value.content
          else { continue }
          for key in keys where !["source", "administrations", "phases"].contains(key.key) {
            values[Place(patient: patient.id, kind: kind, key: key.key, id: id)] = words(key.value)
          }
        }
      }
    }
    return values
  }

  /// A value in words: a list of one is what it holds.
  private static func words(_ item: Item) -> String {
    if case .list(let items) = item.content, items.count == 1 { return words(items[0]) }
    return "\(item.content)"
  }
}
