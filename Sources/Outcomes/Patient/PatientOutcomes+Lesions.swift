// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
public import TumourResponse

/// The measured lesions of a patient.
extension PatientOutcomes {
  /// Whether the lesions were followed under a therapy.
  public func areLesionsFollowed(under therapy: Entry.ID) -> Bool {
    lesionCourses.contains { $0.therapies.contains(therapy) && !$0.points().isEmpty }
  }

  /// Assessments of the record that are dated to the day and judged, by their criteria; empty criteria are as judged.
  public var datedJudgementsByCriteria: [(criteria: String, visits: [JudgedVisit])] {
    let names = patient.assessments.reduce(into: [String]()) { names, item in
      let name = item.assessment.criteria.value ?? ""
      if item.assessment.response.value != nil, !names.contains(name) { names.append(name) }
    }
    return names.map { name in (name, datedJudgements { ($0.criteria.value ?? "") == name }) }.filter {
      !$0.visits.isEmpty
    }
  }

  /// Assessments of the record that are dated to the day and judged by RECIST, or by criteria that are not stated.
  public var datedJudgements: [JudgedVisit] {
    datedJudgements { $0.criteria.value.map { $0.uppercased().hasPrefix("RECIST") } ?? true }
  }

  private func datedJudgements(where isMeant: (Assessment) -> Bool) -> [JudgedVisit] {
    patient.assessments.compactMap { entry, assessment in
      guard isMeant(assessment), !timeline.isOutsideObservation(entry), let response = assessment.response.value,
        let event = timeline.start(of: entry.id)
      else { return nil }
      let bounds = timeline.bounds(of: event)
      guard let day = bounds.earliest, day == bounds.latest else { return nil }
      return JudgedVisit(date: day, response: response)
    }
  }
}
