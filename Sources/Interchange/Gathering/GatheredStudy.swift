// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// The study of drafts that are gathered from files, one patient after the other: a draft is gone when its patient is made.
struct GatheredStudy {
  private let request: StudyFormat.Request
  /// What is said of fields of the study's own.
  private let about: String
  private var study: Study
  private var count = 0
  /// The ids so far, in small letters, with how they are written.
  private var ids: [String: String] = [:]
  /// The names of fields that files state, in their order, and of those that hold what was not understood.
  private var fields: [String] = []
  private var named: Set<String> = []
  private var kept: Set<String> = []

  /// - Parameter about: what is said of fields of the study's own.
  init(_ title: String, _ request: StudyFormat.Request, about: String) {
    study = Study(title: title)
    self.request = request
    self.about = about
  }

  /// Reads a draft as the notation reads a patient of a folder. Drafts come in the order of the study.
  mutating func add(_ draft: PatientDraft, _ outcome: inout TableOutcome) {
    count += 1
    if let other = ids.updateValue(draft.id, forKey: draft.id.lowercased()) {
      outcome.isBroken = true
      outcome.misfits.append(
        Misfit(
          draft.place, "the patient `\(draft.id)` beside `\(other)`", expected: "ids that differ in more than case"))
    }
    let own = draft.fields.map { StudyField(name: $0.name, kind: .text, about: about) }
    for field in own where named.insert(field.name).inserted { fields.append(field.name) }
    let assembly = PatientAssembly(fields: own, keepsGoing: request.keepsGoing)
    guard let patient = assembly.patient(draft, &outcome) else { return }
    kept.formUnion(patient.fields.keys)
    study.patients.append(patient)
  }

  /// What comes of all drafts.
  ///
  /// - Parameters:
  ///   - title: the title of the study, where it is known at the end.
  ///   - expected: what a file without a patient should have had.
  func reading(title: String? = nil, _ outcome: inout TableOutcome, expected: String) -> StudyReading {
    var study = study
    if let title { study.title = title }
    study.fields = fields.map { StudyField(name: $0, kind: .text, about: about) }
    for name in kept.subtracting(named).sorted(by: NaturalOrder.precedes) {
      study.fields.append(
        StudyField(name: name, kind: .text, about: "What was not understood of an element, as it stands in the file."))
    }
    if count == 0, outcome.misfits.isEmpty {
      outcome.misfits.append(
        Misfit(CellPlace(file: request.files.first?.name ?? ".", record: ""), "no patients", expected: expected))
    }
    let isWhole = study.patients.count == count && !outcome.isBroken
    return StudyReading(
      study: isWhole && count > 0 && (request.keepsGoing || outcome.misfits.isEmpty) ? study : nil,
      losses: outcome.losses, misfits: outcome.misfits.sorted, warnings: outcome.warnings.sorted)
  }
}
