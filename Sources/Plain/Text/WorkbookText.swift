// SPDX-License-Identifier: Apache-2.0

/// Text of a cell of a workbook (ECMA-376, `ST_Xstring`): XML in which line feeds and tabs stay, and in which `_x0041_` is an `A`.
package enum WorkbookText {
  /// The text as it stands between two tags. What a text may hold that XML may not, and marks that turn the direction of text, becomes U+FFFD, as in ``MarkupText``.
  package static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x5F }) {
      return text
    }
    let scalars = Array(text.unicodeScalars)
    var escaped = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\n", "\t": escaped.append(scalar)
      case "\r": if index + 1 == scalars.count || scalars[index + 1] != "\n" { escaped.append("\n") }
      // What only looks like an escape is none.
      case "_" where isEscape(scalars, index): escaped.append(contentsOf: "_x005F_".unicodeScalars)
      case _ where scalar.isHidden || scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped.append(.replacement)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// The text as a cell can hold it: what no cell can is U+FFFD.
  package static func held(_ text: String) -> String {
    let plain = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    return String(
      String.UnicodeScalarView(
        plain.unicodeScalars.map { scalar in
          scalar.isHidden && scalar != "\n" && scalar != "\t" || scalar.value == 0xFFFE || scalar.value == 0xFFFF
            ? .replacement : scalar
        }))
  }

  /// The text that a cell holds, of what stands between its tags after XML has been read. Line breaks are line feeds.
  package static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let scalars = Array(text.unicodeScalars)
    var decoded = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if isEscape(scalars, index),
        let value = UInt32(String(String.UnicodeScalarView(scalars[(index + 2)..<(index + 6)])), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        decoded.append(scalar)
        index += 7
      } else {
        decoded.append(scalars[index])
        index += 1
      }
    }
    return String(decoded).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// Whether an escape of four digits begins here: `_x005F_`.
  private static func isEscape(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    guard scalars[index] == "_", index + 6 < scalars.count, scalars[index + 1] == "x", scalars[index + 6] == "_" else {
      return false
    }
    return scalars[(index + 2)...(index + 5)].allSatisfy { $0.properties.isASCIIHexDigit }
  }
}
