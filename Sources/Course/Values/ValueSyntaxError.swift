// SPDX-License-Identifier: Apache-2.0

import Plain

/// A text that is not the value it should be: what it is, and what would be right.
public struct ValueSyntaxError: Error, Hashable, Sendable {
  /// In which way it is wrong.
  public enum Kind: Hashable, Sendable {
    /// It is something else.
    case other
    /// It is such a value, but no real one can be so great or so small.
    case impossible
  }

  /// The text that was read.
  public var text: String
  /// In which way it is wrong.
  public var kind: Kind
  /// What was expected.
  public var expected: String
  /// The same value as it is written here. It never has another magnitude: `300 µg` is not offered as `300 mg`.
  public var suggestion: String?
  /// Where in the text it is wrong, in UTF-8 code units from 0.
  public var offset: Int

  /// An error.
  public init(_ text: String, _ kind: Kind = .other, expected: String, suggestion: String? = nil, offset: Int = 0) {
    self.text = text
    self.kind = kind
    self.expected = expected
    self.suggestion = suggestion
    self.offset = offset
  }

  /// What is right, in one line: `0.0001 to 50 000 mg/m²`, with what was meant where that is plain.
  public var advice: String { expected + (suggestion.map { "; did you mean \"\($0)\"?" } ?? "") }

  /// A number with its unit, or why a text is none.
  static func quantity(_ text: String, expected: String) throws(ValueSyntaxError) -> Quantity {
    do {
      return try Quantity(parsing: text)
    } catch {
      switch error {
      case .thousandsOrDecimal:
        let readings = Quantity.thousandsOrDecimal(text)
        throw ValueSyntaxError(
          text,
          expected: readings.map {
            "`\($0.whole)` or `\($0.decimal)`: a comma before three digits can mean thousands or a decimal"
          }
            ?? expected)
      case .noNumber: throw ValueSyntaxError(text, expected: expected)
      }
    }
  }
}
