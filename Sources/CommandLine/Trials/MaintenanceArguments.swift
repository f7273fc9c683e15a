// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Figures
import Plain
import Statistics
import Trials

/// A maintenance trial.
struct MaintenanceArguments: ParsableArguments {
  @Option(NumberRange(1...2), help: "Arms: 2 against observation, or 1.") var arms = 2
  @Option(
    NumberRange(2...5000, "patients"), help: "Patients who are registered, without it 126 of two arms and 40 of one.")
  var patients: Int?
  @Option(NumberRange(0.01...1000, "patients"), help: "Patients who begin induction in a month.") var perMonth = 6.0
  @Flag(help: "They come at even steps; without it at random.") var evenly = false
  @Option(.months(0...36), help: "From the beginning of induction to registration:") var induction = 4.0
  @Option(.share(0.05...1), help: "Share of those who began induction that is registered:") var eligible = 0.6
  @Option(.months(0.01...600), help: "Median to progression or death from registration, of control, or of the history:")
  var median: Double?
  @Option(NumberRange(0.05...20), help: "Hazard of maintenance over it; below 1 it helps.") var hazardRatio: Double?
  @Option(.share(0...1), help: "Share of these events that are deaths:") var deaths = 0.1
  @Option(
    .months(0.1...600),
    help: "Median survival after progression; without it deaths after progression are not simulated:")
  var survivalAfter: Double?
  @Option(.share(0...0.99), help: "Share lost to follow-up within 12 months:") var dropout = 0.0
  @Option(.months(0.1...36), help: "Progression is seen at scans every so long; without it at once:") var scans: Double?
  @Option(.months(0...12), help: "A scan is done up to so long before or after its time, without it on it:") var window:
    Double?
  @Option(.share(0...0.9), help: "Share of scans that are missed, without it none:") var missed: Double?
  @Option(
    help:
      "Doses over the full dose with the share of cycles that has a toxicity which reduces: 100%/15%,75%/10%,50%/5%.")
  var levels: String?
  @Option(
    help:
      "Instead of --levels, doses as the model of the marrow has them under --rules: a schedule of gemcitabine, \"1000 mg/m2 d1, d8, d15 q28\"."
  )
  var schedule: String?
  @Option(help: "With --schedule: the rules of dose modification: gemcitabine-us-pancreas.") var rules: String?
  @Option(NumberRange(0.2...4, "m²"), help: "With --schedule: body surface.") var surface: Double?
  @Option(.share(0...0.9), help: "With --levels: share of cycles that is omitted, without it none:") var omission:
    Double?
  @Option(.months(0.05...12), help: "With --levels: a cycle, without it 21 days:") var cycle: Double?
  @Option(NumberRange(1...1000, "cycles"), help: "With --levels or --schedule: cycles at most, without it 200.")
  var cycles: Int?
  @Flag(help: "With --levels or --schedule: the effect goes with the dose given, log-linearly.") var doseEffect = false
  @Option(help: "Two arms: treated to controls, without it 1:1.") var allocation: String?
  @Option(help: "Two arms: shares of the events at the looks, the last 1, without it 50%,100%.") var looks: String?
  @Option(
    NumberRange(5...5000, "events"), help: "Two arms: events at the last look; without it those of level and power.")
  var events: Int?
  @Flag(help: "Two arms: stop as futile too, by spending of beta like O'Brien and Fleming.") var futility = false
  @Option(help: "One arm: a design of two stages, r1/n1,r/n: 3/13,12/43.") var design: String?
  @Option(.months(0.1...120), help: "One arm, with --design: freedom from a seen event at this time:") var landmark:
    Double?
  @Option(
    .months(0...600), help: "One arm, without --design: follow-up after the last registration, without it 6 months:")
  var followUp: Double?
  @OptionGroup var errors: ErrorArguments

  /// What was made of the arguments.
  struct Plan {
    var trial: MaintenanceTrial
    /// The assumptions in words.
    var words: String
    /// Treated to controls.
    var allocation: (Int, Int)
    /// Events of the looks of two arms.
    var events: [Int]
  }

  func validate() throws {
    guard median != nil, hazardRatio != nil else { throw ValidationError("--median and --hazard-ratio are needed") }
    if scans == nil, window != nil || missed != nil { throw ValidationError("--window and --missed need --scans") }
    if levels == nil, omission != nil || cycle != nil {
      throw ValidationError("--omission and --cycle need --levels")
    }
    if levels == nil, schedule == nil, cycles != nil || doseEffect {
      throw ValidationError("--cycles and --dose-effect need --levels or --schedule")
    }
    if levels != nil, schedule != nil { throw ValidationError("--levels and --schedule: expected one of them") }
    guard (schedule == nil) == (rules == nil), (schedule == nil) == (surface == nil) else {
      throw ValidationError("--schedule, --rules and --surface go together")
    }
    if arms == 1 {
      if allocation != nil || looks != nil || events != nil || futility {
        throw ValidationError("--allocation, --looks, --events and --futility are for two arms")
      }
      guard (design == nil) == (landmark == nil) else { throw ValidationError("--design and --landmark go together") }
      if design != nil, followUp != nil { throw ValidationError("--follow-up is for one arm without --design") }
      if design != nil, patients != nil { throw ValidationError("--patients: the design has them") }
    } else if design != nil || landmark != nil || followUp != nil {
      throw ValidationError("--design, --landmark and --follow-up are for --arms 1")
    }
    _ = try doseLevels()
    _ = try ratio()
    _ = try shares()
    _ = try stages()
  }

  private func doseLevels() throws -> [(dose: Double, toxicity: Double)]? {
    try levels.map { text in
      try TrialText.parts(text, "--levels", 1...10).map { part in
        let pair = part.split(separator: "/", omittingEmptySubsequences: false)
        guard pair.count == 2 else {
          throw ValidationError("--levels \(part.prefix(30)): expected dose/toxicity, such as 75%/10%")
        }
        do {
          return (
            try NumberRange.share(0.01...1).number(pair[0].trimmed),
            try NumberRange.share(0...1).number(pair[1].trimmed)
          )
        } catch { throw ValidationError("--levels \(part.prefix(30)): \(error)") }
      }
    }
  }

  private func ratio() throws -> (Int, Int) {
    guard let allocation else { return (1, 1) }
    let parts = allocation.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let treated = try? NumberRange(1...10).whole(parts[0].trimmed),
      let controls = try? NumberRange(1...10).whole(parts[1].trimmed)
    else {
      throw ValidationError(
        "--allocation \(allocation.prefix(30)): expected treated to controls, 1 to 10 of each, such as 2:1")
    }
    return (treated, controls)
  }

  private func shares() throws -> [Double] { try TrialText.shares(looks ?? "50%,100%", "--looks") }

  private func stages() throws -> TwoStageDesign? {
    guard let design else { return nil }
    let numbers = design.split(whereSeparator: { "/,".contains($0) }).map {
      try? NumberText.integer(String($0).trimmed)
    }
    guard numbers.count == 4, design.count(where: { $0 == "/" }) == 2 else {
      throw ValidationError("--design \(design.prefix(30)): expected r1/n1,r/n, such as 3/13,12/43")
    }
    do {
      return try TwoStageDesign(
        stopAtMost: numbers[0] ?? -1, of: numbers[1] ?? 0, critical: numbers[2] ?? -1, of: numbers[3] ?? 0)
    } catch { throw ValidationError("--design \(design.prefix(30)): \(error)") }
  }

  /// The trial with its assumptions.
  ///
  /// - Parameter delivered: the doses of `--schedule`, worked out before.
  func plan(_ delivered: DeliveredDoses?) throws -> Plan {
    let history = Months(median ?? 1)
    let (stages, allocation) = (try stages(), try ratio())
    let size = stages?.size ?? patients ?? (arms == 2 ? 126 : 40)
    let intake = try MaintenanceTrial.Intake(
      perMonth: perMonth, isRandom: !evenly, induction: Months(induction), eligible: eligible, registered: size)
    let truth = try MaintenanceTrial.Truth(
      hazard: PiecewiseHazard(Hazard(median: history)), hazardRatio: hazardRatio ?? 1, deaths: deaths,
      afterProgression: survivalAfter.map { value throws(DesignProblem) in try Hazard(median: Months(value)) } ?? .none,
      dropout: Hazard(lost: dropout, within: Months(12)))
    let schedule =
      try scans.map { value throws(DesignProblem) in try ImagingSchedule(every: Months(value)) } ?? .continuous
    let dosing =
      try delivered?.rules
      ?? doseLevels().map { levels in
        try DoseRules(
          levels.map { try DoseRules.Level(dose: $0.dose, toxicity: $0.toxicity, omission: omission ?? 0) },
          cycle: Months(cycle ?? Months(days: 21).value), cycles: cycles ?? 200, isEffectByDose: doseEffect)
      }
    let (question, counts) = try question(stages, history, allocation, size)
    let trial = try MaintenanceTrial(
      intake, truth,
      scans: MaintenanceTrial.Scans(schedule, window: Months(window ?? 0), missed: missed ?? 0), dosing: dosing,
      question: question)
    return Plan(trial: trial, words: words(size, counts, delivered), allocation: allocation, events: counts)
  }

  private func question(
    _ stages: TwoStageDesign?, _ history: Months, _ allocation: (Int, Int), _ size: Int
  ) throws -> (MaintenanceTrial.Question, [Int]) {
    let rates = try errors.errors
    if arms == 1 {
      if let stages { return (.landmark(Months(landmark ?? 1), stages), []) }
      return (
        .oneSample(try HistoricalCurve(median: history), alpha: rates.alpha, followUp: Months(followUp ?? 6)), []
      )
    }
    let ratio = Double(allocation.0) / Double(allocation.1)
    let spending = FutilityRule.spending(.obrienFleming)
    let planned = try shares()
    func design(_ shares: [Double]) throws -> GroupSequentialDesign {
      try GroupSequentialDesign(
        shares: shares, family: .spending(.obrienFleming), futility: futility ? spending : .none, rates)
    }
    let last: Int
    if let events {
      last = events
    } else {
      let fixed = try LogRankFormula.schoenfeld.events(hazardRatio: hazardRatio ?? 1, rates, allocation: ratio)
      last = Int((fixed * (try design(planned).inflation)).rounded(.up))
    }
    guard last <= size else {
      throw DesignProblem(
        "events", found: "\(last) of \(size) patients",
        expected: "fewer events than patients: more --patients, or --events")
    }
    // Looks at whole events have their own shares, of which the bounds are computed.
    let counts = planned.map { max(1, Int(($0 * Double(last)).rounded())) }
    guard zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw DesignProblem(
        "looks", found: "\(counts.map(String.init).joined(separator: ", ")) events", expected: "looks further apart")
    }
    let final = try design(counts.map { Double($0) / Double(last) })
    return (
      .logRank(
        treated: allocation.0, controls: allocation.1, looks: .events(counts), upper: final.upper, lower: final.lower),
      counts
    )
  }

  private func words(_ size: Int, _ events: [Int], _ delivered: DeliveredDoses?) -> String {
    func number(_ value: Double, _ decimals: Int = 2) -> String { Numbers.text(value, decimals: decimals) }
    func percent(_ value: Double) -> String { "\(number(value * 100)) %" }
    var words = [
      "\(number(perMonth)) patients begin induction in a month, \(evenly ? "evenly" : "at random"); \(percent(eligible)) of them are registered \(number(induction)) months later, up to \(size)",
      "median \(number(median ?? 0, 3)) months from registration, hazard ratio \(number(hazardRatio ?? 1, 4)), constant hazards",
      "\(percent(deaths)) of events are deaths, \(percent(dropout)) lost within 12 months",
      scans.map {
        "scans every \(number($0, 3)) months, up to \(number(window ?? 0, 3)) months off, \(percent(missed ?? 0)) missed"
      } ?? "progression is seen at once",
    ]
    if let survivalAfter { words.append("median survival after progression \(number(survivalAfter)) months") }
    if let levels {
      words.append(
        "dose levels with toxicity by cycle of \(number(cycle ?? Months(days: 21).value, 3)) months: \(levels), \(percent(omission ?? 0)) of cycles omitted\(doseEffect ? ", the effect goes with the dose" : "")"
      )
    }
    if let delivered { words.append(delivered.words + (doseEffect ? ", the effect goes with the dose" : "")) }
    if !events.isEmpty {
      words.append(
        "looks at \(events.map(String.init).joined(separator: ", ")) events, bounds by spending like O'Brien-Fleming\(futility ? ", futile by spending of beta, not binding" : "")"
      )
    }
    return
      (design == nil
      ? errors.words()
      : "Level and power are those of the design that is stated; --alpha and --power say nothing here.")
      + " Assumed: " + words.joined(separator: "; ") + "."
  }

  /// The schema, with the looks where they are as planned.
  func schema(_ plan: Plan, _ found: MaintenanceTrial.Characteristics?) -> TrialSchema {
    let trial = plan.trial
    let scan = scans.map { "scans every \(Numbers.text($0, decimals: 2)) months" } ?? "progression seen at once"
    let steps = TrialSchema.maintenance(
      induction: .init("Induction", ["\(Numbers.text(induction, decimals: 2)) months"]),
      registration: .init("Registration", ["without progression, n = \(trial.intake.registered)"]), eligible: eligible)
    let treatment = TrialSchema.Box(
      "Maintenance",
      [
        trial.dosing.map { rules in
          rules.levels.isEmpty
            ? "doses by rules"
            : "dose levels \(rules.levels.map { Numbers.text($0.dose * 100, decimals: 1) + "\u{A0}%" }.joined(separator: ", "))"
        }, scan,
      ].compactMap(\.self))
    let looks = (found?.times ?? []).enumerated().filter { $0.element.mean.isFinite && $0.element.error.isFinite }.map {
      index, time in
      TrialSchema.Look(
        "look \(index + 1)", months: time.mean,
        detail: plan.events.indices.contains(index) ? "\(plan.events[index]) events" : "")
    }
    let total = Double(trial.intake.registered)
    let accrual = trial.intake.induction.value + total / (trial.intake.perMonth * trial.intake.eligible)
    var schema = TrialSchema(
      title: "Maintenance trial", steps: steps,
      randomisation: arms == 2 ? "R \(plan.allocation.0):\(plan.allocation.1)" : nil,
      arms: arms == 2 ? [treatment, .init("Observation", [scan])] : [treatment],
      after: [.init("Follow-up", ["progression, death"])], accrual: accrual, looks: looks,
      caption:
        "Schema of the trial, months from the first induction; looks at their mean of \(found?.replicates ?? 0) simulated trials as planned."
    )
    schema.timeTitle = "Months since the first induction"
    return schema
  }
}
