// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Console
import Course
import Dosing
import Exchange
import Marrow
import Plain
import Report

/// `verlauf forecast SCHEDULE …`
struct ForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "What schedules would do to neutrophils, with the uncertainty, or why nothing is said.",
    discussion: """
      Without counts: bands of the population under each schedule, which are no patient's. With --counts and what was given before them (--given): the forecast of \
      that patient, fitted to the counts and checked by a second method. The schedules begin where --given ends.

      EXAMPLES
        verlauf forecast "1000 mg/m2 d1, d8, d15 repeated d29" "500 mg/m2 d1, d15 repeated d29" --surface 1.8
        verlauf forecast "1000 mg/m2 d1, d15 q28; pegfilgrastim 6 mg d2, d16 q28" --surface 1.8      with growth factor
        verlauf forecast "900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21" --surface 1.8 --every 1   a line a day
        verlauf forecast "1000 mg/m2 d1, d8, d15 q28" "1000 mg/m2 d1, d15 q28" --surface 1.8 \\
          --given "1000 mg/m2 d1, d8, d15 q28" --counts "d1 4.1, d8 1.6, d15 0.9, d22 1.2"            a patient's own counts
        verlauf forecast "1000 mg/m2 d1, d8, d15 q28" "750 mg/m2 d1, d8, d15 q28" --surface 1.8 \\
          --rules gemcitabine-us-pancreas                       how much of each the label's rules let through
        verlauf forecast --study Examples/gemcitabine-maintenance --patient 3 --surface 1.8           the schedules of a record
        verlauf forecast "1000 mg/m2 d1, d15 q28" --study my-series --patient 7 --surface 1.8 \\
          --figure bands.svg                                    its counts and single administrations, as a figure

      Models, their sources and how far they agree with other programs: Documentation/Marrow.md. The effect of gemcitabine on the marrow has no \
      published value: it is our own calibration. No conformity assessment was made: it must not decide a treatment.
      """)

  @Argument(help: "Schedules to compare: \"500 mg/m2 d1, d15 repeated d29\", further drugs behind semicolons.")
  var schedules: [String] = []
  @Option(NumberRange(0.2...4, "m²"), help: "Body surface.") var surface: Double?
  @Option(help: "Counts of the patient in 10⁹/L by the day since the first dose: \"d1 4.1, d8 1.6, d15 <0.5\".")
  var counts: String?
  @Option(help: "The schedule that was given before.") var given: String?
  @Option(NumberRange(1...24, "cycles"), help: "With --given: how many cycles of it.") var givenCycles: Int = 1
  @Option(
    NumberRange(1...12, "cycles"),
    help: "Of the schedule with the longest cycle; the others are repeated over the same time, at least 28 days.")
  var cycles: Int = 1
  @Option(NumberRange(1...28, "days"), help: "Bands are shown every so many days.") var every: Int = 7
  @Option(NumberRange(0.1...10), help: "Weight of the population against the counts.") var priorWeight: Double = 1.0
  @Option(NumberRange(200...20_000, "draws"), help: "Draws from what the parameters can be.") var draws: Int = 1000
  @Option(NumberRange(0...999_999_999), help: "Seed of the draws.") var seed: Int = 1
  @Option(
    help:
      "A study: the counts and single administrations of a patient are taken, and without schedules those of the record.",
    completion: .file())
  var study: String?
  @Option(help: "With --study: the patient.") var patient: String?
  @Option(help: "With --study: the day 1 of the schedules, 2024-03-04; without it the next that is due.")
  var from: String?
  @Option(
    help: "Follow these rules of dose modification over four cycles: how much of each schedule they let through.",
    completion: .custom { _, _, _ in
      BuiltInLibrary.read().library.rules.values.filter(RuleDelivery.canFollow).map(\.id).sorted()
    })
  var rules: String?
  @Flag(help: "With --counts: a growth factor was given that is not in --given.") var growthFactor = false
  @Flag(help: "With --counts: the marrow is involved.") var marrowInvolved = false
  @Flag(help: "With --counts: marrow was irradiated.") var marrowIrradiated = false
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments
  @OptionGroup var format: FormatOption

  /// What is drawn: bands over time, or all schedules by dose and probability.
  private static let draws: [DesignFigureArguments.Kind] = [.bands, .frontier]

  /// The least time that is looked at: the nadir after a dose is a week or two later, and bands that end before it would say nothing of it.
  private static let leastDays = 28
  /// Body surfaces of adults in m², of whom the models are; no source: from 145 cm and 35 kg to 200 cm and 150 kg.
  private static let adults = 1.2...2.8

  func validate() throws {
    try drawing.check(Self.draws)
    if let study, study.trimmed.isEmpty { throw ValidationError("--study: an empty path names no folder") }
    if patient != nil, study == nil { throw ValidationError("--patient is for --study") }
    if from != nil, study == nil { throw ValidationError("--from is for --study") }
    if study != nil, patient == nil { throw ValidationError("--study needs --patient") }
    if study != nil, counts != nil || given != nil {
      throw ValidationError("--counts and --given are for a patient without --study")
    }
    if counts != nil, given == nil { throw ValidationError("--counts needs --given: what was given before the counts") }
    if growthFactor || marrowInvolved || marrowIrradiated, counts == nil {
      throw ValidationError("--growth-factor, --marrow-involved and --marrow-irradiated are for --counts")
    }
    if given != nil, counts == nil { throw ValidationError("--given needs --counts") }
    if study == nil, schedules.isEmpty {
      throw ValidationError("a schedule is needed: \"500 mg/m2 d1, d15 repeated d29\"")
    }
  }

  func run() async throws {
    var problems = ArgumentProblems()
    var recorded: RecordedSchedules?
    if let study, let patient { recorded = try await RecordedSchedules.read(study, patient, &problems) }
    let texts = schedules.isEmpty ? recorded?.schedules ?? [] : schedules
    var read: [MarrowSchedule] = []
    let library = BuiltInLibrary.read().library
    for text in texts {
      if let schedule = Self.schedule(text, "<schedules>", library, &problems) { read.append(schedule) }
    }
    var before: MarrowSchedule?
    if let given { before = Self.schedule(given, "--given", library, &problems) }
    if let rules {
      let sets = library.rules.values.filter(RuleDelivery.canFollow).map(\.id).sorted()
      problems.check(rules, among: sets, "set of rules that neutrophils decide", "--rules")
      if surface == nil { problems.note("--rules needs the body surface: --surface 1.8") }
    }
    var observations: [CountObservation] = []
    if let counts { observations = ForecastCounts.read(counts, &problems) }
    if let from, Day(iso: from) == nil {
      problems.note("--from \(from.prefix(40)): expected a day, 2024-03-04")
    }
    if surface == nil, (read + [before].compactMap(\.self)).contains(where: \.needsSurface) {
      problems.note("a dose per m² needs the body surface: --surface 1.8")
    }
    try problems.stop()
    do {
      let answer = try await answer(read, before, observations, recorded, library)
      if drawing.figure != nil, answer.forecasts.isEmpty {
        Terminal.tell("nothing is drawn: there is no forecast")
      } else {
        try drawing.write(Self.draws, reading: [study]) { kind in
          let notice = [ReportInfo.notice]
          return kind == .frontier
            ? ForecastFigures.frontier(
              answer.whose, answer.forecasts, read.map(ForecastTables.perWeek), notice, begins: answer.begins)
            : ForecastFigures.bands(answer.whose, answer.forecasts, notice, begins: answer.begins)
        }
      }
      format.show(answer.tables)
    } catch let problem as MarrowProblem {
      Terminal.tell("error: \(problem)")
      throw ExitCode(2)
    }
  }

  /// Doses that no text read names, and a body surface that is none of an adult: computed all the same, since a proposal may be new.
  private func questions(_ schedules: [MarrowSchedule], _ library: RegimenLibrary) -> [String] {
    var found: [String] = []
    for part in schedules.flatMap(\.parts) {
      if let question = library.question(of: part.dose, part.drug.rawValue), !found.contains(question) {
        found.append(question)
      }
    }
    if let surface, !Self.adults.contains(surface) {
      found.append(
        "A body surface of \(Numbers.text(surface, decimals: 2)) m² is outside \(Numbers.text(Self.adults.lowerBound)) to \(Numbers.text(Self.adults.upperBound)) m²: the models are of adults."
      )
    }
    return found
  }

  /// What the label of pegfilgrastim says of its days in a schedule, where they do not keep it.
  private static func window(_ schedule: MarrowSchedule) -> [String] {
    let chemotherapy = schedule.parts.filter { $0.drug != .pegfilgrastim }.flatMap(\.pattern.days)
    return schedule.parts.filter { $0.drug == .pegfilgrastim }.flatMap { part in
      let checks = GrowthFactorWindow.longActing.check(
        days: part.pattern.days, chemotherapy: chemotherapy, cycleDays: schedule.cycleDays)
      return zip(part.pattern.days, checks).compactMap { day, check -> String? in
        guard !check.isRightBefore || !check.isRightAfter else { return nil }
        let next = check.daysToNext.map { "\($0) days to the next chemotherapy" } ?? "no chemotherapy follows"
        return
          "\(schedule.text): pegfilgrastim on d\(day) has \(next); its US label has at least 14, and 24 hours after the last."
      }
    }
  }

  private static func schedule(
    _ text: String, _ option: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems
  ) -> MarrowSchedule? {
    do {
      return try MarrowSchedule(parsing: text, generic: library.generic)
    } catch {
      problems.note("\(option): \(error)")
      return nil
    }
  }

  /// What is known of before, and where the schedules begin.
  private struct Before {
    var counts = PatientCounts([], [])
    var start = Hours.zero
    var circumstances = PatientForecast.Circumstances()
    /// Of a record.
    var recorded: RecordedPast?
    /// Why the record gives no past.
    var missing: String?
  }

  private func before(_ given: MarrowSchedule?, _ counts: [CountObservation], _ recorded: RecordedSchedules?)
    throws(MarrowProblem) -> Before
  {
    var before = Before()
    if let given {
      before.start = Hours(days: Double(given.cycleDays * givenCycles))
      before.counts = PatientCounts(
        try given.infusions(from: .zero, cycles: givenCycles, surface: surface), counts)
      before.circumstances.hadGrowthFactor = growthFactor
      before.circumstances.hasMarrowInvolvement = marrowInvolved
      before.circumstances.hadMarrowRadiation = marrowIrradiated
      if let late = counts.first(where: { $0.time > before.start }) {
        throw MarrowProblem(
          "--counts", found: "a count on day \(Int(late.time.day))",
          expected: "counts up to day \(Int(before.start.day)), where --given ends")
      }
    }
    guard let recorded else { return before }
    switch try recorded.past(surface, from: from.flatMap { Day(iso: $0) }) {
    case .missing(let why): before.missing = why
    case .past(let past):
      before.recorded = past
      before.counts = past.counts
      before.circumstances = past.circumstances
      // Of a population nothing was given before.
      if !past.counts.observations.isEmpty, past.circumstances.refusal == nil { before.start = past.next }
    }
    return before
  }

  /// Tables, and what is drawn of them; nothing where nothing is said.
  private struct Answer {
    var tables: [Table]
    var whose = ""
    var forecasts: [CountForecast] = []
    /// The day 1, where the record has one.
    var begins: Day?

    init(_ tables: [Table]) { self.tables = tables }

    init(_ whose: String, _ forecasts: [CountForecast], before: [Table] = [], _ tables: [Table]) {
      self.tables = before + tables
      self.whose = whose
      self.forecasts = forecasts
    }
  }

  private func answer(
    _ schedules: [MarrowSchedule], _ given: MarrowSchedule?, _ counts: [CountObservation],
    _ recorded: RecordedSchedules?, _ library: RegimenLibrary
  ) async throws -> Answer {
    let before = try before(given, counts, recorded)
    var notes = recorded?.notes ?? []
    var drugs = (schedules + [given].compactMap(\.self)).reduce(into: Set<MarrowDrug>()) { $0.formUnion($1.drugs) }
    if before.start > .zero { drugs.formUnion(before.counts.infusions.map(\.drug)) }
    guard let model = try MarrowModels().model(for: drugs), !schedules.isEmpty else {
      let refusal = ForecastRefusal.noModel(drugs.map(\.rawValue).sorted())
      return Answer([
        ForecastTables.refused(
          schedules.isEmpty ? recorded?.refusal ?? .noCounts : refusal, notes + [ReportInfo.notice])
      ])
    }
    let longest = max(Self.leastDays, (schedules.map(\.cycleDays).max() ?? 0) * cycles)
    let end = before.start + Hours(days: Double(longest))
    let alternatives = try schedules.map {
      CountForecast.Alternative($0.text, try $0.infusions(from: before.start, to: end, surface: surface))
    }
    notes += questions(schedules + [given].compactMap(\.self), library)
    if let notice = model.calibrationNotice { notes.append(notice) }
    notes += model.notFor
    for schedule in schedules { notes += Self.window(schedule) }
    notes.append(
      "Bands are of the count itself, without the scatter of single counts: 50 and 90 % of what the parameters of \(model.title.lowercased()) can be; how often such bands hold the counts of patients has not been shown. Nothing is ranked as best. \(ReportInfo.notice)"
    )
    let schedulesAreOfRecord = self.schedules.isEmpty
    /// Bands of nobody: nothing was given before.
    func population(_ refusal: ForecastRefusal?, _ more: [String]) async throws -> Answer {
      let question = try CountForecast.Question(from: before.start, to: end)
      let posterior = try MarrowPosterior.population(try MarrowPrior(model), draws: draws, seed: UInt64(seed))
      let forecasts = try await CountForecast.all(posterior, question, alternatives)
      let rest = try await delivered(posterior, PatientCounts([], []), before.start, schedules, library)
      return Answer(
        "the population", forecasts, before: refusal.map { [ForecastTables.refused($0, [])] } ?? [],
        ForecastTables.forecasts("the population", forecasts, schedules, every: every, more + notes) + rest)
    }
    let past = before.recorded
    guard before.start > .zero else {
      let hasCounts = !before.counts.observations.isEmpty
      let refusal =
        before.circumstances.refusal
        ?? before.missing.map { recorded?.hasCounts == true ? .pastNotKnown($0) : .noCounts }
      let why = recorded == nil ? nil : refusal ?? (hasCounts ? .noCounts : unusable(recorded))
      return try await population(
        why, (schedulesAreOfRecord ? recorded?.populationNotes ?? [] : []) + (past?.notes ?? []))
    }
    notes = (past?.notes ?? []) + notes
    if let past {
      let checked = try await PastForecasts(model, past, priorWeight: priorWeight, seed: UInt64(seed))
      let table = ForecastTables.past(checked, past)
      guard !checked.isRefuted else {
        let refusal = ForecastRefusal.pastMissed(outside: checked.outside, of: checked.checks.count)
        return Answer([ForecastTables.refused(refusal, notes)] + [table].compactMap(\.self))
      }
      var answer = try await patient(model, before, alternatives, schedules, to: end, notes, library)
      answer.tables += [table].compactMap(\.self)
      return answer
    }
    return try await patient(model, before, alternatives, schedules, to: end, notes, library)
  }

  /// Why a record without a count that can be used says nothing: it may state some.
  private func unusable(_ recorded: RecordedSchedules?) -> ForecastRefusal? {
    recorded?.hasCounts == true
      ? .pastNotKnown("none of the counts of neutrophils that the record states can be used") : recorded?.refusal
  }

  /// The patient's own forecast, or why there is none.
  private func patient(
    _ model: MarrowModel, _ before: Before, _ alternatives: [CountForecast.Alternative],
    _ schedules: [MarrowSchedule], to end: Hours, _ notes: [String], _ library: RegimenLibrary
  ) async throws -> Answer {
    let question = try CountForecast.Question(after: before.counts, from: before.start, to: end)
    switch try await PatientForecast.make(
      model, question, alternatives, before.circumstances, priorWeight: priorWeight, draws: draws, seed: UInt64(seed))
    {
    case .refused(let refusal): return Answer([ForecastTables.refused(refusal, notes)])
    case .forecast(let fit, let posterior, let forecasts):
      let rest = try await delivered(posterior, before.counts, before.start, schedules, library)
      var answer = Answer(
        "this patient", forecasts, before: [ForecastTables.fit(fit, posterior, origin: before.recorded?.origin)],
        ForecastTables.forecasts(
          "this patient", forecasts, schedules, every: every, notes, begins: before.recorded?.day(of: before.start))
          + rest)
      answer.begins = before.recorded?.day(of: before.start)
      return answer
    }
  }

  /// What rules would let through of each schedule; nothing without rules.
  private func delivered(
    _ posterior: MarrowPosterior, _ past: PatientCounts, _ start: Hours, _ schedules: [MarrowSchedule],
    _ library: RegimenLibrary
  ) async throws -> [Table] {
    guard let set = rules.flatMap({ library.rules[$0] }), let surface else { return [] }
    var found: [RuleDelivery] = []
    for schedule in schedules {
      found.append(
        try await RuleDelivery(
          posterior, after: past, from: start, schedule, set, surface: surface, seed: UInt64(seed)))
    }
    return [ForecastTables.delivered(found, schedules, set)]
  }
}
