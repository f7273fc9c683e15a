// SPDX-License-Identifier: Apache-2.0

import Chronology
import Foundation

/// What a number that a workbook stores is under its format.
enum StoredNumber {
  /// The cell of a number. Of a date as much is read as its format shows: `Oct 2018` is stored as the first of that month.
  static func cell(_ stored: String, _ format: NumberFormat, isFrom1904: Bool) -> FileCell {
    guard let value = Double(stored), value.isFinite else {
      return FileCell(text: stored, kind: .fault("`\(stored.prefix(40))` for a stored number", expected: "a number"))
    }
    if format.isDate { return date(value, format, isFrom1904) }
    if format.hasTime, !format.isDate { return FileCell(text: time(value)) }
    // What is shown as 50% is no 0.5 to who reads the sheet.
    if format.isPercent { return FileCell(text: plain(value * 100) + "%") }
    return FileCell(text: plain(value), kind: .number)
  }

  /// The number in decimals with the 15 digits that a spreadsheet has: `59.700000000000003` is 59.7.
  static func plain(_ value: Double) -> String {
    let text = String(format: "%.14e", value).lowercased()
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    let digits = String(parts[0].filter(\.isNumber).reversed().drop { $0 == "0" }.reversed())
    if digits.isEmpty { return "0" }
    // The point stands behind so many digits.
    let point = exponent + 1
    let zeros = String(repeating: "0", count: max(0, point <= 0 ? -point : point - digits.count))
    let magnitude =
      point <= 0
      ? "0." + zeros + digits
      : point >= digits.count ? digits + zeros : "\(digits.prefix(point)).\(digits.dropFirst(point))"
    return (value < 0 ? "-" : "") + magnitude
  }

  private static func date(_ value: Double, _ format: NumberFormat, _ isFrom1904: Bool) -> FileCell {
    let shown = plain(value)
    func fault(_ message: String, _ expected: String) -> FileCell {
      FileCell(text: shown, kind: .fault(message, expected: expected))
    }
    guard format.hasYear, format.hasDay ? format.hasMonth : true else {
      return fault(
        "a date of which the sheet does not show year, month and day", "a format that shows the year, as it is meant")
    }
    var seconds = (value.truncatingRemainder(dividingBy: 1) * 86_400).rounded()
    var days = value.rounded(.down)
    if seconds >= 86_400 { (days, seconds) = (days + 1, 0) }
    // Day 60 from 1900 is a 29th of February that never was; what comes before it is counted from a day later.
    guard let first = Day(year: isFrom1904 ? 1904 : 1899, month: isFrom1904 ? 1 : 12, day: isFrom1904 ? 1 : 30),
      days >= 0, days <= 2_958_465, isFrom1904 || days != 60 && days >= 1
    else { return fault("`\(shown)` for a date", "a day from 1900 to 9999") }
    let day = Day(first.number + Int(days) + (!isFrom1904 && days < 60 ? 1 : 0)).description
    if !format.hasMonth { return FileCell(text: String(day.prefix(4)), kind: .date) }
    if !format.hasDay { return FileCell(text: String(day.prefix(7)), kind: .date) }
    return FileCell(text: seconds == 0 ? day : "\(day) \(time(seconds / 86_400))", kind: .date)
  }

  /// Hours and minutes, with seconds where there are some.
  private static func time(_ value: Double) -> String {
    let seconds = Int((abs(min(value, 1_000_000)) * 86_400).rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60))" + (seconds % 60 == 0 ? "" : ":\(two(seconds % 60))")
  }
}
