// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Figures
import Plain
import Report
import Statistics
import Trials

/// `verlauf trial single`
struct SingleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "single", abstract: "One stage: the first n with the power, and the n from which on it holds.",
    discussion: """
      EXAMPLES
        verlauf trial single --p0 20% --p1 40%
        verlauf trial single --p0 0.05 --p1 0.1 --alpha 0.05 --power 0.8 --format json
        verlauf trial single --p0 20% --p1 40% --figure power.svg
      """)

  @OptionGroup var rates: RateArguments
  @OptionGroup var errors: ErrorArguments
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.characteristics]

  func validate() throws { try drawing.check(Self.draws) }

  func run() throws {
    try designing(format) {
      let (rates, errors) = (try rates.rates, try errors.errors)
      let sizes = try SingleStageSizes(rates, errors)
      try drawing.write(Self.draws) { _ in
        let both = [("first n", sizes.first), ("holds from n", sizes.stable)]
        return DesignPlot.characteristics(
          of: (sizes.first == sizes.stable ? [both[0]] : both).map {
            (name: "\($0.0), \($0.1.critical)/\($0.1.size)", design: $0.1)
          }, rates, errors)
      }
      func row(_ name: String, _ design: SingleStageDesign) -> [Table.Cell] {
        [
          .words(name), .count(design.size), .count(design.critical),
          .number(design.rejection(at: rates.null.value), 6), .number(design.rejection(at: rates.alternative.value), 6),
        ]
      }
      return [
        Table(
          name: "single-stage", title: "One stage: reject H0 with more than r responses of n",
          columns: [
            "Size", .init("n", .number), .init("r", .number), .init("alpha", .number), .init("power", .number),
          ],
          rows: [row("first n", sizes.first), row("holds from n", sizes.stable)],
          footnotes: [
            "Exact one-sided binomial test (A'Hern, Stat Med 2001;20:859). Power is a saw-tooth in n: the first n has it, but a larger one may not; from the other n on every n up to \(sizes.checkedTo) has."
          ])
      ]
    }
  }
}

/// `verlauf trial simon`
struct SimonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simon", abstract: "Two stages (Simon): optimal, minimax and admissible designs by complete search.",
    discussion: """
      EXAMPLES
        verlauf trial simon --p0 20% --p1 40%
        verlauf trial simon --p0 20% --p1 40% --landmark 3 --scans "8 weeks" --deaths 10%
        verlauf trial simon --p0 5% --p1 20% --alpha 10% --power 90% --format csv
        verlauf trial simon --p0 20% --p1 40% --figure bounds.pdf --draw bounds --width 85

      With --landmark and --scans: what each design really does when its endpoint is freedom from progression at the landmark and progression is seen only at scans.
      """)

  @OptionGroup var rates: RateArguments
  @OptionGroup var errors: ErrorArguments
  @Option(NumberRange(2...1000, "patients"), help: "Most patients that are searched.") var most = 200
  @Option(.months(0.1...120), help: "The endpoint is freedom from progression at this time:") var landmark: Double?
  @OptionGroup var scans: ScanArguments
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.characteristics, .bounds]

  func validate() throws {
    try drawing.check(Self.draws)
    guard (landmark == nil) == (scans.scans == nil) else {
      throw ValidationError("--landmark and --scans go together")
    }
    if scans.deaths > 0, landmark == nil { throw ValidationError("--deaths is for --landmark and --scans") }
  }

  func run() throws {
    try designing(format) {
      let (rates, errors) = (try rates.rates, try errors.errors)
      let search = try SimonSearch(rates, errors, limit: most)
      let seen = try landmark.map { landmark throws(DesignProblem) in
        try LandmarkUnderSchedule(
          landmark: Months(landmark), rates, schedule: try scans.schedule, deaths: scans.deaths)
      }
      try drawing.write(Self.draws) { kind in
        let both = [("optimal", search.optimal), ("minimax", search.minimax)]
        let designs = (search.optimal == search.minimax ? [("optimal, minimax", search.optimal)] : both).map {
          (name: $0.0, design: $0.1.design)
        }
        return kind == .bounds
          ? DesignPlot.bounds(of: designs, rates).bySight(of: seen, rates)
          : DesignPlot.characteristics(of: designs, rates, errors, seen: seen)
      }
      var columns: [Table.Column] = ["Design"]
      columns += ["r1", "n1", "r", "n", "EN(p0)", "PET(p0)", "alpha", "power", "EN(p1)", "q from", "q to"].map {
        .init($0, .number)
      }
      var notes = [
        "Stop with r1 or fewer responses of n1; reject H0 with more than r of n. EN is the expected number of patients, PET the probability to stop after n1, exactly. Simon, Control Clin Trials 1989;10:1.",
        "A design between is best for weights q of n against 1 − q of EN(p0) (admissible: Jung et al., Stat Med 2004;23:561). All designs of up to \(search.limit) patients were compared.",
      ]
      if let seen, let landmark {
        columns += [
          .init("alpha by scans", .number), .init("power by scans", .number), .init("PET(p0) by scans", .number),
        ]
        notes.append(
          "By scans every \(Numbers.text(scans.scans ?? 0, decimals: 2)) months a true \(percent(rates.null.value)) free of progression at \(Numbers.text(landmark, decimals: 2)) months is seen as \(percent(seen.seenNull)), and \(percent(rates.alternative.value)) as \(percent(seen.seenAlternative)): "
            + (seen.isOnScan
              ? "a scan falls on the landmark, and nobody who progressed is missed."
              : "who progressed since the last scan, at \(seen.lastScan.words), is still counted as free (constant hazard; deaths, \(percent(scans.deaths)) of events, are seen on their day).")
            + (search.admissible.contains {
              seen.actual($0.design).alpha > errors.alpha.value + LandmarkUnderSchedule.tolerance
            }
              ? " The level is not kept: put a scan on the landmark, or take the seen rates for --p0 and --p1." : ""))
      }
      let rows = search.admissible.map { found -> [Table.Cell] in
        let name =
          found == search.optimal
          ? found == search.minimax ? "optimal, minimax" : "optimal" : found == search.minimax ? "minimax" : "between"
        let design = found.design
        var row: [Table.Cell] = [
          .words(name), .count(design.stopAtMost), .count(design.firstStage), .count(design.critical),
          .count(design.size),
          .number(found.underNull.expectedSize, 3), .number(found.underNull.stopping),
          .number(found.underNull.rejection, 5),
          .number(found.underAlternative.rejection, 5), .number(found.underAlternative.expectedSize, 3),
          .number(found.weights?.lowerBound, 3), .number(found.weights?.upperBound, 3),
        ]
        if let seen {
          let actual = seen.actual(design)
          row += [
            .number(actual.alpha, 5), .number(actual.power, 5),
            .number(design.characteristics(at: seen.seenNull).stopping),
          ]
        }
        return row
      }
      return [
        Table(
          name: "simon",
          title:
            "Two stages: p0 \(percent(rates.null.value)), p1 \(percent(rates.alternative.value)), alpha \(percent(errors.alpha.value)), power \(percent(errors.power.value))",
          columns: columns, rows: rows, footnotes: notes)
      ]
    }
  }

  private func percent(_ share: Double) -> String { "\(Numbers.text(share * 100, decimals: 2)) %" }
}

/// `verlauf trial infer`
struct InferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "After two stages: estimate, p and interval; and rules for other sizes than planned.",
    discussion: """
      EXAMPLES
        verlauf trial infer 3/13 12/43 --responses 14 --p0 20%
        verlauf trial infer 3/13 12/43 --responses 2 --p0 20%             stopped after the first stage
        verlauf trial infer 3/13 12/43 --p0 20% --p1 40% --actual 13,45   the rule when there were 45 patients

      A design is r1/n1 r/n: stop with r1 or fewer of n1, reject H0 with more than r of n.
      """)

  @Argument(help: "r1/n1: 3/13.") var first: String
  @Argument(help: "r/n: 12/43.") var last: String
  @Option(.share(0.0001...0.9999), help: "Rate that is of no interest:") var p0: Double?
  @Option(.share(0.0001...0.9999), help: "Rate worth going on with, for --actual:") var p1: Double?
  @Option(NumberRange(0...100_000, "responses"), help: "Responses seen in all.") var responses: Int?
  @Option(.share(0.5...0.9999), help: "Level of two-sided intervals, without it 0.9:") var level: Double?
  @Option(.share(0.0001...0.4999), help: "One-sided level, for --actual, without it 0.05:") var alpha: Double?
  @Option(help: "Patients that there were in the first stage and in all: 13,45.") var actual: String?
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard p0 != nil else { throw ValidationError("--p0 is needed") }
    guard responses != nil || actual != nil else { throw ValidationError("--responses or --actual is needed") }
    if actual != nil, p1 == nil { throw ValidationError("--actual needs --p1") }
    if p1 != nil || alpha != nil, actual == nil { throw ValidationError("--p1 and --alpha are for --actual") }
    if level != nil, responses == nil { throw ValidationError("--level is for --responses") }
    _ = try pair(first, "<first>")
    _ = try pair(last, "<last>")
    if let actual { _ = try TrialText.wholes(actual, NumberRange(1...100_000), "--actual", count: 2...2) }
  }

  private func pair(_ text: String, _ name: String) throws -> (Int, Int) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = try? NumberText.integer(parts[0].trimmed),
      let second = try? NumberText.integer(parts[1].trimmed)
    else { throw ValidationError("\(name) \(text.prefix(30)): expected responses/patients, such as 3/13") }
    return (first, second)
  }

  func run() throws {
    let (one, two) = (try pair(first, "<first>"), try pair(last, "<last>"))
    let sizes = try actual.map { try TrialText.wholes($0, NumberRange(1...100_000), "--actual", count: 2...2) }
    try designing(format) {
      let design = try TwoStageDesign(stopAtMost: one.0, of: one.1, critical: two.0, of: two.1)
      let null = try Probability(p0 ?? 0, "p0")
      var tables: [Table] = []
      let level = level ?? 0.9
      let happened = try sizes.map { sizes throws(DesignProblem) in
        try ActualSizes(
          design, RateHypotheses(null: null.value, alternative: p1 ?? 0), alpha: Probability(alpha ?? 0.05, "alpha"),
          firstStage: sizes[0], size: sizes[1])
      }
      if let responses {
        // Where the stages had other sizes, what was seen was seen of those.
        let followed =
          try happened.map { own throws(DesignProblem) in
            try TwoStageDesign(
              stopAtMost: own.stopAtMost, of: own.firstStage, critical: own.criticalTotals.first ?? own.stopAtMost,
              of: own.size)
          } ?? design
        let found = try TwoStageInference(followed, responses: responses, null: null, level: level)
        let percent = "\(Numbers.text(level * 100, decimals: 2)) %"
        tables.append(
          .facts(
            "two-stage-inference",
            "\(responses) responses in \(followed.stopAtMost)/\(followed.firstStage), \(followed.size) in all, \(found.stoppedEarly ? "stopped after the first stage" : "both stages")",
            [
              ("rate, unbiased", .number(found.unbiased, 5), "UMVUE (Jung and Kim, Stat Med 2004;23:881)"),
              (
                "rate, plain", .number(found.share, 5),
                "Responses over \(found.stoppedEarly ? followed.firstStage : followed.size) patients; biased downwards by the look"
              ),
              (
                "p", Table.Cell(.pValue(found.pValue)),
                "P(this or more | p0), both stages (Koyama and Chen, Stat Med 2008;27:3145)"
              ),
              (
                "lower limit", .number(found.exact.lower, 5),
                "\(percent) interval that keeps its level, what was seen counted in both tails"
              ),
              ("upper limit", .number(found.exact.upper, 5), "\(percent) interval that keeps its level"),
              ("lower limit, Koyama-Chen", .number(found.koyamaChen.lower, 5), "The rate at which p is the tail"),
              (
                "upper limit, Koyama-Chen", .number(found.koyamaChen.upper, 5),
                "The rate at which p is one less the tail: covers less than its level, and of no response there is none"
              ),
            ]))
      }
      if let sizes, let found = happened {
        let rows = found.criticalTotals.enumerated().map { index, total -> [Table.Cell] in
          [.count(found.stopAtMost + 1 + index), .count(total)]
        }
        tables.append(
          Table(
            name: "actual-sizes",
            title:
              "\(sizes[0]) and \(sizes[1]) patients instead of \(one.1) and \(two.1): stop with \(found.stopAtMost) or fewer of \(sizes[0])",
            columns: [
              .init("Responses in the first stage", .number), .init("Reject H0 with more in all than", .number),
            ], rows: rows,
            footnotes: [
              "Stop with \(found.stopAtMost) or fewer responses of \(sizes[0]). Exact level \(Numbers.text(found.alpha, decimals: 5)), power \(Numbers.text(found.power, decimals: 5)).",
              sizes[0] == one.1
                ? "Given the first stage, to reject is no likelier under H0 than it was planned (conditional level: Koyama and Chen, Stat Med 2008;27:3145)."
                : "The first stage was not as planned: it stops no more often under p1 than planned, and one total keeps alpha.",
            ]))
      }
      return tables
    }
  }
}

/// `verlauf trial toxicity`
struct ToxicityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "toxicity", abstract: "Bounds at which a trial stops for toxicity.",
    discussion: """
      EXAMPLES
        verlauf trial toxicity --tolerable 20% --toxic 40% --looks 10,20,30 --chance 10%
      """)

  @Option(.share(0.0001...0.9999), help: "Rate of toxicity that is accepted:") var tolerable: Double?
  @Option(.share(0.0001...0.9999), help: "Rate that is too high:") var toxic: Double?
  @Option(help: "Patients at each look, with commas between: 10,20,30.") var looks = "10,20,30"
  @Option(.share(0.001...0.5), help: "Wanted probability to stop at the accepted rate:") var chance = 0.1
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.bounds, .characteristics]

  func validate() throws {
    try drawing.check(Self.draws)
    guard let tolerable, let toxic else { throw ValidationError("--tolerable and --toxic are needed") }
    guard tolerable < toxic else {
      throw ValidationError("--toxic \(toxic): expected a rate above --tolerable (\(tolerable))")
    }
    _ = try numbers()
  }

  private func numbers() throws -> [Int] { try TrialText.wholes(looks, NumberRange(1...10_000), "--looks") }

  func run() throws {
    let looks = try numbers()
    try designing(format) {
      let (low, high) = (tolerable ?? 0, toxic ?? 0)
      let found = try ToxicityBoundary(looks: looks, tolerable: Probability(low), chance: Probability(chance))
      let rules = [("cautious", found.cautious), ("strict", found.strict)]
      try drawing.write(Self.draws) { kind in
        let marked = [(name: "accepted", rate: low), (name: "too high", rate: high)]
        return kind == .bounds
          ? DesignPlot.bounds(
            of: found.cautious, rates: marked, events: "Toxicities", words: ("never", "stop for toxicity, cautious"),
            isHarm: true)
          : DesignPlot.characteristics(
            of: rules.map { (name: $0.0, rule: $0.1) }, rates: marked, words: ("stop for toxicity", nil))
      }
      return [
        Table(
          name: "toxicity-bounds", title: "Stop for toxicity with more than",
          columns: [Table.Column("Patients", .number)] + rules.map { .init("Stop with more than, \($0.0)", .number) },
          rows: looks.indices.map { look in [.count(looks[look])] + rules.map { .count($0.1.stopAbove[look]) } },
          footnotes: [
            "Repeated tests of the accepted rate at one nominal level. The probability to stop jumps with it: the cautious bounds stop at least as often as wanted, the strict ones less often (Ivanova, Qaqish and Schell, Biometrics 2005;61:540)."
          ]),
        Table(
          name: "toxicity-characteristics", title: "What happens, exactly",
          columns: [
            "Bounds", .init("True rate", .number), .init("P(stop)", .number), .init("Expected patients", .number),
          ],
          rows: rules.flatMap { name, rule in
            [low, high].map { rate in
              let course = rule.course(at: rate)
              return [.words(name), .number(rate), .number(course.crossing, 5), .number(course.expectedSize, 3)]
            }
          }),
      ]
    }
  }
}
