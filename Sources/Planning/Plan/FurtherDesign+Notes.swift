// SPDX-License-Identifier: Apache-2.0

import Plain
import Trials

extension FurtherDesign {
  /// What a reader of its numbers must know.
  func notes(_ question: TrialQuestion) -> [String] {
    var notes: [String] = []
    switch law {
    case .single(let sizes, _, _):
      notes.append(
        "Exact one-sided binomial test (A'Hern, Stat Med 2001;20:859). Power is a saw-tooth in n: the first n has it, but a larger one may not; from the other n on every n up to \(sizes.checkedTo) has."
      )
      if question.scans == nil || question.landmark == nil {
        notes.append("What scans make of the level and the power needs --landmark and --scans.")
      }
    case .growth:
      notes.append(
        "P(index ≥ c) = 1/(1 + (ratio·c^shape)^θ), θ = 1/(1 − τ): Weibull times, Gumbel's copula (Von Hoff, Clin Cancer Res 1998;4:1079); then the exact one-sided binomial test (A'Hern, Stat Med 2001;20:859). \(Self.selection)"
      )
    case .oneSample:
      notes.append(
        "One-sample log-rank test (O − E)/√E (Wu, Pharm Stat 2015;14:26), normal approximation, a constant hazard of the control, every patient followed to the end. The clock of the control has to start where the trial's does, at the end of induction."
      )
      if number("alpha-uncertain-curve") == nil {
        notes.append(
          "The control's curve is taken as known: what its own uncertainty does to the level needs --historical-events."
        )
      }
      notes.append(question.scans == nil ? "What scans make of the level needs --scans." : Self.scansOfCurve)
    case .milestone:
      notes.append(
        "(Ŝ − S0)/√V with Greenwood's variance expected at p1, a constant hazard: a normal approximation. Where all are followed to the landmark, the design of one stage is exact."
      )
    case .randomised:
      notes.append(
        "Schoenfeld's events (Biometrics 1983;39:499), constant hazards, one analysis, power by the normal approximation. One schedule of scans for both arms keeps the level and costs a little power; another schedule in one arm makes a difference that is none."
      )
    }
    notes += cautions(question)
    if !keepsLevel { notes.append("The level is not kept by these scans.") }
    if toxicity != nil {
      notes.append(
        "Probabilities to stop for toxicity are those of a trial that reaches every look, unless it stops for toxicity\(kind.isRandomised ? "; patients of a look are those with maintenance" : "")."
      )
    }
    return notes
  }

  /// Fewer events or patients than this are told of: our convention, that of the milestone's approximation too.
  private static let few = 10.0

  /// What makes the numbers less than they seem: an effect so strong that next to nobody is needed.
  private func cautions(_ question: TrialQuestion) -> [String] {
    switch law {
    case .randomised(let design) where design.events < Self.few:
      return [
        "Fewer than ten events: the normal approximation of the log-rank test says little of so few, and the level and the power may lie far from what is stated; the hazard ratio of \(PlanCommand.printed(question.hazardRatio ?? 1)) asks for next to no patients. `verlauf trial simulate` shows what such a trial has."
      ]
    case .oneSample(let design, _) where design.expectedEvents < Self.few:
      return [
        "Fewer than ten events are expected: the normal approximation says little of so few, and the level and the power may lie far from what is stated."
      ]
    case .milestone(let design, _)
    where min(design.events, Double(size) - design.events, Double(size) * design.setting.null.value) < Self.few:
      return [
        "Few events or few without: the normal approximation says little of so few, and the level and the power may lie far from what is stated. A design of one stage is exact where all are followed to the landmark."
      ]
    case .single where Double(size) < Self.few, .growth where Double(size) < Self.few:
      return [
        "\(size == 1 ? "One patient decides" : "\(size) patients decide") because the two shares that are assumed lie so far apart; whether they can is the question, not the answer of such a trial."
      ]
    default: return []
    }
  }

  /// What is not in the share of an index.
  static let selection =
    "Who comes to maintenance did not progress under induction and has a time of some length for certain: more of them reach the index than these shares say, though the treatment changes nothing."

  /// What the level by scans supposes of the control.
  static let scansOfCurve =
    "The level by scans supposes that the control's curve is of progression as it happens. A control that was scanned at the same interval is late alike, and then the level is nearly that of the design; one that was scanned more often is not."
}
