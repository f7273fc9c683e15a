// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation

/// One person's entry of a patient: the course resolved by itself, and every entry as fields.
struct EnteredPatient: Sendable {
  let patient: Patient
  let timeline: PatientTimeline
  let entries: [Entered]
  private let origin: EventID?

  /// One entry.
  struct Entered: Sendable {
    let entry: Entry
    /// The word of its kind.
    let kind: String
    let fields: [StatedField]
    /// What each field says.
    let texts: [String: [String]]
    /// The first of its fields that is its kind: the drugs, the diagnosis, the organ.
    let value: String
    let start: Resolved
    let end: Resolved
    /// How long it lasted, where it lasts.
    let length: LengthBounds?
  }

  /// When something was, as far as the entry says.
  struct Resolved: Sendable, Hashable {
    var days: DayBounds
    var fromDiagnosis: LengthBounds
  }

  init(_ patient: Patient, in study: Study) {
    self.patient = patient
    let timeline = PatientTimeline(patient, in: study)
    self.timeline = timeline
    let origin = patient.diagnosis.flatMap { timeline.start(of: $0.entry.id) }
    self.origin = origin
    func resolved(_ event: EventID?) -> Resolved {
      guard let event else { return Resolved(days: .unbounded, fromDiagnosis: .unbounded) }
      return Resolved(
        days: timeline.bounds(of: event),
        fromDiagnosis: origin.map { timeline.length(from: $0, to: event) } ?? .unbounded)
    }
    entries = patient.entries.map { entry in
      let kind = EntryKind.all.first { $0.matches(entry.content) }?.word ?? "event"
      let fields = StatedField.all(of: entry)
      return Entered(
        entry: entry, kind: kind, fields: fields,
        texts: Dictionary(fields.map { ($0.key, $0.texts) }, uniquingKeysWith: { first, _ in first }),
        value: fields.first { $0.key == kind }?.text ?? "",
        start: resolved(timeline.start(of: entry.id)), end: resolved(timeline.end(of: entry.id)),
        length: entry.content.lasts ? timeline.length(of: entry.id) : nil)
    }
  }
}
