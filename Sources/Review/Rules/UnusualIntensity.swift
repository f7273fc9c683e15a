// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// More of a drug in a week than any schedule of the library gives.
struct UnusualIntensity: Rule {
  let id = "unusual-intensity"
  let severity = Severity.warning
  let summary = Phrase(
    "More of a drug in a week than any schedule in the library",
    "Mehr von einem Wirkstoff in der Woche als nach jedem Schema der Bibliothek")
  let explanation =
    "Dose times days over the length of the cycle, against the most that a week brings by the regimens of the library with this drug in the same unit, or its greatest dose once a week. "
    + "`[1-8]` where days 1 and 8 are meant gives four times the dose, each of which is usual by itself. A drug that no regimen of the library has in this unit is not judged, "
    + "nor is what was given day by day."
  let needs = "a dose phase with `dose`, `days` and `every`, of a drug of the library"
  let source = "the regimens of the library, with their sources (`verlauf regimen list`)"
  static let above = Threshold(
    "above the most in a week", 1.5, "times", why: "no source: two days read as a range are several times the dose")
  let thresholds = [Self.above]

  let fires = RuleExample("gemcitabine on days 1 to 8 of 21", course: Self.course("[1, 2, 3, 4, 5, 6, 7, 8]"))
  let passes = RuleExample("on days 1 and 8", course: Self.course("[1, 8]"))
  private static func course(_ days: String) -> String {
    "- therapy: gemcitabine\n  phases:\n    - {id: full, dose: 900 mg/m2, days: \(days), every: 21 d}"
  }

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    return context.eachTherapy { patient, _, therapy in
      (therapy.phases + therapy.planned).compactMap { phase in
        guard let dose = phase.dose.value, let perWeek = DoseIntensity.plannedPerWeek(phase)?.lower,
          let length = phase.cycleLength.value?.bounds,
          let most = library.greatestDosePerWeek(of: phase.drug, in: dose.unit), perWeek > most * Self.above.value
        else { return nil }
        let unit = dose.unit.printed
        let count = phase.days.count
        let times = phase.timesADay == 1 ? "" : "\(phase.timesADay) × "
        return Found(
          patient: patient.id, about: "\(phase.id)-week",
          Phrase(
            "\(phase.drug) in \(phase.id) is \(Phrase.number(perWeek, decimals: 0)) \(unit) a week; no schedule in the library gives more than \(Phrase.number(most, decimals: 0)).",
            "\(phase.drug) in \(phase.id) macht \(Phrase.number(perWeek, decimals: 0)) \(unit) in der Woche; kein Schema der Bibliothek gibt mehr als \(Phrase.number(most, decimals: 0))."
          ),
          arithmetic: Phrase(
            "\(times)\(Phrase.number(dose.amount, decimals: 4)) \(unit) on \(count) of \(length.upperBound) days",
            "\(times)\(Phrase.number(dose.amount, decimals: 4)) \(unit) an \(count) von \(length.upperBound) Tagen"),
          evidence: [
            Evidence(
              Phrase(same: "\(phase.id): ") + dose.phrase + Phrase(same: ", \(CyclePattern.text(phase.days))"),
              sources: phase.sources, record: .phase(phase.id))
          ],
          settledBy: Phrase(
            "The prescription: the days of the cycle and its length.",
            "Die Verordnung: die Tage des Zyklus und seine Länge."))
      }
    }
  }
}
