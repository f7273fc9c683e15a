// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// When a growth factor may be given around cytotoxic chemotherapy, by its US label.
///
/// Pegfilgrastim: not between 14 days before and 24 hours after. Trials of gemcitabine and docetaxel give it on day 9 all the same,
/// 13 days before the next day 1; the EU text has no such clause. So this warns, and never forbids.
public struct GrowthFactorWindow: Sendable, Hashable {
  /// Least days to the next chemotherapy.
  public var daysBefore: Int
  /// Least days since the last; where clock times are unknown, 24 hours are kept from the next day on.
  public var daysAfter: Int
  /// Greatest number in a cycle.
  public var mostPerCycle: Int?

  /// The window of a growth factor, by any of its names; nil for other drugs.
  public static func of(_ drug: String) -> GrowthFactorWindow? {
    switch DrugNames.generic(drug) ?? drug {
    case "pegfilgrastim", "lipegfilgrastim", "efbemalenograstim", "eflapegrastim": longActing
    case "filgrastim", "lenograstim": shortActing
    default: nil
    }
  }

  /// Pegfilgrastim and its like.
  public static let longActing = GrowthFactorWindow(daysBefore: 14, daysAfter: 1, mostPerCycle: 1)
  /// Filgrastim and its like, which are given day by day.
  public static let shortActing = GrowthFactorWindow(daysBefore: 1, daysAfter: 1, mostPerCycle: nil)

  /// One administration of a growth factor against the chemotherapy around it.
  public struct Check: Sendable, Hashable {
    /// Days since the last chemotherapy, 0 on the same day; nil if there was none.
    public var daysAfterLast: Int?
    /// Days to the next; nil if there is none.
    public var daysToNext: Int?
    /// Whether the time since the last is kept.
    public var isRightAfter: Bool
    /// Whether the time to the next is kept.
    public var isRightBefore: Bool
  }

  /// Checks a day number against those of chemotherapy (any common origin).
  public func check(day: Int, chemotherapy: [Int]) -> Check {
    let last = chemotherapy.filter { $0 <= day }.max().map { day - $0 }
    let next = chemotherapy.filter { $0 > day }.min().map { $0 - day }
    return Check(
      daysAfterLast: last, daysToNext: next, isRightAfter: last.map { $0 >= daysAfter } ?? true,
      isRightBefore: next.map { $0 >= daysBefore } ?? true)
  }

  /// Checks days of a cycle that is repeated; of one cycle alone where its length is not known.
  public func check(days: [Int], chemotherapy: [Int], cycleDays: Int?) -> [Check] {
    let others = cycleDays.map { length in chemotherapy.flatMap { [$0 - length, $0 + length] } } ?? []
    let around = chemotherapy + others
    return days.map { check(day: $0, chemotherapy: around) }
  }

  /// What is wrong with a date, in words.
  func conflicts(on date: Day, treatment: Set<Day>) -> [String] {
    let check = check(day: date.number, chemotherapy: treatment.map(\.number))
    var words: [String] = []
    if !check.isRightAfter { words.append("on the day of chemotherapy; the label asks for 24 h after it.") }
    if !check.isRightBefore, let days = check.daysToNext {
      words.append(
        "\(days) days before the next dose; the US label asks for \(daysBefore), which trial practice (day 9 of 21) does not keep."
      )
    }
    return words
  }
}
