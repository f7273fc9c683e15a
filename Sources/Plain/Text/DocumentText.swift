// SPDX-License-Identifier: Apache-2.0

/// Text of a paragraph of a document: on one line, and without what no document may hold.
package enum DocumentText {
  /// The text with line breaks and tabs as spaces; controls, marks that turn the direction of text and what XML may not hold are U+FFFD.
  package static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\t": plain.append(" ")
      case _ where scalar.breaksLine: plain.append(" ")
      case _ where scalar.isHidden || scalar.value == 0xFFFE || scalar.value == 0xFFFF: plain.append(.replacement)
      default: plain.append(scalar)
      }
      previous = scalar
    }
    return String(plain)
  }
}
