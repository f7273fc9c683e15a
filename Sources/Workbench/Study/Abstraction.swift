// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// How far a patient has been abstracted: of the facts that a reader of a case needs, which are stated, of which the source is silent, and for which nobody has looked.
///
/// The facts are fields of the notation that the reporting guideline CARE 2013 asks for (items 5 and 7 to 10); an entry that is not there counts with the fields that it would have.
struct Abstraction {
  /// What facts are about.
  enum Kind: CaseIterable {
    case patient, diagnosis, therapies, responses, toxicity, status

    var phrase: Phrase {
      switch self {
      case .patient: Phrase("Patient", "Patient")
      case .diagnosis: Phrase("Diagnosis", "Diagnose")
      case .therapies: Phrase("Lines", "Therapien")
      case .responses: Phrase("Responses", "Ansprechen")
      case .toxicity: Phrase("Toxicity", "Toxizität")
      case .status: Phrase("Status", "Status")
      }
    }

    /// The kinds of entry that tell it, with the keys that are asked for; `when` stands for any statement of a time.
    fileprivate var fields: (words: [String], keys: [String]) {
      switch self {
      case .patient: ([], ["sex", "age"])
      case .diagnosis: (["diagnosis"], ["diagnosis", "site", "grade", "method", "when"])
      case .therapies: (["therapy"], ["intent", "cycles", "every", "phases", "stopped for", "when"])
      case .responses: (["assessment"], ["response", "criteria", "when"])
      case .toxicity: (["toxicity"], ["toxicity", "grade", "when"])
      case .status: (["death", "last contact", "follow-up"], ["when"])
      }
    }
  }

  /// Facts of one kind.
  struct Group {
    var stated = 0
    var silent = 0
    var total = 0

    mutating func take(_ item: Item?) {
      total += 1
      switch item?.content {
      case .text(Silence.notStated), .text(Silence.unknown): silent += 1
      case .text, .list, .fields: stated += 1
      case .empty, nil: break
      }
    }
  }

  let groups: [Group]

  init(_ patient: Patient) {
    let entries = patient.entries.compactMap { entry in
      EntryKind.all.first { $0.matches(entry.content) }.map { ($0.word, Self.fields($0.record.write(entry, Writer()))) }
    }
    groups = Kind.allCases.map { kind in
      var group = Group()
      let (words, keys) = kind.fields
      if words.isEmpty {
        let own = Self.fields(Patient.notation.write(patient, Writer()))
        for key in keys { group.take(own[key]) }
        return group
      }
      let own = entries.filter { words.contains($0.0) }
      for (_, fields) in own { for key in keys { group.take(fields[key]) } }
      if own.isEmpty { group.total = keys.count }
      return group
    }
  }

  private static func fields(_ item: Item) -> [String: Item] {
    guard case .fields(let fields) = item.content else { return [:] }
    return Dictionary(fields.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
