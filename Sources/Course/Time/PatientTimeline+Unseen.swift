// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology

/// When what has no day of its own was seen at the latest: by the last contact with a living patient, before the next therapy, before the progression.
///
/// These follow from what the words mean and not from the order of a file: who was seen later was in contact later, a therapy is judged before the next
/// begins, and what progression ended came before it. Where the times that are stated speak against one of them, it is left out.
extension PatientTimeline.Builder {
  func addLatest(_ timeline: inout PatientTimeline) {
    addLastContact(&timeline)
    let patient = timeline.patient
    for (index, entry) in patient.entries.enumerated() {
      guard case .assessment(let assessment) = entry.content, !entry.when.contains(where: \.isTold) else { continue }
      // One that names no therapy lies after the one listed before it (`UndatedEntries`).
      let listed = patient.entries[..<index].last { if case .therapy = $0.content { true } else { false } }?.id
      guard let therapy = assessment.of ?? listed else { continue }
      addLatest(of: entry, assessment, judging: therapy, &timeline)
    }
  }

  /// Whatever shows a living patient is not after the last contact, unless something certainly is: then it was not the last.
  private func addLastContact(_ timeline: inout PatientTimeline) {
    let patient = timeline.patient
    guard patient.death == nil else { return }
    let contacts = patient.entries.compactMap { entry -> (event: EventID, entry: Entry)? in
      guard case .lastContact = entry.content, entry.when.contains(where: \.isTold) else { return nil }
      return timeline.starts[entry.id].map { ($0, entry) }
    }
    guard !contacts.isEmpty else { return }
    let seen = patient.entries.filter(\.content.showsLife)
    let open = seen.filter { entry in timeline.starts[entry.id] != nil && !entry.when.contains(where: isExact) }
    guard !open.isEmpty else { return }
    func canPrecede(_ one: EventID, _ other: EventID) -> Bool {
      timeline.network.bounds(from: one, to: other).upper.map { $0 >= .zero } ?? true
    }
    func precedes(_ one: EventID, _ other: EventID) -> Bool {
      timeline.network.bounds(from: one, to: other).lower.map { $0 >= .zero } ?? false
    }
    guard
      let last = contacts.first(where: { contact in
        contacts.allSatisfy { $0.event == contact.event || precedes($0.event, contact.event) }
      }),
      let latest = timeline.network.bounds(of: last.event).latest,
      seen.allSatisfy({ entry in timeline.starts[entry.id].map { canPrecede($0, last.event) } ?? true }),
      (patient.lesions.map(\.date) + patient.therapies.flatMap { $0.therapy.administrations.map(\.date) })
        .allSatisfy({ $0 <= latest })
    else { return }
    let statement = add(
      .phrase(Phrase("nothing is seen after \(last.entry.id)", "nach \(last.entry.id) nichts mehr gesehen")),
      .implied(PatientTimeline.untilLastContact), last.entry.sources,
      record(of: last.entry, timeline), &timeline)
    for entry in open {
      guard let start = timeline.starts[entry.id], start != last.event, canPrecede(start, last.event) else { continue }
      notBefore(start, last.event, statement, &timeline)
    }
  }

  /// A judgement of a therapy, without a time, lies before the next therapy, and a response before the progression of the therapy.
  private func addLatest(
    of entry: Entry, _ assessment: Assessment, judging therapy: Entry.ID, _ timeline: inout PatientTimeline
  ) {
    let patient = timeline.patient
    guard let event = timeline.starts[entry.id], let began = timeline.starts[therapy] else { return }
    func put(before other: Entry.ID, _ rule: String) {
      guard let later = timeline.starts[other], later != event,
        timeline.network.bounds(from: event, to: later).upper.map({ $0 >= .zero }) ?? true
      else { return }
      let statement = add(
        .phrase(Phrase("\(entry.id) is not after \(other)", "\(entry.id) nicht nach \(other)")), .implied(rule),
        entry.sources, record(of: entry, timeline), &timeline)
      notBefore(event, later, statement, &timeline)
    }
    for (other, next) in patient.therapies
    where other.id != therapy && next.continues != therapy && !patient.isSupportive(other) {
      guard let start = timeline.starts[other.id],
        timeline.network.bounds(from: began, to: start).lower.map({ $0 > .zero }) ?? false
      else { continue }
      put(before: other.id, "a therapy is judged before the next begins")
    }
    guard let response = assessment.response.value, response != .progressive, response != .notEvaluable else { return }
    let isOnly = patient.therapies.count { !patient.isSupportive($0.entry) } == 1
    for (progression, judged) in patient.assessments
    where (judged.of == therapy || judged.of == nil && isOnly) && judged.response.value == .progressive
      && progression.when.contains(where: \.isTold)
    {
      put(before: progression.id, "a response to a therapy comes before its progression")
    }
  }
}
