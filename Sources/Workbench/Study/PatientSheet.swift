// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Outcomes
import Store

/// A patient with the parts of the file that the entries are.
struct PatientSheet: Sendable {
  let place: StudyState.Place
  /// The patient's own facts.
  let head: StoredPart?
  /// The entries that stand in the patient's file, in its order.
  let entries: [(part: StoredPart, entry: Entry)]
  /// Entries that are rows of a table.
  let rows: [Entry]

  var patient: Patient { place.outcome.patient }
  var timeline: PatientTimeline { place.outcome.timeline }

  init(_ place: StudyState.Place, _ store: Store, at revision: Int) async throws {
    self.place = place
    let parts = try await store.parts(of: place.outcome.patient.id, at: revision)
    head = parts.first { $0.part.kind == .patient }
    let own = parts.filter { $0.part.kind == .entry }
    let all = place.outcome.patient.entries
    entries = zip(own, all).map { ($0, $1) }
    rows = Array(all.dropFirst(own.count))
  }

  /// The number of the part that an entry is; nil for a row of a table.
  func part(of id: Entry.ID) -> Int? { entries.first { $0.entry.id == id }?.part.id }

  /// The event from which times are told: the diagnosis, else the first entry that has one.
  var origin: EventID? { patient.diagnosis.flatMap { timeline.start(of: $0.entry.id) } }

  /// How long after the diagnosis an entry began, and ended where it lasts.
  func spans(_ entry: Entry) -> (start: LengthBounds, end: LengthBounds?)? {
    guard let origin, let start = timeline.start(of: entry.id) else { return nil }
    let from = timeline.length(from: origin, to: start)
    guard entry.content.lasts, let end = timeline.end(of: entry.id) else { return (from, nil) }
    return (from, timeline.length(from: origin, to: end))
  }
}
