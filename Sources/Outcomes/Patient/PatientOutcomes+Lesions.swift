// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import TumourResponse

/// The measured lesions of a patient.
extension PatientOutcomes {
  /// Readers of the lesions, in order of appearance; one nil where no reader is named.
  public var lesionReaders: [String?] {
    patient.lesions.reduce(into: []) { readers, row in if !readers.contains(row.reader) { readers.append(row.reader) } }
  }

  /// Day of the first dose of the therapy that the measurements belong to: the first that begins on or after the first
  /// measurement; nil unless that is an exact day.
  public var lesionReference: Day? {
    guard let first = patient.lesions.map(\.date).min() else { return nil }
    return therapies.compactMap { therapy -> Day? in
      guard let event = timeline.start(of: therapy.entry.id) else { return nil }
      let bounds = timeline.bounds(of: event)
      return bounds.earliest == bounds.latest ? bounds.earliest : nil
    }.filter { $0 >= first }.min()
  }

  /// Whether the measurements belong to a therapy: its first dose is the first after their beginning.
  public func lesionsBelong(to therapy: Entry.ID) -> Bool {
    guard !patient.lesions.isEmpty, let reference = lesionReference, let event = timeline.start(of: therapy) else {
      return false
    }
    return timeline.bounds(of: event).earliest == reference
  }

  /// The course of lesions as a reader saw them, from the last measurement on or before the first dose; nil without any.
  public func tumourCourse(reader: String?) -> TumourCourse? {
    TumourCourse(patient.lesions, reader: reader, baselineBy: lesionReference)
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

  /// Assessments of the record that are dated to the day and judged.
  public var datedJudgements: [JudgedVisit] { datedJudgements { _ in true } }

  private func datedJudgements(where isMeant: (Assessment) -> Bool) -> [JudgedVisit] {
    patient.assessments.compactMap { entry, assessment in
      guard isMeant(assessment), let response = assessment.response.value, let event = timeline.start(of: entry.id)
      else { return nil }
      let bounds = timeline.bounds(of: event)
      guard let day = bounds.earliest, day == bounds.latest else { return nil }
      return JudgedVisit(date: day, response: response)
    }
  }
}
