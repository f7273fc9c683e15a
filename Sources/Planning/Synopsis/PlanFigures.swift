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
  /// What stands beside the sample size: what each number of patients decides, the probability to call it worth a larger trial, when events come.
  let ofSize: [ReportFigure]
  /// What each number of toxicities decides; nil where the plan has no bounds for toxicity.
  let toxicity: ReportFigure?

  /// In the order in which a synopsis shows them.
  var inOrder: [ReportFigure] { [schema] + [toxicity].compactMap { $0 } + ofSize }

  /// The figures of a plan; nil without a design.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - regimen: the regimen; nil where none is stated.
  init?(_ plan: TrialPlan, _ regimen: Regimen?) {
    if let further = plan.further {
      self.init(plan, further, regimen)
    } else if let found = plan.design {
      self.init(plan, found, regimen)
    } else {
      return nil
    }
  }

  private init(_ plan: TrialPlan, _ found: PlannedDesign, _ regimen: Regimen?) {
    let designs = [(name: plan.question.choice.rawValue, design: found.design)]
    let endpoint = "Patients free of progression"
    let seen = found.seen?.through
    self.init(
      schema: Self.figure("schema", Self.schema(plan.question, found, regimen)),
      toxicity: found.toxicity.flatMap { Self.toxicity(plan.question, $0) }.map { Self.figure("toxicity-bounds", $0) },
      ofSize: [
        Self.figure(
          "bounds",
          DesignPlot.bounds(of: designs, found.rates, events: endpoint).bySight(of: seen, found.rates)),
        Self.figure(
          "characteristics", DesignPlot.characteristics(of: designs, found.rates, found.errors, seen: seen)),
      ])
  }

  init(schema: ReportFigure, toxicity: ReportFigure?, ofSize: [ReportFigure]) {
    self.schema = schema
    self.toxicity = toxicity
    self.ofSize = ofSize
  }

  static func figure(_ name: String, _ own: some DesignFigure) -> ReportFigure {
    ReportFigure(
      name: name, caption: own.caption, scene: own.scene(FigureOptions(widthMillimetres: 180)), csv: CSV.text(own.csv))
  }

  static func toxicity(_ question: TrialQuestion, _ found: PlannedDesign.Toxicity) -> DesignPlot? {
    guard let tolerable = question.tolerable, let toxic = question.toxic,
      let rule = try? SequentialRule(
        looks: found.looks, stopAtMost: found.looks.map { _ in nil }, stopAbove: found.stopAbove)
    else { return nil }
    return DesignPlot.bounds(
      of: rule, rates: [("accepted", tolerable), ("too high", toxic)], events: "Toxicities",
      words: ("never", "stop for toxicity"), isHarm: true)
  }

  static func months(_ time: Months) -> String {
    "\(Numbers.text(time.value, decimals: 1)) months\(SynopsisWriter.days(time.value))"
  }

  /// The regimen in lines of a box.
  static func treatment(_ regimen: Regimen?) -> [String] {
    guard let regimen else { return ["regimen: open"] }
    return regimen.components.map { "\($0.drug) \($0.dose.phrase.english) on \(CyclePattern.text($0.days))" }
      + ["repeated on day \(regimen.cycleDays + 1)"]
  }

  private static func schema(_ question: TrialQuestion, _ found: PlannedDesign, _ regimen: Regimen?) -> TrialSchema {
    let design = found.design
    let landmark = question.landmark.map(months) ?? "the landmark (open)"
    let scans = question.scans.map { "scans every \(months($0))" } ?? "scans: open"
    return TrialSchema(
      steps: TrialSchema.maintenance(
        induction: .init("Induction", ["which, and how many cycles: open"]),
        registration: .init("Registration", ["not progressive under induction"]), eligible: question.eligible),
      arms: [.init("Maintenance, one arm", treatment(regimen) + ["until progression", scans])],
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
