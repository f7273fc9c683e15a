// SPDX-License-Identifier: Apache-2.0

/// What a folder, or any table, says where a source has no value: the one list of its spellings.
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

  /// Whether a text says that there is no value: an empty one, a spelling of ``meant(_:)``, and the words of the folder themselves. Who compares
  /// groups or reads a column of numbers asks this, so that no lack is a group, nor a level beside numbers.
  package static func isMissing(_ text: String) -> Bool {
    let text = text.trimmed
    return text.isEmpty || text == notStated || text == unknown || meant(text) != nil
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
    // A decimal number: `0.00000`.
    if text.dropFirst().first == ".", text.filter({ !$0.isASCIIDigit }) == "." { return false }
    return text.count > digits.count
      ? text.allSatisfy { $0.isASCIIDigit || "/.- ".contains($0) } && text.contains(where: { !$0.isASCIIDigit })
      : digits.utf8.count == 8
  }
}
