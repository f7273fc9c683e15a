// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import TumourResponse

/// What the record shows of a patient's follow-up.
extension PatientOutcomes {
  /// Entries of last contact.
  public var lastContacts: [Entry] {
    patient.entries.filter { if case .lastContact = $0.content { true } else { false } }
  }

  /// What certainly shows the patient alive after every last contact that is recorded, with when; empty without one.
  public var seenAfterLastContact: [(fact: Fact, bounds: DayBounds)] {
    let contacts = lastContacts.compactMap { timeline.start(of: $0.id) }.map { Moment.event($0) }
    guard let first = contacts.first else { return [] }
    let facts = FollowUp(origin: first, network: timeline.network)
    return OutcomeDerivation.signsOfLife(of: timeline)
      .filter { sign in
        contacts.allSatisfy { contact in facts.length(from: contact, to: sign.moment).lower.map { $0 > .zero } ?? false
        }
      }
      .map { ($0, facts.bounds(of: $0.moment)) }
  }

  /// The last sign of life and when it was, where neither death nor a last contact is recorded; nil where nothing tells a time.
  public var lastSignOfLife: (fact: Fact, bounds: DayBounds)? {
    let facts = FollowUp(origin: .day(Day(0)), network: timeline.network)
    return OutcomeDerivation.signsOfLife(of: timeline).map { ($0, facts.bounds(of: $0.moment)) }
      .max { ($0.1.earliest ?? Day(.min)) < ($1.1.earliest ?? Day(.min)) }
  }

  /// Whether something shows the patient alive at the data cut-off: what goes on then, or shows the patient, or the death, on that day or later.
  public var isSeenAtCutOff: Bool {
    guard let cutOff = timeline.cutOff else { return false }
    return patient.entries.contains { entry in
      if timeline.isOngoing(entry) { return true }
      guard entry.when.contains(where: \.isTold), showsLifeUntil(entry.content),
        let event = timeline.start(of: entry.id)
      else { return false }
      return timeline.length(from: cutOff, to: event).lower.map { $0 >= .zero } ?? false
    }
  }

  private func showsLifeUntil(_ content: Entry.Content) -> Bool {
    switch content {
    case .death, .lastContact: true
    default: content.showsLife
    }
  }

  /// Whether progression is recorded anywhere in the course: judged, measured, as a relapse or new metastases, or as the reason of a stop.
  public var recordsProgression: Bool {
    patient.assessments.contains { $0.assessment.response.value == .progressive } || !newDisease.isEmpty
      || therapies.contains { $0.therapy.isStoppedForProgression } || !radiotherapiesStoppedForProgression.isEmpty
      || lesionCourses.contains { $0.points().contains { $0.overall == .progressive } }
  }

  /// Radiotherapies that were stopped for progression, with the words and the therapies that were the last to have begun before them.
  public var radiotherapiesStoppedForProgression: [(entry: Entry, reason: String, therapies: [Entry.ID])] {
    OutcomeDerivation.radiotherapiesStoppedForProgression(timeline)
  }

  /// Local relapses and metastases that have no time: they are progression of no therapy, since nobody knows that they came after its first dose.
  public var undatedDisease: [(entry: Entry, kind: NewDisease)] { OutcomeDerivation.undatedDisease(timeline) }

  /// Local relapses and metastases at new sites that fall into the time of a therapy, with that therapy.
  public var newDisease: [(entry: Entry, kind: NewDisease, therapy: Entry.ID)] {
    therapies.flatMap { therapy in
      OutcomeDerivation.newDisease(of: [therapy.entry.id], timeline: timeline).map { ($0, $1, therapy.entry.id) }
    }
  }

  /// What was stopped for progression, with when: some therapies, and radiotherapy while one of them was the last to have begun.
  package func stopsForProgression(of therapies: [Entry.ID]) -> [(entry: Entry, end: EventID)] {
    OutcomeDerivation.stopsForProgression(of: therapies, timeline)
  }
}
