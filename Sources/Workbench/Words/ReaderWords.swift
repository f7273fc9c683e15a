// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// What the reader of folders says of a value, in the language of a page.
///
/// The reader speaks English. Its messages are few sentences with quoted words and numbers in them: these are taken out, the sentence is looked up, and they are put back. What is quoted is what stands there or is to be
/// typed, and stays. A sentence that a form can reach and that has no German fails a test.
enum ReaderWords {
  /// A problem in every language; German is English where a sentence has none.
  static func phrase(_ problem: Problem) -> Phrase {
    let german = german(problem) ?? problem.words
    return Phrase("\(problem.words)", "\(german)")
  }

  /// A problem in German; nil where a sentence of it has none.
  static func german(_ problem: Problem) -> String? {
    guard let message = german(problem.message) else { return nil }
    var text = message
    if let expected = problem.expected {
      guard let german = german(expected) else { return nil }
      text += "; erwartet: \(german)"
    }
    if let suggestion = problem.suggestion { text += "; gemeint vielleicht `\(suggestion)`?" }
    return text
  }

  /// A message, or what was expected, in German; nil where it has none.
  static func german(_ text: String) -> String? {
    let (shape, pieces) = shape(text)
    return template(shape).map { filled($0, pieces) }
  }

  // MARK: sentences and what stands in them

  /// A sentence with what stands in it taken out: quoted words (a back quote) and numbers (`#`).
  static func shape(_ text: String) -> (text: String, pieces: [String]) {
    var shape = ""
    var pieces: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "`", let end = rest.dropFirst().firstIndex(of: "`") {
        pieces.append(String(rest[...end]))
        shape += "`"
        rest = rest[rest.index(after: end)...]
      } else if first.isASCII, first.isNumber {
        // Thousands are printed with a narrow space.
        var digits = rest.prefix { $0.isNumber || ".,\u{202F}\u{2009}\u{A0}".contains($0) }
        while let last = digits.last, !last.isNumber { digits.removeLast() }
        pieces.append(String(digits))
        shape += "#"
        rest = rest.dropFirst(digits.count)
      } else {
        shape.append(first)
        rest = rest.dropFirst()
      }
    }
    return (shape, pieces)
  }

  private static func filled(_ template: String, _ pieces: [String]) -> String {
    var left = pieces[...]
    return template.reduce(into: "") { text, letter in
      if letter == "`" || letter == "#", let piece = left.popFirst() { text += piece } else { text.append(letter) }
    }
  }

  /// The German of a sentence, with the same places in the same order.
  private static func template(_ shape: String) -> String? {
    if let known = sentences[shape] { return known }
    if shape.wholeMatch(of: /`(, `)*(,? or `)?/) != nil { return listed(shape) }
    if let match = shape.wholeMatch(of: /(`(?:, `)*(?:,? or `)?|a value); or leave ` out/) {
      return template(String(match.1)).map { "\($0); oder ` weglassen" }
    }
    if let match = shape.wholeMatch(of: /(`(?:, `)*(?:,? or `)?|a value), or an empty field/) {
      return template(String(match.1)).map { "\($0), oder ein leeres Feld" }
    }
    if let match = shape.wholeMatch(of: /(`(?:, `)*(?:,? or `)?|a value); or leave the row out/) {
      return template(String(match.1)).map { "\($0); oder die Zeile weglassen" }
    }
    if let match = shape.wholeMatch(of: /` for (.*?), which may not have been (done|given)/) {
      return things[String(match.1)].map {
        "` für \($0): vielleicht nicht \(match.2 == "done" ? "durchgeführt" : "gegeben")"
      }
    }
    if let match = shape.wholeMatch(of: /` for (.*)/) { return things[String(match.1)].map { "` für \($0)" } }
    if let match = shape.wholeMatch(
      of: /(`|a list|a mapping \(keys with values\)|text|no value) where (.*) should stand/)
    {
      guard let what = standing[String(match.1)], let thing = things[String(match.2)] else { return nil }
      return "\(what), wo \(subject(thing)) stehen sollte"
    }
    if let match = shape.wholeMatch(of: /unknown key ` in (.*)/) {
      return things[String(match.1)].map { "unbekannter Schlüssel ` für \($0)" }
    }
    if let match = shape.wholeMatch(of: /(.*) without `/) {
      return things[String(match.1)].map { "\(subject($0)) ohne `" }
    }
    return nil
  }

  private static func listed(_ shape: String) -> String {
    shape.replacing(", or ", with: " oder ").replacing(" or ", with: " oder ")
  }

  /// Objects are given as such; only those of masculine nouns differ as a subject.
  private static func subject(_ object: String) -> String {
    if object.hasPrefix("einen ") { return "ein \(object.dropFirst(6))" }
    return object.hasPrefix("den ") ? "der \(object.dropFirst(4))" : object
  }

  private static let standing = [
    "`": "`", "a list": "eine Liste", "a mapping (keys with values)": "Schlüssel mit Werten", "text": "Text",
    "no value": "kein Wert",
  ]
}
