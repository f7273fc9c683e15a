// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Plain
public import Trials

/// The schema of a trial: steps down the page with who leaves, randomisation, arms, what follows, and the looks on a line of time.
public struct TrialSchema: DesignFigure, Hashable {
  /// A box: a title and lines below it.
  public struct Box: Hashable, Sendable {
    /// Its title.
    public var title: String
    /// Its lines; each may wrap.
    public var lines: [String]
    /// A box.
    public init(_ title: String, _ lines: [String] = []) {
      self.title = title
      self.lines = lines
    }
  }

  /// A step before the arms.
  public struct Step: Hashable, Sendable {
    /// What is done.
    public var box: Box
    /// Who leaves after it, to the side; nil where nobody does.
    public var leaving: Box?
    /// A step.
    public init(_ box: Box, leaving: Box? = nil) {
      self.box = box
      self.leaving = leaving
    }
  }

  /// A look, or another time that is marked.
  public struct Look: Hashable, Sendable {
    /// Its name: `look 1`.
    public var name: String
    /// Months since the first patient.
    public var months: Double
    /// What is known of it: `48 events`.
    public var detail: String
    /// A look.
    public init(_ name: String, months: Double, detail: String = "") {
      self.name = name
      self.months = months
      self.detail = detail
    }
  }

  /// The words above the figure; may be empty.
  public var title: String
  /// Steps before the arms, in order.
  public var steps: [Step]
  /// The words in the circle before the arms: `R 1:1`; nil where nobody is randomised.
  public var randomisation: String?
  /// The arms, side by side.
  public var arms: [Box]
  /// What follows on all arms.
  public var after: [Box]
  /// Until when patients come in, in months from the first; nil draws no line of time.
  public var accrual: Double?
  /// Looks on the line of time.
  public var looks: [Look]
  /// The words under the line of time, with its unit.
  public var timeTitle = "Months since the first patient"
  /// What the figure shows.
  public var caption: String
  /// Lines at the foot.
  public var notes: [String]

  /// A schema.
  public init(
    title: String = "", steps: [Step], randomisation: String? = nil, arms: [Box], after: [Box] = [],
    accrual: Double? = nil, looks: [Look] = [], caption: String, notes: [String] = []
  ) {
    self.title = title
    self.steps = steps
    self.randomisation = randomisation
    self.arms = arms
    self.after = after
    self.accrual = accrual
    self.looks = looks
    self.caption = caption
    self.notes = notes
  }

  /// The parts of the schema, as rows.
  public var csv: [[CSVField]] {
    var rows: [[CSVField]] = [["part", "number", "title", "details", "months"]]
    func add(_ part: CSVField, _ number: Int, _ box: Box, _ months: Double? = nil) {
      rows.append([
        part, .number(number), .text(box.title), .text(box.lines.joined(separator: "; ")), .number(months),
      ])
    }
    for (index, step) in steps.enumerated() {
      add("step", index + 1, step.box)
      if let leaving = step.leaving { add("leaves", index + 1, leaving) }
    }
    if let randomisation { add("randomisation", 1, Box(randomisation)) }
    for (index, arm) in arms.enumerated() { add("arm", index + 1, arm) }
    for (index, box) in after.enumerated() { add("after", index + 1, box) }
    if let accrual { add("accrual ends", 1, Box("accrual"), accrual) }
    for (index, look) in looks.enumerated() {
      add("look", index + 1, Box(look.name, look.detail.isEmpty ? [] : [look.detail]), look.months)
    }
    return rows
  }

  /// How many treated patients are allocated for how many controls, in words: `1:1`, `2:1`, `3:2`.
  static func ratio(_ allocation: Double) -> String {
    for control in 1...6 {
      let treated = allocation * Double(control)
      if treated >= 0.999, abs(treated - treated.rounded()) < 1e-6 {
        return "\(Numbers.text(treated, decimals: 0)):\(control)"
      }
    }
    return "\(Numbers.text(allocation, decimals: 3)):1"
  }

  /// The steps of a maintenance trial: induction, registration of who is without progression, randomisation.
  ///
  /// - Parameters:
  ///   - induction: the induction, with its lines.
  ///   - registration: the registration, with its lines.
  ///   - eligible: the share of those who began induction that is registered, where it is known.
  public static func maintenance(induction: Box, registration: Box, eligible: Double? = nil) -> [Step] {
    [
      Step(
        induction,
        leaving: Box(
          "Not registered",
          [
            eligible.map { "\(DesignPlot.percent(1 - $0)) expected: progression, toxicity or refusal" }
              ?? "progression, toxicity or refusal"
          ])),
      Step(registration),
    ]
  }

  /// The schema of a trial with looks.
  ///
  /// - Parameters:
  ///   - found: the trial.
  ///   - steps: what is before the randomisation; ``maintenance(induction:registration:eligible:)`` makes those of a maintenance trial.
  ///   - treatment: the treatment arm, with its lines.
  ///   - control: the control arm.
  public static func twoArms(
    _ found: GroupSequentialTrial, steps: [Step], treatment: Box = Box("Treatment"), control: Box = Box("Control")
  ) -> TrialSchema {
    twoArms(
      found.trial, patients: found.patients, steps: steps, treatment: treatment, control: control,
      looks: found.looks.enumerated().map { index, look in
        Look(
          index + 1 == found.looks.count ? "last look" : "look \(index + 1)", months: look.time.value,
          detail: "\(Numbers.text(look.events, decimals: 1)) events")
      })
  }

  /// The schema of a trial with one analysis.
  public static func twoArms(
    _ design: LogRankDesign, steps: [Step], treatment: Box = Box("Treatment"), control: Box = Box("Control")
  ) -> TrialSchema {
    twoArms(
      design.trial, patients: design.patients, steps: steps, treatment: treatment, control: control,
      looks: [
        Look(
          "analysis", months: design.duration.value, detail: "\(Numbers.text(design.events, decimals: 1)) events")
      ])
  }

  /// The schema of a two-arm trial of so many patients.
  public static func twoArms(
    _ trial: TwoArmTrial, patients: Double, steps: [Step], treatment: Box, control: Box, looks: [Look]
  ) -> TrialSchema {
    let counts = trial.allotted(patients)
    func arm(_ box: Box, _ count: Int) -> Box { Box(box.title, box.lines + ["n = \(count)"]) }
    return TrialSchema(
      title: "Trial schema", steps: steps, randomisation: "R \(ratio(trial.allocation))",
      arms: [arm(treatment, counts.treated), arm(control, counts.control)],
      after: [Box("Follow-up", ["until the last look, or the event"])], accrual: trial.accrual.duration.value,
      looks: looks,
      caption:
        "Schema of the trial with its looks at the times that are expected under the alternative (hazard ratio \(Numbers.text(trial.hazardRatio, decimals: 3)))."
    )
  }
}
