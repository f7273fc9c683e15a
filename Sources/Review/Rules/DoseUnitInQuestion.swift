// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A number that is usual in another unit than the one beside it.
struct DoseUnitInQuestion: Rule {
  let id = "dose-unit-in-question"
  let severity = Severity.warning
  let summary = Phrase(
    "A dose that is usual in another unit than the one stated",
    "Eine Dosis, die in einer anderen Einheit als der angegebenen üblich ist")
  let explanation =
    "The library doses the drug in another unit only, the number is a usual one in that unit, and the series gives the same number in it elsewhere: 900 mg of gemcitabine beside 900 mg/m² are most "
    + "likely 900 mg/m². An absolute dose that is no such number is not asked about."
  let needs = "a drug of the library, and `dose` in two phases, a plan or `administrations.csv`"
  let source = "the regimens and drugs of the library, with their sources (`verlauf regimen show`)"

  let fires = RuleExample("1000 mg beside 1000 mg/m²", course: Self.course("1000 mg"))
  let passes = RuleExample("1800 mg", course: Self.course("1800 mg"))
  private static func course(_ dose: String) -> String {
    """
    - therapy: gemcitabine
      phases:
        - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d}
        - {id: reduced, dose: \(dose), days: [1, 8], every: 21 d}
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    let elsewhere = Self.doses(in: context.study, library)
    return context.eachTherapy { patient, entry, therapy in
      (therapy.phases + therapy.planned).compactMap { phase in
        let drug = library.generic(phase.drug) ?? phase.drug
        guard let dose = phase.dose.value, library.usualDoses(of: drug, in: dose.unit) == nil,
          let (unit, usual) = Self.other(dose, drug, library),
          elsewhere[drug]?.contains(Dose(amount: dose.amount, unit: unit)) ?? false
        else { return nil }
        func text(_ amount: Double) -> Phrase { .number(amount, decimals: 4) }
        let range =
          usual.lowerBound == usual.upperBound
          ? text(usual.lowerBound)
          : Phrase(
            "\(text(usual.lowerBound)) to \(text(usual.upperBound))",
            "\(text(usual.lowerBound)) bis \(text(usual.upperBound))")
        return Found(
          patient: patient.id, about: phase.id,
          Phrase(
            "\(phase.drug.capitalisedFirst) is given at \(dose.phrase) (\(phase.id) of \(entry.id)), but elsewhere in the series at \(text(dose.amount)) \(unit.printed), which is how the library doses it (\(range) \(unit.printed)).",
            "\(phase.drug.capitalisedFirst) steht mit \(dose.phrase) da (\(phase.id) von \(entry.id)), sonst in der Serie aber mit \(text(dose.amount)) \(unit.printed), wie es die Bibliothek dosiert (\(range) \(unit.printed))."
          ),
          evidence: [
            Evidence(Phrase(same: "\(phase.id): ") + dose.phrase, sources: phase.sources, record: .phase(phase.id))
          ],
          settledBy: Phrase("The prescription: the dose and its unit.", "Die Verordnung: Dosis und Einheit."))
      }
    }
  }

  /// The unit in which the number of a dose is usual, with what is.
  private static func other(_ dose: Dose, _ drug: String, _ library: RegimenLibrary) -> (DoseUnit, ClosedRange<Double>)?
  {
    for unit in DoseUnit.allCases where unit != dose.unit && unit != .areaUnderCurve && dose.unit != .areaUnderCurve {
      if let usual = library.usualDoses(of: drug, in: unit), usual.contains(dose.amount) { return (unit, usual) }
    }
    return nil
  }

  /// The doses of each drug in a series.
  private static func doses(in study: Study, _ library: RegimenLibrary) -> [Drug.ID: Set<Dose>] {
    var doses: [Drug.ID: Set<Dose>] = [:]
    for patient in study.patients {
      for (_, therapy) in patient.therapies {
        let phases = (therapy.phases + therapy.planned).map { ($0.drug, $0.dose.value) }
        for (drug, dose) in phases + therapy.administrations.map({ ($0.drug, $0.dose) }) {
          if let dose { doses[library.generic(drug) ?? drug, default: []].insert(dose) }
        }
      }
    }
    return doses
  }
}
