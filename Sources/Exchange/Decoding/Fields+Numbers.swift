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
  static func integer(_ text: String) -> Int? { WholeNumber.parse(text) }

  /// A whole number.
  func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    return integer(text, item, range, "`\(key)`")
  }

  /// A whole number in its three states.
  func recordedInteger(_ key: String, _ range: ClosedRange<Int>) -> Recorded<Int> {
    recorded(key) { text, item in integer(text, item, range, "`\(key)`") }
  }

  /// A number with a unit.
  func quantity(_ text: String, _ item: Item, _ measure: Measure) -> Double? {
    read(text, item, "a number") { text throws(ValueSyntaxError) in try measure.number(parsing: text) }
  }

  /// A number with a unit, in its three states; outside `usual` a warning, outside `possible` an error.
  func recordedQuantity(_ key: String, _ measure: Measure) -> Recorded<Double> {
    let (unit, usual, possible) = (measure.unit, measure.usual, measure.possible)
    return recorded(key) { text, item in
      let number = quantity(text, item, measure)
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
}
