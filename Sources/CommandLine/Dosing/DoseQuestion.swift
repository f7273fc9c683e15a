// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Dosing

/// Doses outside what texts name are asked, and taken only where a person confirms them.
struct DoseQuestion: ParsableArguments {
  @Flag(help: "Compute although the dose is outside those that texts name.") var confirmDose = false

  /// Whether a dose of a drug is taken; notes the question where it is not.
  ///
  /// - Parameters:
  ///   - form: the form of the substance that the dose is of, where it is told.
  ///   - patient: what is known of the patient, by which regimens tell doses apart.
  func accepts(
    _ dose: Posology, _ drug: String, form: String? = nil, _ library: RegimenLibrary,
    for patient: Observations = Observations(),
    _ problems: inout ArgumentProblems
  ) -> Bool {
    if library.drugs[library.generic(drug) ?? drug] == nil {
      problems.warn(
        "the library has no doses of `\(drug)`: \(dose.printed) is taken as it stands, however large it is, and nothing is known of its limits."
      )
    }
    if let remark = library.routeRemark(of: dose.dose, drug) { problems.warn(remark) }
    guard
      let question = library.question(of: dose, drug, form: form)
        ?? library.question(of: dose.dose, drug, for: patient)
    else { return true }
    if confirmDose {
      problems.warn("\(question) (confirmed)")
      return true
    }
    problems.note("\(question) If it is right all the same: --confirm-dose.")
    return false
  }
}
