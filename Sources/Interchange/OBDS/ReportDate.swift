// SPDX-License-Identifier: Apache-2.0

import Chronology
import Notation

extension PartialDate {
  /// A date of oBDS with its `Datumsgenauigkeit`: E exact, T day estimated, M month estimated; nil for V, of which not even the year is exact.
  static func iso(_ text: String, accuracy: String?) throws(Fault) -> PartialDate? {
    let expected = "year, month and day: `2024-06-10`"
    var digits = text
    // A zone, which a date of XML may have, changes no day.
    if digits.hasSuffix("Z") { digits.removeLast() }
    if digits.utf8.count == 16, "+-".contains(digits.suffix(6).prefix(1)) { digits.removeLast(6) }
    let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let date = date(parts.map(String.init)), date.day != nil else {
      throw Fault(message: "\(ProblemLog.quoted(text)) for a date", expected: expected)
    }
    switch accuracy {
    case "E", nil: return date
    case "T": return PartialDate(year: date.year, month: date.month, day: nil)
    case "M": return PartialDate(year: date.year, month: nil, day: nil)
    case "V": return nil
    case let other?:
      throw Fault(message: "\(ProblemLog.quoted(other)) for the precision of a date", expected: "E, T, M or V")
    }
  }

  /// A date of ADT/GEKID: `10.06.2024`, `00.06.2024`, `00.00.2024`.
  static func german(_ text: String) throws(Fault) -> PartialDate {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.map(\.utf8.count) == [2, 2, 4], let date = date(parts.reversed()) else {
      throw Fault(
        message: "\(ProblemLog.quoted(text)) for a date",
        expected: "day, month and year: `10.06.2024`, with zeros for what is not known: `00.06.2024`")
    }
    return date
  }

  /// A date of its digits: year, month, day; zeros are not known. A day without a month is none.
  private static func date(_ parts: [String]) -> PartialDate? {
    let numbers = parts.compactMap { part in part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil }
    // Before 1880 nobody was born whom a registry follows; `00.00.1800` stands for no date.
    guard numbers.count == 3, (1880...2100).contains(numbers[0]), (0...12).contains(numbers[1]),
      (0...31).contains(numbers[2])
    else {
      return nil
    }
    let date = PartialDate(
      year: numbers[0], month: numbers[1] == 0 ? nil : numbers[1], day: numbers[2] == 0 ? nil : numbers[2])
    if date.month == nil, date.day != nil { return nil }
    return (try? StatedDate(parsing: date.text)) == nil ? nil : date
  }
}
