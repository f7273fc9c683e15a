// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

extension Fields {
  /// A whole number in a range.
  func integer(_ text: String, _ item: Item, _ range: ClosedRange<Int>, _ what: String) -> Int? {
    if let number = Self.integer(text), range.contains(number) { return number }
    let bounds = range.upperBound == Int.max ? "from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    log.error(item.mark, "\(ProblemLog.quoted(text)) for \(what)", expected: "a whole number, \(bounds)")
    return nil
  }

  /// Digits only, at most nine.
  static func integer(_ text: String) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text)
  }

  /// A whole number.
  func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    return integer(text, item, range, "`\(key)`")
  }

  /// A whole number in its three states.
  func recordedInteger(_ key: String, _ range: ClosedRange<Int>) -> Recorded<Int> {
    recorded(key) { text, item in integer(text, item, range, "`\(key)`") }
  }

  /// A number with a unit; where the unit is left out it is taken to be this one if `isUnitOptional`.
  func quantity(_ text: String, _ item: Item, unit: String, isUnitOptional: Bool = false) -> Double? {
    let example = unit.isEmpty ? "a number such as `12.5`" : "a number and `\(unit)`"
    switch Quantity.parse(text) {
    case .success(let quantity):
      if quantity.unit == unit || (quantity.unit.isEmpty && isUnitOptional) { return quantity.number }
      log.error(
        item.mark, ProblemLog.quoted(text), expected: example,
        suggestion: quantity.unit.isEmpty || quantity.unit.lowercased() == unit.lowercased()
          ? "\(Numbers.plain(quantity.number)) \(unit)".trimmed : Self.converted(quantity, to: unit))
    case .failure(.decimalComma(let meant)):
      log.error(item.mark, "a decimal comma in \(ProblemLog.quoted(text))", expected: "a point", suggestion: meant)
    case .failure(.noNumber):
      log.error(item.mark, ProblemLog.quoted(text), expected: example)
    }
    return nil
  }

  /// A number with a unit, in its three states; outside `usual` a warning, outside `possible` an error.
  func recordedQuantity(
    _ key: String, unit: String, usual: ClosedRange<Double>? = nil, possible: ClosedRange<Double>? = nil,
    isUnitOptional: Bool = false
  ) -> Recorded<Double> {
    recorded(key) { text, item in
      let number = quantity(text, item, unit: unit, isUnitOptional: isUnitOptional)
      if let number, let possible, !possible.contains(number) {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) for `\(key)` cannot be",
          expected: "\(Numbers.plain(possible.lowerBound)) to \(Numbers.plain(possible.upperBound)) \(unit)")
        return nil
      }
      if let number, let usual, !usual.contains(number) {
        log.warning(
          item.mark, "\(ProblemLog.quoted(text)) for `\(key)` is unusual",
          expected: "\(Numbers.plain(usual.lowerBound)) to \(Numbers.plain(usual.upperBound)) \(unit)")
      }
      return number
    }
  }

  private static func converted(_ quantity: Quantity, to unit: String) -> String? {
    switch (quantity.unit, unit) {
    case ("m", "cm"): "\(Numbers.plain((quantity.number * 1000).rounded() / 10)) cm"
    case ("mm", "cm"): "\(Numbers.plain(quantity.number / 10)) cm"
    case ("g", "kg"): "\(Numbers.plain(quantity.number / 1000)) kg"
    case ("g", "mg"): "\(Numbers.plain(quantity.number * 1000)) mg"
    case ("cGy", "Gy"): "\(Numbers.plain(quantity.number / 100)) Gy"
    default: nil
    }
  }
}
