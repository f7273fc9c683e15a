// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// “Reduced”, of a dose that was never higher.
struct ReducedFromPlan: Rule {
  let id = "reduced-from-plan"
  let severity = Severity.note
  let summary = Phrase(
    "A dose that is called reduced, though no higher one of the drug is recorded as given",
    "Eine Dosis, die reduziert heißt, obwohl keine höhere des Wirkstoffs als gegeben dokumentiert ist")
  let explanation =
    "A dose that is reduced from the first administration on was not reduced: it was planned lower, for what happened before. The word lets a reader take the toxicity for one of this therapy, and the higher dose for tolerated for a while."
  let needs = "a claim that says “reduced” of the first phase of a therapy, and `planned` with a higher dose"
  let source = "ICH E3 (1995), section 9.4.5: dose and timing as given, apart from the plan"

  let fires = RuleExample("900 from the first cycle, planned 1,000", course: Self.course(""), files: [Self.claim])
  let passes = RuleExample(
    "after cycles at 1,000",
    course: Self.course("    - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-2}\n"),
    files: [Self.claim])
  private static let claim = RuleExample.File(
    "claims.yaml",
    "- {claim: reason, patient: 1, is: leukopenia, of: less, source: {section: Table 1, quote: Reduced dose due to leukopenia}}"
  )
  private static func course(_ before: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      planned: [{id: plan, dose: 1000 mg/m2, days: [1, 8], every: 21 d}]
      phases:
    \(before)    - {id: less, dose: 900 mg/m2, days: [1, 8], every: 21 d}
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let claims = context.study.claims.filter { $0.subject == .patient(patient.id) }
      return patient.therapies.flatMap { entry, therapy -> [Found] in
        therapy.phases.compactMap { phase -> Found? in
          guard therapy.phases.first(where: { $0.drug == phase.drug })?.id == phase.id, let dose = phase.dose.value,
            let plan = therapy.planned.first(where: { $0.drug == phase.drug }),
            let planned = plan.dose.value, planned.unit == dose.unit, planned.amount > dose.amount,
            let claim = claims.first(where: { Self.isReduced(phase, $0) }),
            !Self.wasHigher(dose, phase.drug, patient)
          else { return nil }
          return Found(
            patient: patient.id, about: phase.id,
            Phrase(
              "\(claim.sources.first.map { Phrase(same: $0.section) } ?? Phrase("A claim", "Eine Aussage")) calls \(dose.phrase) of \(phase.drug) (\(phase.id)) reduced, but \(entry.id) began with it; the \(planned.phrase) of the plan are nowhere recorded as given.",
              "\(claim.sources.first.map { Phrase(same: $0.section) } ?? Phrase("A claim", "Eine Aussage")) nennt \(dose.phrase) \(phase.drug) (\(phase.id)) reduziert, \(entry.id) begann aber damit; die \(planned.phrase) des Plans sind nirgends als gegeben dokumentiert."
            ),
            evidence: [Evidence(claim), Evidence(phase), Evidence(plan)],
            settledBy: Phrase(
              "Whether a cycle was given at \(planned.phrase), and what the toxicity was of.",
              "Ob ein Zyklus mit \(planned.phrase) gegeben wurde, und wovon die Nebenwirkung kam."), claim: claim.id)
        }
      }
    }
  }

  /// Whether a claim says of a phase that its dose was reduced.
  private static func isReduced(_ phase: DosePhase, _ claim: Claim) -> Bool {
    let own: DosePhase.ID? =
      switch claim.assertion {
      case .reason(_, let of), .dose(_, _, _, let of): of
      case .doseInWords(_, _, let to), .doseChange(_, _, let to): to
      default: nil
      }
    let words = Words.plain(([claim.assertion.words] + claim.sources.compactMap(\.quote)).joined(separator: " "))
    return own == phase.id && words.contains("reduc")
  }

  private static func wasHigher(_ dose: Dose, _ drug: String, _ patient: Patient) -> Bool {
    patient.therapies.contains { _, therapy in
      therapy.phases.contains { phase in
        phase.drug == drug && phase.dose.value.map { $0.unit == dose.unit && $0.amount > dose.amount } ?? false
      }
    }
  }
}
