// SPDX-License-Identifier: Apache-2.0

import Plain

/// A fraction in words or figures: `two-thirds`, `half`, `1/2`, `50 %`.
enum Fraction {
  private static let numerators = ["a": 1.0, "one": 1, "two": 2, "three": 3, "four": 4]
  private static let denominators = [
    "half": 2.0, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5,
  ]

  /// The fraction, above 0 and up to 1.
  static func parse(_ text: String) -> Double? {
    let value: Double? =
      switch Quantity.parse(text) {
      case .success(let quantity) where quantity.unit == "%": quantity.number / 100
      case .success(let quantity) where quantity.unit.isEmpty: quantity.number
      case .success(let quantity) where quantity.unit.hasPrefix("/"):
        Fields.integer(quantity.unit.dropFirst().trimmed).map { quantity.number / Double($0) }
      case .success: nil
      case .failure: words(text)
      }
    guard let value, value > 0, value <= 1 else { return nil }
    return value
  }

  private static func words(_ text: String) -> Double? {
    let parts = text.lowercased().split { $0 == "-" || $0 == " " }.map(String.init)
    guard let last = parts.last, let denominator = denominators[last], parts.count <= 2 else { return nil }
    if parts.count == 1 { return 1 / denominator }
    return numerators[parts[0]].map { $0 / denominator }
  }
}
