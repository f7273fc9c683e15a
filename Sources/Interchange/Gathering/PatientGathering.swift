// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

/// A value as a file has it, with its place.
struct SourceValue: Equatable {
  /// The text, without blanks around it.
  var raw: String
  /// Where it stands.
  var place: CellPlace
}

/// The entries of a patient by what makes them the same in several parts of a file.
struct EntryIndex {
  /// By kind and key.
  var entries: [String: Int] = [:]
  /// When each entry was, for its place in the course; empty where no date says it.
  var orders: [String] = []
  /// The texts of notes of entries that have many, as far as they were looked at.
  private var noted: [Int: (count: Int, texts: Set<String>)] = [:]

  /// Whether a text is one of the notes of an entry. Some entries gather what is said of a patient elsewhere, so that they have thousands.
  mutating func isNoted(_ text: String, _ notes: [PatientDraft.Value], of entry: Int) -> Bool {
    if notes.count < 16 { return notes.contains { $0.texts == [text] } }
    var own = noted[entry] ?? (0, [])
    if own.count > notes.count { own = (0, []) }
    for note in notes[own.count...] where note.texts.count == 1 { own.texts.formUnion(note.texts) }
    own.count = notes.count
    noted[entry] = own
    return own.texts.contains(text)
  }
}

/// What gathers the parts of files that speak of one patient as a draft: parts of one tumour, operation or therapy come together, what they say differently stands side by side.
protocol PatientGathering {
  /// The draft that the notation reads.
  var draft: PatientDraft { get set }
  /// What comes up; lent by the reading while a patient is read.
  var outcome: TableOutcome { get set }
  /// The file and the part of it that are read, without a line.
  var record: CellPlace { get set }
  /// The entries so far.
  var index: EntryIndex { get set }
  /// The words that may be the histology of each diagnosis, the best first.
  var histologies: [Int: [(rank: Int, value: PatientDraft.Value)]] { get set }
  /// The dates of birth, and those of diagnoses by their entries.
  var births: [(date: PartialDate, leaf: SourceValue)] { get set }
  var diagnosed: [Int: [PartialDate]] { get set }
}

extension PatientGathering {
  typealias Leaf = SourceValue

  // MARK: entries

  /// The place in the course behind everything that has a date.
  static var atTheEnd: String { "~" }

  /// The entry of a key: that which another report made, or a new one.
  ///
  /// - Parameters:
  ///   - key: what makes it the same in another report; nil where it is one of its own.
  ///   - number: its number in the report, by which it is called where that is a name.
  ///   - stem: what it is called by otherwise.
  ///   - order: its date, or that of what it belongs to.
  mutating func entry(
    _ kind: String, key: String?, number: String? = nil, stem: String, order: String, at place: CellPlace
  ) -> Int {
    if let key, let found = index.entries["\(kind) \(key)"] {
      if index.orders[found].isEmpty { index.orders[found] = order }
      return found
    }
    var place = place
    place.column = nil
    let made = draft.entries.count
    draft.entries.append(
      PatientDraft.Part(plan: kind, kind: kind, id: name(number, stem), values: [], row: place, isOfRow: true))
    index.orders.append(order)
    if let key { index.entries["\(kind) \(key)"] = made }
    return made
  }

  /// Whether a report has made the entry of a key.
  func has(_ kind: String, key: String) -> Bool { index.entries["\(kind) \(key)"] != nil }

  private mutating func name(_ number: String?, _ stem: String) -> String {
    guard let number, number.utf8.count <= 50 else { return draft.free(stem) }
    let isName =
      Identifier.isWellFormed(number) && number.contains { $0.isLetter } && number != Identifier.cutOff
    let slug = Identifier.slug(number)
    let name = isName ? number : slug.isEmpty ? stem : "\(stem)-\(slug)"
    return draft.take(name) ? name : draft.free(stem)
  }

  /// The id of an entry.
  func id(_ entry: Int) -> String { draft.entries[entry].id }

  /// The date by which an entry has its place in the course.
  func order(_ entry: Int) -> String { index.orders[entry] }

  /// Gives an entry its place in the course, where it has none yet.
  mutating func setOrder(_ order: String, _ entry: Int) {
    if index.orders[entry].isEmpty { index.orders[entry] = order }
  }

  // MARK: values

  /// States a key of an entry. What another report says too is said once; what it says otherwise stands beside it, or is told where only one value can be.
  mutating func state(
    _ key: String, _ texts: [String], of entry: Int, _ leaf: Leaf?, others: [Leaf] = [], codes: [Code] = [],
    isSecond: Bool = false
  ) {
    let part = draft.entries[entry]
    var value = PatientDraft.Value(
      texts: texts, place: leaf?.place ?? part.row, raw: leaf?.raw ?? "", meaning: "\(key) of \(part.kind)")
    value.others = others.map(\.place)
    value.codes = codes
    value.isSecond = isSecond
    state(key, value, of: entry)
  }

  /// States a key of an entry.
  mutating func state(_ key: String, _ value: PatientDraft.Value, of entry: Int) {
    let part = draft.entries[entry]
    var value = value
    // Other spellings of a lack of a value, as of why something ended: `ohne Angabe`, `Unknown`.
    if !value.isList, value.texts.count == 1, let silence = Silence.meant(value.texts[0]) { value.texts = [silence] }
    let stated = part.values.filter { $0.key == key }
    if stated.contains(where: { $0.value.texts == value.texts }) {
      draft.entries[entry].repeated.append(value)
    } else if let first = stated.first, !Self.standsBeside(key, part.kind) {
      if value.place.column != nil {
        outcome.warnings.append(
          Misfit(
            value.place,
            "\(ProblemLog.quoted(value.raw)) for `\(key)` of `\(part.id)`, which is \(ProblemLog.quoted(first.value.raw)) in \(first.value.place); it stands in the note"
          ))
      }
      var other = value
      other.texts = ["\(value.place.column ?? key): \(value.raw)"]
      other.meaning = "note, beside what another report says"
      draft.entries[entry].noted.append(other)
    } else {
      if let first = stated.first, value.place.column != nil, let expected = Self.asked(key, first.value, value) {
        outcome.warnings.append(
          Misfit(
            value.place,
            "\(ProblemLog.quoted(value.raw)) for `\(key)` of `\(part.id)`, which is \(ProblemLog.quoted(first.value.raw)) in \(first.value.place): both stand side by side",
            expected: expected))
      }
      draft.entries[entry].values.append((key, value))
    }
  }

  /// What is expected instead of two statements of a key that differ; nil where both can hold.
  private static func asked(_ key: String, _ first: PatientDraft.Value, _ second: PatientDraft.Value) -> String? {
    switch key {
    case "when", "ends":
      agree(first.texts, second.texts) ? nil : "one date, or numbers that tell two of them apart"
    case "response", "margin", "grade", "dose", "stopped for":
      "one of them, since only one can hold, or numbers that tell two apart"
    default: nil
    }
  }

  /// Whether one date is the other, less exact.
  private static func agree(_ first: [String], _ second: [String]) -> Bool {
    guard let first = first.first, let second = second.first else { return true }
    return first.hasPrefix(second) || second.hasPrefix(first)
  }

  /// Whether the statements of several reports can stand side by side.
  private static func standsBeside(_ key: String, _ kind: String) -> Bool {
    if PatientDraft.listKeys.contains(key) { return key != "metastases" }
    switch kind {
    case "diagnosis":
      return ["diagnosis", "morphology", "site", "topography", "grade", "grade in words", "stage"].contains(key)
    case "therapy": return ["intent", "stopped for"].contains(key)
    case "assessment": return key == "response"
    case "toxicity": return key == "grade"
    case "surgery": return key == "margin"
    case "radiotherapy": return key == "dose"
    default: return false
    }
  }

  /// A fact of the patient.
  mutating func fact(_ key: String, _ text: String, _ leaf: Leaf, others: [Leaf] = [], isSecond: Bool = false) {
    var value = PatientDraft.Value(texts: [text], place: leaf.place, raw: leaf.raw, meaning: key)
    value.others = others.map(\.place)
    value.isSecond = isSecond
    draft.facts.append((key, value))
  }

  /// A fact of the patient.
  mutating func fact(_ key: String, _ value: PatientDraft.Value) { draft.facts.append((key, value)) }

  /// A field of the study's own; what reports say differently stands in it one behind the other, and is told.
  mutating func field(_ name: String, _ text: String, _ leaf: Leaf, others: [Leaf] = []) {
    guard let index = draft.fields.firstIndex(where: { $0.name == name }) else {
      var value = PatientDraft.Value(texts: [text], place: leaf.place, raw: leaf.raw, meaning: "field \(name)")
      value.others = others.map(\.place)
      return draft.fields.append((name, value))
    }
    for place in [leaf.place] + others.map(\.place) {
      outcome.losses.add(.understood, file: place.file, column: place.column ?? "", meaning: "field \(name)")
    }
    guard !draft.fields[index].value.texts.contains(text) else { return }
    let first = draft.fields[index].value
    outcome.warnings.append(
      Misfit(
        leaf.place,
        "\(ProblemLog.quoted(leaf.raw)), which is \(ProblemLog.quoted(first.raw)) in \(first.place): both stand in the field `\(name)`"
      ))
    draft.fields[index].value.texts.append(text)
  }

  // MARK: the end

  /// The draft with its entries in order of time: those without a date where the reports have them.
  mutating func finished() -> PatientDraft {
    tellReversed()
    settleOtherThings()
    settleDoubts()
    settleHistologies()
    settleAge()
    tellOneDay()
    let again = settleTwins()
    var last = ""
    // A later entry without a date stays behind the one before it.
    let keys = index.orders.map { order -> String in
      if !order.isEmpty { last = order }
      return last
    }
    let sorted = draft.entries.indices.filter { !again.contains($0) }.sorted { (keys[$0], $0) < (keys[$1], $1) }
    var own = draft
    own.entries = sorted.map { draft.entries[$0] }
    return own
  }
}
