// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension PatientGathering {
  /// Counts an entry once that stands twice and is the same in every field: the same tumour, operation or drug in two resources, records or reports. What is the same in part is told, and both stand.
  ///
  /// - Returns: the entries that are there again.
  mutating func settleTwins() -> Set<Int> {
    var again: Set<Int> = []
    var seen: [String: [Int]] = [:]
    for index in draft.entries.indices where Self.canBeTwice(draft.entries[index]) {
      let part = draft.entries[index]
      let key = "\(part.kind) \(Self.texts(part.kind, part)) \(Self.texts("when", part))"
      defer { if !again.contains(index) { seen[key, default: []].append(index) } }
      guard let others = seen[key] else { continue }
      if let twin = others.first(where: { isSame(draft.entries[$0], part) }) {
        merge(index, into: twin)
        again.insert(index)
      } else if let first = others.first, Self.asked.contains(part.kind),
        let difference = Self.difference(draft.entries[first], part)
      {
        outcome.warnings.append(
          Misfit(
            part.row,
            "\(part.kind) \(ProblemLog.quoted(Self.texts(part.kind, part))) of \(Self.texts("when", part)) beside `\(draft.entries[first].id)` in \(draft.entries[first].row), which differs in \(difference): whether they are one, nobody says, and both stand",
            expected: "one of them, or what tells two apart"))
      }
    }
    return again
  }

  /// Kinds of which there is hardly another one of the same name and day.
  private static var asked: Set<String> { ["diagnosis", "therapy", "surgery"] }

  /// Whether an entry says what and on which day, so that another one can be the same. What is known to a day alone may well happen twice on it where it is given in doses.
  private static func canBeTwice(_ part: PatientDraft.Part) -> Bool {
    guard !part.isOwn, let time = part.values.first(where: { $0.key == "when" })?.value,
      time.texts.count == 1, time.texts[0].utf8.count == 10, time.texts[0].allSatisfy({ $0.isNumber || $0 == "-" }),
      case let head = texts(part.kind, part), !head.isEmpty, ![Silence.notStated, Silence.unknown].contains(head)
    else { return false }
    switch part.kind {
    case "diagnosis", "therapy", "surgery", "radiotherapy": return true
    case "event": return texts("event", part).hasSuffix(" given") && time.raw.contains("T")
    default: return false
    }
  }

  private static func texts(_ key: String, _ part: PatientDraft.Part) -> String {
    part.values.filter { $0.key == key }.flatMap(\.value.texts).joined(separator: ", ")
  }

  /// Whether two entries say the same in all that they state and note, and nothing that was not understood.
  private func isSame(_ one: PatientDraft.Part, _ other: PatientDraft.Part) -> Bool {
    func stated(_ part: PatientDraft.Part) -> Set<[String]> {
      Set(part.values.map { [$0.key] + $0.value.texts + ($0.key == "when" || $0.key == "ends" ? [$0.value.raw] : []) })
    }
    func noted(_ part: PatientDraft.Part) -> Set<[String]> { Set(part.noted.map(\.texts).filter { !$0.isEmpty }) }
    return one.kept.isEmpty && other.kept.isEmpty && stated(one) == stated(other) && noted(one) == noted(other)
      && fields(one) == fields(other)
  }

  /// What stands in fields of the study's own of a tumour: its code and its side.
  private func fields(_ part: PatientDraft.Part) -> [String: [String]] {
    guard part.kind == "diagnosis" else { return [:] }
    let isFirst = draft.entries.first { $0.kind == "diagnosis" }?.id == part.id
    var found: [String: [String]] = [:]
    for name in ["ICD-10", "side", "disease term"] {
      let own = isFirst ? name : "\(name) of \(part.id)"
      found[name] = draft.fields.first { $0.name == own }?.value.texts
    }
    return found
  }

  /// The keys in which two entries differ; nil where none of them says what the other one does.
  private static func difference(_ one: PatientDraft.Part, _ other: PatientDraft.Part) -> String? {
    let keys = Set(one.values.map(\.key)).union(other.values.map(\.key)).sorted()
    let differing = keys.filter { texts($0, one) != texts($0, other) }
    return differing.isEmpty ? "what is noted of them" : differing.joined(separator: ", ")
  }

  /// Makes what refers to an entry refer to its twin, whose values say what it says.
  private mutating func merge(_ index: Int, into twin: Int) {
    let (part, id) = (draft.entries[index], draft.entries[twin].id)
    outcome.warnings.append(
      Misfit(
        part.row,
        "\(part.kind) \(ProblemLog.quoted(Self.texts(part.kind, part))) of \(Self.texts("when", part)) again, the same in every field as `\(id)` in \(draft.entries[twin].row): it counts once"
      ))
    draft.entries[twin].repeated += part.values.map(\.value) + part.noted + part.repeated
    func renamed(_ text: String) -> String {
      text == part.id ? id : text.hasSuffix(" \(part.id)") ? String(text.dropLast(part.id.count)) + id : text
    }
    for own in draft.entries.indices {
      for place in draft.entries[own].values.indices {
        let (key, value) = draft.entries[own].values[place]
        guard ["of", "when", "ends", "follows"].contains(key) else { continue }
        draft.entries[own].values[place].value.texts = value.texts.map(renamed)
      }
    }
    for own in draft.owned.indices {
      for place in draft.owned[own].values.indices where draft.owned[own].values[place].key == "therapy" {
        draft.owned[own].values[place].value.texts = draft.owned[own].values[place].value.texts.map(renamed)
      }
    }
    for (name, value) in draft.fields where name.hasSuffix(" of \(part.id)") {
      for place in [value.place] + value.others {
        outcome.losses.add(.understood, file: place.file, column: place.column ?? "", meaning: "field \(name)")
      }
    }
    draft.fields.removeAll { $0.name.hasSuffix(" of \(part.id)") }
  }
}
