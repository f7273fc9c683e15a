// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
import Outcomes

/// Doses closer together than the plan allows.
struct ShortInterval: Rule {
  let id = "short-interval"
  let severity = Severity.warning
  let summary = Phrase(
    "Doses closer together than the plan",
    "Gaben, die dichter aufeinander folgen als im Plan")
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
            Phrase(
              "\(account.drug) on \(next.date) is \(gap) d after the dose before; the plan has at least \(least) d.",
              "\(account.drug) am \(next.date) liegt \(Phrase.days(gap)) nach der Gabe davor; der Plan hat mindestens \(Phrase.days(least))."
            ),
            arithmetic: Phrase(same: "\(next.date) − \(one.date) = \(gap) d < \(least) d"),
            evidence: [Evidence(one, of: entry, patient), Evidence(next, of: entry, patient)],
            settledBy: Phrase("The dates in the chart.", "Die Daten in der Akte."))
        }
        let early = account.account.delays.filter { $0.days < 0 }.map { delay in
          Found(
            patient: patient.id, about: "\(entry.id)-\(account.drug)-cycle-\(delay.cycle)",
            Phrase(
              "Cycle \(delay.cycle) of \(entry.id) begins \(-delay.days) d earlier than the plan.",
              "Zyklus \(delay.cycle) von \(entry.id) beginnt \(Phrase.days(-delay.days)) früher als im Plan."),
            arithmetic: Phrase(
              "planned cycle of \(account.plan.pattern.cycleDays) d",
              "geplanter Zyklus von \(Phrase.ofDays(account.plan.pattern.cycleDays))"),
            evidence: [Evidence(entry, same: therapy.name)],
            settledBy: Phrase("The dates in the chart.", "Die Daten in der Akte."))
        }
        return close + early
      }
    }
  }
}
