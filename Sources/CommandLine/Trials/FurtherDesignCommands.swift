// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Plain
import Report
import Trials

/// `verlauf trial discontinuation`
struct DiscontinuationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discontinuation",
    abstract: "Randomised discontinuation: all are treated, who is stable is randomised to go on or to stop.",
    discussion: """
      EXAMPLES
        verlauf trial discontinuation --sensitive 40% --median 3.5 --hazard-ratio 0.4 --run-in "16 weeks" --after "16 weeks"
        verlauf trial discontinuation --sensitive 40% --median 3.5 --hazard-ratio 0.4 --run-in 4 --after 3 --responding 20% --format csv

      Beside it the trial that randomises all at once, compared after the same time, and after the run-in and that time together.
      """)

  @Option(.share(0.01...1), help: "Share of patients who are sensitive to the treatment:") var sensitive: Double?
  @Option(.months(0.01...600), help: "Median to progression without effect:") var median: Double?
  @Option(NumberRange(0.01...0.99), help: "Hazard of the sensitive on treatment over that without.") var hazardRatio:
    Double?
  @Option(.share(0...0.95), help: "Share of the sensitive who respond in the run-in and go on openly:") var responding =
    0.0
  @Option(.months(0...120), help: "Run-in:") var runIn = 4.0
  @Option(.months(0.1...120), help: "From the randomisation to the comparison:") var after = 4.0
  @OptionGroup var errors: ErrorArguments
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard sensitive != nil, median != nil, hazardRatio != nil else {
      throw ValidationError("--sensitive, --median and --hazard-ratio are needed")
    }
  }

  func run() throws {
    try designing(format) {
      let rates = try errors.errors
      let trial = try RandomisedDiscontinuation(
        sensitive: sensitive ?? 0, hazard: Hazard(median: Months(median ?? 1)), hazardRatio: hazardRatio ?? 1,
        responding: responding, runIn: Months(runIn), after: Months(after))
      let whole = Months(runIn + after)
      func row(
        _ name: String, _ shares: (Double, Double), _ size: () throws -> RandomisedDiscontinuation.Size
      ) throws -> [Table.Cell] {
        let found = try? size()
        return [
          .words(name), .number(shares.0, 5), .number(shares.1, 5), .count(found?.randomised),
          .number(found?.entered.rounded(.up), 0), .number(found?.power, 5),
        ]
      }
      let (same, long) = (trial.upfront(Months(after)), trial.upfront(whole))
      return [
        .facts(
          "discontinuation", "Who is randomised",
          [
            (
              "randomised", .number(trial.randomised, 5),
              "Share of those who begin: free of progression after the run-in, and no response"
            ),
            ("go on openly", .number(trial.open, 5), "Share of those who begin: responders"),
            (
              "sensitive among the randomised", .number(trial.enriched, 5),
              "\(Numbers.text(sensitive ?? 0, decimals: 4)) of those who begin"
            ),
          ]),
        Table(
          name: "discontinuation-sizes", title: "Patients",
          columns: [
            "Trial", .init("Free on treatment", .number), .init("Free off treatment", .number),
            .init("Randomised", .number), .init("Begin treatment or control", .number), .init("Power", .number),
          ],
          rows: [
            try row("randomised discontinuation", (trial.continuing, trial.stopping)) { try trial.size(rates) },
            try row("all randomised, as long", (same.treated, same.control)) {
              try trial.upfrontSize(Months(after), rates)
            },
            try row("all randomised, run-in and as long", (long.treated, long.control)) {
              try trial.upfrontSize(whole, rates)
            },
          ],
          footnotes: [
            "Kopec et al., J Clin Epidemiol 1993;46:959; Rosner et al., J Clin Oncol 2002;20:4478. Shares free of progression at the comparison in closed form; patients for Fisher's exact test, power exact. Nothing stands where more than 1000 in an arm are needed.",
            "\(errors.words()) Assumed: median \(Numbers.text(median ?? 0, decimals: 3)) months without effect, hazard ratio \(Numbers.text(hazardRatio ?? 0, decimals: 4)) of the sensitive on treatment, constant hazards, progression seen at once, and no effect that lasts beyond the treatment. It answers whether going on helps those who are stable on treatment, not whether beginning does.",
          ]),
      ]
    }
  }
}

/// `verlauf trial n-of-1`
struct NOfOneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "n-of-1",
    abstract: "Trials of single patients, taken together: how many patients, how many pairs of periods.",
    discussion: """
      EXAMPLES
        verlauf trial n-of-1 --effect 5 --within 8 --among 4
        verlauf trial n-of-1 --effect 5 --within 8 --among 4 --pairs 3 --patients 20

      A patient has pairs of periods, in each one on treatment and one on control in random order; the outcome is a number, such as points of a quality-of-life scale. It is for what comes back when \
      treatment stops, not for time to progression.
      """)

  @Option(NumberRange(0.001...1_000_000), help: "Mean difference worth finding, in the unit of the outcome.")
  var effect: Double?
  @Option(NumberRange(0.001...1_000_000), help: "Deviation of one period within a patient.") var within: Double?
  @Option(NumberRange(0...1_000_000), help: "Deviation of the effect among patients, without it 0.") var among: Double?
  @Option(NumberRange(1...20, "pairs"), help: "Pairs of periods of each patient; without it 1 to 6.") var pairs: Int?
  @Option(NumberRange(2...10_000, "patients"), help: "Patients; without it the fewest with the power.") var patients:
    Int?
  @Option(NumberRange(1...2), help: "Sides of the test.") var sides = 1
  @OptionGroup var errors: ErrorArguments
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard effect != nil, within != nil else { throw ValidationError("--effect and --within are needed") }
  }

  func run() throws {
    try designing(format) {
      let rates = try errors.errors
      let sided: Sides = sides == 2 ? .two : .one
      let (effect, within, among) = (effect ?? 0, within ?? 0, among ?? 0)
      let rows = try (pairs.map { [$0] } ?? Array(1...6)).map { pairs -> [Table.Cell] in
        let found =
          try patients.map { count throws(DesignProblem) in
            try NOfOneTrials(patients: count, pairs: pairs, within: within, among: among)
          }
          ?? NOfOneTrials.size(effect: effect, pairs: pairs, within: within, among: among, rates, sides: sided)
        return [
          .count(pairs), .count(found.patients), .count(2 * pairs * found.patients), .number(found.error, 5),
          .number(found.power(effect: effect, alpha: rates.alpha, sides: sided), 5), .number(found.reliability, 5),
        ]
      }
      return [
        Table(
          name: "n-of-1", title: "Trials of single patients, taken together",
          columns: ["Pairs", "Patients", "Periods", "SE of the mean", "Power", "Reliability"].map {
            .init($0, .number)
          },
          rows: rows,
          footnotes: [
            "A patient's mean difference has the variance τ² + 2σ²/m (Zucker et al., J Clin Epidemiol 2010;63:1312; Senn, Stat Methods Med Res 2019;28:372); Student's t of the patients' means, power by the t around a mean that is not 0. One pair is a cross-over.",
            "Reliability τ²/(τ² + 2σ²/m): how much of what one patient's own periods say is that patient's own effect.",
            patients == nil
              ? errors.words(sides: sides)
              : "\(sides == 1 ? "One-sided" : "Two-sided") level \(Numbers.text(errors.alpha, decimals: 5)).",
            "Assumed: mean effect \(Numbers.text(effect, decimals: 6)), σ \(Numbers.text(within, decimals: 6)), τ \(Numbers.text(among, decimals: 6)); normal, no carry-over, no period effect beyond what random order evens out.",
          ])
      ]
    }
  }
}
