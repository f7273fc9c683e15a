// SPDX-License-Identifier: Apache-2.0

/// Names by which times and claims refer to entries and phases.
enum Identifier {
  /// Kebab-case: `gem-doc`, `cycle-16`.
  static let pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"

  /// The name of the data cut-off in times; no entry may have it.
  static let cutOff = "cut-off"

  /// Whether a text is kebab-case.
  static func isWellFormed(_ text: String) -> Bool {
    var previousIsHyphen = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): previousIsHyphen = false
      case UInt8(ascii: "-"):
        if previousIsHyphen { return false }
        previousIsHyphen = true
      default: return false
      }
    }
    return !previousIsHyphen
  }

  /// The nearest well-formed identifier: `Gem Doc` → `gem-doc`.
  static func slug(_ text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug.append("-")
      }
    }
    return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
  }

  /// Whether a text may name a patient and its file.
  static func isPatient(_ text: String) -> Bool {
    guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 64 else { return false }
    return text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
  }
}
