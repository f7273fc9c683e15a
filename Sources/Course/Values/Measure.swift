// SPDX-License-Identifier: Apache-2.0

import Plain

/// A kind of number that stands with one unit: a height in cm, a radiation dose in Gy.
public struct Measure: Sendable, Hashable {
  /// The unit; empty for a bare number.
  public var unit: String
  /// What such a number usually is; outside, a person should look.
  public var usual: ClosedRange<Double>?
  /// What such a number can be at all; outside, a digit or the unit is wrong.
  public var possible: ClosedRange<Double>?
  /// Whether a bare number is in this unit.
  public var isUnitOptional: Bool

  /// A kind of number.
  public init(
    unit: String, usual: ClosedRange<Double>? = nil, possible: ClosedRange<Double>? = nil, isUnitOptional: Bool = false
  ) {
    self.unit = unit
    self.usual = usual
    self.possible = possible
    self.isUnitOptional = isUnitOptional
  }

  /// Height of the body in cm. The possible span holds the shortest and tallest persons ever measured.
  public static let height = Measure(unit: "cm", usual: 40...230, possible: 20...300)
  /// Weight of the body in kg. The possible span holds the lightest and heaviest persons ever weighed.
  public static let weight = Measure(unit: "kg", usual: 2...300, possible: 0.2...700)
  /// Total dose of a radiotherapy in gray.
  public static let radiation = Measure(unit: "Gy", usual: 1...120, possible: 0.01...500, isUnitOptional: true)
  /// Milligrams of a drug.
  public static let milligrams = Measure(unit: "mg", possible: DoseUnit.milligrams.possibleAmounts)
  /// A bare number.
  public static let number = Measure(unit: "")

  /// The number of `178 cm`. Whether it is possible is for the caller to ask: a message names the field.
  public func number(parsing text: String) throws(ValueSyntaxError) -> Double {
    let expected = unit.isEmpty ? "a number such as `12.5`" : "a number and `\(unit)`"
    let quantity = try ValueSyntaxError.quantity(text, expected: expected)
    if quantity.unit == unit || (quantity.unit.isEmpty && isUnitOptional) { return quantity.number }
    let isSame = quantity.unit.isEmpty || quantity.unit.lowercased() == unit.lowercased()
    throw ValueSyntaxError(
      text, expected: expected,
      suggestion: isSame
        ? Quantity(number: quantity.number, unit: unit).text
        : converted(quantity).map { Quantity(number: $0, unit: unit).text })
  }

  /// As it is read: `178 cm`.
  public func text(_ number: Double) -> String { Quantity(number: number, unit: unit).text }

  /// The same amount in this unit, for units of which people write another.
  private func converted(_ quantity: Quantity) -> Double? {
    switch (quantity.unit, unit) {
    case ("m", "cm"): (quantity.number * 1000).rounded() / 10
    case ("mm", "cm"): (quantity.number * 1_000_000).rounded() / 10_000_000
    case ("g", "kg"): quantity.number / 1000
    case ("g", "mg"): quantity.number * 1000
    case ("µg", "mg"), ("μg", "mg"), ("ug", "mg"), ("mcg", "mg"): quantity.number / 1000
    case ("cGy", "Gy"): (quantity.number * 1_000_000).rounded() / 100_000_000
    default: nil
    }
  }
}
