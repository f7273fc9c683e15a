// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Dosing
package import Marrow
import Plain
package import Report

/// What schedules would do to neutrophils, as tables, and what is drawn of them; or why nothing is said.
package struct ForecastAnswer: Sendable {
  /// The tables, in the order in which they are shown.
  package fileprivate(set) var tables: [Table]
  /// Whose counts these are.
  package private(set) var subject = ForecastSubject.population
  /// One forecast a schedule; none where nothing is said.
  package private(set) var forecasts: [CountForecast] = []
  /// The day 1, where the record has one.
  package fileprivate(set) var begins: Day?
  /// Why nothing is said of the patient's own counts; nil where something is, or where no patient is asked about.
  package fileprivate(set) var refusal: ForecastRefusal?
  /// What was recorded since the last dose and is not read as a stop, quoted; and progression since then.
  package fileprivate(set) var unread: [String] = []
  package fileprivate(set) var progressions: [String] = []

  fileprivate init(refused refusal: ForecastRefusal, _ notes: [String], _ more: [Table] = []) {
    tables = [ForecastTables.refused(refusal, notes)] + more
    self.refusal = refusal
  }

  fileprivate init(_ subject: ForecastSubject, _ forecasts: [CountForecast], before: [Table] = [], _ tables: [Table]) {
    self.tables = before + tables
    self.subject = subject
    self.forecasts = forecasts
  }

  /// Answers a question.
  ///
  /// - Throws: `MarrowProblem` where a schedule, a dose or a count is none that a model takes.
  package init(_ question: ForecastQuestion, _ library: RegimenLibrary) async throws {
    self = try await Answering(question: question, library: library).answer()
  }
}

/// How an answer is found.
private struct Answering {
  let question: ForecastQuestion
  let library: RegimenLibrary

  /// The least time that is looked at: the nadir after a dose is a week or two later, and bands that end before it would say nothing of it.
  private static let leastDays = 28
  /// Body surfaces of adults in m², of whom the models are; no source: from 145 cm and 35 kg to 200 cm and 150 kg.
  private static let adults = 1.2...2.8

  private var schedules: [MarrowSchedule] { question.schedules }
  private var surface: Double? { question.squareMetres }
  private var recorded: RecordedSchedules? { question.recorded }
  private var seed: UInt64 { UInt64(max(question.seed, 0)) }

  /// Doses that no text read names, and a body surface that is none of an adult: computed all the same, since a proposal may be new.
  private func questions() -> [String] {
    var found: [String] = []
    for part in (schedules + [question.given].compactMap(\.self)).flatMap(\.parts) {
      if let asked = library.question(of: part.dose, part.drug.rawValue), !found.contains(asked) {
        found.append(asked)
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

  private func before() throws(MarrowProblem) -> Before {
    var before = Before()
    if let given = question.given {
      before.start = Hours(days: Double(given.cycleDays * question.givenCycles))
      before.counts = PatientCounts(
        try given.infusions(from: .zero, cycles: question.givenCycles, surface: surface), question.counts)
      before.circumstances = question.circumstances
      if let late = question.counts.first(where: { $0.time > before.start }) {
        throw MarrowProblem(
          "--counts", found: "a count on day \(Int(late.time.day))",
          expected: "counts up to day \(Int(before.start.day)), where --given ends")
      }
    }
    guard let recorded else { return before }
    switch try recorded.past(surface, from: question.from) {
    case .missing(let why): before.missing = why
    case .past(let past):
      before.recorded = past
      before.counts = past.counts
      before.circumstances = past.circumstances
      // Schedules that somebody types may be of a treatment that is begun again; those of the record are over.
      if question.areOfRecord, question.from == nil, let ended = past.ended, before.circumstances.stop == nil {
        before.circumstances.stop = ended
      }
      // Of a population nothing was given before.
      if !past.counts.observations.isEmpty, before.circumstances.refusal == nil { before.start = past.next }
    }
    return before
  }

  func answer() async throws -> ForecastAnswer {
    let before = try before()
    var notes = recorded?.notes ?? []
    var drugs = (schedules + [question.given].compactMap(\.self)).reduce(into: Set<MarrowDrug>()) {
      $0.formUnion($1.drugs)
    }
    if before.start > .zero { drugs.formUnion(before.counts.infusions.map(\.drug)) }
    guard let found = try MarrowModels().model(for: drugs), !schedules.isEmpty else {
      let refusal = ForecastRefusal.noModel(drugs.map(\.rawValue).sorted())
      return ForecastAnswer(
        refused: schedules.isEmpty ? before.circumstances.refusal ?? recorded?.refusal ?? .noCounts : refusal,
        notes + [PublishedPerformance.hughes2023.phrase.english, ReportInfo.notice])
    }
    let traits = try question.traits.joined(with: before.recorded?.traits)
    let model = try found.adapted(to: traits)
    notes += found.words(on: traits, isOfRecord: question.traits.isEmpty)
    let longest = max(Self.leastDays, (schedules.map(\.cycleDays).max() ?? 0) * question.cycles)
    let end = before.start + Hours(days: Double(longest))
    let alternatives = try schedules.map {
      CountForecast.Alternative($0.text, try $0.infusions(from: before.start, to: end, surface: surface))
    }
    if let surface, let asked = recorded?.question(ofSurface: surface) { notes.append(asked) }
    notes += questions()
    if let notice = model.calibrationNotice { notes.append(notice) }
    notes += model.notFor
    for schedule in schedules { notes += Self.window(schedule) }
    notes.append(PublishedPerformance.hughes2023.phrase.english)
    notes.append(
      "Bands are of the count itself, without the scatter of single counts: 50 and 90 % of what the parameters of \(model.title.lowercased()) can be. Nothing is ranked as best. \(ReportInfo.notice)"
    )
    /// Bands of nobody: nothing was given before.
    func population(_ refusal: ForecastRefusal?, _ more: [String]) async throws -> ForecastAnswer {
      let window = try CountForecast.Question(from: before.start, to: end)
      let posterior = try MarrowPosterior.population(try MarrowPrior(model), draws: question.draws, seed: seed)
      let forecasts = try await CountForecast.all(posterior, window, alternatives)
      let rest = try await delivered(posterior, PatientCounts([], []), before.start)
      var answer = ForecastAnswer(
        .population, forecasts, before: refusal.map { [ForecastTables.refused($0, [])] } ?? [],
        ForecastTables.forecasts(.population, forecasts, schedules, every: question.everyDays, more + notes)
          + rest)
      answer.refusal = refusal
      return answer
    }
    let past = before.recorded
    guard before.start > .zero else {
      let hasCounts = !before.counts.observations.isEmpty
      let refusal =
        before.circumstances.refusal
        ?? before.missing.map { recorded?.hasCounts == true ? .pastNotKnown($0) : .noCounts }
      let why = recorded == nil ? nil : refusal ?? (hasCounts ? .noCounts : unusable)
      return try await population(
        why, (question.areOfRecord ? recorded?.populationNotes ?? [] : []) + (past?.notes ?? []))
    }
    notes = (past?.notes ?? []) + notes
    if let past {
      let checked = try await PastForecasts(model, past, priorWeight: question.priorWeight, seed: seed)
      let table = ForecastTables.past(checked, past)
      guard !checked.isRefuted else {
        let refusal = ForecastRefusal.pastMissed(outside: checked.outside, of: checked.checks.count)
        return ForecastAnswer(refused: refusal, notes, [table].compactMap(\.self))
      }
      var answer = try await patient(model, before, alternatives, to: end, notes)
      answer.tables += [table].compactMap(\.self)
      (answer.unread, answer.progressions) = (past.unread, past.progressions)
      return answer
    }
    return try await patient(model, before, alternatives, to: end, notes)
  }

  /// Why a record without a count that can be used says nothing: it may state some.
  private var unusable: ForecastRefusal? {
    recorded?.hasCounts == true
      ? .pastNotKnown("none of the counts of neutrophils that the record states can be used") : recorded?.refusal
  }

  /// The patient's own forecast, or why there is none.
  private func patient(
    _ model: MarrowModel, _ before: Before, _ alternatives: [CountForecast.Alternative], to end: Hours,
    _ notes: [String]
  ) async throws -> ForecastAnswer {
    let window = try CountForecast.Question(after: before.counts, from: before.start, to: end)
    switch try await PatientForecast.make(
      model, window, alternatives, before.circumstances, priorWeight: question.priorWeight, draws: question.draws,
      seed: seed)
    {
    case .refused(let refusal): return ForecastAnswer(refused: refusal, notes)
    case .forecast(let fit, let posterior, let forecasts):
      let rest = try await delivered(posterior, before.counts, before.start)
      var answer = ForecastAnswer(
        .thisPatient, forecasts, before: [ForecastTables.fit(fit, posterior, origin: before.recorded?.origin)],
        ForecastTables.forecasts(
          .thisPatient, forecasts, schedules, every: question.everyDays, notes,
          begins: before.recorded?.day(of: before.start))
          + rest)
      answer.begins = before.recorded?.day(of: before.start)
      return answer
    }
  }

  /// What rules would let through of each schedule; nothing without rules.
  private func delivered(
    _ posterior: MarrowPosterior, _ past: PatientCounts, _ start: Hours
  ) async throws -> [Table] {
    guard let set = question.rules, let surface else { return [] }
    var found: [RuleDelivery] = []
    for schedule in schedules {
      found.append(
        try await RuleDelivery(
          posterior, after: past, from: start, schedule, set, surface: surface, seed: seed))
    }
    let days = ForecastTables.days(found, set)
    return [ForecastTables.delivered(found, schedules, set)] + (days.rows.isEmpty ? [] : [days])
  }
}
