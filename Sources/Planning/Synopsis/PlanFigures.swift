// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Drawing
import Figures
import Plain
import Report
import Trials

/// The figures of a plan: the way through the trial, what its bounds decide, and what happens over the true rate.
///
/// Each is drawn from the design itself; none of its numbers is another than those of the tables.
struct PlanFigures {
  /// The schema of the trial.
  let schema: ReportFigure
  /// What each number of patients free of progression decides.
  let bounds: ReportFigure
  /// The probability to call it worth a larger trial, and the expected size.
  let characteristics: ReportFigure
  /// What each number of toxicities decides; nil where the plan has no bounds for toxicity.
  let toxicity: ReportFigure?

  /// In the order in which a synopsis shows them.
  var inOrder: [ReportFigure] { [schema, toxicity, bounds, characteristics].compactMap { $0 } }

  /// The figures of a plan; nil without a design.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - regimen: the regimen; nil where none is stated.
  init?(_ plan: TrialPlan, _ regimen: Regimen?) {
    guard let found = plan.design else { return nil }
    let designs = [(name: plan.question.choice.rawValue, design: found.design)]
    let endpoint = "Patients free of progression"
    schema = Self.figure("schema", Self.schema(plan.question, found, regimen))
    bounds = Self.figure(
      "bounds",
      DesignPlot.bounds(of: designs, found.rates, events: endpoint).bySight(of: found.seen?.through, found.rates))
    characteristics = Self.figure(
      "characteristics", DesignPlot.characteristics(of: designs, found.rates, found.errors, seen: found.seen?.through))
    toxicity = found.toxicity.flatMap { Self.toxicity(plan.question, $0) }.map { Self.figure("toxicity-bounds", $0) }
  }

  private static func figure(_ name: String, _ own: some DesignFigure) -> ReportFigure {
    ReportFigure(
      name: name, caption: own.caption, scene: own.scene(FigureOptions(widthMillimetres: 180)), csv: CSV.text(own.csv))
  }

  private static func toxicity(_ question: TrialQuestion, _ found: PlannedDesign.Toxicity) -> DesignPlot? {
    guard let tolerable = question.tolerable, let toxic = question.toxic,
      let rule = try? SequentialRule(
        looks: found.looks, stopAtMost: found.looks.map { _ in nil }, stopAbove: found.stopAbove)
    else { return nil }
    return DesignPlot.bounds(
      of: rule, rates: [("accepted", tolerable), ("too high", toxic)], events: "Toxicities",
      words: ("never", "stop for toxicity"), isHarm: true)
  }

  private static func schema(_ question: TrialQuestion, _ found: PlannedDesign, _ regimen: Regimen?) -> TrialSchema {
    let design = found.design
    func months(_ time: Months) -> String {
      "\(Numbers.text(time.value, decimals: 1)) months\(SynopsisWriter.days(time.value))"
    }
    let landmark = question.landmark.map(months) ?? "the landmark (open)"
    let scans = question.scans.map { "scans every \(months($0))" } ?? "scans: open"
    let treatment = regimen.map { regimen in
      regimen.components.map { "\($0.drug) \($0.dose.phrase.english) on \(CyclePattern.text($0.days))" }
        + ["repeated on day \(regimen.cycleDays + 1)"]
    }
    return TrialSchema(
      steps: TrialSchema.maintenance(
        induction: .init("Induction", ["which, and how many cycles: open"]),
        registration: .init("Registration", ["not progressive under induction"]), eligible: question.eligible),
      arms: [.init("Maintenance, one arm", (treatment ?? ["regimen: open"]) + ["until progression", scans])],
      after: [
        .init(
          "First stage: \(design.firstStage) patients",
          ["\(design.stopAtMost) or fewer free of progression at \(landmark): the trial ends"]),
        .init(
          "Both stages: \(design.size) patients",
          ["more than \(design.critical) free of progression at \(landmark): worth a larger trial"]),
      ],
      caption: "The way through the trial. What is open has to be written by whoever answers for it.")
  }
}
