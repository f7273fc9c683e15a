// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

extension Fields {
  /// A dose: `1000 mg/m2`.
  func dose(_ text: String, _ item: Item) -> Dose? {
    let expected = "an amount in " + Wording.list(DoseUnit.allCases.map(\.rawValue))
    switch Quantity.parse(text) {
    case .success(let quantity):
      let unit = quantity.unit == "mg/m²" ? DoseUnit.milligramsPerSquareMetre : DoseUnit(rawValue: quantity.unit)
      if let unit, unit.possibleAmounts.contains(quantity.number) { return Dose(amount: quantity.number, unit: unit) }
      if let unit, quantity.number > 0 {
        log.error(item.mark, "\(ProblemLog.quoted(text)) for a dose", expected: Self.possible(unit))
        return nil
      }
      let known = ["mg/qm": "mg/m2", "mg/sqm": "mg/m2", "mg/m^2": "mg/m2", "mg/m": "mg/m2"]
      let near =
        known[quantity.unit.lowercased()]
        ?? log.nearest(to: quantity.unit, in: DoseUnit.allCases.map(\.rawValue))
      log.error(
        item.mark, ProblemLog.quoted(text), expected: expected,
        suggestion: unit == nil && quantity.number > 0 ? near.map { "\(Numbers.plain(quantity.number)) \($0)" } : nil)
    case .failure(.decimalComma(let meant)):
      log.error(item.mark, "a decimal comma in \(ProblemLog.quoted(text))", expected: "a point", suggestion: meant)
    case .failure(.noNumber):
      log.error(item.mark, ProblemLog.quoted(text), expected: expected)
    }
    return nil
  }

  /// The amounts that a dose can have, in words.
  static func possible(_ unit: DoseUnit) -> String {
    let range = unit.possibleAmounts
    return "\(Numbers.text(range.lowerBound, decimals: 4)) to \(Numbers.text(range.upperBound)) \(unit.printed)"
  }

  /// A dose that is a plain value of a key.
  func dose(_ key: String) -> Dose? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    return dose(text, item)
  }

  /// A cycle length: `21 d`, or `21 d or 28 d`.
  func cycleLength(_ key: String, basis: String?) -> Recorded<CycleLength> {
    recorded(key) { text, item in
      var days: [Int] = []
      for part in Self.split(text, by: " or ") {
        guard case .success(let quantity) = Quantity.parse(part), quantity.unit == "d", quantity.number >= 1,
          quantity.number <= 366, quantity.number == quantity.number.rounded()
        else {
          log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a cycle length", expected: "whole days: `21 d`, `21 d or 28 d`",
            suggestion: Self.days(part))
          return nil
        }
        days.append(Int(quantity.number))
      }
      return CycleLength(days: days, basis: basis)
    }
  }

  /// What `21`, `q21d`, `3 wk` or `21 days` mean in days.
  private static func days(_ text: String) -> String? {
    let bare = text.lowercased().hasPrefix("q") ? String(text.dropFirst()) : text
    guard case .success(let quantity) = Quantity.parse(bare), (1...366).contains(quantity.number) else { return nil }
    switch quantity.unit.lowercased() {
    case "", "d", "day", "days", "tage": return "\(Numbers.plain(quantity.number)) d"
    case "w", "wk", "week", "weeks": return "\(Numbers.plain(quantity.number * 7)) d"
    default: return nil
    }
  }

  /// Days of a cycle, from 1, ascending.
  func days(_ key: String) -> [Int] {
    var days: [Int] = []
    for item in oneOrMore(key) {
      guard let text = text(of: item), let day = integer(text, item, 1...366, "a day of the cycle") else { continue }
      if let last = days.last, day <= last {
        log.error(item.mark, "day \(day) after day \(last)", expected: "days in ascending order, each once")
      }
      days.append(day)
    }
    return days
  }

  /// First and last cycle: `1-3`, `4`, `16-`.
  func cycles(_ key: String) -> (first: Int, last: Int?)? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    let parts = text.map { $0 == "–" ? "-" : $0 }.split(separator: "-", omittingEmptySubsequences: false)
      .map { Self.integer(String($0).trimmed) }
    let isOpen = text.hasSuffix("-")
    if parts.count <= 2, let first = parts.first.flatMap({ $0 }), (1...500).contains(first) {
      if parts.count == 1 { return (first, first) }
      if isOpen { return (first, nil) }
      if let last = parts[1], last >= first, last <= 500 { return (first, last) }
    }
    log.error(
      item.mark, "\(ProblemLog.quoted(text)) for cycles", expected: "first and last: `1-3`, `4`, `16-` (from 1, rising)"
    )
    return nil
  }

  /// The drugs of a text joined by ` + `.
  func drugs(_ text: String, _ item: Item) -> [String] {
    var drugs: [String] = []
    for part in Self.split(text, by: "+") {
      if part.isEmpty {
        log.error(item.mark, "\(ProblemLog.quoted(text)) has a drug without a name", expected: "`drug + drug`")
      } else if drugs.contains(part) {
        log.error(item.mark, "the drug \(ProblemLog.quoted(part)) is there twice")
      } else {
        if part != part.lowercased() {
          log.warning(
            item.mark, "the drug \(ProblemLog.quoted(part)) has capitals", expected: "generic names in lower case",
            suggestion: part.lowercased())
        }
        drugs.append(part)
      }
    }
    return drugs
  }

  /// The parts of a text, trimmed.
  static func split(_ text: String, by separator: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound].trimmed)
      rest = rest[range.upperBound...]
    }
    parts.append(rest.trimmed)
    return parts
  }
}
