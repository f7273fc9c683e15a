// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Figures
import Notation
import Plain
import Report
import Statistics
import Trials

/// A historical curve.
struct CurveArguments: ParsableArguments {
  @Option(.months(0.01...600), help: "Median of the historical control, from the start of the trial's clock:")
  var median: Double?
  @Option(NumberRange(0.1...10), help: "With --median: its Weibull shape, without it 1, a constant hazard.") var shape:
    Double?
  @Option(
    help:
      "Instead of --median: hazards that change: \"3 until 2, then 6\" is a median of 3 months at first, and from month 2 on the hazard of a median of 6."
  )
  var medians: String?
  @Option(
    help:
      "Instead of --median: a file of comma-separated values with the columns time (months) and survival (shares), such as the points of a published curve.",
    completion: .file(extensions: ["csv"]))
  var curve: String?
  @Flag(
    help:
      "With --curve: beyond its last point it goes on with its mean hazard; without it a trial that needs more is refused."
  )
  var extend = false
  @Option(
    NumberRange(1...1_000_000, "events"), help: "Events behind the historical curve, for what its own uncertainty does."
  ) var historicalEvents: Int?

  func validate() throws {
    guard [median != nil, medians != nil, curve != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("--median, --medians or --curve is needed, and one of them alone")
    }
    if median == nil, shape != nil { throw ValidationError("--shape is for --median") }
    if curve == nil, extend { throw ValidationError("--extend is for --curve") }
    if let medians { _ = try TrialText.hazards(medians) }
  }

  /// The curve; of a file that cannot be used the problems are told with their places, and the exit is with 2.
  func read() throws -> HistoricalCurve {
    let events = historicalEvents.map(Double.init)
    if let medians { return try HistoricalCurve(try TrialText.hazards(medians), events: events) }
    guard let curve else { return try HistoricalCurve(median: Months(median ?? 1), shape: shape ?? 1, events: events) }
    let points = try CurveFile.points(curve)
    do {
      return try HistoricalCurve(through: points, isExtended: extend, events: events)
    } catch { throw DesignProblem("\(curve): \(error.subject)", found: error.found, expected: error.expected) }
  }

  /// The curve in words.
  func words(_ found: HistoricalCurve) -> String {
    if let medians { return "medians of the curve \(medians) months" }
    let median =
      found.median.value.isFinite
      ? "median \(Numbers.text(found.median.value, decimals: 3)) months" : "median not reached"
    guard let curve else {
      return
        "median of the curve \(Numbers.text(self.median ?? 0, decimals: 3)) months, shape \(Numbers.text(shape ?? 1, decimals: 3))"
    }
    let end =
      found.end.map { "known up to \(Numbers.text($0.value, decimals: 3)) months" }
      ?? "beyond its last point with its mean hazard"
    return "the curve of \(curve), a constant hazard between two points (\(median), \(end))"
  }
}

/// Points of a curve in a file.
enum CurveFile {
  private static let times: Set<String> = ["time", "months", "month", "t", "zeit", "monate"]
  private static let shares: Set<String> = ["survival", "share", "surv", "s", "überleben", "anteil"]

  static func points(_ path: String) throws -> [HistoricalCurve.Point] {
    let (read, problems) = SeparatedFile.read(path)
    StudyArguments.tell(problems)
    guard let read, !problems.contains(where: { $0.severity == .error }) else { throw ExitCode(2) }
    func column(_ names: Set<String>) -> Int? { read.head.firstIndex { names.contains($0.text.lowercased()) } }
    guard let time = column(times), let share = column(shares) else {
      Terminal.tell(
        "error: \(path): found the columns \(read.head.prefix(10).map(\.text).joined(separator: ", ")); expected time (in months) and survival"
      )
      throw ExitCode(2)
    }
    guard (1...10_000).contains(read.rows.count) else {
      Terminal.tell("error: \(path): found \(read.rows.count) points; expected 1 to \(HistoricalCurve.mostPoints)")
      throw ExitCode(2)
    }
    var wrong = 0
    func number(_ cell: SeparatedFile.Cell, _ range: NumberRange) -> Double {
      // What a program wrote may have seventeen digits and an exponent.
      if let number = SurvivalColumns.number(cell.text), range.range.contains(number) { return number }
      do { return try range.number(cell.text) } catch {
        wrong += 1
        if wrong <= 10 { Terminal.tell("\(cell.location): error: \(error)") }
        return .nan
      }
    }
    let points = read.rows.map { row in
      HistoricalCurve.Point(
        Months(number(row[time], .months(0...600))), number(row[share], .share(0...1)))
    }
    guard wrong == 0 else {
      Terminal.tell("\(path): \(Terminal.count(wrong, "error")); the curve cannot be read.")
      throw ExitCode(2)
    }
    return points
  }
}

/// `verlauf trial one-sample`
struct OneSampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "one-sample",
    abstract: "One arm against a historical curve: one-sample log-rank test, one stage or two.",
    discussion: """
      EXAMPLES
        verlauf trial one-sample --median 3.5 --hazard-ratio 0.6 --accrual 24 --follow-up 6
        verlauf trial one-sample --median 3.5 --hazard-ratio 0.6 --historical-events 40    the level if the curve is uncertain
        verlauf trial one-sample --median 3.5 --hazard-ratio 0.6 --figure events.svg --draw forecast
        verlauf trial one-sample --medians "3 until 2, then 6" --hazard-ratio 0.6                   hazards that change
        verlauf trial one-sample --curve points.csv --hazard-ratio 0.6 --accrual 24 --extend        a published curve
        verlauf trial one-sample --median 1.3 --hazard-ratio 0.5 --two-stage --per-month 2 --follow-up 3
      """)

  @OptionGroup var curve: CurveArguments
  @Option(NumberRange(0.05...0.99), help: "Hazard of the new treatment over that of the curve.") var hazardRatio = 0.6
  @Option(
    .months(0.1...600),
    help: "Time in which patients come in, evenly; without it 24 months, with --two-stage it follows from --per-month:")
  var accrual: Double?
  @Option(.months(0...600), help: "Follow-up after the last patient:") var followUp = 6.0
  @Flag(help: "With a look for futility.") var twoStage = false
  @Option(NumberRange(0.01...1000, "patients"), help: "With --two-stage: patients that come in a month.") var perMonth:
    Double?
  @OptionGroup var errors: ErrorArguments
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.characteristics, .forecast]

  func validate() throws {
    try drawing.check(Self.draws)
    if twoStage, drawing.figure != nil { throw ValidationError("--figure is for one stage") }
    guard twoStage == (perMonth != nil) else { throw ValidationError("--two-stage and --per-month go together") }
    if twoStage, curve.historicalEvents != nil {
      throw ValidationError("--historical-events is for one stage: what an uncertain curve does to two is not computed")
    }
    if twoStage, accrual != nil { throw ValidationError("--accrual follows from --per-month with --two-stage") }
  }

  func run() throws {
    try designing(format) {
      let (curve, errors) = (try self.curve.read(), try errors.errors)
      if let perMonth {
        let setting = try TwoStageLogRank.Setting(
          curve, hazardRatio: hazardRatio, followUp: Months(followUp), perMonth: perMonth)
        let found = try TwoStageLogRank.search(setting, errors)
        return [
          Table(
            name: "two-stage-log-rank", title: "Two stages against a historical curve",
            columns: ["Design"]
              + [
                "n", "Look, mo", "Patients at the look", "c1", "c", "alpha", "power", "P(stop | H0)", "EN(H0)",
                "Duration, mo",
              ].map { .init($0, .number) },
            rows: [("optimal", found.optimal), ("minimax", found.minimax)].map { name, design in
              [
                .words(name), .count(design.size), .number(design.look.value, 3), .number(design.patientsAtLook, 2),
                .number(design.stopBelow), .number(design.critical), .number(design.alpha, 5), .number(design.power, 5),
                .number(design.stopping), .number(design.expectedSize, 3), .number(design.duration.value, 2),
              ]
            },
            footnotes: [
              "Z = (E − O)/√E; stop as futile if Z < c1 at the look, reject H0 if Z > c at the end. Both are taken as bivariate normal (Kwak and Jung, Stat Med 2014;33:2004; Wu et al., Pharm Stat 2020;19:214). One stage needs \(found.singleStage). Small trials are conservative under it: these numbers are not exact, as Simon's are.",
              assumed(curve, "\(Numbers.text(perMonth, decimals: 2)) patients a month"), clock,
            ])
        ]
      }
      let design = try OneSampleLogRankDesign(
        curve, hazardRatio: hazardRatio, errors, accrual: Months(accrual ?? 24), followUp: Months(followUp))
      try drawing.write(Self.draws, reading: [self.curve.curve]) { kind in
        kind == .forecast ? DesignPlot.forecast(of: design) : try DesignPlot.characteristics(of: design)
      }
      var rows: [(String, Table.Cell, String)] = [
        ("patients", .count(design.size), "One-sample log-rank test (O − E)/√E (Wu, Pharm Stat 2015;14:26)"),
        ("power", .number(design.power, 5), "Normal approximation with the variance of O − E under the alternative"),
        ("expected events", .number(design.expectedEvents, 2), "Under the alternative, by the end"),
        ("duration, months", .number((accrual ?? 24) + followUp, 2), "From the first patient to the end"),
      ]
      if let level = design.alphaWithUncertainCurve, let interval = curve.medianInterval() {
        rows.append(
          (
            "alpha if the curve is uncertain", .number(level, 5),
            "The test takes the curve as known. With its log hazard estimated from the events stated, the variance is larger by the share of new to old events"
          ))
        rows.append(
          (
            "historical median, lower limit", .number(interval.lower, 3),
            "95 % interval from the events stated, the form of the curve taken as known"
          ))
        rows.append(
          (
            "historical median, upper limit", .number(interval.upper, 3),
            "95 % interval from the events stated, the form of the curve taken as known"
          ))
      }
      return [
        .facts(
          "one-sample-log-rank", "One arm against a historical curve", rows,
          footnotes: [
            assumed(curve, "accrual even over \(Numbers.text(accrual ?? 24, decimals: 2)) months"), clock,
          ])
      ]
    }
  }

  private var clock: String {
    "The clock of the curve must start where the trial's does: at the end of induction, not at its beginning."
  }

  /// The assumptions in words.
  private func assumed(_ found: HistoricalCurve, _ accrual: String) -> String {
    "\(errors.words()) Assumed: \(curve.words(found)), hazard ratio \(Numbers.text(hazardRatio, decimals: 4)), \(accrual), \(Numbers.text(followUp, decimals: 2)) months of follow-up after the last patient, nobody lost."
  }
}

/// `verlauf trial milestone`
struct MilestoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "milestone", abstract: "One arm: the Kaplan-Meier estimate at a milestone against a fixed share.",
    discussion: """
      EXAMPLES
        verlauf trial milestone --at 3 --null 20% --alternative 40% --per-month 3
        verlauf trial milestone --at "26 weeks" --null 14% --alternative 35% --per-month 2 --dropout 10%
      """)

  @Option(.months(0.1...240), help: "The milestone:") var at: Double?
  @Option(.share(0.0001...0.9999), help: "Share without the event that is of no interest:") var null: Double?
  @Option(.share(0.0001...0.9999), help: "Share worth going on with:") var alternative: Double?
  @Option(NumberRange(0.01...1000, "patients"), help: "Patients that come in a month.") var perMonth = 3.0
  @Option(.months(0...240), help: "Follow-up after the last patient, at most:") var followUp = 6.0
  @Option(.share(0...0.99), help: "Share lost to follow-up within 12 months:") var dropout = 0.0
  @OptionGroup var errors: ErrorArguments
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.characteristics]

  /// A trial that takes longer is asked about: ten years.
  private static let longMonths = 120.0

  /// What was assumed, and what a reader must be warned of.
  private func notes(_ design: MilestoneDesign) -> [String] {
    let (at, low, high) = (at ?? 0, null ?? 0, alternative ?? 0)
    func percent(_ share: Double) -> String { "\(Numbers.text(share * 100, decimals: 2)) %" }
    var notes = [
      "\(errors.words()) Milestone \(Numbers.text(at, decimals: 3)) months, \(percent(low)) against \(percent(high)), follow-up \(Numbers.text(followUp, decimals: 2)) months, \(percent(dropout)) lost within 12 months."
    ]
    if followUp < at {
      notes.append(
        "Follow-up is shorter than the milestone: patients who come in late are not followed to it, and more are needed for those who are. With --follow-up of the milestone or more the number is that of the question."
      )
    }
    if design.duration.value < design.accrual.value {
      notes.append(
        "The power is there before the last of the \(design.size) patients has come in: who comes in later adds nothing to it."
      )
    }
    if max(design.accrual.value, design.duration.value) > Self.longMonths {
      notes.append(
        "\(Numbers.text(max(design.accrual.value, design.duration.value) / 12, decimals: 1)) years: patients come in too slowly for any trial. Is --per-month a month's number?"
      )
    }
    let size = Double(design.size)
    if min(size * (1 - low), size * low, design.events, size - design.events) < 10 {
      notes.append(
        "Normal approximation with few events or few without: level and power may lie far from what is stated. `verlauf trial single` is exact where all are followed to the milestone."
      )
    }
    return notes
  }

  func validate() throws {
    try drawing.check(Self.draws)
    guard at != nil, null != nil, alternative != nil else {
      throw ValidationError("--at, --null and --alternative are needed")
    }
  }

  func run() throws {
    try designing(format) {
      let setting = try MilestoneDesign.Setting(
        milestone: Months(at ?? 1), null: Probability(null ?? 0, "null"),
        alternative: Probability(alternative ?? 0, "alternative"),
        dropout: Hazard(lost: dropout, within: Months(12)), perMonth: perMonth, followUp: Months(followUp))
      let design = try MilestoneDesign(setting, try errors.errors)
      try drawing.write(Self.draws) { _ in DesignPlot.characteristics(of: design) }
      return [
        .facts(
          "milestone", "Kaplan-Meier estimate at \(Numbers.text(at ?? 0, decimals: 2)) months",
          [
            ("patients", .count(design.size), "Least number with the power by the end of follow-up"),
            (
              "accrual, months", .number(design.accrual.value, 3),
              "At \(Numbers.text(perMonth, decimals: 2)) patients a month"
            ),
            (
              "duration, months", .number(design.duration.value, 3), "From the first patient until the power is reached"
            ),
            (
              "power", .number(design.power, 5),
              "(Ŝ − S0)/√V, V Greenwood's variance expected under the alternative with a constant hazard"
            ),
            ("events", .number(design.events, 2), "Expected by then under the alternative"),
          ], footnotes: notes(design))
      ]
    }
  }
}
