// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing

/// Growth factors too close to chemotherapy.
struct SupportSpacing: Rule {
  let id = "support-spacing"
  let severity = Severity.warning
  let summary = "Growth factor too close to a dose of chemotherapy"
  let explanation =
    "Pegfilgrastim and its like: not within 14 days before nor 24 hours after cytotoxic chemotherapy, and once a cycle. Trial practice gives "
    + "it on day 9 of day-8 schedules all the same, hence a warning. Filgrastim and its like: not within 24 hours either way. Clock times are not recorded: the "
    + "next day is far enough."
  let needs = "a dose phase with `days` and `support` with `days`; for the next cycle `every`"
  let source = "US labels of pegfilgrastim and filgrastim (the EU text of pegfilgrastim has no 14 days)"

  let thresholds = [
    Threshold("pegfilgrastim before the next dose", Double(Self.longActing.daysBefore), "d", why: "label"),
    Threshold("filgrastim before the next dose", Double(Self.shortActing.daysBefore), "d", why: "label"),
    Threshold("either after the last dose", Double(Self.longActing.daysAfter), "d", why: "24 h, by the label"),
    Threshold("pegfilgrastim in a cycle", Double(Self.longActing.mostPerCycle ?? 0), "", why: "label"),
  ]
  private static let longActing = GrowthFactorWindow.longActing
  private static let shortActing = GrowthFactorWindow.shortActing

  let fires = RuleExample(
    "pegfilgrastim on day 9, the next dose on day 22: 13 d",
    course: """
      - therapy: gemcitabine
        phases:
          - id: full
            dose: 900 mg/m2
            days: [1, 8]
            every: 21 d
            support: [{drug: pegfilgrastim, days: [9], dose: 6 mg}]
      """)
  let passes = RuleExample(
    "the next dose on day 23: 14 d",
    course: """
      - therapy: gemcitabine
        phases:
          - id: full
            dose: 900 mg/m2
            days: [1, 8]
            every: 22 d
            support: [{drug: pegfilgrastim, days: [9], dose: 6 mg}]
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, _, therapy in
      therapy.phases.flatMap { phase in phase.support.flatMap { find($0, phase, patient.id) } }
    }
  }

  private func find(_ support: SupportiveDrug, _ phase: DosePhase, _ patient: Patient.ID) -> [Found] {
    guard let window = GrowthFactorWindow.of(support.drug) else { return [] }
    let days = support.days.map(String.init).joined(separator: ", ")
    let evidence = [
      Evidence(
        "\(support.drug) on days \(days)", sources: support.sources.isEmpty ? phase.sources : support.sources,
        record: .phase(phase.id))
    ]
    var found: [Found] = []
    if let most = window.mostPerCycle, support.days.count > most {
      found.append(
        Found(
          patient: patient, about: "\(phase.id)-\(support.drug)-per-cycle",
          "\(support.drug) is given \(support.days.count) times a cycle; its label has \(most) a chemotherapy cycle.",
          arithmetic: "days \(days) of each cycle", evidence: evidence,
          settledBy: "Whether each dose belongs to a chemotherapy of its own."))
    }
    let cycle = phase.cycleLength.value?.bounds?.lowerBound
    var doses = phase.days
    if let first = phase.days.first, let cycle { doses.append(cycle + first) }
    for (day, check) in zip(support.days, window.check(days: support.days, chemotherapy: phase.days, cycleDays: cycle))
    {
      var problems: [String] = []
      if !check.isRightBefore, let next = check.daysToNext {
        problems.append("\(next) d before the dose of d\(day + next)")
      }
      if !check.isRightAfter, let last = check.daysAfterLast {
        problems.append("on the day of the dose of d\(day - last)")
      }
      guard !problems.isEmpty else { continue }
      found.append(
        Found(
          patient: patient, about: "\(phase.id)-\(support.drug)-d\(day)",
          "\(support.drug) on day \(day) is \(problems.joined(separator: " and ")); its label asks for \(window.daysBefore) d before "
            + "and 24 h after.",
          arithmetic: "doses on \(doses.map { "d\($0)" }.joined(separator: ", ")); \(support.drug) on d\(day)",
          evidence: evidence, settledBy: "The dates on which it was given."))
    }
    return found
  }
}
