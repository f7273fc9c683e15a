// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing
import Outcomes

/// Administrations that no plan can be held against.
struct WithoutAccount: Rule {
  let id = "administrations-without-account"
  let severity = Severity.warning
  let summary = Phrase(
    "Recorded administrations of which no account can be made",
    "Dokumentierte Gaben, für die keine Bilanz möglich ist")
  let explanation =
    "Single administrations are recorded to be held against a plan. Where none is recorded and no regimen of the library is named, or where a dose is in another unit than "
    + "the plan, there is no relative dose intensity: it is said, not left out."
  let needs = "`administrations.csv`"
  let source = "Hryniuk W, Bush H. J Clin Oncol 1984;2:1281-1288: dose intensity is relative to a plan"

  let fires = RuleExample(
    "one dose of three in mg, the plan in mg/m²", course: Self.course(regimen: "regimen: gemcitabine-1000-q28"),
    files: [.init("administrations.csv", Self.rows(second: "1800 mg"))])
  let passes = RuleExample(
    "all in mg/m²", course: Self.course(regimen: "regimen: gemcitabine-1000-q28"),
    files: [.init("administrations.csv", Self.rows(second: "1000 mg/m2"))])

  private static func course(regimen: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      \(regimen)
      when: 2024-01-08
    """
  }

  private static func rows(second: String) -> String {
    """
    patient,therapy,cycle,day,date,dose
    1,gem,1,1,2024-01-08,1000 mg/m2
    1,gem,1,8,2024-01-15,\(second)
    1,gem,1,15,2024-01-22,1000 mg/m2
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      TherapyAccount.gaps(entry, therapy, library: context.outcomes.library).map { gap in
        Found(
          patient: patient.id, about: "\(entry.id)-\(gap.drug)",
          Phrase(
            "No account of \(gap.drug) (\(entry.id)) from its single administrations: \(gap.reason).",
            "Keine Bilanz von \(gap.drug) (\(entry.id)) aus den einzelnen Gaben: \(gap.reason)."),
          evidence: [Evidence(entry, same: therapy.name)] + gap.rows.map { Evidence($0, of: entry, patient) },
          settledBy: gap.rows.isEmpty
            ? Phrase("The plan: dose, days and cycle.", "Der Plan: Dosis, Tage und Zyklus.")
            : Phrase("The dose per m², or the plan in mg.", "Die Dosis je m², oder der Plan in mg."))
      }
    }
  }
}
