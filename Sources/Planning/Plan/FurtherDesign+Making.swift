// SPDX-License-Identifier: Apache-2.0

import Plain
import Statistics
import Trials

extension FurtherDesign {
  /// What follows from a question, before what all designs have.
  struct Made {
    var law: Law
    var size: Int
    var treated: Int
    var keepsLevel = true
    var accrual: Months?
    var duration: Months?
    var numbers: [DesignNumber]
  }
}

extension FurtherDesign.Made {
  private static func isKept(_ level: Double, _ errors: ErrorRates) -> Bool {
    level <= errors.alpha.value + LandmarkUnderSchedule.tolerance
  }

  // MARK: one stage

  /// Numbers of an exact test.
  private static func numbers(of sizes: SingleStageSizes, _ rates: RateHypotheses, _ success: String) -> [DesignNumber]
  {
    let first = sizes.first
    return [
      .init("n", "patients", "patients", Double(first.size), at: .single("n")),
      .init(
        "r", "success_with_more_than", "worth going on with more \(success) than", Double(first.critical),
        at: .single("r")),
      .init(
        "alpha", "level_share", "level at p0, exactly", first.rejection(at: rates.null.value), 5, at: .single("alpha")),
      .init(
        "power", "power_share", "power at p1, exactly", first.rejection(at: rates.alternative.value), 5,
        at: .single("power")),
      .init(
        "n-stable", "patients_from_which_every_number_has_the_power",
        "patients from which on every number has the power: of some between fewer have it", Double(sizes.stable.size),
        at: .single("n", row: "holds from n")),
    ]
  }

  private static func accrual(_ question: TrialQuestion, _ size: Int) throws(DesignProblem) -> Months? {
    guard let rate = question.perMonth else { return nil }
    guard rate > 0, rate.isFinite else {
      throw DesignProblem("patients a month", found: "\(rate)", expected: "a number above 0")
    }
    return Months(Double(size) / rate)
  }

  private static func timed(_ accrual: Months?, _ duration: Months?) -> [DesignNumber] {
    var numbers: [DesignNumber] = []
    if let accrual {
      numbers.append(
        .init(
          "accrual-months", "accrual_months", "months until all patients have come to maintenance", accrual.value, 1))
    }
    if let duration {
      numbers.append(
        .init("duration-months", "duration_months", "months from the first patient to the end", duration.value, 1))
    }
    return numbers
  }

  init(single question: TrialQuestion, _ errors: ErrorRates) throws(DesignProblem) {
    var isKept = true
    let rates = try RateHypotheses(null: question.null ?? 0, alternative: question.alternative ?? 0)
    let sizes = try SingleStageSizes(rates, errors)
    let seen = try Self.seen(question, rates)
    var numbers = Self.numbers(of: sizes, rates, "free of progression")
    if let seen {
      let actual = seen.actual(sizes.first)
      numbers += Self.seen(seen, alpha: actual.alpha, power: actual.power)
      isKept = Self.isKept(actual.alpha, errors)
    }
    let accrual = try Self.accrual(question, sizes.first.size)
    let duration = accrual.flatMap { accrual in question.landmark.map { accrual + $0 } }
    self.init(
      law: .single(sizes, rates, seen), size: sizes.first.size, treated: sizes.first.size, keepsLevel: isKept,
      accrual: accrual, duration: duration, numbers: numbers + Self.timed(accrual, duration))
  }

  init(growth question: TrialQuestion, _ errors: ErrorRates) throws(DesignProblem) {
    func model(_ ratio: Double) throws(DesignProblem) -> GrowthModulation {
      try GrowthModulation(
        shape: question.shapeInForce, hazardRatio: ratio, concordance: question.concordanceInForce)
    }
    let (unchanged, other) = (try model(1), try model(question.hazardRatio ?? 1))
    let cutoff = question.cutoffInForce
    // As an option takes them, so that its command line is of the same design.
    func share(_ model: GrowthModulation) -> Double { (model.share(atLeast: cutoff) * 1e6).rounded() / 1e6 }
    let range = QuestionField.null.range.range
    guard range.contains(share(unchanged)), range.contains(share(other)) else {
      throw DesignProblem(
        "shares that reach the index", found: "\(share(unchanged)) and \(share(other))",
        expected: "\(range.lowerBound) to \(range.upperBound): another index, or a weaker relation of both times")
    }
    let rates = try RateHypotheses(null: share(unchanged), alternative: share(other))
    let sizes = try SingleStageSizes(rates, errors)
    let accrual = try Self.accrual(question, sizes.first.size)
    let table = "growth-modulation"
    let shares: [DesignNumber] = [
      .init(
        "p0", "p0_share", "share that reaches the index though the treatment changes nothing", rates.null.value, 6,
        at: .fact(table, "the same at hazard ratio 1", by: .index)),
      .init(
        "p1", "p1_share", "share that reaches it at the hazard ratio", rates.alternative.value, 6,
        at: .fact(table, "P(index ≥ \(PlanCommand.printed(cutoff)))", by: .index)),
    ]
    self.init(
      law: .growth(sizes, rates, other), size: sizes.first.size, treated: sizes.first.size, accrual: accrual,
      duration: nil, numbers: shares + Self.numbers(of: sizes, rates, "who reach the index") + Self.timed(accrual, nil))
  }

  // MARK: scans

  private static func seen(
    _ question: TrialQuestion, _ rates: RateHypotheses
  ) throws(DesignProblem) -> LandmarkUnderSchedule? {
    guard let landmark = question.landmark, let scans = question.scans else { return nil }
    return try LandmarkUnderSchedule(
      landmark: landmark, rates, schedule: ImagingSchedule(every: scans), deaths: question.deathsInForce)
  }

  private static func seen(_ seen: LandmarkUnderSchedule, alpha: Double, power: Double) -> [DesignNumber] {
    [
      .init("alpha-by-scans", "by_scans_level_share", "level that it really has by the scans", alpha, 5),
      .init("power-by-scans", "by_scans_power_share", "power by the scans", power, 5),
      .init(
        "seen-p0", "by_scans_p0_share", "share seen free of progression where p0 is true", seen.seenNull, 4),
      .init(
        "seen-p1", "by_scans_p1_share", "share seen free of progression where p1 is true", seen.seenAlternative, 4),
    ]
  }

  // MARK: time to an event

  /// Steps of an accrual that follows from patients a month, in months.
  private static let step = 0.5
  /// The longest accrual in steps: that of the option.
  private static let mostSteps = 480

  /// The accrual that is stated, or the shortest of half months in which as many come in as it needs.
  private static func accrual(
    _ question: TrialQuestion, needed: (Months) throws(DesignProblem) -> Double
  ) throws(DesignProblem) -> Months {
    if let accrual = question.accrual { return accrual }
    guard let rate = question.perMonth else {
      throw DesignProblem("accrual", found: "no time and no patients a month", expected: "one of them")
    }
    func suffices(_ steps: Int) throws(DesignProblem) -> Bool {
      let time = Double(steps) * step
      return try needed(Months(time)) <= rate * time + 1e-9
    }
    guard try suffices(mostSteps) else {
      throw DesignProblem(
        "patients a month", found: "\(rate), of which too few come in within \(Double(mostSteps) * step) months",
        expected: "more, or a stronger effect")
    }
    // The longer they come in, the longer the first are followed: fewer are needed, and more are there.
    var (low, high) = (0, mostSteps)
    while high - low > 1 {
      let middle = (low + high) / 2
      if try suffices(middle) { high = middle } else { low = middle }
    }
    return Months(Double(high) * step)
  }

  /// What the stated number a month has to do with the accrual.
  private static func atRate(_ question: TrialQuestion, _ size: Int, _ accrual: Months) -> [DesignNumber] {
    var numbers: [DesignNumber] = [
      .init(
        "needed-per-month", "needed_patients_per_month", "patients who have to come in a month",
        Double(size) / accrual.value, 2)
    ]
    if question.accrual != nil, let rate = question.perMonth, rate > 0 {
      numbers.append(
        .init(
          "accrual-at-rate", "accrual_months_at_the_stated_rate",
          "months until all have come in at the stated number a month", Double(size) / rate, 1))
    }
    return numbers
  }

  init(oneSample question: TrialQuestion, _ errors: ErrorRates) throws(DesignProblem) {
    var isKept = true
    let curve = try HistoricalCurve(median: question.median ?? Months(0), events: question.historicalEvents)
    let (ratio, followUp) = (question.hazardRatio ?? 1, question.followUp ?? Months(0))
    func design(_ accrual: Months) throws(DesignProblem) -> OneSampleLogRankDesign {
      try OneSampleLogRankDesign(curve, hazardRatio: ratio, errors, accrual: accrual, followUp: followUp)
    }
    let accrual = try Self.accrual(question) { time throws(DesignProblem) in Double(try design(time).size) }
    let found = try design(accrual)
    let table = "one-sample-log-rank"
    var numbers: [DesignNumber] = [
      .init("n", "patients", "patients", Double(found.size), at: .fact(table, "patients")),
      .init(
        "power", "power_share", "power at the hazard ratio, by the normal approximation", found.power, 5,
        at: .fact(table, "power")),
      .init(
        "expected-events", "expected_events", "events expected by the end at the hazard ratio", found.expectedEvents, 2,
        at: .fact(table, "expected events")),
    ]
    if let level = found.alphaWithUncertainCurve, let interval = curve.medianInterval(), let low = interval.lower,
      let high = interval.upper
    {
      numbers += [
        .init(
          "alpha-uncertain-curve", "level_with_uncertain_curve_share",
          "level if the control's curve is as uncertain as its events make it", level, 5,
          at: .fact(table, "alpha if the curve is uncertain")),
        .init(
          "control-lower", "control_median_lower_months", "lower limit of the control's median, 95 % interval", low, 3,
          at: .fact(table, "historical median, lower limit")),
        .init(
          "control-upper", "control_median_upper_months", "upper limit of the control's median, 95 % interval", high, 3,
          at: .fact(table, "historical median, upper limit")),
      ]
    }
    var seen: OneSampleUnderSchedule?
    if let scans = question.scans {
      let own = try OneSampleUnderSchedule(
        found, schedule: ImagingSchedule(every: scans), deaths: question.deathsInForce)
      numbers += [
        .init(
          "alpha-by-scans", "by_scans_level_share",
          "level by the scans, if the control's curve is of progression as it happens", own.alpha, 5),
        .init("power-by-scans", "by_scans_power_share", "power by the scans, likewise", own.power, 5),
      ]
      isKept = Self.isKept(own.alpha, errors)
      seen = own
    }
    let duration = accrual + followUp
    self.init(
      law: .oneSample(found, seen), size: found.size, treated: found.size, keepsLevel: isKept, accrual: accrual,
      duration: duration,
      numbers: numbers + Self.timed(accrual, duration) + Self.atRate(question, found.size, accrual))
  }

  init(milestone question: TrialQuestion, _ errors: ErrorRates) throws(DesignProblem) {
    var isKept = true
    let rates = try RateHypotheses(null: question.null ?? 0, alternative: question.alternative ?? 0)
    let setting = try MilestoneDesign.Setting(
      milestone: question.landmark ?? Months(0), null: rates.null, alternative: rates.alternative,
      dropout: Hazard(lost: question.dropoutInForce, within: Months(12)), perMonth: question.perMonth ?? 0,
      followUp: question.followUp ?? Months(0))
    let found = try MilestoneDesign(setting, errors)
    let table = "milestone"
    var numbers: [DesignNumber] = [
      .init("n", "patients", "patients", Double(found.size), at: .fact(table, "patients")),
      .init(
        "power", "power_share", "power at p1, by the normal approximation", found.power, 5, at: .fact(table, "power")),
      .init(
        "expected-events", "expected_events", "events expected by then at p1", found.events, 2,
        at: .fact(table, "events")),
      .init(
        "accrual-months", "accrual_months", "months until all patients have come to maintenance", found.accrual.value,
        3,
        at: .fact(table, "accrual, months")),
      .init(
        "duration-months", "duration_months", "months from the first patient until the power is reached",
        found.duration.value, 3, at: .fact(table, "duration, months")),
    ]
    let seen = try Self.seen(question, rates)
    if let seen {
      func rejection(_ share: Double) throws(DesignProblem) -> Double {
        guard share < 1 else { return 1 }
        return found.power(at: try Probability(share, "share that is seen")) ?? errors.alpha.value
      }
      let alpha = try rejection(seen.seenNull)
      numbers += Self.seen(seen, alpha: alpha, power: try rejection(seen.seenAlternative))
      isKept = Self.isKept(alpha, errors)
    }
    self.init(
      law: .milestone(found, seen), size: found.size, treated: found.size, keepsLevel: isKept,
      accrual: found.accrual, duration: found.duration, numbers: numbers)
  }

  init(randomised question: TrialQuestion, _ errors: ErrorRates) throws(DesignProblem) {
    let control = PiecewiseHazard(try Hazard(median: question.median ?? Months(0)))
    let (ratio, followUp) = (question.hazardRatio ?? 1, question.followUp ?? Months(0))
    let dropout = try Hazard(lost: question.dropoutInForce, within: Months(12))
    func design(_ accrual: Months) throws(DesignProblem) -> LogRankDesign {
      try LogRankDesign(
        TwoArmTrial(
          control: control, hazardRatio: ratio, dropout: dropout, allocation: question.allocationInForce,
          accrual: Accrual(uniform: accrual)), errors, followUp: followUp)
    }
    func size(_ design: LogRankDesign) -> Int {
      let counts = design.trial.allotted(design.patients)
      return counts.treated + counts.control
    }
    let accrual = try Self.accrual(question) { time throws(DesignProblem) in Double(size(try design(time))) }
    let found = try design(accrual)
    let counts = found.trial.allotted(found.patients)
    let table = "log-rank"
    let numbers: [DesignNumber] = [
      .init("events", "events", "events of both arms", found.events.rounded(.up), at: .fact(table, "events")),
      .init(
        "n-treated", "patients_maintenance", "patients with maintenance", Double(counts.treated),
        at: .fact(table, "patients on treatment")),
      .init(
        "n-control", "patients_observation", "patients under observation", Double(counts.control),
        at: .fact(table, "patients on control")),
      .init("n", "patients", "patients of both arms", Double(counts.treated + counts.control)),
      .init(
        "critical-hazard-ratio", "critical_hazard_ratio",
        "the estimate of the hazard ratio at which the test just rejects",
        found.criticalHazardRatio, 5, at: .fact(table, "critical hazard ratio")),
      .init(
        "power", "power_share", "power at the hazard ratio, by the normal approximation", found.power(at: ratio), 5),
    ]
    let all = counts.treated + counts.control
    self.init(
      law: .randomised(found), size: all, treated: counts.treated, accrual: accrual, duration: found.duration,
      numbers: numbers + Self.timed(accrual, found.duration) + Self.atRate(question, all, accrual))
  }
}
