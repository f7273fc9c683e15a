// SPDX-License-Identifier: Apache-2.0

public import Plain
import Chronology

extension StatedAge {
  /// Reads `73 at diagnosis`, or `73` where the event is not stated: completed years, at most 120; `≥ 90` for so many or more; `8 mo` for completed months, at most 240.
  public init(parsing text: String) throws(ValueSyntaxError) {
    let parts = text.parts(by: " at ")
    let (size, isAtLeast) = Self.least(parts[0])
    guard parts.count <= 2, let number = Self.number(size), !(isAtLeast && number.isMonths) else {
      throw ValueSyntaxError(
        text,
        expected: "completed years and the event: `73 at diagnosis`; of a small child months: `8 mo at diagnosis`"
          + (Self.isBound(text)
            ? "; `≥ 90` for so many or more; of another age that is not known to the year `not stated`, perhaps with `year of birth`"
            : ""))
    }
    func age(_ anchor: Anchor?) -> StatedAge {
      number.isMonths
        ? StatedAge(months: number.value, anchor: anchor)
        : StatedAge(years: number.value, anchor: anchor, isAtLeast: isAtLeast)
    }
    guard parts.count == 2 else {
      self = age(nil)
      return
    }
    let shift = text.utf8.count - parts[1].utf8.count
    do {
      var anchor = try Anchor(parsing: parts[1])
      anchor.offset += shift
      self = age(anchor)
    } catch {
      throw ValueSyntaxError(
        error.found, .other, expected: error.expected, suggestion: error.suggestion, offset: shift + error.offset)
    }
  }

  /// The number of `≥ 90`, `>= 90`, `90+` and `90 or older`, and whether it is one of them.
  private static func least(_ text: String) -> (number: String, isAtLeast: Bool) {
    for sign in ["≥", ">="] where text.hasPrefix(sign) { return (String(text.dropFirst(sign.count)).trimmed, true) }
    for end in ["+", "or older"] where text.hasSuffix(end) { return (String(text.dropLast(end.count)).trimmed, true) }
    return (text, false)
  }

  /// `73`, `73 y` or `8 mo`; nil for anything else, and for what nobody is.
  private static func number(_ text: String) -> (value: Int, isMonths: Bool)? {
    let digits = text.prefix { $0.isASCIIDigit }
    guard let value = WholeNumber.parse(String(digits)) else { return nil }
    switch text.dropFirst(digits.count).trimmed.lowercased() {
    case "", "y", "yr", "years", "year": return value <= 120 ? (value, false) : nil
    case "mo", "months", "month": return value <= 240 ? (value, true) : nil
    default: return nil
    }
  }

  /// Whether a text is no one age: `>60`, `60-65`, `ca. 60`.
  private static func isBound(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    return "<>≤≥~".contains(first) || text.dropFirst().contains("-")
      || ["ca", "about", "etwa", "over", "über", "under", "unter"].contains { text.lowercased().hasPrefix($0) }
  }

  /// As it is read: `73 at diagnosis`, `≥ 90 at diagnosis`, `8 mo at diagnosis`.
  public var text: String {
    let number = months.map { "\($0) mo" } ?? (isAtLeast ? "≥ \(years)" : "\(years)")
    return anchor.map { "\(number) at \($0.text)" } ?? number
  }
}

extension StatedAge {
  /// As it is read, in every language: `73 at diagnosis`, in German `73 Jahre bei diagnosis`.
  public var phrase: Phrase {
    let number = Phrase(
      "\(months.map { "\($0) mo" } ?? (isAtLeast ? "≥ \(years)" : "\(years)"))",
      "\(months.map { "\($0) \($0 == 1 ? "Monat" : "Monate")" } ?? (isAtLeast ? "≥ \(years) Jahre" : "\(years) \(years == 1 ? "Jahr" : "Jahre")"))"
    )
    return anchor.map { Phrase("\(number) at \($0.text)", "\(number) bei \(Phrase.event($0.text))") } ?? number
  }

  /// `73 years`, `8 months`, `90 years or older`, in every language.
  public var inWords: Phrase {
    if let months { return Phrase("\(words)", "\(months) \(months == 1 ? "Monat" : "Monate")") }
    return Phrase("\(words)", "\(years) \(years == 1 ? "Jahr" : "Jahre")\(isAtLeast ? " oder älter" : "")")
  }
}

/// A whole number as charts write it.
package enum WholeNumber {
  /// Digits only, at most nine; nil for anything else.
  package static func parse(_ text: String) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text)
  }
}
