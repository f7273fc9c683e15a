// SPDX-License-Identifier: Apache-2.0

import Plain
public import Chronology

/// A field of the study's own: a fact that it records of its patients and that no other key holds.
public struct StudyField: Sendable, Hashable {
  /// Its name, as it stands under `fields` of a patient: `smoker`.
  public var name: String
  /// What its values are.
  public var kind: Kind
  /// The unit of a number.
  public var unit: String?
  /// The values that a choice may have, in their order.
  public var choices: [String]
  /// What it means, in words.
  public var about: String?

  /// What the values of a field are.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Words.
    case text
    /// A number, perhaps with a unit.
    case number
    /// A date in EDTF.
    case date
    /// One of several words.
    case choice
    /// `yes` or `no`.
    case yesNo = "yes/no"

    /// Whether patients can be compared by it: a number or a date has as many values as patients.
    public var groups: Bool { self != .number && self != .date }
  }

  /// A field.
  public init(name: String, kind: Kind, unit: String? = nil, choices: [String] = [], about: String? = nil) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.choices = choices
    self.about = about
  }

  /// The value that a text is.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - isChart: whether a person wrote it, so that a point before exactly three digits can mean thousands.
  public func value(parsing text: String, isChart: Bool = true) throws(ValueSyntaxError) -> FieldValue {
    switch kind {
    case .text: return .text(text)
    case .number: return .number(try number(parsing: text, isChart: isChart))
    case .date:
      do throws(TimeSyntaxError) {
        return .date(try StatedDate(parsing: text))
      } catch {
        throw ValueSyntaxError(text, expected: error.expected, suggestion: error.suggestion)
      }
    case .choice:
      if choices.contains(text) { return .choice(text) }
      let meant = choices.first { $0.lowercased() == text.lowercased() } ?? Spelling.nearest(to: text, among: choices)
      throw ValueSyntaxError(
        text, expected: choices.map { "`\($0)`" }.joined(separator: ", "), suggestion: meant)
    case .yesNo:
      if text == "yes" || text == "true" { return .yesNo(true) }
      if text == "no" || text == "false" { return .yesNo(false) }
      let isYes = ["y", "j", "ja", "1", "+", "positive", "x"].contains(text.lowercased()) || text.lowercased() == "yes"
      let isNo = ["n", "nein", "0", "-", "negative", "none"].contains(text.lowercased()) || text.lowercased() == "no"
      throw ValueSyntaxError(text, expected: "`yes` or `no`", suggestion: isYes ? "yes" : isNo ? "no" : nil)
    }
  }

  private func number(parsing text: String, isChart: Bool) throws(ValueSyntaxError) -> Double {
    let expected = "a number" + (unit.map { " in \($0)" } ?? "")
    let isNegative = text.first == "-" || text.first == "−"
    let bare = isNegative ? text.dropFirst().trimmed : text
    if isChart, let readings = Quantity.thousandsOrDecimal(bare) {
      let decimal = Double(readings.decimal.prefix { $0.isASCIIDigit || $0 == "." }).map { FieldValue.number($0).text }
      throw ValueSyntaxError(
        text,
        expected:
          "`\(readings.whole)` or `\(decimal ?? readings.decimal)`: a mark before three digits can mean thousands or a decimal"
      )
    }
    let quantity = try ValueSyntaxError.quantity(bare, expected: expected)
    guard quantity.unit.isEmpty || quantity.unit == unit else {
      throw ValueSyntaxError(
        text, expected: expected,
        suggestion: quantity.unit.lowercased() == unit?.lowercased() ? Quantity.digits(quantity.number) : nil)
    }
    return isNegative ? -quantity.number : quantity.number
  }

  /// A value for people: `250 U/L`, `yes`.
  public func words(_ value: FieldValue) -> String {
    value.text + (kind == .number ? unit.map { " \($0)" } ?? "" : "")
  }
}

/// A value of a field of the study's own.
public enum FieldValue: Sendable, Hashable {
  /// Words.
  case text(String)
  /// A number in the unit of the field.
  case number(Double)
  /// A date.
  case date(StatedDate)
  /// One of the field's choices.
  case choice(String)
  /// Yes or no.
  case yesNo(Bool)

  /// As it is read back. A number of three decimals gets a fourth, since `1.125` could be eleven hundred.
  public var text: String {
    switch self {
    case .text(let text), .choice(let text): return text
    case .date(let date): return date.text
    case .yesNo(let isTrue): return isTrue ? "yes" : "no"
    case .number(let number): return Quantity.plainDigits(number)
    }
  }

  /// The number, where it is one.
  public var number: Double? { if case .number(let number) = self { number } else { nil } }
}
