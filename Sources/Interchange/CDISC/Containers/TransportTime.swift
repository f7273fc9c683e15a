// SPDX-License-Identifier: Apache-2.0

import Chronology

/// Times of SAS: days, or seconds, since 1 January 1960, and seconds of a day; what they are is said by a format.
enum TransportTime {
  private static let origin = Day(iso: "1960-01-01")?.number ?? -3653
  /// SAS knows days of the years 1582 to 9999 (Language Reference: About SAS Date, Time, and Datetime Values).
  private static let days = -138_061...2_936_547

  private static let dates: Set = [
    "DATE", "DDMMYY", "DDMMYYB", "DDMMYYC", "DDMMYYD", "DDMMYYN", "DDMMYYP", "DDMMYYS", "MMDDYY", "MMDDYYB", "MMDDYYC",
    "MMDDYYD", "MMDDYYN", "MMDDYYP", "MMDDYYS", "YYMMDD", "YYMMDDB", "YYMMDDC", "YYMMDDD", "YYMMDDN", "YYMMDDP",
    "YYMMDDS", "E8601DA", "B8601DA", "IS8601DA", "WEEKDATE", "WORDDATE", "JULIAN", "EURDFDE", "DTDATE",
  ]
  private static let datetimes: Set = ["DATETIME", "E8601DT", "B8601DT", "IS8601DT", "DATEAMPM", "MDYAMPM"]
  private static let times: Set = ["TIME", "E8601TM", "B8601TM", "IS8601TM", "HHMM", "TOD", "TIMEAMPM"]

  /// What a format shows: `DATE`, or `DATE9.`
  static func type(of format: String) -> Dataset.DataType? {
    let name = format.uppercased().prefix { $0 != "." }
    // The width stands behind the name.
    var stem = String(name)
    while let last = stem.last, last.isNumber { stem.removeLast() }
    if dates.contains(stem) { return .date }
    if datetimes.contains(stem) { return .datetime }
    return times.contains(stem) ? .time : nil
  }

  /// A number as a time of ISO 8601; nil for one that is none.
  static func text(_ number: Double, _ type: Dataset.DataType) -> String? {
    guard number == number.rounded(.down), number.magnitude < 1e12 else { return nil }
    let whole = Int(number)
    switch type {
    case .date: return days.contains(whole) ? Day(whole + origin).description : nil
    case .datetime:
      let day = Int((Double(whole) / 86_400).rounded(.down))
      guard days.contains(day) else { return nil }
      return "\(Day(day + origin))T\(clock(whole - day * 86_400))"
    case .time: return (0..<86_400).contains(whole) ? clock(whole) : nil
    default: return nil
    }
  }

  private static func clock(_ seconds: Int) -> String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
  }

  /// The number of a time of ISO 8601; nil for one that is not exact.
  static func number(_ text: String, _ type: Dataset.DataType) -> Double? {
    switch type {
    case .date: return Day(iso: text).map { Double($0.number - origin) }.flatMap { days.contains(Int($0)) ? $0 : nil }
    case .datetime:
      let parts = text.split(separator: "T", omittingEmptySubsequences: false)
      guard parts.count == 2, let day = number(String(parts[0]), .date), let time = number(String(parts[1]), .time)
      else {
        return nil
      }
      return day * 86_400 + time
    case .time:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.compactMap {
        $0.utf8.count == 2 && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int($0) : nil
      }
      guard parts.count == 3, numbers.count == 3, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
      return Double(numbers[0] * 3600 + numbers[1] * 60 + numbers[2])
    default: return nil
    }
  }
}
