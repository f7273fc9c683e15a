// SPDX-License-Identifier: Apache-2.0

import Plain
public import Chronology
import Course

/// Units in which a length of time is shown.
public enum DisplayUnit: String, Sendable, Hashable, CaseIterable {
  /// Days.
  case days = "d"
  /// Weeks of 7 days.
  case weeks = "wk"
  /// Months of 30.4375 days.
  case months = "mo"
  /// Years of 365.25 days.
  case years = "y"

  /// A length in this unit.
  public func number(_ length: TimeLength) -> Double {
    switch self {
    case .days: length.days
    case .weeks: length.weeks
    case .months: length.months
    case .years: length.years
    }
  }
}

extension LengthBounds {
  /// As print shows it: `6 mo`, `5.5–6.5 mo`, `≥ 13.5 mo`, `≤ 1.4 mo`, `not determined`.
  public func text(in unit: DisplayUnit = .months, decimals: Int = 1) -> String {
    let low = lower.map { Numbers.text(unit.number($0), decimals: decimals) }
    let high = upper.map { Numbers.text(unit.number($0), decimals: decimals) }
    switch (low, high) {
    case (nil, nil): return "not determined"
    case (let low?, nil): return low == "0" ? "not determined" : "≥ \(low) \(unit.rawValue)"
    case (nil, let high?): return "≤ \(high) \(unit.rawValue)"
    case (let low?, let high?):
      if low == high { return "\(low) \(unit.rawValue)" }
      return low == "0" ? "≤ \(high) \(unit.rawValue)" : "\(low)–\(high) \(unit.rawValue)"
    }
  }
}

extension DayBounds {
  /// As print shows it: `2021-05-03`, `2021-05-01 to 2021-05-31`, `from …`, `until …`, `not determined`.
  public var text: String {
    switch (earliest, latest) {
    case (nil, nil): "not determined"
    case (let day?, nil): "from \(day)"
    case (nil, let day?): "until \(day)"
    case (let first?, let last?): first == last ? "\(first)" : "\(first) to \(last)"
    }
  }
}
