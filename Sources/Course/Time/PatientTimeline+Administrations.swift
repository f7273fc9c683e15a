// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology

extension PatientTimeline.Builder {
  /// Single administrations carry exact days: their therapy had begun by the first of them and had not ended before the last. A row that cannot have been given, by what is
  /// stated of the therapy, of death or of the data cut-off, says nothing of time; the review tells it.
  func addAdministrations(of entry: Entry, _ therapy: Therapy, _ timeline: inout PatientTimeline) {
    guard let start = timeline.starts[entry.id], let end = timeline.ends[entry.id] else { return }
    let earliest = timeline.bounds(of: start).earliest
    let ends =
      [timeline.bounds(of: end).latest, timeline.cutOff.flatMap { timeline.bounds(of: $0).latest }]
      + [timeline.patient.death.flatMap { timeline.starts[$0.id] }.flatMap { timeline.bounds(of: $0).latest }]
    let latest = ends.compactMap(\.self).min()
    let given = therapy.administrations.enumerated().filter { row in
      !row.element.isOmission && earliest.map { row.element.date >= $0 } ?? true
        && latest.map { row.element.date <= $0 } ?? true
    }
    func place(_ index: Int) -> RecordPath { .administration(index, of: entry.id, in: timeline.patient.id) }
    if let first = given.min(by: { $0.element.date < $1.element.date }),
      timeline.bounds(of: start).latest.map({ $0 > first.element.date }) ?? true
    {
      let day = first.element.date
      let statement = add(
        Self.given(first.element.drug, entry, day), .stated, entry.sources, place(first.offset), &timeline)
      constrain(start, DayBounds(earliest: nil, latest: day), statement, &timeline)
    }
    if let last = given.max(by: { $0.element.date < $1.element.date }),
      timeline.bounds(of: end).earliest.map({ $0 < last.element.date }) ?? true
    {
      let day = last.element.date
      let statement = add(
        Self.given(last.element.drug, entry, day), .stated, entry.sources, place(last.offset), &timeline)
      constrain(end, DayBounds(earliest: day, latest: nil), statement, &timeline)
    }
  }

  private static func given(_ drug: String, _ entry: Entry, _ day: Day) -> Statement.Words {
    .phrase(Phrase("\(drug) of \(entry.id) given on \(day)", "\(drug) (\(entry.id)) am \(day) gegeben"))
  }
}
