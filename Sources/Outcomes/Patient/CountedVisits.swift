// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import TumourResponse

/// The visits under one line of therapy whose responses count, as tables and estimates count them: measured where lesions were followed
/// under it, and after the last measurement as the source judged them.
public struct CountedVisits: Sendable {
  /// A measured visit.
  public struct Measured: Sendable, Hashable {
    /// The day of the measurement.
    public var day: Day
    /// The response by the criteria.
    public var response: Response
    /// How it was measured: `CT`; nil where that is not stated.
    public var method: String?
  }

  /// Visits measured under the line, by their days.
  public var measured: [Measured]
  /// Assessments that judge the line and do not count, since measurements do.
  public var replaced: Set<Entry.ID>
}

extension PatientOutcomes {
  /// The visits that count under a line; nil where its lesions were not followed, so that the source's judgement counts.
  public func countedVisits(under line: LineOfTherapy, _ choice: JudgementChoice = .init()) -> CountedVisits? {
    guard let first = line.therapies.first else { return nil }
    let reader = choice.reader ?? lesionReaders.first ?? nil
    guard
      let lesions = lesionCourses.first(where: { $0.therapies.contains(first) && $0.reader == reader }),
      let last = lesions.points().last?.date
    else { return nil }
    let measured = choice.criteria.judge(lesions.course).filter { lesions.isUnder($0.point.date) ?? true }.map {
      point in
      CountedVisits.Measured(
        day: point.point.date, response: point.response,
        method: patient.lesions.lazy.filter { $0.date == point.point.date && $0.reader == reader }.compactMap(\.method)
          .first)
    }
    let later = judgedVisits(of: line.therapies, choice).visits.filter { visit in
      timeline.start(of: visit.entry.id).map { timeline.bounds(of: $0) }?.earliest.map { $0 > last } ?? false
    }
    let kept = Set(later.map(\.entry.id))
    let replaced = timeline.assessments(judging: line.therapies).compactMap { entry, assessment in
      assessment.response.value == nil || kept.contains(entry.id) ? nil : entry.id
    }
    return CountedVisits(measured: measured, replaced: Set(replaced))
  }
}
