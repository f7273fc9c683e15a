// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import TumourResponse

/// What the lesions of one therapy give: visits judged by RECIST 1.1, with the exact days that censoring needs.
struct MeasuredCourse {
  let outcome: PatientOutcomes
  let entry: Entry
  let reference: Day
  let points: [TimePoint]

  /// nil unless the patient's lesions are measured for this therapy, whose first dose is an exact day.
  init?(_ outcome: PatientOutcomes, _ entry: Entry) {
    guard outcome.lesionsBelong(to: entry.id), let reference = outcome.lesionReference,
      let course = outcome.tumourCourse(reader: outcome.lesionReaders.first ?? nil)
    else { return nil }
    self.outcome = outcome
    self.entry = entry
    self.reference = reference
    points = RECIST.timePoints(course)
  }

  var visits: [JudgedVisit] { points.map(\.visit) }

  /// Exact days of what ends time; a day that is not exact is left out, as if it were not known.
  func followUp(visitInterval: Int?) -> FollowUp {
    let all = outcome.patient.therapies.map(\.entry)
    let next = all.firstIndex { $0.id == entry.id }.flatMap { $0 + 1 < all.count ? all[$0 + 1] : nil }
    let clinical = outcome.patient.assessments.first {
      $0.assessment.isClinical && $0.assessment.response.value == .progressive
    }?.entry
    let contact = outcome.patient.entries.last { if case .lastContact = $0.content { true } else { false } }
    return FollowUp(
      reference: reference, visits: visits, clinicalProgression: clinical.flatMap(day),
      newTherapy: next.flatMap(day), death: outcome.patient.death.flatMap(day),
      lastAlive: contact.flatMap(day), visitInterval: visitInterval)
  }

  private func day(_ entry: Entry) -> Day? {
    guard let event = outcome.timeline.start(of: entry.id) else { return nil }
    let bounds = outcome.timeline.bounds(of: event)
    return bounds.earliest == bounds.latest ? bounds.earliest : nil
  }

  func time(_ time: EventTime) -> CohortTime {
    CohortTime(
      patient: outcome.patient.id, length: LengthBounds(exactly: .days(time.days)), isEvent: time.isEvent,
      reason: time.reason + ", measured",
      lastFree: time.lastFree.map { LengthBounds(exactly: .days($0.number - time.start.number)) })
  }

  func best(title: String) -> Derived<BestResponse>? {
    let best = BestResponseRule().best(visits, reference: reference)
    guard let response = best.response else { return nil }
    return Derived(
      BestResponse(response: response, basis: .measured),
      Trace(
        id: "\(outcome.patient.id)/\(entry.id)/best-response", title: "Best response, \(title), measured",
        value: response.rawValue, definition: .bestResponse,
        inputs: points.map {
          Trace.Input("\($0.date)", "\($0.overall.rawValue): \($0.reasons.joined(separator: "; "))")
        },
        remarks: [best.reason]))
  }
}
