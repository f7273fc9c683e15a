// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// The study of drafts that were gathered from files.
enum GatheredStudy {
  /// Reads the drafts, in their order, as the notation reads patients of a folder.
  ///
  /// - Parameters:
  ///   - about: what is said of fields of the study's own.
  ///   - expected: what a file without a patient should have had.
  static func reading(
    _ title: String, _ drafts: [PatientDraft], _ outcome: inout TableOutcome, _ request: StudyFormat.Request,
    about: String, expected: String
  ) -> StudyReading {
    var study = Study(title: title)
    var folded: [String: String] = [:]
    var fields: [String] = []
    for draft in drafts {
      if let other = folded.updateValue(draft.id, forKey: draft.id.lowercased()) {
        outcome.isBroken = true
        outcome.misfits.append(
          Misfit(
            draft.place, "the patient `\(draft.id)` beside `\(other)`", expected: "ids that differ in more than case"))
      }
      for field in draft.fields where !fields.contains(field.name) { fields.append(field.name) }
    }
    study.fields = fields.map { StudyField(name: $0, kind: .text, about: about) }
    let assembly = PatientAssembly(fields: study.fields, keepsGoing: request.keepsGoing)
    for draft in drafts {
      guard let patient = assembly.patient(draft, &outcome) else { continue }
      study.patients.append(patient)
    }
    let kept = study.patients.reduce(into: Set<String>()) { $0.formUnion($1.fields.keys) }.subtracting(fields)
    for name in kept.sorted(by: NaturalOrder.precedes) {
      study.fields.append(
        StudyField(name: name, kind: .text, about: "What was not understood of an element, as it stands in the file."))
    }
    if drafts.isEmpty, outcome.misfits.isEmpty {
      outcome.misfits.append(
        Misfit(CellPlace(file: request.files.first?.name ?? ".", record: ""), "no patients", expected: expected))
    }
    let isWhole = study.patients.count == drafts.count && !outcome.isBroken
    return StudyReading(
      study: isWhole && !drafts.isEmpty && (request.keepsGoing || outcome.misfits.isEmpty) ? study : nil,
      losses: outcome.losses, misfits: outcome.misfits.sorted, warnings: outcome.warnings.sorted)
  }
}
