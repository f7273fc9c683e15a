// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Console
import Course
import Dosing
import Exchange
import Forecasting
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
        verlauf forecast "900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21" --surface 1.8 --sex female --treated-before yes
        verlauf forecast "1000 mg/m2 d1, d8, d15 q28" "1000 mg/m2 d1, d15 q28" --surface 1.8 \\
          --given "1000 mg/m2 d1, d8, d15 q28" --counts "d1 4.1, d8 1.6, d15 0.9, d22 1.2"            a patient's own counts
        verlauf forecast "1000 mg/m2 d1, d8, d15 q28" "750 mg/m2 d1, d8, d15 q28" --surface 1.8 \\
          --rules gemcitabine-us-pancreas                       how much of each the label's rules let through
        verlauf forecast --study Examples/gemcitabine-maintenance --patient 3 --surface 1.8           the schedules of a record
        verlauf forecast "1000 mg/m2 d1, d15 q28" --study my-series --patient 7 --surface 1.8 \\
          --figure bands.svg --language de                      its counts and single administrations, as a German figure

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
  @OptionGroup(title: "The patient, as the model of docetaxel takes it (others take nothing of it)")
  var patientTraits: TraitArguments
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments
  @OptionGroup var reader: LanguageOption
  @OptionGroup var format: FormatOption

  /// What is drawn: bands over time, or all schedules by dose and probability.
  private static let draws: [DesignFigureArguments.Kind] = [.bands, .frontier]

  func validate() throws {
    try drawing.check(Self.draws)
    if reader.language != .english, drawing.figure == nil {
      throw ValidationError("--language is for --figure: tables are English")
    }
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
    let library = BuiltInLibrary.read().library
    var recorded: RecordedSchedules?
    if let study, let patient { recorded = try await Self.recorded(study, patient, library, &problems) }
    let texts = schedules.isEmpty ? recorded?.schedules ?? [] : schedules
    var read: [MarrowSchedule] = []
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
    let traits = patientTraits.traits(&problems)
    try problems.stop()
    do {
      var question = ForecastQuestion(read)
      (question.areOfRecord, question.recorded, question.squareMetres) = (schedules.isEmpty, recorded, surface)
      (question.given, question.givenCycles, question.counts) = (before, givenCycles, observations)
      question.circumstances.hadGrowthFactor = growthFactor
      question.circumstances.hasMarrowInvolvement = marrowInvolved
      question.circumstances.hadMarrowRadiation = marrowIrradiated
      question.traits = traits
      question.from = from.flatMap { Day(iso: $0) }
      (question.cycles, question.everyDays) = (cycles, every)
      question.rules = rules.flatMap { library.rules[$0] }
      (question.priorWeight, question.draws, question.seed) = (priorWeight, draws, seed)
      let answer = try await ForecastAnswer(question, library)
      if drawing.figure != nil, answer.forecasts.isEmpty {
        Terminal.tell("nothing is drawn: there is no forecast")
      } else {
        try drawing.write(Self.draws, reading: [study], in: reader.language) { kind, language in
          kind == .frontier
            ? ForecastFigures.frontier(
              answer.subject, answer.forecasts, read.map(ForecastTables.perWeek), begins: answer.begins,
              in: language)
            : ForecastFigures.bands(
              answer.subject, answer.forecasts, begins: answer.begins,
              in: language)
        }
      }
      format.show(answer.tables)
    } catch let problem as MarrowProblem {
      Terminal.tell("error: \(problem)")
      throw ExitCode(2)
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

  private static func recorded(
    _ path: String, _ id: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems
  ) async throws -> RecordedSchedules? {
    let reading = try await StudySource.read(path)
    StudyArguments.tell(reading.problems)
    guard let study = reading.study else {
      problems.note("--study \(path): the study cannot be read")
      return nil
    }
    problems.check(id, among: study.patients.map(\.id), "patient", "--patient")
    guard let patient = study.patients.first(where: { $0.id == id }) else { return nil }
    return RecordedSchedules(patient, PatientTimeline(patient, in: study), library)
  }
}
