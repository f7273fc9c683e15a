// SPDX-License-Identifier: Apache-2.0

import Plain

/// Characters that make a YAML file another one than an editor shows.
///
/// The parser ends a line at U+0085, U+2028 and U+2029 (as YAML 1.1 did, 5.4), so that what stands behind one in a comment begins data; editors show one
/// line. Marks that turn the direction of text show data within a comment, or the digits of a dose in another order (Unicode Technical Standard 55;
/// CVE-2021-42574). Both can stand in double quotes as an escape, where they are seen.
enum HiddenCharacter {
  /// So many are told in one file.
  static let mostTold = 20

  /// Tells those of a text. Whether there are none.
  static func areAbsent(_ log: ProblemLog) -> Bool {
    var told = 0
    let bytes = log.text.bytes
    var offset = 0
    while offset < bytes.count, told < mostTold {
      // All of them are two or three bytes that begin with one of these; most files have none.
      guard bytes[offset] == 0xC2 || bytes[offset] == 0xE2,
        let scalar = String(decoding: bytes[offset..<min(offset + 3, bytes.count)], as: UTF8.self).unicodeScalars.first,
        let words = words(scalar)
      else {
        offset += 1
        continue
      }
      log.error(log.text.mark(ofByte: offset), words.found, expected: words.expected)
      told += 1
      offset += 2
    }
    return told == 0
  }

  private static func words(_ scalar: Unicode.Scalar) -> (found: String, expected: String)? {
    let code = "U+" + YAMLText.digits(scalar, width: 4)
    let escape = "`\(YAMLText.quoted(String(Character(scalar))).dropFirst().dropLast())` in double quotes"
    switch scalar.value {
    case 0x85, 0x2028, 0x2029:
      return (
        "a hidden line break (\(code)), which begins a new line for YAML and not in an editor",
        "a space, a line break, or \(escape)"
      )
    case 0x80...0x9F: return ("a control character (\(code))", "text")
    // Not the marks of U+200E, U+200F and U+061C: they turn nothing that stands behind the next letter, and right-to-left words need them.
    case 0x202A...0x202E, 0x2066...0x2069:
      return ("a hidden mark that turns the direction of text (\(code))", "nothing there, or \(escape)")
    default: return nil
    }
  }
}
