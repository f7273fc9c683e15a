// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A dose far from every dose of the drug that the library knows.
struct UnusualDose: Rule {
  let id = "unusual-dose"
  let severity = Severity.warning
  let summary = Phrase(
    "A dose far above or below every dose of the drug in the library",
    "Eine Dosis weit über oder unter jeder des Wirkstoffs in der Bibliothek")
  let explanation =
    "The doses of the drug in all regimens of the library, with their levels, variants and the percentages of their rule sets, and those that the texts of its file name, in the same "
    + "unit. A slip of the decimal point or of the unit is likelier than a dose so far from them. A drug of which the library has no dose in this unit is not judged."
  let needs = "a drug of the library, and `dose` in a phase or in `administrations.csv`"
  let source =
    "the regimens and drugs of the library, with their sources (`verlauf regimen list`, `verlauf regimen show`)"
  static let above = Threshold(
    "above the greatest dose", 3, "times", why: "no source: a slip of the point is ten times")
  static let below = Threshold(
    "below the least dose, as its part", 3, "rd",
    why: "no source: a slip of the point is a tenth, and the full dose is two or three times the least")
  let thresholds = [Self.above, Self.below]

  let fires = RuleExample("gemcitabine at 10 000 mg/m²", course: Self.course("10000 mg/m2"))
  let passes = RuleExample("at 1000 mg/m²", course: Self.course("1000 mg/m2"))
  private static func course(_ dose: String) -> String {
    "- therapy: gemcitabine\n  phases:\n    - {id: full, dose: \(dose), days: [1, 8], every: 21 d}"
  }

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    return context.eachTherapy { patient, entry, therapy in
      var told: Set<String> = []
      var found: [Found] = []
      func look(_ drug: String, _ dose: Dose, _ evidence: Evidence) {
        guard let usual = library.usualDoses(of: drug, in: dose.unit),
          dose.amount > usual.upperBound * Self.above.value || dose.amount < usual.lowerBound / Self.below.value,
          told.insert("\(drug) \(dose.text)").inserted
        else { return }
        let unit = dose.unit.printed
        let range =
          usual.lowerBound == usual.upperBound
          ? Phrase.number(usual.lowerBound, decimals: 4) + Phrase(same: " \(unit)")
          : Phrase(
            "\(Phrase.number(usual.lowerBound, decimals: 4)) to \(Phrase.number(usual.upperBound, decimals: 4)) \(unit)",
            "\(Phrase.number(usual.lowerBound, decimals: 4)) bis \(Phrase.number(usual.upperBound, decimals: 4)) \(unit)"
          )
        found.append(
          Found(
            patient: patient.id, about: "\(entry.id)-\(drug)-\(dose.text)",
            Phrase(
              "\(drug) at \(dose.phrase) in \(entry.id); the library gives \(range).",
              "\(drug) mit \(dose.phrase) in \(entry.id); die Bibliothek nennt \(range)."),
            arithmetic:
              dose.amount > usual.upperBound
              ? Phrase(
                "\(Phrase.number(dose.amount / usual.upperBound)) times the greatest",
                "\(Phrase.number(dose.amount / usual.upperBound))-mal die größte")
              : Phrase(
                "\(Phrase.number(usual.lowerBound / dose.amount)) times less than the least",
                "\(Phrase.number(usual.lowerBound / dose.amount))-mal weniger als die kleinste"),
            evidence: [evidence],
            settledBy: Phrase("The prescription: the dose and its unit.", "Die Verordnung: Dosis und Einheit.")))
      }
      for phase in therapy.phases + therapy.planned {
        if let dose = phase.dose.value {
          look(
            phase.drug, dose,
            Evidence(Phrase(same: "\(phase.id): ") + dose.phrase, sources: phase.sources, record: .phase(phase.id)))
        }
      }
      for given in therapy.administrations {
        if let dose = given.dose { look(given.drug, dose, Evidence(given, of: entry, patient)) }
      }
      return found
    }
  }
}
