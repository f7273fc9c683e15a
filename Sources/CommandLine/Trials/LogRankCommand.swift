// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Figures
import Plain
import Report
import Trials

/// `verlauf trial logrank`
struct LogRankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logrank", abstract: "Two arms: events and patients of a log-rank test.",
    discussion: """
      EXAMPLES
        verlauf trial logrank --median 3.5 --hazard-ratio 0.6
        verlauf trial logrank --median 3.5 --hazard-ratio 0.6 --sides 2 --alpha 5% --power 90% --dropout 10% --allocation 2
        verlauf trial logrank --medians "3 until 2, then 6" --hazard-ratio 0.6 --accrual 36 --follow-up 9
        verlauf trial logrank --median 3.5 --hazard-ratio 0.6 --figure events.svg --draw forecast
      """)

  @OptionGroup var arms: TwoArmArguments
  @OptionGroup var errors: ErrorArguments
  @Option(NumberRange(1...2), help: "Sides of the test.") var sides = 1
  @Option(help: "schoenfeld, freedman or hsieh-freedman.") var formula = Formula.schoenfeld
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.characteristics, .forecast, .schema]

  func validate() throws { try drawing.check(Self.draws) }

  enum Formula: String, ExpressibleByArgument, CaseIterable {
    case schoenfeld
    case freedman
    case hsiehFreedman = "hsieh-freedman"

    var formula: LogRankFormula {
      switch self {
      case .schoenfeld: .schoenfeld
      case .freedman: .freedman
      case .hsiehFreedman: .hsiehFreedman
      }
    }
    var source: String {
      switch self {
      case .schoenfeld: "Schoenfeld, Biometrics 1983;39:499"
      case .freedman: "Freedman, Stat Med 1982;1:121"
      case .hsiehFreedman: "Freedman's effect, Schoenfeld's variance (Hsieh, Stat Med 1992;11:1525)"
      }
    }
  }

  func run() throws {
    try designing(format) {
      let design = try LogRankDesign(
        arms.trial(), try errors.errors, sides: sides == 2 ? .two : .one, formula: formula.formula,
        followUp: Months(arms.followUp))
      try drawing.write(Self.draws) { kind in
        switch kind {
        case .forecast: try DesignPlot.forecast(of: design)
        case .schema: TrialSchema.twoArms(design, steps: [.init(.init("Eligible patients"))])
        default: DesignPlot.characteristics(of: design)
        }
      }
      let counts = design.trial.allotted(design.patients)
      return [
        .facts(
          "log-rank", "Log-rank test of two arms",
          [
            (
              "events", .number(design.events.rounded(.up), 0),
              "\(formula.source): \(Numbers.text(design.events, decimals: 4)), rounded up"
            ),
            (
              "patients on treatment", .count(counts.treated),
              "Events over the probability of an event by the end: \(Numbers.text(design.patients, decimals: 4)) in all, each arm rounded up"
            ),
            ("patients on control", .count(counts.control), "The same"),
            ("duration, months", .number(design.duration.value, 2), "From the first patient to the analysis"),
            (
              "critical hazard ratio", .number(design.criticalHazardRatio, 5),
              "The estimate at which the test just rejects"
            ),
          ], footnotes: [errors.words(sides: sides), arms.words] + arms.cautions(events: design.events))
      ]
    }
  }
}
