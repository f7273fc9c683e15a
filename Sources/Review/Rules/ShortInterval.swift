// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes

/// Doses closer together than the plan allows.
struct ShortInterval: Rule {
  let id = "short-interval"
  let severity = Severity.warning
  let summary = "Doses closer together than the plan"
  let explanation =
    "Recorded administrations against the days of the plan: an interval shorter than the shortest that the plan has between two doses, or a "
    + "cycle that begins early."
  let needs = "`administrations.csv`; a plan: `planned` of the therapy, or the `regimen` that it names"
  let source = "the plan"

  let fires = RuleExample(
    "6 d between two doses of a weekly plan", course: Self.course,
    files: [
      .init("administrations.csv", Self.head + "1,gem,1,1,2024-01-08,1000 mg/m2\n1,gem,1,8,2024-01-14,1000 mg/m2")
    ])
  let passes = RuleExample(
    "7 d", course: Self.course,
    files: [
      .init("administrations.csv", Self.head + "1,gem,1,1,2024-01-08,1000 mg/m2\n1,gem,1,8,2024-01-15,1000 mg/m2")
    ])
  private static let head = "patient,therapy,cycle,day,date,dose\n"
  private static let course = """
    - therapy: gemcitabine
      id: gem
      regimen: gemcitabine-1000-q28
      when: 2024-01-08
    """

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      TherapyAccount.of(entry, therapy, library: context.outcomes.library).flatMap { account in
        let least = account.plan.pattern.shortestGap
        let given = therapy.administrations.filter { $0.drug == account.drug && !$0.isOmission }
        let close = zip(given, given.dropFirst()).compactMap { one, next -> Found? in
          let gap = next.date.number - one.date.number
          guard gap < least else { return nil }
          return Found(
            patient: patient.id, about: "\(entry.id)-\(account.drug)-\(next.date)",
            "\(account.drug) on \(next.date) is \(gap) d after the dose before; the plan has at least \(least) d.",
            arithmetic: "\(next.date) − \(one.date) = \(gap) d < \(least) d",
            evidence: [Evidence(one, of: entry, patient), Evidence(next, of: entry, patient)],
            settledBy: "The dates in the chart.")
        }
        let early = account.account.delays.filter { $0.days < 0 }.map { delay in
          Found(
            patient: patient.id, about: "\(entry.id)-\(account.drug)-cycle-\(delay.cycle)",
            "Cycle \(delay.cycle) of \(entry.id) begins \(-delay.days) d earlier than the plan.",
            arithmetic: "planned cycle of \(account.plan.pattern.cycleDays) d",
            evidence: [Evidence(entry, therapy.name)], settledBy: "The dates in the chart.")
        }
        return close + early
      }
    }
  }
}
