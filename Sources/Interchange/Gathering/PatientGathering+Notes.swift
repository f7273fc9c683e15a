// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension PatientGathering {
  /// So many characters of a value stand in a note.
  static var noteLimit: Int { 2000 }

  /// Keeps a value in the note of an entry, under its path or a label.
  ///
  /// - Parameter meaning: what the loss report says of it, where that is more than that it is a note.
  mutating func note(
    _ leaf: Leaf?, on entry: Int, others: [Leaf] = [], label: String? = nil, as words: String? = nil,
    meaning: String? = nil
  ) {
    guard let leaf else { return }
    let text = words ?? leaf.raw
    if text.count > Self.noteLimit {
      outcome.warnings.append(
        Misfit(leaf.place, "a text of \(text.count) characters; the note has the first \(Self.noteLimit)"))
    }
    let whole = "\(label ?? leaf.place.column ?? ""): \(text.prefix(Self.noteLimit))"
    var value = PatientDraft.Value(
      texts: [whole], place: leaf.place, raw: leaf.raw,
      meaning: text.count > Self.noteLimit
        ? "note, its beginning" : "note of \(draft.entries[entry].kind)" + (meaning.map { ": \($0)" } ?? ""))
    value.others = others.map(\.place)
    // What another report says in the same words is there once.
    if index.isNoted(whole, draft.entries[entry].noted, of: entry) { value.texts = [] }
    draft.entries[entry].noted.append(value)
  }

  /// Adds words of our own to the note of an entry: what no key says and no value of the report.
  mutating func remark(_ words: String, on entry: Int) {
    guard !index.isNoted(words, draft.entries[entry].noted, of: entry) else { return }
    draft.entries[entry].noted.append(
      PatientDraft.Value(texts: [words], place: draft.entries[entry].row, raw: "", meaning: ""))
  }

  /// Takes out that a key is not stated, now that another report states it.
  mutating func dropSilent(_ key: String, of entry: Int) {
    draft.entries[entry].values.removeAll { $0.key == key && $0.value.place.column == nil }
  }

  /// Takes the words of a death out that said no more than that the patient has died.
  mutating func dropUnsaid(of entry: Int) {
    for (key, value) in draft.entries[entry].values where key == "death" && value.texts == [Silence.notStated] {
      if value.place.column != nil { draft.entries[entry].repeated.append(value) }
    }
    draft.entries[entry].values.removeAll { $0.key == "death" && $0.value.texts == [Silence.notStated] }
  }

  /// Counts a value as left out, for a reason.
  mutating func leaveOut(_ leaf: Leaf?, _ reason: String) {
    guard let leaf else { return }
    outcome.losses.add(.leftOut, file: leaf.place.file, column: leaf.place.column ?? "", meaning: reason)
  }

  /// Counts a value that says what others are of.
  mutating func used(_ leaf: Leaf?, _ meaning: String) {
    guard let leaf else { return }
    outcome.losses.add(.understood, file: leaf.place.file, column: leaf.place.column ?? "", meaning: meaning)
  }

  /// Tells a value that is not understood, and keeps it.
  mutating func tell(_ leaf: Leaf, _ message: String, expected: String? = nil, on entry: Int?, others: [Leaf] = []) {
    outcome.misfits.append(Misfit(leaf.place, message, expected: expected))
    keep(leaf, on: entry, others: others)
  }

  /// Keeps a value that is not understood in a note as it stands; what identifies the patient is left out here too.
  mutating func keep(_ leaf: Leaf, on entry: Int?, others: [Leaf] = []) {
    guard !IdentifyingColumns.holds(leaf.place.column) else {
      for own in [leaf] + others { leaveOut(own, "it identifies the patient") }
      return
    }
    var value = PatientDraft.Value(texts: [leaf.raw], place: leaf.place, raw: leaf.raw, meaning: "not understood")
    value.others = others.map(\.place)
    if let entry { draft.entries[entry].kept.append(value) } else { draft.kept.append(value) }
  }

  /// The word of a code; a code that the list does not have is told.
  ///
  /// - Parameter others: values that belong to the code, and are told with it.
  mutating func word(_ leaf: Leaf?, _ list: RegistryWords.Words, on entry: Int?, others: [Leaf] = []) -> String? {
    guard let leaf else { return nil }
    if let word = list.word(leaf.raw) { return word }
    tell(
      leaf, "\(ProblemLog.quoted(leaf.raw)), which is no code of the list", expected: Wording.list(list.codes),
      on: entry, others: others)
    return nil
  }

  /// Keeps values in the note of an entry, in words of their own or as they stand.
  mutating func note(_ leaves: [Leaf], on entry: Int, label: String, as words: String? = nil, meaning: String? = nil) {
    guard let first = leaves.first else { return }
    note(
      first, on: entry, others: Array(leaves.dropFirst()), label: label,
      as: words ?? leaves.map(\.raw).joined(separator: ", "), meaning: meaning)
  }

  /// What the loss report says of a measurement that the record has no key for, as LDH.
  static func keyless(_ name: String) -> String {
    "a value that the record has no key for" + (name.isEmpty ? "" : " (\(name.prefix(60)))")
  }

  /// Keeps the word of a code in the note of an entry.
  mutating func noteWord(_ leaf: Leaf?, _ list: RegistryWords.Words, on entry: Int) {
    guard let leaf, let word = word(leaf, list, on: entry) else { return }
    note(leaf, on: entry, as: "\(word) (\(leaf.raw))")
  }
}
