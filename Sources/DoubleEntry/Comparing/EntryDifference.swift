// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// One thing that two persons entered differently of a patient.
package struct EntryDifference: Sendable, Hashable, Identifiable {
  /// What it is about: `second-entry/PATIENT/ENTRY/FIELD`, the same as long as the first entry has the same name. An entry that only the second has is `+` and its name
  /// there. Decisions (``FindingDecision``) go by it.
  package var id: String
  package var patient: Patient.ID
  /// The entry of the first; nil for the patient's own facts, rows of tables, and an entry that only the second has.
  package var first: Entry.ID?
  /// The entry of the second.
  package var second: Entry.ID?
  /// The word of the kind of entry; `patient`, or the table of a row.
  package var kind: String
  /// What the entry is, by its value: `gemcitabine + docetaxel`.
  package var about: String
  /// The field; nil where a whole entry or row is only there once.
  package var field: String?
  /// What the first says; nil where nothing.
  package var firstSays: String?
  /// What the second says; nil where nothing.
  package var secondSays: String?
  package var relation: Relation

  /// How the two stand to each other.
  package enum Relation: Sendable, Hashable {
    /// Two values.
    case different
    /// Only one of them says something: an omission, or something that is not there.
    case onlyOne
    /// Two times that exclude each other.
    case apart(Closeness.Bounds)
    /// Two times in other words, or of another width, that can both be true.
    case compatible(Closeness.Bounds)
    /// Two times in other words of which nobody can say how far they are from each other.
    case unknown
  }

  /// Whether it is a difference that counts as one: two times that can both be true are shown, and are none.
  package var isDisagreement: Bool {
    if case .compatible = relation { false } else { true }
  }

  /// What a decision on it says that was read: the values as they were, so that both stay in the study.
  package var reads: String {
    let what = field.map { "\($0) of \(kind)" } ?? kind
    let name = about.isEmpty ? "" : " (\(about))"
    return "\(what)\(name): \(firstSays ?? "nothing") in the first entry, \(secondSays ?? "nothing") in the second"
  }

  /// The prefix of all ids.
  package static let prefix = FindingDecision.secondEntry

  /// The list that a field is a part of: `phases` of `phases 2 dose` and of `phases dose`.
  package static func list(of field: String) -> String? {
    ["phases", "planned"].first { field.hasPrefix($0 + " ") }
  }

  /// The id of a field of an entry.
  static func id(_ patient: Patient.ID, _ entry: String, _ field: String?) -> String {
    ([String(prefix.dropLast()), patient, entry] + (field.map { [Identifier.slug($0)] } ?? [])).joined(separator: "/")
  }
}
