// SPDX-License-Identifier: Apache-2.0

/// A date as far as a file says it: a year, a month or a day. One that was estimated is as exact as it is said to be.
struct PartialDate: Equatable {
  /// Year, month and day, each as far as it is exact.
  var (year, month, day): (Int, Int?, Int?)

  /// Why a date is none.
  struct Fault: Error, Equatable {
    var message: String
    var expected: String
  }

  /// As it stands in the record: `2024-06-10`, `2024-06`, `2024`.
  var text: String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)" + (month.map { "-" + padded($0) } ?? "") + (day.map { "-" + padded($0) } ?? "")
  }

  /// Whether a date surely lies before another, both as texts of the record; of different exactness as far as both say it. Other texts say nothing.
  static func isBefore(_ first: String, _ second: String) -> Bool {
    let form = #/[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?/#
    guard first.wholeMatch(of: form) != nil, second.wholeMatch(of: form) != nil else { return false }
    let count = min(first.count, second.count)
    return first.prefix(count) < second.prefix(count)
  }

  /// Completed years from one date to another, where both are exact enough to say them.
  static func years(from birth: PartialDate, to date: PartialDate) -> Int? {
    let difference = date.year - birth.year
    guard let born = birth.month, let month = date.month else { return nil }
    if month != born { return month > born ? difference : difference - 1 }
    guard let first = birth.day, let day = date.day else { return nil }
    return day >= first ? difference : difference - 1
  }
}
