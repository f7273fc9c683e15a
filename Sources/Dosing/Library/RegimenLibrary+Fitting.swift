// SPDX-License-Identifier: Apache-2.0

public import Course

extension RegimenLibrary {
  /// What is odd about a dose of a drug for one patient: a regimen has it for others, and for this patient another, by body surface or another condition that is
  /// known. `100 mg/m²` of larotrectinib is the dose below 1.0 m², and an adult has 100 mg.
  ///
  /// - Returns: nil where no regimen tells patients apart, or this one has the dose for the patient, or what decides is not known.
  public func question(of dose: Dose, _ name: String, for patient: Observations) -> String? {
    let drug = generic(name) ?? name
    for regimen in regimens.values.sorted(by: { $0.id < $1.id }) where regimen.drugs.contains(drug) {
      let others = regimen.variants.compactMap { variant in variant.doses[drug].map { (variant.condition, $0.dose) } }
      guard !others.isEmpty, let fitted = try? regimen.fitted(to: patient) else { continue }
      let own = fitted.regimen.components.filter { $0.drug == drug }.map(\.dose)
      // Doses within a unit are levels and reductions; another unit is another patient's.
      guard let first = own.first, !own.contains(where: { $0.unit == dose.unit }) else { continue }
      if let (condition, _) = others.first(where: { $0.1.unit == dose.unit && $0.0.truth(patient) == .no }) {
        return
          "\(Posology(dose).printed) of \(drug) is the unit for \(condition); otherwise \(regimen.id) has \(Posology(first).printed)."
      }
      if regimen.components.contains(where: { $0.drug == drug && $0.dose.unit == dose.unit }),
        let taken = fitted.taken.first(where: { $0.doses[drug] != nil })
      {
        return
          "\(Posology(dose).printed) of \(drug): for \(taken.condition) \(regimen.id) has \(Posology(first).printed)."
      }
    }
    return nil
  }
}
