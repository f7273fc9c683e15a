// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// What an entry says in a row of the record: its kind, its value, and what else is recorded, all from how it is written.
struct EntryWords {
  /// The word of its kind, which is its first key.
  let kind: String
  /// What stands behind that key; empty where it only says that there was one.
  let value: String
  /// Other facts, each with its key.
  let facts: [(key: String, text: String)]
  /// What is stated of when it was or began, and of when it ended.
  let when: [String]
  let ends: [String]
  let lasts: [String]

  /// Keys that have a place of their own in a row.
  private static let elsewhere: Set = [
    "id", "when", "starts", "ends", "lasts", "ongoing", "source", "note", "planned", "phases", "images",
  ]

  init(_ entry: Entry) {
    let own = EntryKind.all.first { $0.matches(entry.content) }
    kind = own?.word ?? "event"
    guard let own, case .fields(let fields) = own.record.write(entry, Writer()).content else {
      (value, facts, when, ends, lasts) = ("", [], [], [], [])
      return
    }
    let word = own.word
    let first = fields.first { $0.key == word }.map { Self.text($0.value) } ?? ""
    value = first == "true" ? "" : first
    facts = fields.compactMap { field in
      guard field.key != word, !Self.elsewhere.contains(field.key) else { return nil }
      return (field.key, Self.text(field.value))
    }
    func texts(_ key: String) -> [String] {
      guard let item = fields.first(where: { $0.key == key })?.value else { return [] }
      if case .list(let items) = item.content { return items.map(Self.text) }
      return [Self.text(item)]
    }
    (when, ends, lasts) = (texts("when"), texts("ends"), texts("lasts"))
  }

  /// An item on one line.
  private static func text(_ item: Item) -> String {
    switch item.content {
    case .empty: ""
    case .text(let text): text
    case .list(let items): items.map(text).joined(separator: ", ")
    case .fields(let fields): fields.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ")
    }
  }

  /// Kind and value: `Diagnose: leiomyosarcoma`.
  func title(_ language: Language) -> String {
    let kind = FieldWords.label(kind, language)
    return value.isEmpty ? kind : "\(kind): \(FieldWords.value(value, language))"
  }

  /// The facts that say something, in one line: `Grading: G2 · Site: pancreas`.
  func remark(_ language: Language) -> String {
    facts.filter { $0.text != Silence.notStated && $0.text != Silence.unknown }.prefix(5).map {
      "\(label($0.key, language)): \(FieldWords.value($0.text, language))"
    }.joined(separator: " · ")
  }

  /// The name of a key. Three grades stand on one page, each of another system.
  private func label(_ key: String, _ language: Language) -> String {
    switch (kind, key) {
    case ("diagnosis", "grade"): Words.tumourGrade[language]
    case ("toxicity", "grade"): Words.toxicityGrade[language]
    case ("complication", "grade"): "Clavien-Dindo"
    default: FieldWords.label(key, language)
    }
  }

  /// The keys of which the source is silent.
  func silent(_ language: Language) -> [String] {
    facts.filter { $0.text == Silence.notStated || $0.text == Silence.unknown }.map {
      label($0.key, language)
    }
  }
}
