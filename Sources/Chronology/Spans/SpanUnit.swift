// SPDX-License-Identifier: Apache-2.0

/// Units in which charts state spans.
public enum SpanUnit: String, Hashable, Sendable, CaseIterable {
  /// Days.
  case day = "d"
  /// Weeks of 7 days.
  case week = "wk"
  /// Months of 30.4375 days.
  case month = "mo"
  /// Years of 365.25 days.
  case year = "y"

  /// Days in one unit.
  public var days: Double {
    switch self {
    case .day: 1
    case .week: 7
    case .month: TimeLength.daysPerMonth
    case .year: TimeLength.daysPerYear
    }
  }

  /// How the unit may be written.
  static let spellings: [String: SpanUnit] = [
    "d": .day, "day": .day, "days": .day,
    "w": .week, "wk": .week, "wks": .week, "week": .week, "weeks": .week,
    "mo": .month, "mos": .month, "month": .month, "months": .month,
    "y": .year, "yr": .year, "yrs": .year, "year": .year, "years": .year,
  ]
}
