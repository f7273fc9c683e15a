// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Figures
import Plain
import Report
import Trials

/// `verlauf trial monitor`
struct MonitorCommand: ParsableCommand {
  enum Rule: String, ExpressibleByArgument, CaseIterable {
    case predictive
    case thallSimon = "thall-simon"
    case optimal
  }

  static let configuration = CommandConfiguration(
    commandName: "monitor", abstract: "Bayesian bounds of a single arm, with exact operating characteristics.",
    discussion: """
      EXAMPLES
        verlauf trial monitor --p0 20% --p1 40% --looks 10,20,30,40
        verlauf trial monitor --rule thall-simon --p0 20% --p1 40% --looks 10,20,30,40 --standard 20,80 --margin 15%
        verlauf trial monitor --rule optimal --p0 20% --p1 40% --looks 10,20,30,40 --alpha 5%
        verlauf trial monitor --p0 20% --p1 40% --looks 10,20,30,40 --figure bounds.svg

      predictive: stop where the probability of success at the end is below --futility (Lee and Liu). thall-simon: against a standard that is itself uncertain.
      optimal: stop below λ(n/N)^γ, with λ and γ of the most power at an exact level (BOP2).
      """)

  @OptionGroup var rates: RateArguments
  @Option(help: "predictive, thall-simon or optimal.") var rule: Rule = .predictive
  @Option(help: "Patients at each look, with commas between; the last is the end.") var looks = "10,20,30,40"
  @Option(
    help: "Beta prior of the rate: as if so many responses and non-responses had been seen. Without it p0 and 1 − p0.")
  var prior: String?
  @Option(help: "thall-simon: responses and non-responses behind the standard's rate.") var standard: String?
  @Option(.share(0...0.9), help: "thall-simon: wanted improvement over the standard, without it none:") var margin:
    Double?
  @Option(.share(0.0001...0.5), help: "Stop as futile below this probability, without it 0.05:") var futility: Double?
  @Option(
    .share(0.5...0.9999), help: "Success where P(rate > p0) is at least, or thall-simon above, this, without it 0.95:")
  var success: Double?
  @Option(.share(0.0001...0.4999), help: "optimal: exact one-sided level, without it 0.05:") var alpha: Double?
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.bounds, .characteristics]

  func validate() throws {
    try drawing.check(Self.draws)
    _ = try numbers()
    _ = try pair(prior, "--prior")
    _ = try pair(standard, "--standard")
    if rule == .thallSimon, standard == nil {
      throw ValidationError(
        "--standard is needed: responses and non-responses behind the standard's rate, such as 20,80")
    }
    if rule != .thallSimon, standard != nil || margin != nil {
      throw ValidationError("--standard and --margin are for --rule thall-simon")
    }
    if rule != .optimal, alpha != nil {
      throw ValidationError(
        "--alpha is for --rule optimal; the level of the others follows from --futility and --success")
    }
    if rule == .optimal, futility != nil || success != nil {
      throw ValidationError("--futility and --success are for the other rules; --rule optimal finds its own")
    }
  }

  private func numbers() throws -> [Int] { try TrialText.wholes(looks, NumberRange(1...1000), "--looks") }

  private func pair(_ text: String?, _ option: String) throws -> (Double, Double)? {
    guard let text else { return nil }
    let numbers = try TrialText.numbers(text, NumberRange(0.001...100_000), option, count: 2...2)
    return (numbers[0], numbers[1])
  }

  /// What the standard is, and that it contradicts the rate of no interest where its own interval does not hold it.
  private func standardNotes(_ responses: Double, _ others: Double, _ null: Double) -> [String] {
    let all = responses + others
    let mean = responses / all
    // Four deviations of the beta distribution: beyond them no standard is believed to have the rate.
    let deviation = (mean * (1 - mean) / (all + 1)).squareRoot()
    func percent(_ share: Double) -> String { "\(Numbers.text(share * 100, decimals: 1)) %" }
    let words =
      "The standard has a rate of \(percent(mean)), as of \(Numbers.text(responses, decimals: 2)) responses and \(Numbers.text(others, decimals: 2)) patients without."
    guard abs(mean - null) > 4 * deviation else { return [words] }
    return [
      words
        + " That contradicts p0, \(percent(null)): responses stand first in --standard, patients without a response second."
    ]
  }

  func run() throws {
    let looks = try numbers()
    let (own, standard) = (try pair(prior, "--prior"), try pair(standard, "--standard"))
    try designing(format) {
      let rates = try rates.rates
      let prior = try BetaPrior(own?.0 ?? rates.null.value, own?.1 ?? 1 - rates.null.value)
      let size = looks.last ?? 1
      let (futility, success) = (futility ?? 0.05, success ?? 0.95)
      let (margin, alpha) = (margin ?? 0, alpha ?? 0.05)
      var notes: [String] = []
      let found: SequentialRule
      switch rule {
      case .predictive:
        let design = try PredictiveProbability(
          prior: prior, null: rates.null, success: Probability(success, "success"), size: size)
        found = try design.rule(looks: looks, futility: futility)
        notes.append(
          "Stop where the probability of success at the end is below \(futility); success at the end: P(rate > p0) ≥ \(success). Lee and Liu, Clin Trials 2008;5:93."
        )
      case .thallSimon:
        let comparison = ThallSimon(new: prior, standard: try BetaPrior(standard?.0 ?? 1, standard?.1 ?? 1))
        let low = comparison.futility(below: futility, margin: margin, upTo: size)
        let high = comparison.success(above: success, upTo: size)
        func at(_ bounds: [Int?]) -> [Int?] { looks.map { $0 <= bounds.count ? bounds[$0 - 1] : nil } }
        found = try SequentialRule(looks: looks, stopAtMost: at(low), stopAbove: at(high).map { $0.map { $0 - 1 } })
        notes += standardNotes(standard?.0 ?? 1, standard?.1 ?? 1, rates.null.value)
        notes.append(
          "Stop as futile where P(new > standard\(margin > 0 ? " + \(Numbers.text(margin, decimals: 4))" : "")) < \(futility), as a success where P(new > standard) > \(success). Thall and Simon, Biometrics 1994;50:337."
        )
      case .optimal:
        let design = try OptimalBayesianDesign(rates, looks: looks, prior: prior, alpha: Probability(alpha, "alpha"))
        found = design.rule
        notes.append(
          "Go on while P(rate > p0) ≥ λ(n/N)^γ, λ = \(Numbers.text(design.lambda, decimals: 2)), γ = \(Numbers.text(design.gamma, decimals: 3)): the most power of a grid (0.01, 0.025) at an exact level of at most \(alpha). Zhou, Lee and Yuan, Stat Med 2017;36:3302."
        )
      }
      notes.append(
        "Prior of the rate: beta(\(Numbers.text(prior.successes, decimals: 3)), \(Numbers.text(prior.failures, decimals: 3))), worth \(Numbers.text(prior.successes + prior.failures, decimals: 2)) \(prior.successes + prior.failures == 1 ? "patient" : "patients")."
      )
      try drawing.write(Self.draws) { kind in
        let marked = [(name: "p0", rate: rates.null.value), (name: "p1", rate: rates.alternative.value)]
        return kind == .bounds
          ? DesignPlot.bounds(of: found, rates: marked)
          : DesignPlot.characteristics(of: [(name: "", rule: found)], rates: marked)
      }
      let courses = [("p0", rates.null.value), ("p1", rates.alternative.value)].map {
        ($0.0, $0.1, found.course(at: $0.1))
      }
      return [
        Table(
          name: "monitoring-bounds", title: "Bounds",
          columns: [
            .init("Patients", .number), .init("Futile with at most", .number), .init("Success with at least", .number),
            .init("P(stop as futile | p0)", .number), .init("P(stop as futile | p1)", .number),
          ],
          rows: looks.indices.map { look in
            [
              .count(looks[look]), .count(found.stopAtMost[look]), .count(found.stopAbove[look].map { $0 + 1 }),
              .number(courses[0].2.below[look], 5), .number(courses[1].2.below[look], 5),
            ]
          }, footnotes: notes),
        Table(
          name: "monitoring-characteristics", title: "What happens, exactly",
          columns: [
            "At", .init("True rate", .number), .init("P(success)", .number), .init("P(stop early as futile)", .number),
            .init("Expected patients", .number),
          ],
          rows: courses.map { name, rate, course in
            [
              .words(name), .number(rate), .number(course.crossing, 5), .number(course.earlyBelow, 5),
              .number(course.expectedSize, 3),
            ]
          }),
      ]
    }
  }
}
