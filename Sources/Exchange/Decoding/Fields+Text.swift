// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

extension Fields {
  /// What a source says of its own silence.
  static let notStated = "not stated"
  /// What a source says that it does not know.
  static let unknown = "unknown"

  /// Text of an item; another kind is told.
  func text(of item: Item) -> String? {
    switch item.content {
    case .text(let text):
      let trimmed = text.trimmed
      if trimmed.isEmpty {
        log.error(item.mark, "an empty text", expected: "words, or leave the key out")
        return nil
      }
      return trimmed
    case .empty:
      log.error(item.mark, "no value", expected: "text")
      return nil
    case .list, .fields:
      log.error(item.mark, "\(item.kind) where text should stand", expected: "text, on one line or in quotes")
      return nil
    }
  }

  /// Text.
  func text(_ key: String) -> String? { item(key).flatMap(text(of:)) }

  /// One text or a list of them.
  func texts(_ key: String) -> [String] { oneOrMore(key).compactMap(text(of:)) }

  /// A value in its three states; `read` gets the text of a stated one and its place, and tells what is wrong.
  func recorded<Value>(_ key: String, _ read: (String, Item) -> Value?) -> Recorded<Value> {
    guard let item = item(key), let text = text(of: item) else { return .notRecorded }
    switch text {
    case Self.notStated: return .notStated
    case Self.unknown: return .unknown
    default: break
    }
    if let meant = Self.silence(text) {
      log.error(
        item.mark, "\(ProblemLog.quoted(text)) for a missing value", expected: "a value, `not stated` or `unknown`",
        suggestion: meant)
      return .notRecorded
    }
    return read(text, item).map { .stated($0) } ?? .notRecorded
  }

  /// Words in their three states.
  func recorded(_ key: String) -> Recorded<String> { recorded(key) { text, _ in text } }

  /// Other ways to say that there is no value, with the right one.
  private static func silence(_ text: String) -> String? {
    switch text.lowercased() {
    case "not stated", "not-stated", "not_stated", "notstated", "n/a", "na", "n.a.", "n. a.", "-", "--", "–", "—", "?",
      "k.a.", "k. a.", "tbd", "null", "nil", "missing", "not reported", "not recorded":
      notStated
    case "unknown", "not known", "unkown", "unk", "unbekannt": unknown
    default: nil
    }
  }

  /// One of several words.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) -> Word?
  where Word.RawValue == String {
    guard let item = item(key), let text = text(of: item) else { return nil }
    return word(text, item, type)
  }

  /// One of several words, in its three states.
  func recordedWord<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) -> Recorded<Word>
  where Word.RawValue == String {
    recorded(key) { text, item in word(text, item, type) }
  }

  /// The case that a text names; another text is told with all that are possible.
  func word<Word: RawRepresentable & CaseIterable>(_ text: String, _ item: Item, _ type: Word.Type) -> Word?
  where Word.RawValue == String {
    if let word = Word(rawValue: text) { return word }
    tellWord(text, item, Word.allCases.map(\.rawValue))
    return nil
  }

  /// Tells that a text is none of the words that may stand here.
  func tellWord(_ text: String, _ item: Item, _ words: [String]) {
    let synonym = Self.synonyms[text.lowercased()].flatMap { words.contains($0) ? $0 : nil }
    log.error(
      item.mark, ProblemLog.quoted(text), expected: Wording.list(words),
      suggestion: synonym ?? log.nearest(to: text, in: words))
  }

  /// What people write for the words of the format.
  private static let synonyms = [
    "m": "male", "f": "female", "w": "female", "man": "male", "woman": "female", "männlich": "male",
    "weiblich": "female", "complete response": "CR", "complete remission": "CR", "partial response": "PR",
    "partial remission": "PR", "stable disease": "SD", "stable": "SD", "progressive disease": "PD",
    "progression": "PD", "progressive": "PD", "not evaluable": "NE", "first line": "first-line",
    "1st line": "first-line",
    "neo-adjuvant": "neoadjuvant", "hematotoxicity": "haematotoxicity", "neutropenia": "haematotoxicity",
    "leukopenia": "haematotoxicity", "bsa": "body size", "weight": "body size", "patient wish": "preference",
  ]

  /// `true` or `false`; false where the key is not there.
  func flag(_ key: String) -> Bool {
    guard let item = item(key), let text = text(of: item) else { return false }
    switch text {
    case "true": return true
    case "false": return false
    default:
      let meant = ["yes", "y", "ja", "1", "on", "x"].contains(text.lowercased()) ? "true" : nil
      let isNo = ["no", "n", "nein", "0", "off"].contains(text.lowercased())
      log.error(
        item.mark, ProblemLog.quoted(text), expected: "`true` or `false`",
        suggestion: meant ?? (isNo ? "false" : log.nearest(to: text, in: ["true", "false"])))
      return false
    }
  }
}
