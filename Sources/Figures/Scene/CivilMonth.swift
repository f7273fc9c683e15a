// SPDX-License-Identifier: Apache-2.0

/// A month of the Gregorian calendar, as much of a calendar as the labels of an axis need.
struct CivilMonth: Hashable, Sendable {
  /// Months since January of the year 0.
  let index: Int

  init(index: Int) {
    self.index = index
  }

  /// The month that holds a day, counted in days from 1970-01-01.
  init(containing day: Int) {
    // The mean month leads to the right one or a neighbour.
    var guess = CivilMonth(index: 1970 * 12 + Int((Double(day) / 30.436875).rounded(.down)))
    while guess.firstDay > day { guess = CivilMonth(index: guess.index - 1) }
    while CivilMonth(index: guess.index + 1).firstDay <= day { guess = CivilMonth(index: guess.index + 1) }
    self = guess
  }

  /// The year.
  var year: Int { floorDivide(index, 12) }

  /// The month of the year, 1 to 12.
  var month: Int { index - year * 12 + 1 }

  /// The first day of the month, in days from 1970-01-01.
  var firstDay: Int {
    let leapDays = { (year: Int) in floorDivide(year, 4) - floorDivide(year, 100) + floorDivide(year, 400) }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
    let newYear = (year - 1970) * 365 + leapDays(year - 1) - leapDays(1969)
    return newYear + before + (isLeap && month > 2 ? 1 : 0)
  }

  /// The year in four digits: `2017`.
  var yearLabel: String {
    let digits = String(abs(year))
    return (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Year and month as in ISO 8601: `2017-03`.
  var label: String { "\(yearLabel)-\(month < 10 ? "0" : "")\(month)" }
}

/// The quotient rounded towards negative infinity.
private func floorDivide(_ value: Int, _ divisor: Int) -> Int {
  value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
}
