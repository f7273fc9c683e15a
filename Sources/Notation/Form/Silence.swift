// SPDX-License-Identifier: Apache-2.0

import Plain

/// What a folder says where a source has no value.
///
/// Charts, registries and spreadsheets have many spellings for it (`NA`, `k.A.`, `99/99/9999`, `-`). None is read as a value, and none as
/// silence either: each is told, with the word that says which of the two is meant.
package enum Silence {
  /// The source is silent.
  package static let notStated = "not stated"
  /// The source says that it does not know.
  package static let unknown = "unknown"

  /// Other ways to say that there is no value, with the right one; nil for what is a value.
  package static func meant(_ text: String) -> String? {
    guard text.utf8.count <= 40 else { return nil }
    // A short number is one: rows of tables hold half a million.
    if text.utf8.count < 6, text.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? false,
      text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") })
    {
      return nil
    }
    guard let first = text.utf8.first, mayBegin(first) else { return nil }
    if isPlaceholderDate(text) { return unknown }
    let folded = folded(text)
    // A text of this format in other letters is not it: `Unknown`.
    if unknownWords.contains(folded) { return text == unknown ? nil : unknown }
    // `k.A.`; `KA` is somebody.
    if notStatedWords.contains(folded), text != "KA" { return text == notStated ? nil : notStated }
    guard let sign = text.first, "-–—−?.*…".contains(sign), text.count <= 4 else { return nil }
    return text.allSatisfy { $0 == sign } ? unknown : nil
  }

  /// A text in small letters without blanks and marks; of plain letters byte by byte, since every text of a study is asked.
  private static func folded(_ text: String) -> String {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return text.lowercased().filter { !" ._-/\\'’\u{A0}".contains($0) }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 where !" ._-/\\'".utf8.contains(byte) {
      bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text with this first byte may be a spelling of silence: most texts of a folder are told by it, and every text is asked. Letters are those with which the words below begin.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    return !isLetter || firstLetters.contains(byte | 0x20)
  }

  private static let firstLetters = Set(unknownWords.union(notStatedWords).compactMap(\.utf8.first))

  private static let unknownWords: Set = [
    "unknown", "unkown", "unknwon", "notknown", "unk", "unkn", "na", "nd", "nk", "nan", "null", "nil", "notavailable",
    "#na", "#n", "#nv", "unbekannt", "nichtbekannt", "nichtverfügbar", "inconnu", "tbd", "tba",
  ]
  private static let notStatedWords: Set = [
    "notstated", "nonestated", "ka", "keineangabe", "keineangaben", "ohneangabe", "notreported", "notrecorded",
    "notdocumented", "notgiven", "nichtangegeben", "nichtdokumentiert", "missing", "nodata",
  ]

  /// `99/99/9999`, `00.00.0000`: a date of one digit, which is none.
  private static func isPlaceholderDate(_ text: String) -> Bool {
    // Six digits at least, and nothing that is no mark of a date.
    guard text.utf8.count >= 6, text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || "/.- ".utf8.contains($0) }) else {
      return false
    }
    let digits = text.filter(\.isASCIIDigit)
    guard let first = digits.first, "089".contains(first), digits.utf8.count == 8 || digits.utf8.count == 6,
      digits.allSatisfy({ $0 == first })
    else { return false }
    return text.count > digits.count
      ? text.allSatisfy { $0.isASCIIDigit || "/.- ".contains($0) } && text.contains(where: { !$0.isASCIIDigit })
      : digits.utf8.count == 8
  }
}

extension Reader {
  /// What to do where there is no value.
  package enum Answer: Sendable {
    /// The form has words for it: `not stated`, `unknown`.
    case say
    /// The word stands for the value itself: `diagnosis: unknown`; what need not be there is left out.
    case word
    /// What need not be there is left out.
    case leaveOut
    /// Another word of the form: `not evaluated`.
    case other(String)
  }

  /// Tells that a text is a spelling of a missing value; false where it is a value.
  package func tellMissing(_ text: String, _ item: Item, _ answer: Answer, _ schema: Schema = .text) -> Bool {
    guard let meant = Silence.meant(text) else { return false }
    let value = if case .words(let words) = schema { Wording.list(words) } else { "a value" }
    let expected: String
    var suggestion: String?
    switch answer {
    case .say:
      expected = "a value, `\(Silence.notStated)` or `\(Silence.unknown)`"
      suggestion = meant
    case .word where isRequired:
      expected = "\(value), or `\(Silence.unknown)`"
      suggestion = meant
    case .other(let word):
      expected = "\(value), or `\(word)`"
      suggestion = word
    case .word, .leaveOut:
      expected =
        isRequired
        ? value + (isCell ? "; or leave the row out" : "")
        : isCell ? "\(value), or an empty field" : "\(value); or leave `\(key)` out"
    }
    log.error(
      item.mark, "\(ProblemLog.quoted(text)) for a missing value", expected: expected, suggestion: suggestion)
    return true
  }
}

extension Form where Value == String {
  /// A name that may be two letters long, as initials and analytes are: `ND`, `Na`, `NK`.
  package static var shortName: Form {
    Form(
      .text, missing: nil,
      text: { text, item, reader in
        let isShortName = text.utf8.count == 2 && text.allSatisfy { $0.isLetter && $0.isASCII }
        return !isShortName && reader.tellMissing(text, item, .word) ? nil : text
      }, print: { $0 })
  }
}
