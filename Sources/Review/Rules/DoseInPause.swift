// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
import Outcomes

/// A dose on a day of the cycle on which none is planned: in the pause of a drug that is taken every day, or beside all the doses that are planned.
struct DoseInPause: Rule {
  let id = "dose-in-pause"
  let severity = Severity.warning
  let summary = Phrase(
    "A dose in the pause of the cycle, or beside all that are planned",
    "Eine Gabe in der Pause des Zyklus, oder neben allen geplanten")
  let explanation =
    "A drug that is taken on every day of a part of the cycle has its pause in the rest: regorafenib on days 1 to 21 of 28. A row with a dose on a day of "
    + "that pause, by the day of the cycle that it states or by its date after day 1 of its cycle, was not taken as planned, or stands on the wrong day. Of other drugs a dose on a day that is not planned may be one that was put off; where the cycle has more doses than are planned, "
    + "it is one too many, which raises sums and the dose intensity: a fourth dose on day 22 of days 1, 8 and 15."
  let needs = "`administrations.csv`; a plan: `planned` of the therapy, or the `regimen` that it names"
  let source = "the plan"

  let fires = RuleExample(
    "day 25 of three weeks on and one off", course: Self.course,
    files: [
      .init("administrations.csv", Self.head + "1,rego,1,1,2026-05-04,160 mg\n1,rego,1,25,2026-05-28,160 mg")
    ])
  let passes = RuleExample(
    "day 21, the last before the pause", course: Self.course,
    files: [
      .init("administrations.csv", Self.head + "1,rego,1,1,2026-05-04,160 mg\n1,rego,1,21,2026-05-24,160 mg")
    ])
  private static let head = "patient,therapy,cycle,day,date,dose\n"
  private static let course = """
    - therapy: regorafenib
      id: rego
      regimen: regorafenib-160-q28
      when: 2026-05-04
    """

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      therapy.drugs.flatMap { drug -> [Found] in
        // The plan, and no account: of a drug that is taken every day charts seldom have every row.
        let pattern = TherapyAccount.plan(drug, therapy, context.outcomes.library)?.0.pattern
        // Taken every day, and not on every day of the cycle.
        guard let pattern else { return [] }
        guard DailySchedule.isTaken(on: pattern.days), let last = pattern.days.last, last < pattern.cycleDays else {
          return beside(pattern, drug, entry, therapy, patient, context.outcomes.library)
        }
        let own = therapy.administrations.filter { $0.drug == drug && !$0.isOmission }
        return own.compactMap { given in
          let first = own.first { $0.cycle == given.cycle && $0.day == 1 }
          let byDate = first.map { given.date.number - $0.date.number + 1 }
          let days = [given.day, byDate].compactMap(\.self)
          guard let day = days.first(where: { $0 > last && $0 <= pattern.cycleDays }) else { return nil }
          return Found(
            patient: patient.id, about: "\(entry.id)-\(drug)-\(given.date)",
            Phrase(
              "\(drug) on \(given.date) is a dose on day \(day) of the cycle; the plan has \(CyclePattern.text(pattern.days)), then a pause to day \(pattern.cycleDays).",
              "\(drug) am \(given.date) ist eine Gabe an Tag \(day) des Zyklus; der Plan hat \(CyclePattern.text(pattern.days)), dann Pause bis Tag \(pattern.cycleDays)."
            ),
            arithmetic: Phrase(same: "\(last) < \(day) ≤ \(pattern.cycleDays)"),
            evidence: [Evidence(given, of: entry, patient)],
            settledBy: Phrase("The days of intake in the chart.", "Die Einnahmetage in der Akte."))
        }
      }
    }
  }

  /// Doses beyond those of the plan in a cycle that has as many as are planned: on days that neither the plan nor a phase of the cycle has.
  private func beside(
    _ pattern: CyclePattern, _ drug: String, _ entry: Entry, _ therapy: Therapy, _ patient: Patient,
    _ library: RegimenLibrary
  ) -> [Found] {
    let own = therapy.administrations.filter { $0.drug == drug && !$0.isOmission }
    return Dictionary(grouping: own, by: \.cycle).sorted { $0.key < $1.key }.flatMap { cycle, rows -> [Found] in
      let phases = therapy.phases.filter { library.isSame($0.drug, drug) && $0.holds(in: cycle) }
      let planned = Set(pattern.days).union(phases.flatMap(\.days))
      let days = Set(rows.map(\.day))
      guard days.count > planned.count else { return [] }
      let list = CyclePattern.text(planned.sorted())
      return rows.filter { !planned.contains($0.day) }.map { given in
        Found(
          patient: patient.id, about: "\(entry.id)-\(drug)-\(given.date)",
          Phrase(
            "\(drug) on \(given.date) is a dose on day \(given.day) of cycle \(cycle), which has \(days.count) doses; the plan has \(list) of \(pattern.cycleDays).",
            "\(drug) am \(given.date) ist eine Gabe an Tag \(given.day) von Zyklus \(cycle), der \(days.count) Gaben hat; der Plan hat \(list) von \(pattern.cycleDays)."
          ),
          arithmetic: Phrase(same: "\(days.count) > \(planned.count)"),
          evidence: [Evidence(given, of: entry, patient)],
          settledBy: Phrase("The days of the doses in the chart.", "Die Tage der Gaben in der Akte."))
      }
    }
  }
}
