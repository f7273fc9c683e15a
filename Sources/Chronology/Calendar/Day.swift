// SPDX-License-Identifier: Apache-2.0

/// A civil day of the proleptic Gregorian calendar, as a number of days since 1970-01-01.
///
/// ```swift
/// Day(year: 2021, month: 5, day: 3)?.description  // 2021-05-03
/// ```
public struct Day: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01, negative before.
  public let number: Int

  /// A day by its number since 1970-01-01.
  public init(_ number: Int) { self.number = number }

  /// A day by year, month (1–12) and day of the month; nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (0...9999).contains(year), day >= 1, day <= Day.count(month: month, year: year)
    else {
      return nil
    }
    // Days of a year counted from March, so that the leap day is its last (Howard Hinnant's civil-day arithmetic).
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// A day written `2021-05-03`; nil for anything else.
  public init?(iso text: some StringProtocol) {
    var digits = (0, 0, 0)
    var position = 0
    for byte in text.utf8 {
      switch position {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      default:
        guard byte >= 48, byte <= 57 else { return nil }
        let digit = Int(byte) - 48
        if position < 4 {
          digits.0 = digits.0 * 10 + digit
        } else if position < 7 {
          digits.1 = digits.1 * 10 + digit
        } else {
          digits.2 = digits.2 * 10 + digit
        }
      }
      position += 1
      if position > 10 { return nil }
    }
    guard position == 10 else { return nil }
    self.init(year: digits.0, month: digits.1, day: digits.2)
  }

  /// Year, month (1–12) and day of the month.
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Number of days of a month (1–12) of a year.
  public static func count(month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// ISO 8601: `2021-05-03`
  public var description: String {
    let (year, month, day) = civil
    return "\(Day.padded(year, 4))-\(Day.padded(month, 2))-\(Day.padded(day, 2))"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  /// Earlier days come first.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

/// The days between which something happened, both included; nil is open.
public struct DayBounds: Hashable, Sendable {
  /// Not before this day.
  public var earliest: Day?
  /// Not after this day.
  public var latest: Day?

  /// Bounds.
  public init(earliest: Day?, latest: Day?) {
    self.earliest = earliest
    self.latest = latest
  }

  /// Nothing is known.
  public static let unbounded = DayBounds(earliest: nil, latest: nil)

  /// Whether the day is known.
  public var isExact: Bool { earliest != nil && earliest == latest }
}
