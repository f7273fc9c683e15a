// SPDX-License-Identifier: Apache-2.0

import Plain

extension CycleLength {
  /// Reads `21 d`, or `21 d or 28 d` where the source leaves it open: whole days, 1 to 366 each. Weeks are of 7 days: `3 wk`, `q3w`, `q21d`.
  public init(parsing text: String, basis: String? = nil) throws(ValueSyntaxError) {
    var days: [Int] = []
    for part in text.parts(by: " or ") {
      guard let number = Self.days(part) else {
        throw ValueSyntaxError(
          text, expected: "whole days or weeks: `21 d`, `3 wk`, `21 d or 28 d`", suggestion: Self.meant(part))
      }
      days.append(number)
    }
    self.init(days: days, basis: basis)
  }

  /// As it is read: `21 d or 28 d`.
  public var text: String { days.map { "\($0) d" }.joined(separator: " or ") }

  /// Days of a length with its unit.
  private static func days(_ text: String) -> Int? {
    var bare = text.lowercased()[...]
    for prefix in ["every ", "q"] where bare.hasPrefix(prefix) { bare = bare.dropFirst(prefix.count) }
    guard let quantity = try? Quantity(parsing: bare.trimmed), quantity.number == quantity.number.rounded() else {
      return nil
    }
    let factor: Double
    switch quantity.unit {
    case "d", "day", "days", "tage": factor = 1
    case "w", "wk", "wks", "week", "weeks", "wochen": factor = 7
    default: return nil
    }
    let days = quantity.number * factor
    return (1...366).contains(days) ? Int(days) : nil
  }

  /// A bare number is probably of days; that is said, not done.
  private static func meant(_ text: String) -> String? {
    guard let quantity = try? Quantity(parsing: text), quantity.unit.isEmpty, (7...366).contains(quantity.number) else {
      return nil
    }
    return "\(Numbers.plain(quantity.number)) d"
  }
}

extension String {
  /// The parts between a separator, trimmed.
  package func parts(by separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound].trimmed)
      rest = rest[range.upperBound...]
    }
    parts.append(rest.trimmed)
    return parts
  }
}
