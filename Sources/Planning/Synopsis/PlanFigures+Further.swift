// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Figures
import Plain
import Report
import Trials

/// The figures of designs of other kinds than two stages.
extension PlanFigures {
  /// All of them; what cannot be drawn is left out.
  init(_ plan: TrialPlan, _ found: FurtherDesign, _ regimen: Regimen?) {
    var drawn: [ReportFigure] = []
    switch found.law {
    case .single(let sizes, let rates, _), .growth(let sizes, let rates, _):
      drawn.append(
        Self.figure(
          "characteristics",
          DesignPlot.characteristics(
            of: [(name: "\(sizes.first.critical)/\(sizes.first.size)", design: sizes.first)], rates, found.errors)))
    case .oneSample(let design, _):
      if let plot = try? DesignPlot.characteristics(of: design) { drawn.append(Self.figure("characteristics", plot)) }
      drawn.append(Self.figure("forecast", DesignPlot.forecast(of: design)))
    case .milestone(let design, _):
      drawn.append(Self.figure("characteristics", DesignPlot.characteristics(of: design)))
    case .randomised(let design):
      drawn.append(Self.figure("characteristics", DesignPlot.characteristics(of: design)))
      if let plot = try? DesignPlot.forecast(of: design) { drawn.append(Self.figure("forecast", plot)) }
    }
    self.init(
      schema: Self.figure("schema", Self.schema(plan.question, found, regimen)),
      toxicity: found.toxicity.flatMap { Self.toxicity(plan.question, $0) }.map { Self.figure("toxicity-bounds", $0) },
      ofSize: drawn)
  }

  private static func schema(_ question: TrialQuestion, _ found: FurtherDesign, _ regimen: Regimen?) -> TrialSchema {
    let scans = question.scans.map { "scans every \(months($0))" } ?? "scans: open"
    let landmark = question.landmark.map(months) ?? "the landmark (open)"
    let steps = TrialSchema.maintenance(
      induction: .init("Induction", ["which, and how many cycles: open"]),
      registration: .init("Registration", ["not progressive under induction"]), eligible: question.eligible)
    let caption = "The way through the trial. What is open has to be written by whoever answers for it."
    let arm = TrialSchema.Box(question.design.arm, treatment(regimen) + ["until progression", scans])
    func one(_ words: String) -> TrialSchema {
      TrialSchema(
        steps: steps, arms: [arm], after: [.init("Analysis: \(found.size) patients", [words])], caption: caption)
    }
    switch found.law {
    case .single(let sizes, _, _):
      return one("more than \(sizes.first.critical) free of progression at \(landmark): worth a larger trial")
    case .growth(let sizes, _, _):
      return one(
        "more than \(sizes.first.critical) with an index of \(PlanCommand.printed(question.cutoffInForce)) or more: worth a larger trial"
      )
    case .milestone:
      return one("Kaplan-Meier estimate at \(landmark) above the share of no interest: worth a larger trial")
    case .oneSample:
      return one("fewer events than the control's curve lets expect: worth a larger trial")
    case .randomised(let design):
      var drawn = TrialSchema.twoArms(
        design, steps: steps, treatment: arm, control: .init("Observation", ["until progression", scans]))
      drawn.title = ""
      drawn.after = [
        .init("Analysis", ["\(Numbers.text(design.events.rounded(.up))) events, log-rank test, once"])
      ]
      drawn.caption = caption
      return drawn
    }
  }
}
