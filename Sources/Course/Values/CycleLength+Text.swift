// SPDX-License-Identifier: Apache-2.0

import Plain

extension CycleLength {
  /// Reads `21 d`, or `21 d or 28 d` where the source leaves it open: whole days, 1 to 366 each.
  public init(parsing text: String, basis: String? = nil) throws(ValueSyntaxError) {
    var days: [Int] = []
    for part in text.parts(by: " or ") {
      guard let quantity = try? Quantity(parsing: part), quantity.unit == "d", quantity.number >= 1,
        quantity.number <= 366, quantity.number == quantity.number.rounded()
      else {
        throw ValueSyntaxError(text, expected: "whole days: `21 d`, `21 d or 28 d`", suggestion: Self.meant(part))
      }
      days.append(Int(quantity.number))
    }
    self.init(days: days, basis: basis)
  }

  /// As it is read: `21 d or 28 d`.
  public var text: String { days.map { "\($0) d" }.joined(separator: " or ") }

  /// What `21`, `q21d`, `3 wk` or `21 days` mean in days.
  private static func meant(_ text: String) -> String? {
    let bare = text.lowercased().hasPrefix("q") ? String(text.dropFirst()) : text
    guard let quantity = try? Quantity(parsing: bare), (1...366).contains(quantity.number) else { return nil }
    switch quantity.unit.lowercased() {
    case "", "d", "day", "days", "tage": return "\(Numbers.plain(quantity.number)) d"
    case "w", "wk", "week", "weeks": return "\(Numbers.plain(quantity.number * 7)) d"
    default: return nil
    }
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
