// SPDX-License-Identifier: Apache-2.0

public import Chronology
import Course

/// Cycles of a regimen on the calendar.
///
/// ```swift
/// let plan = try TreatmentPlan.make(regimen, start: start, cycles: 3)
/// plan.days.map(\.date)
/// ```
public struct TreatmentPlan: Sendable, Hashable {
  /// The regimen.
  public let regimen: Regimen
  /// First days of the cycles.
  public let cycleStarts: [Day]
  /// All planned days in order of date.
  public let days: [PlannedDay]
  /// What a reader must know: no rest week, support too close to the next dose.
  public let warnings: [String]

  /// Plans cycles from a first day.
  ///
  /// - Parameters:
  ///   - regimen: what is planned.
  ///   - start: day 1 of cycle 1.
  ///   - cycles: 1 to 200.
  ///   - delays: days that are late.
  ///   - policy: what a delay within a cycle moves.
  public static func make(
    _ regimen: Regimen, start: Day, cycles: Int, delays: [ScheduleDelay] = [], policy: DelayPolicy = .movesAll
  ) throws(ScheduleProblem) -> TreatmentPlan {
    guard (1...200).contains(cycles) else { throw .cycles(cycles) }
    for component in regimen.components where regimen.pattern(component) == nil {
      throw .days(drug: component.drug, cycleDays: regimen.cycleDays)
    }
    let dayNumbers = Set(regimen.components.flatMap(\.days))
    for delay in delays
    where !(1...cycles).contains(delay.cycle) || !(1...365).contains(delay.days)
      || !(delay.day == 1 || dayNumbers.contains(delay.day))
    {
      throw .delay(delay)
    }
    for (index, delay) in delays.enumerated()
    where delays[..<index].contains(where: { $0.cycle == delay.cycle && $0.day == delay.day }) {
      throw .delayedTwice(delay)
    }
    var starts: [Day] = []
    var days: [PlannedDay] = []
    var next = start
    for cycle in 1...cycles {
      let inCycle = delays.filter { $0.cycle == cycle }
      let late = inCycle.filter { $0.day == 1 }.reduce(0) { $0 + $1.days }
      let first = Day(next.number + late)
      starts.append(first)
      let later = inCycle.filter { $0.day > 1 }
      days += Self.days(of: regimen, cycle: cycle, first: first, delays: later, policy).map { day in
        var day = day
        if day.role == .treatment, day.day == dayNumbers.min() { day.cycleDelayedDays = late }
        return day
      }
      let moved = policy == .movesAll ? later.reduce(0) { $0 + $1.days } : 0
      next = Day(first.number + regimen.cycleDays + moved)
    }
    guard let end = Day(year: 9999, month: 12, day: 31), (days.map(\.date) + starts).allSatisfy({ $0 <= end }) else {
      throw .calendarEnd
    }
    for pair in Self.successions(days) where pair.next.date <= pair.one.date {
      throw .passesNext(drug: pair.one.drug, late: pair.one, next: pair.next)
    }
    // Within a day and role in the order of the regimen, which is the order of administration.
    days.sort { ($0.date, $0.role.order, $0.part) < ($1.date, $1.role.order, $1.part) }
    return TreatmentPlan(
      regimen: regimen, cycleStarts: starts, days: days, warnings: Self.warnings(regimen, days, cycles: cycles))
  }

  private static func days(
    of regimen: Regimen, cycle: Int, first: Day, delays: [ScheduleDelay], _ policy: DelayPolicy
  ) -> [PlannedDay] {
    let treatmentDays = Set(regimen.components.flatMap(\.days)).sorted()
    func planned(
      _ day: Int, _ drug: String, _ dose: Dose?, _ timesADay: Int?, _ part: Int, _ role: PlannedDay.Role
    ) -> PlannedDay {
      // Premedication goes with the dose that it precedes, support with the dose that it follows.
      let anchor =
        switch role {
        case .treatment: day
        case .premedication: treatmentDays.first { $0 >= day } ?? treatmentDays.last { $0 < day } ?? day
        case .support: treatmentDays.last { $0 <= day } ?? day
        }
      let shift = delays.reduce(0) { sum, delay in
        let applies = policy == .movesDay ? delay.day == anchor : delay.day <= anchor
        return applies ? sum + delay.days : sum
      }
      return PlannedDay(
        cycle: cycle, day: day, date: Day(first.number + day - 1 + shift), drug: drug, dose: dose,
        timesADay: timesADay, part: part, role: role,
        delayedDays: shift)
    }
    func accompanying(_ parts: [Regimen.Accompaniment], _ role: PlannedDay.Role) -> [PlannedDay] {
      parts.enumerated().flatMap { index, part in
        part.days.map {
          planned($0, part.drug, part.dose, part.timesADay > 1 ? part.timesADay : nil, index, role)
        }
      }
    }
    let treatment = regimen.components.enumerated().filter { cycle <= $1.mostCycles ?? cycle }.flatMap { index, part in
      part.days.map { planned($0, part.drug, part.dose, part.posology.timesADay, index, .treatment) }
    }
    return treatment + accompanying(regimen.premedication, .premedication) + accompanying(regimen.support, .support)
  }

  /// Each dose of a drug with the next one of it, in the order of cycles and days.
  private static func successions(_ days: [PlannedDay]) -> [(one: PlannedDay, next: PlannedDay)] {
    Dictionary(grouping: days.filter { $0.role == .treatment }, by: \.drug).sorted { $0.key < $1.key }.flatMap {
      _, own in
      let own = own.sorted { ($0.cycle, $0.day) < ($1.cycle, $1.day) }
      // Two parts of a drug may be given on one day of the regimen.
      return zip(own, own.dropFirst()).filter { ($0.cycle, $0.day) != ($1.cycle, $1.day) }.map { (one: $0, next: $1) }
    }
  }

  private static func warnings(_ regimen: Regimen, _ days: [PlannedDay], cycles: Int) -> [String] {
    var found: [String] = []
    if let most = regimen.mostCycles, cycles > most {
      found.append("\(cycles) cycles are planned; \(regimen.id) has at most \(most).")
    }
    for component in regimen.components {
      guard let most = component.mostCycles, cycles > most else { continue }
      found.append("\(component.drug) is given in \(most) cycles at most; later ones are without it.")
    }
    for component in regimen.components where component.dose.unit != .milligrams {
      if let gap = regimen.pattern(component)?.constantGap, gap <= 7, gap > 1 {
        found.append(
          "\(component.drug): no rest week, a constant \(gap)-day interval within and across cycles.")
      }
    }
    for (one, next) in successions(days) where one.delayedDays > 0 {
      let scheduled = (next.cycle - one.cycle) * regimen.cycleDays + next.day - one.day
      guard case let gap = next.date.number - one.date.number, gap < scheduled else { continue }
      found.append(
        "\(one.drug): cycle \(next.cycle), day \(next.day) on \(next.date) is only \(gap) d after the late dose of \(one.date); "
          + "the schedule has \(scheduled) d between them.")
    }
    let treatment = Set(days.filter { $0.role == .treatment }.map(\.date))
    var seen = Set<String>()
    for day in days where day.role == .support {
      guard let window = GrowthFactorWindow.of(day.drug) else { continue }
      for words in window.conflicts(on: day.date, treatment: treatment) {
        let line = "\(day.drug) on day \(day.day): \(words)"
        if seen.insert(line).inserted { found.append(line) }
      }
    }
    return found
  }

  /// Whether a day belongs to a cycle that the regimen does not have.
  public func isBeyondRegimen(_ day: PlannedDay) -> Bool { regimen.mostCycles.map { day.cycle > $0 } ?? false }

  /// The days of the plan, where what is taken day after day is one run with its last day.
  public var runs: [(day: PlannedDay, until: Day?)] {
    var runs: [(day: PlannedDay, until: Day?)] = []
    var open: [Int: Int] = [:]
    for day in days {
      guard day.role == .treatment, regimen.components[day.part].isDaily else {
        runs.append((day, nil))
        continue
      }
      if let index = open[day.part], (runs[index].until ?? runs[index].day.date).number + 1 == day.date.number,
        runs[index].day.dose == day.dose
      {
        runs[index].until = day.date
      } else {
        open[day.part] = runs.count
        runs.append((day, nil))
      }
    }
    return runs
  }

  /// The cycle and day of each treatment date: what a calendar says of a schedule, the inverse of the plan.
  ///
  /// - Parameters:
  ///   - dates: dates of administration.
  ///   - cycleStarts: first days of the cycles.
  /// - Returns: for each date its cycle and its day counted from that cycle's first day; a date before the first cycle is left out.
  public static func cycleDays(of dates: [Day], cycleStarts: [Day]) -> [(date: Day, cycle: Int, day: Int)] {
    dates.sorted().compactMap { date in
      guard let index = cycleStarts.lastIndex(where: { $0 <= date }) else { return nil }
      return (date, index + 1, date.number - cycleStarts[index].number + 1)
    }
  }
}

extension PlannedDay.Role {
  /// Premedication comes before treatment on the same day, support after it.
  var order: Int {
    switch self {
    case .premedication: 0
    case .treatment: 1
    case .support: 2
    }
  }
}
