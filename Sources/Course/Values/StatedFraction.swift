// SPDX-License-Identifier: Apache-2.0

import Plain

/// A fraction above 0 and up to 1 as it is stated: `two-thirds`, `half`, `1/2`, `50 %`.
public struct StatedFraction: Sendable, Hashable {
  /// As written.
  public let text: String
  /// The number that it is.
  public let value: Double

  /// Reads a fraction.
  public init(parsing text: String) throws(ValueSyntaxError) {
    guard let value = Self.value(text), value > 0, value <= 1 else {
      throw ValueSyntaxError(text, expected: "`two-thirds`, `1/2`, `50 %` or the like, below 1")
    }
    self.text = text
    self.value = value
  }

  /// A fraction of whole numbers: `2/3`; nil unless it is above 0 and up to 1.
  public init?(_ part: Int, of whole: Int) {
    guard part > 0, part <= whole, whole < 1_000_000_000 else { return nil }
    text = "\(part)/\(whole)"
    value = Double(part) / Double(whole)
  }

  private static let numerators = ["a": 1.0, "one": 1, "two": 2, "three": 3, "four": 4]
  private static let denominators = [
    "half": 2.0, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5,
  ]

  private static func value(_ text: String) -> Double? {
    guard let quantity = try? Quantity(parsing: text) else { return words(text) }
    if quantity.unit == "%" { return quantity.number / 100 }
    if quantity.unit.isEmpty { return quantity.number }
    guard quantity.unit.hasPrefix("/") else { return nil }
    return WholeNumber.parse(quantity.unit.dropFirst().trimmed).map { quantity.number / Double($0) }
  }

  private static func words(_ text: String) -> Double? {
    let parts = text.lowercased().split { $0 == "-" || $0 == " " }.map(String.init)
    guard let last = parts.last, let denominator = denominators[last], parts.count <= 2 else { return nil }
    if parts.count == 1 { return 1 / denominator }
    return numerators[parts[0]].map { $0 / denominator }
  }
}
