// SPDX-License-Identifier: Apache-2.0

public import Plain
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

  /// Its sign in every language: `mo`, in German `Mon.`.
  public var phrase: Phrase {
    switch self {
    case .days: Phrase("d", "Tg.")
    case .weeks: Phrase("wk", "Wo.")
    case .months: Phrase("mo", "Mon.")
    case .years: Phrase("y", "J.")
    }
  }

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
  /// What is printed where nothing is known.
  static let notDetermined = "not determined"

  /// As print shows it: `6 mo`, `5.5–6.5 mo`, `≥ 13.5 mo`, `≤ 1.4 mo`, `not determined`.
  public func text(in unit: DisplayUnit = .months, decimals: Int = 1) -> String {
    printed(in: unit, decimals: decimals) ?? Self.notDetermined
  }

  /// The same in every language.
  public func phrase(in unit: DisplayUnit = .months, decimals: Int = 1) -> Phrase {
    guard let printed = printed(in: unit, decimals: decimals) else { return .notDetermined }
    return Phrase(printed: String(printed.dropLast(unit.rawValue.count))) + unit.phrase
  }

  /// The same; nil where bounds say nothing at this precision.
  func printed(in unit: DisplayUnit, decimals: Int = 1) -> String? {
    let low = lower.map { Numbers.text(unit.number($0), decimals: decimals) }
    let high = upper.map { Numbers.text(unit.number($0), decimals: decimals) }
    // A bound that is printed as zero is none: every length is that long.
    let least = low == Numbers.text(0, decimals: decimals) ? nil : low
    switch (least, high) {
    case (nil, nil): return nil
    case (let least?, nil): return "≥ \(least) \(unit.rawValue)"
    case (nil, let high?): return low == high ? "\(high) \(unit.rawValue)" : "≤ \(high) \(unit.rawValue)"
    case (let least?, let high?):
      return least == high ? "\(least) \(unit.rawValue)" : "\(least)–\(high) \(unit.rawValue)"
    }
  }
}

extension DayBounds {
  /// As print shows it: `2021-05-03`, `2021-05-01 to 2021-05-31`, `from …`, `until …`, `not determined`.
  public var text: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase { .days(self) }
}
