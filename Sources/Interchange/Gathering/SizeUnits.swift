// SPDX-License-Identifier: Apache-2.0

/// Units of body weight and height, to see whether two numbers are one: 110 lb are 49.9 kg. Nothing is converted that is read.
enum SizeUnits {
  enum Kind { case mass, length }

  /// What a number in a unit is, in kilograms or centimetres; nil for other units. A pound is 0.45359237 kg and an inch 2.54 cm (international yard and pound agreement, 1959).
  static func amount(_ number: Double, _ unit: String) -> (kind: Kind, amount: Double)? {
    factors[unit.lowercased()].map { ($0.kind, number * $0.factor) }
  }

  /// Whether a unit of size in words is another than a code: `lb` beside `kg`.
  static func isAnother(_ words: String, code: String) -> Bool {
    guard let one = amount(1, words), let two = amount(1, code) else { return false }
    return one.kind != two.kind || one.amount != two.amount
  }

  private static let factors: [String: (kind: Kind, factor: Double)] = [
    "kg": (.mass, 1), "g": (.mass, 0.001), "lb": (.mass, 0.453_592_37), "lbs": (.mass, 0.453_592_37),
    "[lb_av]": (.mass, 0.453_592_37), "pound": (.mass, 0.453_592_37), "pounds": (.mass, 0.453_592_37),
    "pfund": (.mass, 0.5), "stone": (.mass, 6.350_293_18), "oz": (.mass, 0.028_349_5),
    "cm": (.length, 1), "m": (.length, 100), "mm": (.length, 0.1), "in": (.length, 2.54), "inch": (.length, 2.54),
    "inches": (.length, 2.54), "ft": (.length, 30.48), "feet": (.length, 30.48), "zoll": (.length, 2.54),
    "[in_i]": (.length, 2.54),
  ]
}
