// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course
public import Plain

/// What was planned: one dose on days of a cycle.
public struct AccountPlan: Sendable, Hashable {
  /// Dose of one administration.
  public var dose: Dose
  /// Days and cycle.
  public var pattern: CyclePattern
  /// Amounts of days on which another dose is planned, in the unit of the dose.
  public var otherAmounts: [Int: Double]

  /// A plan.
  public init(dose: Dose, pattern: CyclePattern, otherAmounts: [Int: Double] = [:]) {
    self.dose = dose
    self.pattern = pattern
    self.otherAmounts = otherAmounts
  }

  /// What is planned for a day of the cycle.
  public func amount(on day: Int) -> Double { otherAmounts[day] ?? dose.amount }
  /// Dose of a cycle, in the unit of the dose.
  public var perCycle: Double { pattern.days.reduce(0) { $0 + amount(on: $1) } }
  /// Dose of a week, in the unit of the dose.
  public var perWeek: Double { perCycle * 7 / Double(pattern.cycleDays) }
}

/// One cycle as it was given.
public struct GivenCycle: Sendable, Hashable {
  /// Its number, where it is known; else its place among the cycles.
  public var number: Int?
  /// Day number of its day 1, from any origin.
  public var startDay: Int
  /// What was given, in order of day; 0 for an omission.
  public var doses: [GivenDose]

  /// A cycle.
  public init(number: Int? = nil, startDay: Int, doses: [GivenDose]) {
    self.number = number
    self.startDay = startDay
    self.doses = doses
  }
}

/// One administration, or its omission.
public struct GivenDose: Sendable, Hashable {
  /// Day of the cycle, from 1.
  public var day: Int
  /// Dose in the unit of the plan; 0 for an omission.
  public var amount: Double
  /// Day of the plan that it stands for, where it was given on another.
  public var plannedDay: Int?
  /// Why it differs from the plan.
  public var reason: DoseChangeReason.Code?

  /// An administration.
  public init(day: Int, amount: Double, plannedDay: Int? = nil, reason: DoseChangeReason.Code? = nil) {
    self.day = day
    self.plannedDay = plannedDay
    self.amount = amount
    self.reason = reason
  }
}

/// Three definitions of relative dose intensity are in use; a number without its definition cannot be compared.
public enum RelativeIntensityDefinition: String, Sendable, Hashable, CaseIterable {
  /// Delivered over planned dose per week; the time runs from the first to the last day 1 and one planned cycle more. Delays count.
  case perCourse = "per course"
  /// Total over planned dose; time does not count (`derive_param_doseint` of pharmaverse/admiral).
  case doseOnly = "dose only"
  /// Delivered dose over the time from the first to the last administration, over planned dose intensity. It overstates: perfect delivery
  /// of four cycles of days 1 and 8 of 21 gives 120 %.
  /// No table has it: its time leaves out what follows the last dose.
  case firstToLastDose = "first to last dose"

  /// Those whose time has the last cycle in it, so that what was given as planned is 100 %. Tables have these.
  public static let printed: [RelativeIntensityDefinition] = [.perCourse, .doseOnly]

  /// What it says, with its source.
  public var text: String { phrase.english }

  /// Its name in every language, as it follows `RDI`.
  public var shortPhrase: Phrase {
    switch self {
    case .perCourse: Phrase("\(rawValue)", "über den Verlauf")
    case .doseOnly: Phrase("\(rawValue)", "nur Dosis")
    case .firstToLastDose: Phrase("\(rawValue)", "erste bis letzte Gabe")
    }
  }

  /// What it says, with its source, in every language.
  public var phrase: Phrase {
    switch self {
    case .perCourse:
      Phrase(
        "dose per week over planned dose per week; the span is from the first to the last day 1 plus one planned cycle, so that the last cycle is in it (Hryniuk W, Bush H. J Clin Oncol 1984;2:1281-1288, per course)",
        "Dosis pro Woche, geteilt durch die geplante Dosis pro Woche; die Zeit reicht vom ersten bis zum letzten Tag 1 und einen geplanten Zyklus weiter, sodass der letzte Zyklus enthalten ist (Hryniuk W, Bush H. J Clin Oncol 1984;2:1281-1288, über den Verlauf)"
      )
    case .doseOnly:
      Phrase(
        "total dose over planned dose of the cycles begun; time does not count (pharmaverse admiral)",
        "Gesamtdosis, geteilt durch die geplante Dosis der begonnenen Zyklen; die Zeit zählt nicht (pharmaverse admiral)"
      )
    case .firstToLastDose:
      Phrase(
        "dose per week between the first and the last administration over planned dose per week; overstates",
        "Dosis pro Woche zwischen der ersten und der letzten Gabe, geteilt durch die geplante Dosis pro Woche; überschätzt"
      )
    }
  }
}

/// Planned against given, for one drug of one course.
public struct DoseAccount: Sendable, Hashable {
  /// Cycles begun.
  public var cycles: Int
  /// Administrations given, omissions not counted.
  public var administrations: Int
  /// Sum of what was given, in the unit of the plan.
  public var total: Double
  /// Sum of what was planned for the cycles begun, and for those that have no row.
  public var plannedTotal: Double
  /// From the first to the last day 1 and one planned cycle more, in days.
  public var actualDays: Int
  /// Planned cycles without delay, in days.
  public var plannedDays: Int
  /// From the first to the last administration, in days.
  public var firstToLastDays: Int
  /// Planned dose per week.
  public var plannedPerWeek: Double
  /// Days of a planned cycle.
  public var cycleDays: Int
  /// Delays of cycles in days, by cycle (from 2 on), where the day 1 was late or early (negative).
  public var delays: [Delay]
  /// Days within a cycle on which something was given later or earlier than planned.
  public var shifts: [Shift]
  /// Planned days, up to the last row, of which there is no row: what was given then is not known, and no sum has it.
  public var unrecorded: [Unrecorded]
  /// Planned days of the last cycle after its last row, unless treatment had ended by then: what was given on them is not known either.
  public var trailing: [Unrecorded]
  /// Whether no end is stated, and a day 1 was due after the last row while treatment may have gone on: what was given from then on is not known.
  public var isOpenEnded: Bool
  /// Cycles that may have begun besides, between the last that surely had and the end of treatment: where rows are missing, least intensities have them as given nothing.
  public var possibleCycles: Int
  /// Cycles that have no row.
  public var missingCycles: Int
  /// Planned length in days of cycles without a row before the first row or after the last: time that the span does not have.
  public var missingDays: Int
  /// Administrations below plan or omitted, by reason; nil counts those without a reason.
  public var changes: [Change]

  /// A day of a cycle that was late.
  public struct Shift: Sendable, Hashable {
    /// The cycle.
    public var cycle: Int
    /// The day as planned.
    public var day: Int
    /// Days later than planned; negative if early.
    public var days: Int
  }

  /// What has no row.
  public struct Unrecorded: Sendable, Hashable {
    /// The cycle.
    public var cycle: Int
    /// The day as planned; nil where the whole cycle has none.
    public var day: Int?
  }

  /// A cycle that began late.
  public struct Delay: Sendable, Hashable {
    /// The cycle.
    public var cycle: Int
    /// Days later than planned after the cycle before; negative if early.
    public var days: Int
  }

  /// How many administrations differ from the plan for a reason.
  public struct Change: Sendable, Hashable {
    /// The reason, where one is recorded.
    public var reason: DoseChangeReason.Code?
    /// Given, but less than planned.
    public var reduced: Int
    /// Not given.
    public var omitted: Int
  }

  /// Accounts for cycles; nil where no cycle was begun or cycles are not in order of time.
  ///
  /// - Parameters:
  ///   - plan: what was planned.
  ///   - cycles: what was given.
  ///   - ended: the day, from the origin of the cycles, after which nothing was given; nil where that is not known.
  ///   - stated: how many cycles were given, as it is stated.
  ///   - until: the day, from the same origin, until which treatment surely went on, as it is stated; nil where that is not known.
  ///   - mayGoOnUntil: the day, from the same origin, until which treatment of which no end is stated may have gone on; nil where an end is stated.
  ///   - begunByOthers: cycles of the therapy that have rows of other drugs, each with its day 1.
  ///   - isDue: whether a dose phase, or none, leaves it to rows to say what was given in a cycle, or on a day of it.
  public init?(
    plan: AccountPlan, cycles: [GivenCycle], ended: Int? = nil, stated: Int? = nil, until: Int? = nil,
    mayGoOnUntil: Int? = nil, begunByOthers: [Int: Int] = [:],
    isDue: (_ cycle: Int, _ day: Int?) -> Bool = { _, _ in true }
  ) {
    guard let first = cycles.first, let last = cycles.last, plan.perWeek > 0,
      zip(cycles, cycles.dropFirst()).allSatisfy({ $0.startDay < $1.startDay })
    else { return nil }
    let length = plan.pattern.cycleDays
    self.cycles = cycles.count
    actualDays = last.startDay - first.startDay + length
    plannedDays = length * cycles.count
    plannedPerWeek = plan.perWeek
    cycleDays = length
    var total = 0.0
    var administrations = 0
    var firstDose: Int?
    var lastDose = 0
    var changes: [Change] = []
    for cycle in cycles {
      for dose in cycle.doses {
        total += dose.amount
        if dose.amount > 0 {
          administrations += 1
          let day = cycle.startDay + dose.day - 1
          if firstDose == nil { firstDose = day }
          lastDose = day
        }
        if dose.amount < plan.amount(on: dose.plannedDay ?? dose.day) {
          let index =
            changes.firstIndex { $0.reason == dose.reason }
            ?? {
              changes.append(Change(reason: dose.reason, reduced: 0, omitted: 0)); return changes.count - 1
            }()
          if dose.amount > 0 { changes[index].reduced += 1 } else { changes[index].omitted += 1 }
        }
      }
    }
    self.total = total
    self.administrations = administrations
    firstToLastDays = firstDose.map { lastDose - $0 } ?? 0
    self.changes = changes
    let numbers = cycles.enumerated().map { $1.number ?? $0 + 1 }
    delays = zip(zip(numbers, cycles), zip(numbers, cycles).dropFirst()).compactMap { one, next in
      // Cycles without a row between them are none that began late.
      let days = next.1.startDay - one.1.startDay - length * max(1, next.0 - one.0)
      return days == 0 ? nil : Delay(cycle: next.0, days: days)
    }
    shifts = zip(numbers, cycles).flatMap { number, cycle in
      cycle.doses.compactMap { dose in
        guard dose.amount > 0, let planned = dose.plannedDay, planned != dose.day else { return nil }
        return Shift(cycle: number, day: planned, days: dose.day - planned)
      }
    }
    let begun = Set(numbers)
    let (lowest, highest) = (numbers.min() ?? 1, numbers.max() ?? 1)
    // So many cycles are told, or time has gone by for more than have a row.
    let reached = highest + (stated == nil ? Self.cyclesBegun(after: last.startDay, length: length, until: until) : 0)
    isOpenEnded = stated == nil && Self.cyclesBegun(after: last.startDay, length: length, until: mayGoOnUntil) > 0
    // Another drug of the therapy proves that a cycle was begun; in the last of them a day that was due after treatment ended is none that is missing.
    let proved = begunByOthers.filter { cycle, start in
      cycle < (begunByOthers.keys.max() ?? 0)
        || (ended.map { start + (plan.pattern.days.first ?? 1) - 1 <= $0 } ?? true)
    }.keys.max()
    let missing = (1...max(1, reached, stated ?? 1, proved ?? 1)).filter { !begun.contains($0) && isDue($0, nil) }
    missingCycles = missing.count
    let after = max(highest, missing.max() ?? 0) - highest
    possibleCycles =
      stated == nil ? ended.map { min(max(0, ($0 - 1 - last.startDay) / length - after), Self.mostMissing) } ?? 0 : 0
    missingDays = length * missing.count { $0 < lowest || $0 > highest }
    plannedTotal = plan.perCycle * Double(cycles.count + missing.count)
    unrecorded =
      missing.map { Unrecorded(cycle: $0, day: nil) }
      + zip(numbers, cycles).flatMap { number, cycle in
        let days = Set(cycle.doses.map { $0.plannedDay ?? $0.day })
        // After the last row the course has ended, or goes on; not where later cycles were begun.
        let due = number == numbers.last && (missing.max() ?? 0) < number ? days.max() ?? 0 : .max
        return plan.pattern.days.filter { $0 < due && !days.contains($0) && isDue(number, $0) }.map {
          Unrecorded(cycle: number, day: $0)
        }
      }
    trailing = zip(numbers, cycles).suffix((missing.max() ?? 0) < highest ? 1 : 0).flatMap { number, cycle in
      let last = cycle.doses.map { $0.plannedDay ?? $0.day }.max() ?? 0
      return plan.pattern.days.filter { day in
        day > last && isDue(number, day) && (ended.map { cycle.startDay + day - 1 <= $0 } ?? true)
      }.map { Unrecorded(cycle: number, day: $0) }
    }
  }

  /// Days by which the end of a treatment must lie behind a day 1 that was due for a cycle without a row to be missing. Who is told on the day of a scan that
  /// treatment ends has often let a day 1 go by; no paper sets this bound.
  public static let daysOfGrace = 14
  /// So many cycles are missing at most: what goes on for decades without a row is no course that is accounted for.
  private static let mostMissing = 500

  /// How many cycles have surely begun, without delay, after the one that begins on a day, until treatment ended; 0 where that is not known.
  public static func cyclesBegun(after start: Int, length: Int, until: Int?) -> Int {
    guard let until, length > 0 else { return 0 }
    return min(max(0, until - daysOfGrace - start) / length, mostMissing)
  }

  /// Whether a planned day has no row, or nothing tells when treatment ended, so that more may have been given: sums and intensities are least ones.
  public var isLeast: Bool { !unrecorded.isEmpty || !trailing.isEmpty || isOpenEnded }

  /// Dose given per week, per course; what has no row counts as nothing given.
  public var perWeek: Double { total * 7 / Double(actualDays + missingDays) }
  /// Dose given per cycle begun, or without a row.
  public var perCycle: Double { total / Double(cycles + missingCycles) }
  /// The least dose a week where rows are missing: cycles that may have begun had nothing.
  public var leastPerWeek: Double { total * 7 / Double(actualDays + missingDays + possibleCycles * cycleDays) }
  /// The least dose per cycle where rows are missing.
  public var leastPerCycle: Double { total / Double(cycles + missingCycles + possibleCycles) }
  /// Mean dose of an administration that took place; nil if none did.
  public var perAdministration: Double? { administrations > 0 ? total / Double(administrations) : nil }
  /// Planned over actual time; 1 without delays.
  public var timeRatio: Double { Double(plannedDays) / Double(actualDays) }

  /// Relative dose intensity in percent, between what is known of it: at least so much where a planned day has no row; nil where the definition has no time to divide by, or
  /// treatment may have gone on with less after the last row.
  public func relative(_ definition: RelativeIntensityDefinition) -> NumberBounds? {
    guard !isOpenEnded, let percent = relativePercent(definition) else { return nil }
    guard isLeast else { return NumberBounds(percent) }
    let least =
      switch definition {
      case .perCourse: leastPerWeek / plannedPerWeek * 100
      case .doseOnly: total / (plannedTotal + Double(possibleCycles) * plannedPerWeek * Double(cycleDays) / 7) * 100
      case .firstToLastDose: percent
      }
    return NumberBounds(lower: least, upper: nil)
  }

  /// Relative dose intensity in percent, of the rows there are; nil where the definition has no time to divide by.
  public func relativePercent(_ definition: RelativeIntensityDefinition) -> Double? {
    switch definition {
    case .perCourse: perWeek / plannedPerWeek * 100
    case .doseOnly: total / plannedTotal * 100
    case .firstToLastDose:
      firstToLastDays > 0 ? total * 7 / Double(firstToLastDays) / plannedPerWeek * 100 : nil
    }
  }

  /// Administrations reduced or omitted for toxicity. A dose computed by another weight is none: its reason is body size.
  public var changedForToxicity: Int {
    changes.filter { $0.reason == .haematotoxicity || $0.reason == .toxicity }.reduce(0) {
      $0 + $1.reduced + $1.omitted
    }
  }
}
