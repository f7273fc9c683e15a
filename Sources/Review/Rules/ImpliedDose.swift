// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A dose that was carried over and never stated again.
struct ImpliedDose: Rule {
  let id = "implied-dose"
  let severity = Severity.note
  let summary = Phrase(
    "A dose phase whose dose is carried over from the one before, and nowhere stated",
    "Eine Dosisphase, deren Dosis von der davor übernommen und nirgends angegeben ist")
  let explanation =
    "Where days are dropped or support is added, the dose of a day often changes too. A source that tells only the one leaves the other to be implied; sums and intensities of the phase rest on it."
  let needs = "`dose is implied: true` of a phase"
  let source = "CARE 2013, item 9: dosage and changes of the intervention, with explanations"

  let fires = RuleExample("day 8 dropped, dose implied", course: Self.course("\n      dose is implied: true"))
  let passes = RuleExample("dose stated", course: Self.course(""))
  private static func course(_ implied: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      phases:
        - {id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, cycles: 1-3}
        - id: omitted
          dose: 1000 mg/m2\(implied)
          days: [1, 15]
          every: 28 d
          cycles: 4-16
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      therapy.phases.filter(\.doseIsImplied).map { phase in
        let cycles =
          if let first = phase.firstCycle, let last = phase.lastCycle {
            Phrase(" in cycles \(first) to \(last)", " in den Zyklen \(first) bis \(last)")
          } else {
            Phrase.none
          }
        let source =
          phase.sources.first.map { Phrase(same: $0.section) } ?? Phrase("The source", "Die Quelle")
        let dose = phase.dose.value?.phrase ?? Phrase("the dose", "die Dosis")
        return Found(
          patient: patient.id, about: phase.id,
          Phrase(
            "\(source) gives no dose for \(phase.id) of \(entry.id)\(cycles): \(dose) is carried over from the phase before.",
            "\(source) nennt keine Dosis für \(phase.id) von \(entry.id)\(cycles): von der Phase davor übernommen (\(dose))."
          ),
          evidence: [Evidence(phase)],
          settledBy: Phrase("The infusion record of these cycles.", "Das Infusionsprotokoll dieser Zyklen."))
      }
    }
  }
}
