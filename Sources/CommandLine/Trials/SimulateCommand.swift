// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Plain
import Report
import Statistics
import Trials

/// `verlauf trial simulate`
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Two arms patient by patient, with scans: what the log-rank test then finds.",
    discussion: """
      EXAMPLES
        verlauf trial simulate --median 3.5 --hazard-ratio 0.6 --patients 126 --scans "8 weeks"
        verlauf trial simulate --median 3.5 --hazard-ratio 1 --patients 126 --scans "6 weeks" --scans-treatment "12 weeks"
        verlauf trial simulate --median 3.5 --hazard-ratio 0.6 --patients 126 --missed 10% --scans "8 weeks" --seed 7 --replicates 2000

      The analysis is at the end of --follow-up. Every figure has its Monte-Carlo standard error; a replicate is given by seed and number. Replicates run on all \
      cores, and the numbers are the same however many there are.
      """)

  @OptionGroup var arms: TwoArmArguments
  @Option(NumberRange(2...20_000, "patients"), help: "Patients of both arms.") var patients = 126
  @OptionGroup var scans: ScanArguments
  @Option(.months(0.1...36), help: "Scans of the treatment arm, where they are others:") var scansTreatment: Double?
  @Option(.share(0...0.9), help: "Share of scans that are missed:") var missed = 0.0
  @Option(.share(0.0001...0.4999), help: "One-sided level:") var alpha = 0.05
  @Option(NumberRange(2...1_000_000, "replicates"), help: "Trials that are simulated.") var replicates = 2000
  @Option(NumberRange(0...1_000_000_000), help: "Seed.") var seed = 1
  @OptionGroup var format: FormatOption

  func validate() throws {
    if scansTreatment != nil, scans.scans == nil { throw ValidationError("--scans-treatment needs --scans") }
    if missed > 0, scans.scans == nil { throw ValidationError("--missed needs --scans") }
    if scans.deaths > 0, scans.scans == nil { throw ValidationError("--deaths needs --scans") }
  }

  func run() async throws {
    try await simulating(format) {
      let level = try Probability(alpha, "alpha")
      let control = try TwoArmSimulation.Watching(try scans.schedule, deaths: scans.deaths, missed: missed)
      let treatment = try scansTreatment.map {
        try TwoArmSimulation.Watching(ImagingSchedule(every: Months($0)), deaths: scans.deaths, missed: missed)
      }
      let trial = try arms.trial()
      let end = Months(arms.accrual + arms.followUp)
      func simulated(
        _ words: String, _ control: TwoArmSimulation.Watching? = nil, _ treatment: TwoArmSimulation.Watching? = nil
      ) async throws -> TwoArmSimulation.Characteristics {
        try await TwoArmSimulation(
          trial, patients: patients, looks: .calendar([end]), upper: [Sides.one.critical(level)], control: control,
          treatment: treatment
        ).characteristics(replicates: replicates, seed: UInt64(seed), cores: nil) {
          Terminal.progress("\(words)\($0) of \(replicates) trials …")
        }
      }
      let found = try await simulated("", control, treatment ?? control)
      var rows: [(String, Table.Cell, Table.Cell, String)] = []
      func add(_ name: String, _ value: MonteCarlo, _ words: String) {
        rows.append((name, .number(value.mean, 5), .number(value.error, 5), words))
      }
      add(
        "P(reject)", found.rejection,
        "Log-rank test, one-sided \(Numbers.text(alpha, decimals: 4)) for a benefit of the treatment: the level where the hazard ratio is 1, the power below 1; above 1 it is the chance to find a benefit where there is harm"
      )
      add("events seen", found.events, "By the analysis at \(Numbers.text(end.value, decimals: 2)) months")
      if scans.scans != nil {
        let watched = try await simulated("watched all the time: ")
        add("P(reject), watched all the time", watched.rejection, "The same trial if progression were seen at once")
      }
      let events = trial.events(of: Double(patients), at: end)
      rows.append(
        (
          "P(reject) without simulation",
          .number(trial.rejection(events: events, level: level), 5), Table.Cell(.missing(.dash)),
          "Normal approximation (Schoenfeld, Biometrics 1983;39:499) with the \(Numbers.text(events, decimals: 2)) events expected if progression were seen at once"
        ))
      return [
        Table(
          name: "simulated-trial", title: "\(replicates) simulated trials of \(patients) patients",
          columns: ["Quantity", .init("Value", .number), .init("Monte-Carlo SE", .number), "Definition"],
          rows: rows.map { [.words($0.0), $0.1, $0.2, .words($0.3)] },
          footnotes: [
            arms.words, "Seed \(seed), replicates 0 to \(replicates - 1).",
            scans.words(other: scansTreatment, missed: missed),
          ])
      ]
    }
  }
}

/// `verlauf trial gmi`
struct GrowthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gmi", abstract: "The growth modulation index as an endpoint: what share reaches a cut-off.",
    discussion: """
      EXAMPLES
        verlauf trial gmi --hazard-ratio 0.75
        verlauf trial gmi --hazard-ratio 0.75 --guarantee "4 months" --median 4       registered after an induction of 4 months
        verlauf trial gmi --hazard-ratio 0.75 --cutoff 1.33 --shape 1.2 --concordance 0.3 --median 4 --censored-after 6
      """)

  @Option(NumberRange(0.02...20), help: "Hazard on the treatment over that on the one before.") var hazardRatio: Double?
  @Option(NumberRange(0.01...100), help: "The index that counts as a success.") var cutoff = 1.33
  @Option(NumberRange(0.1...10), help: "Weibull shape of both times.") var shape = 1.0
  @Option(NumberRange(0...0.95), help: "Kendall's τ of the two times of a patient.") var concordance = 0.0
  @Option(
    .months(0.01...600), help: "Median of the first time, with --censored-after or --guarantee; without it 4 months:")
  var median: Double?
  @Option(
    .months(0...60),
    help:
      "Everybody has so much of the second time: it runs from the begin of an induction that all who are counted came through:"
  ) var guarantee: Double?
  @Option(.months(0.01...600), help: "The second time is censored after so long:") var censoredAfter: Double?
  @Option(
    NumberRange(100...10_000_000, "patients"),
    help: "Patients that are simulated, with --censored-after; without it 20000.") var simulated: Int?
  @Option(NumberRange(0...1_000_000_000), help: "Seed, with --censored-after; without it 1.") var seed: Int?
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard hazardRatio != nil else { throw ValidationError("--hazard-ratio is needed") }
    if censoredAfter == nil, simulated != nil || seed != nil {
      throw ValidationError("--simulated and --seed are for --censored-after; without it the closed form is all")
    }
    if censoredAfter == nil, guarantee == nil, median != nil {
      throw ValidationError("--median is for --censored-after or --guarantee: without them the share does not need it")
    }
    if censoredAfter != nil, guarantee != nil {
      throw ValidationError("--censored-after and --guarantee: expected one of them")
    }
  }

  func run() throws {
    try designing(format) {
      let model = try GrowthModulation(shape: shape, hazardRatio: hazardRatio ?? 1, concordance: concordance)
      let unchanged = try GrowthModulation(shape: shape, hazardRatio: 1, concordance: concordance)
      var rows: [(String, Table.Cell, String)] = [
        (
          "P(index ≥ \(Numbers.text(cutoff, decimals: 2)))", .number(model.share(atLeast: cutoff), 6),
          "1/(1 + (ratio·c^shape)^θ), θ = 1/(1 − τ): Weibull times, Gumbel's copula"
        ),
        (
          "the same at hazard ratio 1", .number(unchanged.share(atLeast: cutoff), 6),
          "What a treatment that changes nothing reaches: p0 of a design"
        ),
        ("P(index ≥ 1) at hazard ratio 1", .number(unchanged.share(atLeast: 1), 6), "One half by symmetry"),
      ]
      if let guarantee {
        let first = Months(median ?? 4)
        func share(_ own: GrowthModulation) throws(DesignProblem) -> Double {
          try own.share(atLeast: cutoff, guarantee: Months(guarantee), medianOfFirst: first)
        }
        let months = Numbers.text(guarantee, decimals: 2)
        rows.append(
          (
            "the same of those with \(months) months of the second time", .number(try share(model), 6),
            "Closed form; median of the first time \(Numbers.text(first.value, decimals: 2)) months\(median == nil ? ", which nobody stated" : "")"
          ))
        rows.append(
          (
            "and at hazard ratio 1", .number(try share(unchanged), 6),
            "What a treatment that changes nothing reaches where time runs from the begin of induction and only who came through it is counted: p0 of such a design"
          ))
      }
      if let censoredAfter {
        let found = try model.simulated(
          atLeast: cutoff, median: Months(median ?? 4), censoredAfter: Months(censoredAfter),
          patients: simulated ?? 20_000,
          seed: UInt64(seed ?? 1))
        rows.append(
          (
            "known to reach it", .number(found.known.mean, 5),
            "Simulated, Monte-Carlo SE \(Numbers.text(found.known.error, decimals: 5)); the second time is censored after \(Numbers.text(censoredAfter, decimals: 2)) months"
          ))
        rows.append(
          (
            "known or possible", .number(found.possible.mean, 5),
            "The same, with the censored that have not failed yet, SE \(Numbers.text(found.possible.error, decimals: 5))"
          ))
      }
      let notes =
        (hazardRatio ?? 1) > 1
        ? ["The hazard ratio is above 1: on the treatment progression comes sooner than on the one before."] : []
      return [
        .facts(
          "growth-modulation", "Growth modulation index (Von Hoff, Clin Cancer Res 1998;4:1079)", rows, footnotes: notes
        )
      ]
    }
  }
}
