// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A dose that is none of the regimen's.
struct DoseLevels: Rule {
  let id = "dose-levels"
  let severity = Severity.warning
  let summary = Phrase(
    "A dose outside the levels of the regimen that the therapy names",
    "Eine Dosis außerhalb der Stufen des Regimes, das die Therapie nennt")
  let explanation =
    "A therapy that names a regimen of the library is measured by its dose levels, by those of its rule sets, and by the full dose and the "
    + "percentages of these sets. Doses in another unit are left alone, and so are doses whose reason is body size."
  let needs = "`regimen` of the therapy; `administrations.csv`"
  let source = "the regimen's sources in the library (`verlauf regimen show ID`)"

  static let tolerance = Threshold(
    "difference from the nearest level", 0.5, "%", why: "rounding of a dose per m² to a whole number")
  let thresholds = [Self.tolerance]

  let fires = RuleExample(
    "1006 mg/m² of a regimen with 1000 mg/m²: 0.6 % above", course: Self.course,
    files: [.init("administrations.csv", Self.head + "1,gem,1,1,2024-01-08,1006 mg/m2,")])
  let passes = RuleExample(
    "1005 mg/m²: 0.5 % above", course: Self.course,
    files: [.init("administrations.csv", Self.head + "1,gem,1,1,2024-01-08,1005 mg/m2,")])
  private static let head = "patient,therapy,cycle,day,date,dose,reason\n"
  private static let course = """
    - therapy: gemcitabine
      id: gem
      regimen: gemcitabine-1000-q28
      when: 2024-01-08
    """

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      guard let regimen = context.regimen(of: therapy) else { return [] }
      var told = Set<String>()
      return therapy.administrations.compactMap { given in
        guard let ordered = given.dose, given.reason != .bodySize,
          let component = regimen.component(of: given.drug, on: given.day, in: context.outcomes.library),
          component.dose.unit == ordered.unit
        else { return nil }
        let levels = regimen.doses(of: component, rules: context.outcomes.library)
        let isLevel = { (level: Double) in abs(level - ordered.amount) <= Self.tolerance.value / 100 * level }
        guard !levels.contains(where: isLevel) else { return nil }
        let dose = Phrase.number(ordered.amount, decimals: 2)
        let about = "\(entry.id)-\(given.drug)-\(dose.english)"
        guard told.insert(about).inserted else { return nil }
        return Found(
          patient: patient.id, about: about,
          Phrase(
            "\(given.drug) \(dose) \(ordered.unit.printed) (cycle \(given.cycle), day \(given.day)) is no dose level of \(regimen.id).",
            "\(given.drug) \(dose) \(ordered.unit.printed) (Zyklus \(given.cycle), Tag \(given.day)) ist keine Dosisstufe von \(regimen.id)."
          ),
          arithmetic: Phrase("levels: ", "Stufen: ")
            + levels.sorted(by: >).map { Phrase.number($0, decimals: 2) }.joined(separator: ", "),
          evidence: [Evidence(given, of: entry, patient)],
          settledBy: Phrase("The protocol, or the reason for this dose.", "Das Protokoll, oder der Grund dieser Dosis.")
        )
      }
    }
  }
}
