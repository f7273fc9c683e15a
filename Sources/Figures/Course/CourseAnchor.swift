// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// The event at which the time of a lane is zero.
enum CourseAnchor {
  /// The event of an anchor with its name; nil for a patient who has none.
  static func event(_ anchor: CourseFigureOptions.Anchor, _ outcomes: PatientOutcomes) -> (
    event: EventID, name: Phrase
  )? {
    let timeline = outcomes.timeline
    let entry: Entry? =
      switch anchor {
      case .diagnosis, .cohort(.diagnosis): outcomes.patient.diagnosis?.entry
      case .firstTherapy: timeline.treatments.first?.entry
      case .cohort(.maintenance): timeline.treatments.first { $0.therapy.intent == .maintenance }?.entry
      case .cohort(let chosen): outcomes.start(of: chosen)
      }
    guard let entry, let event = timeline.start(of: entry.id) else { return nil }
    return (event, anchor.phrase)
  }

  /// Whether the time between an event and any other is bounded, so that an axis from it means something.
  static func isKnown(_ event: EventID, _ outcomes: PatientOutcomes) -> Bool {
    let timeline = outcomes.timeline
    let others = outcomes.patient.entries.compactMap { timeline.start(of: $0.id) }.filter { $0 != event }
    guard !others.isEmpty, !timeline.bounds(of: event).isExact else { return true }
    return others.contains { other in
      let bounds = timeline.length(from: event, to: other)
      return bounds.lower != nil && bounds.upper != nil
    }
  }

  /// The first of diagnosis, first therapy and the entries as recorded whose time is known; else the first that there is.
  static func firstKnown(_ outcomes: PatientOutcomes) -> (event: EventID, name: Phrase)? {
    let timeline = outcomes.timeline
    let entries = outcomes.patient.entries.compactMap { entry in
      timeline.start(of: entry.id).map { ($0, Phrase(same: entry.id)) }
    }
    let all = [event(.diagnosis, outcomes), event(.firstTherapy, outcomes)].compactMap(\.self) + entries
    return all.first { isKnown($0.0, outcomes) } ?? all.first
  }
}
