// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// What the text of a cell is in the words of the notation, as the mapping says. Nothing is tried that it does not say.
enum CellConversion {
  /// What a cell is.
  enum Value: Equatable {
    /// Nothing that the study records; the text, where the mapping says that it is left out.
    case nothing(leftOut: Bool)
    /// Values in the words of the notation; one, unless the cell is split.
    case texts([String])
    /// Not understood: what was found, what would be right, what was probably meant.
    case misfit(String, expected: String, suggestion: String?)
  }

  /// What a cell of a column is.
  static func value(_ raw: String, _ column: TableMapping.Column, _ table: TableMapping.Table) -> Value {
    guard !raw.isEmpty else { return .nothing(leftOut: false) }
    // A whole cell can be a word, also of a column that is split.
    if let word = meaning(raw, column, table) { return word }
    guard let separator = column.split else { return part(raw, column, table) }
    var texts: [String] = []
    for piece in raw.components(of: separator) where !piece.isEmpty {
      switch meaning(piece, column, table) ?? part(piece, column, table) {
      case .nothing: continue
      case .texts(let part): texts += part
      case .misfit(let found, let expected, let suggestion):
        return .misfit(found, expected: expected, suggestion: suggestion)
      }
    }
    return texts.isEmpty ? .nothing(leftOut: true) : .texts(texts)
  }

  private static func meaning(_ text: String, _ column: TableMapping.Column, _ table: TableMapping.Table) -> Value? {
    guard let word = column.words.first(where: { $0.text == text }) ?? table.missing.first(where: { $0.text == text })
    else {
      return nil
    }
    return word.meaning == TableMapping.leaveOut ? .nothing(leftOut: true) : .texts([word.meaning])
  }

  private static func part(_ text: String, _ column: TableMapping.Column, _ table: TableMapping.Table) -> Value {
    switch column.reading {
    case .code: CodedCell.value(text, column).mapped { around($0, column) }
    case .text: .texts([around(text, column)])
    case .word:
      .misfit(
        ProblemLog.quoted(text), expected: Wording.list(column.words.map(\.text)),
        suggestion: Wording.nearest(to: text, in: column.words.map(\.text)))
    case .number: number(text, column.decimal ?? table.decimal) { around($0, column) }
    case .date: date(text, !column.dates.isEmpty ? column.dates : !table.dates.isEmpty ? table.dates : [.iso])
    case .time: time(text, column.days ?? table.days, column.decimal ?? table.decimal)
    }
  }

  /// A value with what stands around it.
  private static func around(_ text: String, _ column: TableMapping.Column) -> String {
    let measured = column.unit.map { "\(text) \($0)" } ?? text
    return column.pattern.map { $0.replacing("{}", with: measured) } ?? measured
  }

  // MARK: numbers

  private static func number(_ text: String, _ decimal: TableMapping.Decimal, _ around: (String) -> String) -> Value {
    guard let number = plain(text, decimal, allowsRelation: true) else { return noNumber(text, decimal) }
    // The mapping says which sign decimals have: with a fourth one the number can mean nothing else.
    let bare = number.drop { "<>≤≥=-".contains($0) }
    let isOpen = number.contains(".") && Quantity.thousandsOrDecimal(String(bare)) != nil
    return .texts([around(isOpen ? number + "0" : number)])
  }

  private static func noNumber(_ text: String, _ decimal: TableMapping.Decimal) -> Value {
    let other: TableMapping.Decimal = decimal == .comma ? .point : .comma
    let isOther = plain(text, other, allowsRelation: true) != nil
    return .misfit(
      "\(ProblemLog.quoted(text)) for a number",
      expected: "digits with a decimal \(decimal.rawValue)"
        + (isOther ? ", as the mapping says; this has a \(other.rawValue)" : ""),
      suggestion: nil)
  }

  /// The number with a decimal point; nil for what is none. `1.234` under a decimal comma is none: it could be a thousand.
  static func plain(_ text: String, _ decimal: TableMapping.Decimal, allowsRelation: Bool = false) -> String? {
    var rest = Substring(text)
    var relation = ""
    if allowsRelation {
      relation = String(rest.prefix { "<>≤≥=".contains($0) })
      rest = rest.dropFirst(relation.count).drop { $0 == " " }
      guard relation.count <= 2 else { return nil }
    }
    var sign = ""
    if let first = rest.first, "+-−".contains(first) {
      sign = first == "+" ? "" : "-"
      rest = rest.dropFirst()
    }
    let parts = rest.split(separator: decimal == .comma ? "," : ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }) else {
      return nil
    }
    return relation + sign + parts.joined(separator: ".")
  }

  // MARK: times

  private static func date(_ text: String, _ forms: [DateForm]) -> Value {
    let expected = "a date as \(Wording.list(forms.map(\.rawValue)))"
    let readings = forms.compactMap { form in form.date(text).map { (form, $0) } }
    guard let first = readings.first else {
      let other = DateForm.allCases.first { !forms.contains($0) && $0.date(text) != nil }
      return .misfit(
        "\(ProblemLog.quoted(text)) for a date",
        expected: expected
          + (other.map { "; as `\($0.rawValue)`, which the mapping does not state, it would be one" } ?? ""),
        suggestion: nil)
    }
    if let other = readings.first(where: { $0.1 != first.1 }) {
      return .misfit(
        "\(ProblemLog.quoted(text)) for a date: `\(first.1)` as `\(first.0.rawValue)`, `\(other.1)` as `\(other.0.rawValue)`",
        expected: "one of the two forms in `dates`", suggestion: nil)
    }
    return .texts([first.1])
  }

  private static func time(_ text: String, _ count: TableMapping.TimeCount?, _ decimal: TableMapping.Decimal) -> Value {
    guard let count, let plain = plain(text, decimal) else { return noNumber(text, decimal) }
    let isNegative = plain.hasPrefix("-")
    let magnitude = isNegative ? String(plain.dropFirst()) : plain
    guard count.unit == .days else {
      return .texts(["\(magnitude) \(count.unit.rawValue) \(isNegative ? "before" : "after") \(count.from)"])
    }
    // `14.0` is day 14; half a day is none.
    let whole = magnitude.split(separator: ".")
    guard whole.count == 1 || whole[1].allSatisfy({ $0 == "0" }), let size = WholeNumber.parse(String(whole[0])) else {
      return .misfit("\(ProblemLog.quoted(text)) for a day", expected: "a whole number of days", suggestion: nil)
    }
    let number = isNegative ? -size : size
    if count.number == 1, !count.hasZero, number == 0 {
      return .misfit(
        "day 0 where the day of `\(count.from)` is day 1",
        expected: "a day from 1, or before it from −1; or `has zero: true`",
        suggestion: nil)
    }
    let offset = count.number == 1 && (count.hasZero || number > 0) ? number - 1 : number
    if offset == 0 { return .texts(["at \(count.from)"]) }
    return .texts(["\(abs(offset)) d \(offset < 0 ? "before" : "after") \(count.from)"])
  }
}

extension String {
  /// The parts between a separator, without blanks around them.
  func components(of separator: String) -> [String] {
    separator.isEmpty
      ? [self] : split(separator: separator, omittingEmptySubsequences: false).map { String($0).trimmed }
  }
}
