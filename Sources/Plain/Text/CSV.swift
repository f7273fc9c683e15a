// SPDX-License-Identifier: Apache-2.0

/// One field of a CSV file: text, or a number.
///
/// The kind decides what a spreadsheet may make of it. A number is a number; text that a spreadsheet would run as a formula is led by an apostrophe.
public struct CSVField: Sendable, Hashable {
  /// As it stands between commas, before quoting.
  public let written: String

  private init(written: String) { self.written = written }

  /// Text.
  ///
  /// Controls that RFC 4180 (section 2, TEXTDATA) does not know become U+FFFD, so that a file shown on a terminal does nothing there; so do marks that turn the direction of text, which show a row that was not written. What begins like
  /// a formula is led by an apostrophe (OWASP, CSV Injection).
  public static func text(_ text: String) -> CSVField {
    let safe = withoutControls(text)
    // What is not seen before a formula hides it, whatever stands in its place.
    return CSVField(written: beginsFormula(text) || beginsFormula(safe) ? "'" + safe : safe)
  }

  /// The name of a column as it stands in another file, which programs find it by: whatever it was guarded by there it has here.
  package static func column(_ name: String) -> CSVField { CSVField(written: name) }

  /// A number as machines read it (`-1624.59`, `1e-05`). What is none is written as text.
  public static func number(_ text: String) -> CSVField { isNumber(text) ? CSVField(written: text) : .text(text) }

  /// A number with at most nine decimals; nothing where there is none. Sums of decimals end in noise at the sixteenth digit, and nine decimals are more
  /// than any reader measures.
  public static func number(_ value: Double?) -> CSVField {
    guard let value, value.isFinite else { return .empty }
    let rounded = (value * 1e9).rounded() / 1e9
    guard rounded.isFinite else { return .number("\(value)") }
    return .number(rounded.magnitude < 1e15 && rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)")
  }

  /// A count; nothing where there is none.
  public static func number(_ count: Int?) -> CSVField { count.map { .number(String($0)) } ?? .empty }

  /// A field of nothing.
  public static let empty = CSVField(written: "")

  /// Text as ``text(_:)`` leads it by an apostrophe, so that ``unguarded(_:)`` gives it back: one that has the apostrophe already has another.
  package static func guarded(_ text: String) -> String { needsGuard(text) ? "'" + text : text }

  /// What ``guarded(_:)`` was given.
  package static func unguarded(_ text: String) -> String {
    guard text.first == "'" else { return text }
    let rest = String(text.dropFirst())
    return needsGuard(rest) ? rest : text
  }

  private static func needsGuard(_ text: String) -> Bool {
    let rest = String(text.drop { $0 == "'" })
    return beginsFormula(rest) && !isNumber(rest)
  }

  /// Whether a spreadsheet takes the text for a formula: it begins with `= + - @`, their full-width forms or a control, perhaps behind spaces and marks
  /// that are not seen.
  static func beginsFormula(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
      case _ where scalar.isControl || scalar.breaksLine: return true
      default:
        switch scalar.properties.generalCategory {
        // A spreadsheet trims spaces; it or an editor drops a byte order mark and what has no width.
        case .spaceSeparator, .format: continue
        default:
          if scalar.properties.isDefaultIgnorableCodePoint { continue }
          return false
        }
      }
    }
    return false
  }

  /// `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`
  static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    func digits() -> Bool {
      let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      rest = rest.dropFirst(count)
      return count > 0
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard digits() else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() else { return false }
    }
    return rest.isEmpty
  }

  private static func withoutControls(_ text: String) -> String {
    func isKept(_ scalar: Unicode.Scalar) -> Bool { !scalar.isHidden || scalar.breaksLine || scalar == "\t" }
    guard !text.unicodeScalars.allSatisfy(isKept) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isKept($0) ? $0 : .replacement }))
  }
}

extension CSVField: ExpressibleByStringLiteral {
  /// Text.
  public init(stringLiteral value: String) { self = .text(value) }
}

/// Rows as a file of comma-separated values: RFC 4180, with CRLF at the end of every row.
public enum CSV {
  /// The file. The first row is the head.
  public static func text(_ rows: [[CSVField]]) -> String {
    var text = ""
    for row in rows {
      for (index, field) in row.enumerated() {
        if index > 0 { text += "," }
        append(field.written, to: &text)
      }
      text += "\r\n"
    }
    return text
  }

  /// RFC 4180, rules 6 and 7: a field with a comma, a quote or a line break stands in quotes, and quotes in it are doubled. Line breaks are all that some
  /// reader takes for one, not only CR and LF.
  private static func append(_ field: String, to text: inout String) {
    guard field.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0.breaksLine }) else {
      text += field
      return
    }
    text += "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    text += "\""
  }
}
