// SPDX-License-Identifier: Apache-2.0

/// Text for a YAML file.
public enum YAMLText {
  /// A double-quoted scalar that reads as exactly this text, whatever is in it.
  ///
  /// YAML 1.2.2, 5.7 (escaped characters) and 7.3.1: what is not printable, breaks lines or is not seen stands as an escape, so that an editor shows
  /// the file as a parser reads it.
  public static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\0": quoted += "\\0"
      case "\u{7}": quoted += "\\a"
      case "\u{8}": quoted += "\\b"
      case "\t": quoted += "\\t"
      case "\n": quoted += "\\n"
      case "\u{B}": quoted += "\\v"
      case "\u{C}": quoted += "\\f"
      case "\r": quoted += "\\r"
      case "\u{1B}": quoted += "\\e"
      case "\u{85}": quoted += "\\N"
      case "\u{A0}": quoted += "\\_"
      case "\u{2028}": quoted += "\\L"
      case "\u{2029}": quoted += "\\P"
      case _ where mustBeEscaped(scalar): quoted += numbered(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Controls, marks of direction, what has no width (a byte order mark within text), and what YAML does not count as printable (5.1).
  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B, 0x2060...0x2064, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF: true
    default: scalar.isHidden
    }
  }

  private static func numbered(_ scalar: Unicode.Scalar) -> String {
    let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + digits(scalar, width: width)
  }

  /// The number of a scalar in hexadecimal digits, at least `width` of them: `0085`.
  public static func digits(_ scalar: Unicode.Scalar, width: Int) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
