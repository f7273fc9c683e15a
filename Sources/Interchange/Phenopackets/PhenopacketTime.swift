// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// An age as phenopackets have it: a duration of ISO 8601 in completed units (`P52Y2M` is from 52 years and 2 months to less than a month more).
struct PhenopacketAge: Equatable {
  /// Whole years and months together, and weeks and days together.
  var months: Int
  var days: Int
  /// The smallest unit that is stated.
  enum Unit: Equatable { case years, months, weeks, days }
  var unit: Unit

  /// Why a text is no age.
  struct Fault: Error, Equatable {
    var message: String
    var expected: String
  }

  /// Reads a duration; a time of day behind it says nothing of an age.
  init(_ text: String) throws(Fault) {
    let fault = Fault(
      message: "\(ProblemLog.quoted(text)) for an age", expected: "a duration of ISO 8601 in whole units: `P52Y2M`")
    guard let match = text.wholeMatch(of: Self.form) else { throw fault }
    func number(_ part: Substring?) -> Int? { part.flatMap { Int($0) } }
    let (years, months, weeks, days) = (number(match.1), number(match.2), number(match.3), number(match.4))
    guard years != nil || months != nil || weeks != nil || days != nil else { throw fault }
    self.months = 12 * (years ?? 0) + (months ?? 0)
    self.days = 7 * (weeks ?? 0) + (days ?? 0)
    unit = days != nil ? .days : weeks != nil ? .weeks : months != nil ? .months : .years
    guard self.months < 12 * 130, self.days < 366 * 130 else { throw fault }
  }

  private nonisolated(unsafe) static let form =
    #/P(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?(?:T[0-9HMS.]*)?/#

  /// Completed years, or months below two years, as the record has an age; nil for less than a month.
  var completed: String? {
    let months = months + days / 31
    if months >= 24 { return "\(months / 12)" }
    return months > 0 ? "\(months) mo" : nil
  }

  /// A month of unknown length is so many days at most away from the one that spans count by, and so are many of them.
  private static let doubt = 3.0
  private static let month = 30.4375

  /// From when to when it is, in days; a month has 30.4375 of them.
  var bounds: (low: Double, high: Double) {
    let low = Double(months) * Self.month + Double(days)
    let step: Double =
      switch unit {
      case .years: 12 * Self.month
      case .months: Self.month
      case .weeks: 7
      case .days: 1
      }
    return (low, low + step)
  }

  /// How long after the birth, in words of the record: from the age itself to one unit more, or to another age and its unit.
  static func span(_ first: PhenopacketAge, _ last: PhenopacketAge) -> String {
    if first.unit == .years, last.unit == .years { return "\(first.months / 12)-\(last.months / 12 + 1) y" }
    if first.days == 0, last.days == 0, [.years, .months].contains(first.unit), [.years, .months].contains(last.unit) {
      return "\(first.months)-\(last.months + (last.unit == .years ? 12 : 1)) mo"
    }
    let doubt = first.months + last.months > 0 ? doubt : 0
    let low = max(0, (first.bounds.low - doubt).rounded(.down))
    let high = (last.bounds.high + doubt).rounded(.up)
    return "\(Int(low))-\(Int(high)) d"
  }
}

/// Times of phenopackets, in words of the record.
enum PhenopacketTime {
  /// A day of a timestamp, in its own zone, with what must be told of it.
  ///
  /// Midnight of the first of January is how the schema writes a year alone (*rounded down to the closest known year, month, day*): such a time is the year, which holds in both meanings.
  static func date(_ text: String, isOwn: Bool) throws(FHIRDate.Fault) -> (date: PartialDate, doubt: String?) {
    var date = try FHIRDate.parse(text)
    guard !isOwn, date.day == 1, text.contains("T00:00:00") else { return (date, nil) }
    if date.month == 1 {
      date.month = nil
      date.day = nil
      return (date, "\(ProblemLog.quoted(text)), by which the format also writes the year alone: it stands as the year")
    }
    return (date, "\(ProblemLog.quoted(text)), by which the format also writes the month alone: it stands as the day")
  }

  /// An interval as a time within it: `2020-04` for that of a whole month.
  static func interval(_ start: String, _ end: String) -> String {
    if start == end { return start }
    let (first, last) = (start.parts(by: "-"), end.parts(by: "-"))
    if first.count == 3, last.count == 3, first[2] == "01", first[0] == last[0], let year = Int(first[0]) {
      if first[1] == last[1], let month = Int(first[1]), last[2] == "\(days(month, year))" {
        return "\(first[0])-\(first[1])"
      }
      if first[1] == "01", last[1] == "12", last[2] == "31" { return first[0] }
    }
    return "\(start)/\(end)"
  }

  static func days(_ month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
