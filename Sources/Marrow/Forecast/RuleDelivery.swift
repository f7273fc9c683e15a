// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
import Foundation

/// What a set of rules would let through of a schedule of gemcitabine over some cycles, by the counts that the model says.
///
/// On each day of treatment a count is drawn as a laboratory would find it, with its scatter, and the rules decide; what they lower, leave out or put off changes what follows. Between the days counts are drawn every week.
/// **Platelets have no model and are taken never to limit a dose: what is let through is an upper bound.** Of all else the rules ask nothing is known, and nothing of it is taken to happen.
public struct RuleDelivery: Sendable, Hashable {
  /// What was done on a planned day.
  public struct DayShares: Sendable, Hashable {
    /// Cycle of the schedule, from 1.
    public let cycle: Int
    /// Day of the cycle.
    public let day: Int
    /// The probability of the full dose on the day, without a delay where it is a day 1.
    public let full: Double
    /// The probability of the full dose after a delay, of a day 1.
    public let late: Double
    /// The probability of less than the full dose, but some.
    public let reduced: Double
  }

  /// What one draw of the parameters is given.
  public struct Course: Sendable, Hashable {
    /// Of each cycle up to the end of treatment the dose a week over the planned dose a week, a delay of its day 1 counted.
    public let cycleShares: [Double]
    /// Whether treatment ended by the rules.
    public let isStopped: Bool
  }

  /// The schedule as it was written.
  public let schedule: String
  /// The rules.
  public let set: RuleSet.ID
  /// Cycles that were gone through.
  public let cycles: Int
  /// The draws that count, in their order; those of a population are all worth the same.
  public let courses: [Course]
  /// What was done on each planned day.
  public let days: [DayShares]
  /// Dose a week over planned dose a week, in percent, delays counted (per course); after treatment has ended nothing is given.
  public let intensityPercent: CountForecast.Band
  /// How many cycles are put off, on average.
  public let delayedCycles: Double
  /// The probability that treatment ended by the rules.
  public let stopped: Double
  /// The probability that on some day the rules said nothing: nothing is then taken to be given.
  public let undecided: Double

  /// Platelets in 10⁹/L that limit no dose.
  static let plentifulPlatelets = 250.0
  /// Weeks that a day 1 waits at most, where the rules name no bound; no source.
  static let mostWeeks = 4

  /// Whether rules can be followed by neutrophils alone: they are of gemcitabine and read neutrophils, no row asks for leukocytes, which have no model, and their shares are of the planned dose.
  public static func canFollow(_ set: RuleSet) -> Bool {
    let drug = MarrowDrug.gemcitabine.rawValue
    return set.drugs.contains(drug) && set.reads([.neutrophils], [], of: drug)
      && !set.reads([.leukocytes], [], of: drug)
      && !set.sharesAreOfLastDose
  }

  /// Goes through some cycles of a schedule in every draw.
  ///
  /// - Parameters:
  ///   - posterior: what the parameters can be.
  ///   - past: what was given before, and nothing for a population.
  ///   - start: the day 1 of the schedule.
  ///   - schedule: gemcitabine in mg/m², with pegfilgrastim or without.
  ///   - set: the rules.
  ///   - surface: body surface in m².
  ///   - cycles: how many.
  ///   - seed: of the scatter of counts.
  /// - Throws: a schedule with another drug or of which the dose is not in mg/m²; rules that neutrophils do not decide.
  public init(
    _ posterior: MarrowPosterior, after past: PatientCounts, from start: Hours, _ schedule: MarrowSchedule,
    _ set: RuleSet, surface: Double, cycles: Int = 4, seed: UInt64 = 1
  ) async throws(MarrowProblem) {
    guard Self.canFollow(set) else {
      throw MarrowProblem(
        "rules", found: set.id,
        expected:
          "rules of gemcitabine by neutrophils that ask no leukocytes, which have no model, with shares of the planned dose"
      )
    }
    let parts = schedule.parts.filter { $0.drug == .gemcitabine }
    guard parts.count == 1, let part = parts.first, part.dose.unit == .milligramsPerSquareMetre,
      schedule.drugs.isSubset(of: [.gemcitabine, .pegfilgrastim])
    else {
      throw MarrowProblem(
        "schedule", found: schedule.text,
        expected: "one dose of gemcitabine in mg/m², alone or with pegfilgrastim, for rules to be followed")
    }
    let walk = Walk(
      prior: posterior.prior, past: past, start: start, schedule: schedule, part: part, set: set, surface: surface,
      cycles: cycles, seed: seed)
    let counted = posterior.counted
    let courses = try await OverDraws.collect(counted.count, stretch: 4 * BatchMethod.lanes) {
      range throws(MarrowProblem) in
      var courses: [Walk.Course] = []
      for place in range {
        courses.append(try walk.course(posterior.draws[counted[place]], replicate: UInt64(counted[place])))
      }
      return courses
    }
    let weights = counted.map { posterior.weights[$0] }
    func share(_ isSo: (Walk.Course) -> Bool) -> Double {
      min(1, zip(courses, weights).reduce(0) { isSo($1.0) ? $0 + $1.1 : $0 })
    }
    self.schedule = schedule.text
    self.set = set.id
    self.cycles = cycles
    self.courses = courses.map { course in
      let perCycle = part.pattern.days.count
      let count = course.isStopped ? max(1, course.begun) : cycles
      return Course(
        cycleShares: (0..<count).map { cycle in
          let given = course.shares[cycle * perCycle..<(cycle + 1) * perCycle].reduce(0, +) / Double(perCycle)
          let planned = Double(schedule.cycleDays)
          return given * planned / (planned + course.waits[cycle])
        }, isStopped: course.isStopped)
    }
    days = (0..<cycles).flatMap { cycle in
      part.pattern.days.enumerated().map { place, day in
        let index = cycle * part.pattern.days.count + place
        return DayShares(
          cycle: cycle + 1, day: day, full: share { $0.shares[index] >= 1 && !$0.late.contains(index) },
          late: share { $0.shares[index] >= 1 && $0.late.contains(index) },
          reduced: share { $0.shares[index] > 0 && $0.shares[index] < 1 })
      }
    }
    intensityPercent = .init(courses.map(\.intensityPercent), weights)
    delayedCycles = zip(courses, weights).reduce(0) { $0 + Double($1.0.delayed) * $1.1 }
    stopped = share(\.isStopped)
    undecided = share(\.isUndecided)
  }
}

/// One patient through the cycles.
private struct Walk: Sendable {
  let prior: MarrowPrior
  let past: PatientCounts
  let start: Hours
  let schedule: MarrowSchedule
  let part: MarrowSchedule.Part
  let set: RuleSet
  let surface: Double
  let cycles: Int
  let seed: UInt64

  struct Course: Sendable {
    /// Of each planned day what was given over what was planned.
    var shares: [Double]
    /// Planned days 1 that were put off.
    var late: Set<Int> = []
    var delayed = 0
    /// Days that the day 1 of each cycle was put off.
    var waits: [Double]
    /// Cycles of which a dose was given, up to the last of them.
    var begun = 0
    var delayDays: Double { waits.reduce(0, +) }
    var isStopped = false
    var isUndecided = false
    var intensityPercent = 0.0
  }

  /// A count every so many days.
  private static let laboratoryHours = 7 * 24.0

  func course(_ draw: [Double], replicate: UInt64) throws(MarrowProblem) -> Course {
    let simulator = Simulator<Double>(prior.typical.structure, control: .draws)
    var noise = NormalStream(seed: seed, replicate: replicate)
    var given = past.infusions
    simulator.begin(prior.values(draw), at: min(past.start, start).value)
    var plan = try DosePlan(prior.typical.structure, given)
    var series: [Observations.DayValue] = []
    var lastLaboratory = -Double.infinity
    func observe(_ hours: Double) -> Double {
      let count = max(simulator.count, 1e-4)
      let found =
        switch prior.residual {
        case .logAdditive(let sd): count * exp(sd * noise.normal())
        case .combined(let share, let own):
          max(1e-4, count + (share * share * count * count + own * own).squareRoot() * noise.normal())
        }
      lastLaboratory = hours
      series.append(.init(day: hours / 24, value: found))
      return found
    }
    // What weekly counts find on the way to a time.
    func advance(to hours: Double) throws(MarrowProblem) {
      while lastLaboratory.isFinite, lastLaboratory + Self.laboratoryHours < hours - 1 {
        let next = lastLaboratory + Self.laboratoryHours
        try simulator.run(plan, to: next)
        _ = observe(next)
      }
      try simulator.run(plan, to: hours)
    }
    try simulator.run(plan, to: start.value)
    var memory = RuleMemory()
    let perCycle = part.pattern.days.count
    var course = Course(
      shares: [Double](repeating: 0, count: cycles * perCycle), waits: [Double](repeating: 0, count: cycles))
    var dayOne = start.value
    var dose = 0.0
    let most = set.longestWaitDays(of: MarrowDrug.gemcitabine.rawValue).map { max(1, $0 / 7) } ?? RuleDelivery.mostWeeks
    for cycle in 0..<cycles where !course.isStopped {
      if cycle > 0 { dayOne += Double(schedule.cycleDays) * 24 }
      for (place, day) in part.pattern.days.enumerated() where !course.isStopped {
        let index = cycle * perCycle + place
        var weeks = 0
        while true {
          let hours = dayOne + Double(day - 1) * 24
          try advance(to: hours)
          _ = observe(hours)
          let decision = decide(day, series, isFirst: given.isEmpty, late: weeks, memory)
          var share: Double?
          switch decision.outcome {
          case .give(let percent): share = percent / 100
          case .giveDose(let own):
            share = own.dose.unit == part.dose.unit ? own.dose.amount / part.dose.amount : nil
            course.isUndecided = course.isUndecided || share == nil
          case .hold, .delay:
            if day == part.pattern.days[0], weeks < most {
              weeks += 1
              course.late.insert(index)
              dayOne += 7 * 24
              continue
            }
          case .stop: course.isStopped = true
          case .undecided: course.isUndecided = true
          }
          memory = decision.memory
          if let share, share > 0 {
            course.shares[index] = share
            course.begun = cycle + 1
            dose += share
            given += try infusions(share, day, at: hours, isFirstOfCycle: place == 0, dayOne)
            plan = try DosePlan(prior.typical.structure, given)
            // What was measured for this dose is before it.
            series = []
          }
          break
        }
        if weeks > 0 {
          course.delayed += 1
          course.waits[cycle] += Double(weeks * 7)
        }
      }
    }
    let planned = Double(cycles * schedule.cycleDays)
    course.intensityPercent = dose / Double(cycles * perCycle) * 100 * planned / (planned + course.delayDays)
    return course
  }

  private func infusions(
    _ share: Double, _ day: Int, at hours: Double, isFirstOfCycle: Bool, _ dayOne: Double
  ) throws(MarrowProblem) -> [Infusion] {
    let amount = Milligrams(perSquareMetre: part.dose.amount * share, surface: surface)
    var all = [
      try Infusion(.gemcitabine, at: Hours(hours), amount, over: MarrowSchedule.duration(.gemcitabine, amount))
    ]
    guard isFirstOfCycle else { return all }
    for support in schedule.parts where support.drug == .pegfilgrastim {
      let own = Milligrams(support.dose.amount)
      for day in support.pattern.days {
        all.append(
          try Infusion(
            .pegfilgrastim, at: Hours(dayOne + Double(day - 1) * 24), own,
            over: MarrowSchedule.duration(.pegfilgrastim, own)))
      }
    }
    return all
  }

  private func decide(
    _ day: Int, _ series: [Observations.DayValue], isFirst: Bool, late weeks: Int, _ memory: RuleMemory
  ) -> RuleDecision {
    var observations = Observations()
    observations.day = day
    observations.isBeforeFirstDose = isFirst
    observations.cycleDelayDays = day == part.pattern.days[0] ? Double(weeks * 7) : 0
    observations.dayLate = 0
    observations.bodySurfaceSquareMetres = surface
    func values(_ series: [Observations.DayValue]) -> Observations.Values {
      var values = Observations.Values(series: series)
      // What was drawn for this dose alone is no lowest of the time since the last one (``RecordedCounts``).
      if series.count < 2 { (values.nadir, values.peak, values.series) = (nil, nil, []) }
      return values
    }
    observations.values[.neutrophils] = values(series)
    observations.values[.platelets] = values(
      series.map { .init(day: $0.day, value: RuleDelivery.plentifulPlatelets) })
    return set.decide(MarrowDrug.gemcitabine.rawValue, planned: part.dose, observations, memory: memory)
  }
}
