// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Notation
import Plain

/// Which entry of a patient a name means that the mapping gives to all that a plan makes: the one of the same row, or the only one. Where neither is, nobody can say.
struct EntryNames {
  /// What a name means.
  enum Meaning: Equatable {
    /// The entry of an id.
    case entry(String)
    /// No plan of that name made an entry: the name is what it is.
    case itself
    /// It cannot be said; why, and what would help.
    case open(String, expected: String)
  }

  /// An entry of a plan.
  private struct Own {
    var id: String
    /// Whether its start is a number counted from the start of such an entry; and whether it is the number of that start itself.
    var isCounted: Bool
    var isOrigin: Bool
  }

  /// What a plan made.
  private struct Made {
    var all: [Own] = []
    var byRow: [CellPlace: Int] = [:]
    var origins: [Int] = []
    var isCounted = false
    var hasOwnIDs = false

    mutating func add(_ own: Own, _ part: PatientDraft.Part) {
      if own.isOrigin { origins.append(all.count) }
      if own.isCounted { isCounted = true }
      if part.hasOwnID { hasOwnIDs = true }
      byRow[part.row] = all.count
      all.append(own)
    }
  }

  private var byPlan: [String: Made] = [:]
  private var given: Set<String> = []

  init(_ entries: [PatientDraft.Part]) {
    for part in entries {
      let starts = part.values.filter {
        PatientDraft.startKeys.contains($0.key) && $0.value.count?.isOfStart(of: part.plan) ?? false
      }
      let own = Own(
        id: part.id, isCounted: !starts.isEmpty,
        isOrigin: starts.contains { $0.value.isOrigin })
      if part.hasOwnID { given.insert(part.id) }
      byPlan[part.plan, default: Made()].add(own, part)
    }
  }

  /// Whether a name means the entry that has it for an id, wherever it stands.
  func isPlain(_ plan: String) -> Bool {
    guard let made = byPlan[plan], let first = made.all.first else { return true }
    return made.all.count == 1 && first.id == plan && (!first.isCounted || first.isOrigin)
  }

  /// What the name of a plan means in a value of a row.
  func meaning(of plan: String, in value: PatientDraft.Value, row: CellPlace) -> Meaning {
    guard let made = byPlan[plan], let first = made.all.first else { return .itself }
    // Where the file gives ids, it means them.
    if value.isOfFile, made.hasOwnIDs || given.contains(plan) { return .itself }
    let own = made.byRow[row].map { made.all[$0] }
    if let count = value.count, count.isOfStart(of: plan), made.isCounted {
      return origin(made, own, plan, count, value)
    }
    if let own { return .entry(own.id) }
    if made.all.count == 1 { return .entry(first.id) }
    return .open(
      "\(ProblemLog.quoted(plan)) in \(ProblemLog.quoted(value.texts.joined(separator: "; "))): the row makes none, and the patient has \(made.all.count)",
      expected: "one `\(plan)` a patient, or of the same row; or ids of their own: `{column: …, is: id, of: \(plan)}`")
  }

  /// Where starts are counted from a start, all numbers of the patient are counted from the one that has the number of the day itself.
  private func origin(
    _ made: Made, _ own: Own?, _ plan: String, _ count: TableMapping.TimeCount, _ value: PatientDraft.Value
  ) -> Meaning {
    if let own, own.isOrigin { return .entry(own.id) }
    if made.origins.count == 1, own?.isCounted ?? true { return .entry(made.all[made.origins[0]].id) }
    let day = "\(count.unit == .days ? "day" : count.unit.rawValue) \(count.number)"
    let why =
      made.origins.isEmpty
      ? "no `\(plan)` of the patient starts at \(day)"
      : made.origins.count > 1
        ? "\(made.origins.count) of the patient start at \(day)" : "the `\(plan)` of this row has no start"
    return .open(
      "\(ProblemLog.quoted(value.raw)) counted from `\(count.from)`: \(why)",
      expected: "one `\(plan)` of the patient that starts at \(day); or another event under `times`")
  }
}

extension TableMapping.TimeCount {
  /// Whether it counts from the start of what a plan makes.
  func isOfStart(of plan: String) -> Bool {
    guard let anchor = try? Anchor(parsing: from) else { return false }
    return anchor.id == plan && anchor.edge != .end && anchor.cycle == nil
  }
}

extension PatientDraft {
  /// Keys of the start of an entry, or of its only time.
  static let startKeys: Set = ["when", "starts"]
}

extension PatientDraft.Value {
  /// Whether it is in the words of the file.
  var isOfFile: Bool { texts == [raw] && place.column != nil }

  /// Whether it is a number of the event itself that it is counted from: day 0, or day 1; 0 months.
  var isOrigin: Bool {
    guard count != nil, texts.count == 1, let text = texts.first else { return false }
    let number = text.prefix { $0 != " " }
    return number == "at" || number.allSatisfy { $0 == "0" || $0 == "." }
  }
}

// MARK: - In a draft

extension PatientAssembly {
  /// Puts the ids of the entries that are meant in place of names that the mapping gives to all that a plan makes.
  func settleNames(_ draft: inout PatientDraft, _ outcome: inout TableOutcome) {
    let names = EntryNames(draft.entries)
    settleOwnDays(&draft, names, &outcome)
    settleOwners(&draft, names, &outcome)
    var refused: [PatientDocument.Target] = []
    for (target, use) in uses(draft, names) {
      guard let value = draft.value(at: target) else { continue }
      switch names.meaning(of: use, in: value, row: draft.rowOfValue(at: target)) {
      case .itself: break
      case .entry(let id): draft.change(target) { $0.texts = $0.texts.map { Self.renamed($0, use, id) } }
      case .open(let message, let expected):
        outcome.misfits.append(Misfit(value.place, message, expected: expected))
        refused.append(target)
      }
    }
    draft.take(out: refused)
  }

  /// The day of the event that times are counted from says nothing of itself.
  private func settleOwnDays(_ draft: inout PatientDraft, _ names: EntryNames, _ outcome: inout TableOutcome) {
    for index in draft.entries.indices {
      let part = draft.entries[index]
      func isOwnDay(_ key: String, _ value: PatientDraft.Value) -> Bool {
        guard PatientDraft.startKeys.contains(key), let text = value.texts.first, value.texts.count == 1 else {
          return false
        }
        if value.count == nil, !text.hasPrefix("at ") { return false }
        if value.isOfFile { return ["at \(part.id)", "at start of \(part.id)"].contains(text) }
        let isOwn =
          value.count.map { $0.isOfStart(of: part.plan) && value.isOrigin }
          ?? ["at \(part.plan)", "at start of \(part.plan)"].contains(text)
        return isOwn
          && names.meaning(of: part.plan, in: value, row: part.row) == .entry(part.id)
      }
      for (_, value) in part.values.filter({ isOwnDay($0.key, $0.value) }) {
        guard let column = value.place.column else { continue }
        draft.entries[index].ownDay.append(column)
        outcome.losses.add(.understood, file: value.place.file, column: column, meaning: value.meaning)
      }
      draft.entries[index].values.removeAll { isOwnDay($0.key, $0.value) }
    }
  }

  /// The therapies of administrations and phases, which stand in no document before they are known.
  private func settleOwners(_ draft: inout PatientDraft, _ names: EntryNames, _ outcome: inout TableOutcome) {
    var kept: [PatientDraft.Value] = []
    draft.owned = draft.owned.compactMap { part in
      guard let index = part.values.firstIndex(where: { $0.key == "therapy" }) else { return part }
      let value = part.values[index].value
      guard let text = value.texts.first, value.mentions.contains(text) else { return part }
      switch names.meaning(of: text, in: value, row: part.row) {
      case .itself: return part
      case .entry(let id):
        var own = part
        own.values[index].value.texts = [id]
        return own
      case .open(let message, let expected):
        outcome.misfits.append(Misfit(value.place, message, expected: expected))
        kept += part.values.map(\.value).filter { $0.place.column != nil }
        return nil
      }
    }
    draft.kept += kept
  }

  /// The values that refer to entries by names of the mapping which are not plainly their ids, as the notation reads them.
  private func uses(_ draft: PatientDraft, _ names: EntryNames) -> [(PatientDocument.Target, String)] {
    let parts = draft.entries + draft.lesions + draft.owned
    let values = draft.facts.map(\.value) + parts.flatMap { $0.values.map(\.value) }
    guard values.contains(where: { $0.mentions.contains { !names.isPlain($0) } }) else { return [] }
    let document = PatientDocument(draft)
    let blank = String(repeating: "\n", count: document.targets.count)
    let log = ProblemLog(text: SourceText(file: draft.place.file, text: blank))
    let (_, reader) = Patient.read(document.root, name: "", log, whole: true, generic: BuiltInLibrary.generic)
    var found: [(PatientDocument.Target, String)] = []
    var seen: [PatientDocument.Target: Set<String>] = [:]
    for use in reader.uses {
      let target = document.target(use.mark.line)
      guard draft.value(at: target)?.mentions.contains(use.id) ?? false, !names.isPlain(use.id),
        seen[target, default: []].insert(use.id).inserted
      else { continue }
      found.append((target, use.id))
    }
    return found
  }

  /// A text with the id of an entry in place of a name.
  static func renamed(_ text: String, _ name: String, _ id: String) -> String {
    if text == name { return id }
    var bytes = Array(text.utf8)
    if let time = try? StatedTime(parsing: text) {
      for anchor in time.anchors.filter({ $0.id == name }).sorted(by: { $0.offset > $1.offset }) {
        let range = anchor.offset..<anchor.offset + name.utf8.count
        guard range.upperBound <= bytes.count, bytes[range].elementsEqual(name.utf8) else { continue }
        bytes.replaceSubrange(range, with: id.utf8)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    // `61 at start of chemo`: what it refers to ends a text.
    return text.hasSuffix(" " + name) ? text.dropLast(name.count) + id : text
  }
}

extension PatientDraft {
  /// The row of a value: that of what it is part of, also where a merged cell above it says so.
  func rowOfValue(at target: PatientDocument.Target) -> CellPlace {
    switch target {
    case .entryValue(let index, _): entries[index].row
    case .lesionValue(let index, _): lesions[index].row
    case .ownedValue(let index, _): owned[index].row
    default:
      value(at: target).map { CellPlace(file: $0.place.file, row: $0.place.row) } ?? place
    }
  }

  /// Changes the value at a place of the document.
  mutating func change(_ target: PatientDocument.Target, _ body: (inout Value) -> Void) {
    switch target {
    case .fact(let index): body(&facts[index].value)
    case .field(let index): body(&fields[index].value)
    case .entryValue(let index, let number): body(&entries[index].values[number].value)
    case .lesionValue(let index, let number): body(&lesions[index].values[number].value)
    case .ownedValue(let index, let number): body(&owned[index].values[number].value)
    case .patient, .entry, .lesion, .owned: break
    }
  }
}
