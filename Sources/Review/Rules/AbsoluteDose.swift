// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A stated absolute dose that no body size explains.
struct AbsoluteDose: Rule {
  let id = "absolute-dose"
  let severity = Severity.warning
  let summary = Phrase(
    "A stated dose in mg that no body size explains",
    "Eine angegebene Dosis in mg, die keine Körpergröße erklärt")
  let explanation =
    "The dose in mg over the dose per m² is a body surface. It is compared with what every formula and every weight in use gives for the "
    + "recorded height and weight, with room for the rounding of a dose; without them with the surfaces of adults."
  let needs = "`mg` in `administrations.csv` beside a dose per m²; better with `height` and `weight`"
  let source = "HOPA dose rounding, J Oncol Pract 2018;14:e130 (within 10 %)"

  static let rounding = Threshold(
    "beyond the surfaces by the formulas", 10, "%", why: "doses are rounded to vials within 10 %")
  static let least = Threshold("least surface of an adult", 1.2, "m²", why: "where height and weight are not recorded")
  static let most = Threshold(
    "greatest surface of an adult", 2.8, "m²", why: "where height and weight are not recorded")
  let thresholds = [Self.rounding, Self.least, Self.most]

  let fires = RuleExample(
    "2801 mg for 1000 mg/m² would be 2.801 m²",
    course: Self.course, files: [.init("administrations.csv", Self.head + "1,gem,1,1,2024-01-08,1000 mg/m2,2801")])
  let passes = RuleExample(
    "2800 mg would be 2.8 m²",
    course: Self.course, files: [.init("administrations.csv", Self.head + "1,gem,1,1,2024-01-08,1000 mg/m2,2800")])
  private static let head = "patient,therapy,cycle,day,date,dose,mg\n"
  private static let course = """
    - therapy: gemcitabine
      id: gem
      when: 2024-01-08
    """

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      var told = Set<String>()
      return therapy.administrations.compactMap { given in
        guard let ordered = given.dose, ordered.unit == .milligramsPerSquareMetre, let milligrams = given.milligrams
        else { return nil }
        // A dose held at the greatest of its drug says nothing of the surface.
        if let most = context.outcomes.library.drug(named: given.drug)?.mostMilligrams,
          abs(milligrams - most) < 0.01 * most
        {
          return nil
        }
        let implied = milligrams / ordered.amount
        let (range, basis) = surfaces(patient)
        guard !range.contains(implied) else { return nil }
        let (mg, dose) = (Phrase.number(milligrams), Phrase.number(ordered.amount))
        let surface = Phrase.number(implied, decimals: 2)
        let about = "\(entry.id)-\(given.drug)-\(mg.english)"
        guard told.insert(about).inserted else { return nil }
        return Found(
          patient: patient.id, about: about,
          Phrase(
            "\(mg) mg for \(dose) mg/m² of \(given.drug) would be a body surface of \(surface) m²; \(basis).",
            "\(mg) mg bei \(dose) mg/m² \(given.drug) ergäben eine Körperoberfläche von \(surface) m²; \(basis)."),
          arithmetic: Phrase("\(mg) ÷ \(dose) = \(surface) m²", "\(mg) ÷ \(dose) = \(surface) m²"),
          evidence: [Evidence(given, of: entry, patient)],
          settledBy: Phrase(
            "The dose given, height and weight on that day, and the formula used.",
            "Die gegebene Dosis, Größe und Gewicht an diesem Tag und die verwendete Formel."))
      }
    }
  }

  /// Surfaces in m² that explain a dose, and whence.
  private func surfaces(_ patient: Patient) -> (ClosedRange<Double>, Phrase) {
    guard let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value,
      let range = BodySize(heightCentimetres: height, weightKilograms: weight, sex: patient.sex.value).surfacesInUse
    else {
      return (
        Self.least.value...Self.most.value,
        Phrase(
          "no height and weight are recorded, and adults have \(Phrase.number(Self.least.value)) to \(Phrase.number(Self.most.value)) m²",
          "Größe und Gewicht sind nicht dokumentiert, und Erwachsene haben \(Phrase.number(Self.least.value)) bis \(Phrase.number(Self.most.value)) m²"
        )
      )
    }
    let share = Self.rounding.value / 100
    return (
      range.lowerBound * (1 - share)...range.upperBound * (1 + share),
      Phrase(
        "the recorded height and weight give \(Phrase.number(range.lowerBound, decimals: 2)) to \(Phrase.number(range.upperBound, decimals: 2)) m² by the formulas and weights in use",
        "Größe und Gewicht der Akte ergeben nach den gebräuchlichen Formeln und Gewichten \(Phrase.number(range.lowerBound, decimals: 2)) bis \(Phrase.number(range.upperBound, decimals: 2)) m²"
      )
    )
  }
}
