// SPDX-License-Identifier: Apache-2.0

package import Course

/// A study entered twice: the first entry and a second one that was made without a look at the first.
package struct SecondEntry: Sendable {
  /// The patients that both have, in the order of the first.
  package let patients: [PatientComparison]
  /// Patients that only one of the two has.
  package let onlyFirst: [Patient.ID]
  package let onlySecond: [Patient.ID]
  /// Patients of whom the second has entered nothing yet: they are not compared, since nothing is not a difference.
  package let notBegun: [Patient.ID]
  /// Agreement by field over all patients.
  package let fields: [FieldAgreement]

  /// Compares two entries of a study by the ids of the patients.
  package init(_ first: Study, _ second: Study) {
    let others = Dictionary(second.patients.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var patients: [PatientComparison] = []
    var notBegun: [Patient.ID] = []
    for own in first.patients {
      guard let other = others[own.id] else { continue }
      if Self.isBlank(other) {
        notBegun.append(own.id)
      } else {
        patients.append(PatientComparison(own, in: first, other, in: second))
      }
    }
    self.patients = patients
    self.notBegun = notBegun
    let known = Set(first.patients.map(\.id))
    onlyFirst = first.patients.map(\.id).filter { others[$0] == nil }
    onlySecond = second.patients.map(\.id).filter { !known.contains($0) }
    fields = FieldAgreement.all(patients.flatMap(\.pairs))
  }

  /// All differences, by patient.
  package var differences: [EntryDifference] { patients.flatMap(\.differences) }

  /// Entries and rows of each kind that both have, or one of them.
  package var entries: [String: PatientComparison.Counts] {
    patients.reduce(into: [:]) { all, patient in
      for (kind, counts) in patient.entries {
        all[kind, default: .init()].both += counts.both
        all[kind, default: .init()].onlyFirst += counts.onlyFirst
        all[kind, default: .init()].onlySecond += counts.onlySecond
      }
    }
  }

  /// Whether nothing is recorded of a patient but the id.
  package static func isBlank(_ patient: Patient) -> Bool { patient == Patient(id: patient.id) }

  /// What the second is given: the definitions of the study and the ids of its patients. Nothing of what was recorded of them, no claim, no reference and no decision.
  package static func blank(of study: Study, patients: Set<Patient.ID>? = nil) -> Study {
    var blank = study
    blank.claims = []
    blank.references = []
    blank.decisions = []
    blank.comparators = []
    blank.remarks = []
    // They name the drugs of the courses.
    blank.abbreviations = [:]
    blank.patients = study.patients.filter { patients?.contains($0.id) ?? true }.map { Patient(id: $0.id) }
    return blank
  }
}
