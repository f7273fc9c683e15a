// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain

/// Growth factors too close to chemotherapy.
struct SupportSpacing: Rule {
  let id = "support-spacing"
  let severity = Severity.warning
  let summary = Phrase(
    "Growth factor too close to a dose of chemotherapy",
    "Ein Wachstumsfaktor zu nah an einer Chemotherapiegabe")
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
    var problems: [Phrase] = []
    if let most = window.mostPerCycle, support.days.count > most {
      problems.append(
        Phrase(
          "it is given \(support.days.count) times a cycle, and the label has \(most) a chemotherapy cycle",
          "er wird \(support.days.count)-mal je Zyklus gegeben, die Fachinformation sieht \(most) je Chemotherapiezyklus vor"
        ))
    }
    let cycle = phase.cycleLength.value?.bounds?.lowerBound
    var doses = phase.days
    if let first = phase.days.first, let cycle { doses.append(cycle + first) }
    var (isEarly, isLate) = (false, false)
    for (day, check) in zip(support.days, window.check(days: support.days, chemotherapy: phase.days, cycleDays: cycle))
    {
      if !check.isRightBefore, let next = check.daysToNext {
        problems.append(
          Phrase(
            "day \(day) is \(next) d before the dose of d\(day + next)",
            "Tag \(day) liegt \(Phrase.days(next)) vor der Gabe d\(day + next)"))
        isEarly = true
      }
      if !check.isRightAfter, let last = check.daysAfterLast {
        problems.append(
          Phrase("day \(day) is that of the dose of d\(day - last)", "Tag \(day) ist der der Gabe d\(day - last)"))
        isLate = true
      }
    }
    guard !problems.isEmpty else { return [] }
    let asks = [
      isEarly
        ? Phrase(
          "\(window.daysBefore) d before the next dose", "\(Phrase.days(window.daysBefore)) vor der nächsten Gabe")
        : nil, isLate ? Phrase("24 h after one", "24 h nach einer") : nil,
    ]
    let asked = asks.compactMap(\.self).joined(separator: Phrase.and)
    let days = support.days.map(String.init).joined(separator: ", ")
    return [
      Found(
        patient: patient, about: "\(phase.id)-\(support.drug)",
        Phrase(
          "\(support.drug.capitalisedFirst) of \(phase.id) is not given as its label asks: \(problems.joined(separator: "; "))",
          "\(support.drug.capitalisedFirst) von \(phase.id) ist nicht gegeben, wie die Fachinformation es verlangt: \(problems.joined(separator: "; "))"
        )
          + (asked.isEmpty
            ? Phrase(same: ".") : Phrase("; the label asks for \(asked).", "; verlangt sind \(asked).")),
        arithmetic: Phrase(
          "doses on \(doses.map { "d\($0)" }.joined(separator: ", ")); \(support.drug) on days \(days)",
          "Gaben an \(doses.map { "d\($0)" }.joined(separator: ", ")); \(support.drug) an Tag \(days)"),
        evidence: [
          Evidence(
            Phrase("\(support.drug) on days \(days)", "\(support.drug) an Tag \(days)"),
            sources: support.sources.isEmpty ? phase.sources : support.sources,
            record: .phase(phase.id))
        ],
        settledBy: Phrase(
          "The dates on which it was given, and whether each belongs to a chemotherapy of its own.",
          "Die Daten der Gaben, und ob jede zu einer eigenen Chemotherapie gehört."))
    ]
  }
}
