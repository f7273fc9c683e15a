// SPDX-License-Identifier: Apache-2.0

/// Text for a Markdown file: it reads as it was written, and no mark in it makes a row, a link, a heading or HTML.
///
/// CommonMark 0.31.2: any ASCII punctuation may stand behind a backslash (2.4), and `<`, `>` and `&` may be entities (2.5). GitHub Flavored Markdown
/// adds `|` and `~`.
public enum MarkdownText {
  /// Text within a line. Line breaks of any kind become a space.
  public static func inline(_ text: String) -> String { escaped(text, lineBreak: " ") }

  /// Text of a cell. Line breaks of any kind become `<br>`, since a cell is one line.
  public static func cell(_ text: String) -> String { escaped(text, lineBreak: "<br>") }

  /// Text that is a line of its own: it begins no list, heading, rule or block of code (CommonMark, 4.1 to 4.4 and 5.2).
  public static func line(_ text: String) -> String {
    let text = escaped(text.unicodeScalars.drop(while: \.properties.isWhitespace), lineBreak: " ")
    let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    let mark = text.utf8.dropFirst(digits).first
    // Of a line's beginnings `#`, `*`, `_`, `` ` ``, `~` and `>` are escaped already.
    let begins =
      digits == 0
      ? mark.map { "+-=".utf8.contains($0) } ?? false
      : digits <= 9 && (mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"))
    guard begins else { return text }
    var scalars = text.unicodeScalars
    scalars.insert("\\", at: scalars.index(scalars.startIndex, offsetBy: digits))
    return String(scalars)
  }

  private static func escaped(_ text: String, lineBreak: String) -> String {
    escaped(text.unicodeScalars[...], lineBreak: lineBreak)
  }

  private static func escaped(_ text: Substring.UnicodeScalarView, lineBreak: String) -> String {
    var escaped = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\\", "`", "*", "_", "[", "]", "~", "|", "#":
        escaped.append("\\")
        escaped.append(scalar)
      // CR LF is one line break.
      case "\n" where previous == "\r": break
      case "\t": escaped.append(" ")
      case _ where scalar.breaksLine: escaped.append(contentsOf: lineBreak.unicodeScalars)
      case _ where scalar.isHidden: escaped.append(.replacement)
      default: escaped.append(scalar)
      }
      previous = scalar
    }
    return String(escaped)
  }
}
