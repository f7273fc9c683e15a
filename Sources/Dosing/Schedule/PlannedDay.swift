// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course

/// One administration of a plan, on a date.
public struct PlannedDay: Sendable, Hashable {
  /// Cycle, from 1.
  public var cycle: Int
  /// Day of the cycle as the regimen counts it, from 1 (0 and below: before day 1).
  public var day: Int
  /// The date.
  public var date: Day
  /// The drug; empty in a schedule without drugs.
  public var drug: String
  /// Dose of the administration, where there is one.
  public var dose: Dose?
  /// Administrations on this day, where it is said.
  public var timesADay: Int?
  /// Its place among the parts of the regimen of its role: one drug may be given in several.
  public var part: Int
  /// What it is.
  public var role: Role
  /// Days by which this one is later than planned.
  public var delayedDays: Int
  /// Days by which its cycle begins late; on the first day of treatment of the cycle alone.
  public var cycleDelayedDays = 0

  /// What a planned day is for.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// A drug of the regimen.
    case treatment
    /// Premedication.
    case premedication
    /// Support.
    case support
  }
}

/// A delay, and what it moves.
public struct ScheduleDelay: Sendable, Hashable {
  /// The cycle.
  public var cycle: Int
  /// The day of the cycle that is late; day 1 delays the whole cycle.
  public var day: Int
  /// By how many days.
  public var days: Int

  /// A delay.
  public init(cycle: Int, day: Int = 1, days: Int) {
    self.cycle = cycle
    self.day = day
    self.days = days
  }
}

/// What a delay within a cycle (of day 8, say) does to the days after it. A delay of day 1 always moves the whole cycle and all
/// later ones.
public enum DelayPolicy: String, Sendable, Hashable, CaseIterable {
  /// Everything after it moves, later cycles too.
  case movesAll = "moves all"
  /// Later days of the cycle move; the next cycle begins when it would have.
  case movesCycle = "moves cycle"
  /// Only the day itself moves.
  case movesDay = "moves day"
}

/// Why a plan cannot be made.
public enum ScheduleProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Days do not fit the cycle.
  case days(drug: String, cycleDays: Int)
  /// A delay of a cycle or day that the plan does not have.
  case delay(ScheduleDelay)
  /// Two delays of one day.
  case delayedTwice(ScheduleDelay)
  /// A delay that takes a dose to the day of the next one or past it.
  case passesNext(drug: String, late: PlannedDay, next: PlannedDay)
  /// A number of cycles out of 1–200.
  case cycles(Int)
  /// The plan goes on after the year 9999, beyond which no calendar date is written (ISO 8601, RFC 5545).
  case calendarEnd

  /// In words.
  public var description: String {
    switch self {
    case .days(let drug, let length): "the days of \(drug) do not fit a cycle of \(length) days"
    case .delay(let delay):
      "there is no day \(delay.day) in cycle \(delay.cycle) to delay by \(delay.days) days (delays are 1 to 365 days)"
    case .delayedTwice(let delay):
      "cycle \(delay.cycle), day \(delay.day) is delayed twice; expected one delay with the days in all"
    case .passesNext(let drug, let late, let next):
      "\(drug): cycle \(late.cycle), day \(late.day) would be late until \(late.date), and cycle \(next.cycle), day \(next.day) is due on "
        + "\(next.date); expected a delay that moves the later days too, or ends before them"
    case .cycles(let count): "\(count) cycles; expected 1 to 200"
    case .calendarEnd: "the plan goes on after the year 9999; expected an earlier start"
    }
  }
}
