// SPDX-License-Identifier: Apache-2.0

import Chronology
import Plain

/// A way in which dates are written in a column. Which one it is, the mapping states: `03.04.2020` and `03/04/2020` say no more by themselves.
package enum DateForm: String, Sendable, Hashable, CaseIterable {
  case iso = "yyyy-mm-dd"
  case german = "dd.mm.yyyy"
  case dayFirst = "dd/mm/yyyy"
  case monthFirst = "mm/dd/yyyy"
  case dayInWords = "dd month yyyy"
  case digits = "yyyymmdd"
  case isoMonth = "yyyy-mm"
  case germanMonth = "mm.yyyy"
  case month = "mm/yyyy"
  case monthInWords = "month yyyy"
  case year = "yyyy"

  /// The date in EDTF; nil where the text is not of this form, or is no date of the calendar. A time of day behind a day is left out (``apart(_:)``).
  package func date(_ text: String) -> String? {
    switch self {
    case .iso: day(text, "-", [4, 2, 2]) { ($0[0], $0[1], $0[2]) }
    case .german: day(text, ".", [2, 2, 4]) { ($0[2], $0[1], $0[0]) }
    case .dayFirst: day(text, "/", [2, 2, 4]) { ($0[2], $0[1], $0[0]) }
    case .monthFirst: day(text, "/", [2, 2, 4]) { ($0[2], $0[0], $0[1]) }
    case .digits:
      text.utf8.count == 8 && text.allSatisfy(\.isASCIIDigit)
        ? Self.day(Int(text.prefix(4)), Int(text.dropFirst(4).prefix(2)), Int(text.suffix(2))) : nil
    case .isoMonth: month(text, "-", [4, 2]) { ($0[0], $0[1]) }
    case .germanMonth: month(text, ".", [2, 4]) { ($0[1], $0[0]) }
    case .month: month(text, "/", [2, 4]) { ($0[1], $0[0]) }
    case .year: text.utf8.count == 4 && text.allSatisfy(\.isASCIIDigit) ? text : nil
    case .dayInWords: inWords(text, isDay: true)
    case .monthInWords: inWords(text, isDay: false)
    }
  }

  private func day(_ text: String, _ separator: Character, _ widths: [Int], _ order: ([Int]) -> (Int, Int, Int))
    -> String?
  {
    guard let numbers = Self.numbers(Self.apart(text).day, separator, widths) else { return nil }
    let (year, month, day) = order(numbers)
    return Self.day(year, month, day)
  }

  private static func day(_ year: Int?, _ month: Int?, _ day: Int?) -> String? {
    guard let year, let month, let day else { return nil }
    return Day(year: year, month: month, day: day)?.description
  }

  private func month(_ text: String, _ separator: Character, _ widths: [Int], _ order: ([Int]) -> (Int, Int))
    -> String?
  {
    guard let numbers = Self.numbers(text, separator, widths) else { return nil }
    let (year, month) = order(numbers)
    return Day(year: year, month: month, day: 1).map { String($0.description.prefix(7)) }
  }

  /// A day or a month in words reads in one way only; which of the two it is, is known from what it leaves open.
  private func inWords(_ text: String, isDay: Bool) -> String? {
    guard text.contains(where: \.isLetter), let date = try? StatedDate(parsing: text), let first = date.bounds.earliest,
      let last = date.bounds.latest
    else { return nil }
    let month = String(first.description.prefix(7))
    if date.bounds.isExact { return isDay ? first.description : nil }
    return !isDay && last.description.hasPrefix(month) && first.description.hasSuffix("-01") ? month : nil
  }

  /// Numbers of so many digits at most; a year has four.
  private static func numbers(_ text: String, _ separator: Character, _ widths: [Int]) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false).map { String($0).trimmed }
    guard parts.count == widths.count else { return nil }
    var numbers: [Int] = []
    for (part, width) in zip(parts, widths) {
      guard !part.isEmpty, part.allSatisfy(\.isASCIIDigit),
        width == 4 ? part.utf8.count == 4 : part.utf8.count <= width,
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The day of a text that has a time of day behind it, and that time, where it is not midnight, which spreadsheets put behind every day.
  package static func apart(_ text: String) -> (day: String, clock: String?) {
    guard let place = text.lastIndex(where: { $0 == " " || $0 == "T" }) else { return (text, nil) }
    let clock = text[text.index(after: place)...]
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isASCIIDigit) })
    else { return (text, nil) }
    let numbers = parts.compactMap { Int($0) }
    guard numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return (text, nil) }
    return (String(text[..<place]), numbers.allSatisfy { $0 == 0 } ? nil : String(clock))
  }
}
