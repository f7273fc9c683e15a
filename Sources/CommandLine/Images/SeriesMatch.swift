// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes

/// To which assessment of a patient a series of scans belongs, by its date and modality.
struct SeriesMatch {
  let entry: Entry
  let assessment: Assessment
  /// Days between the series and the bounds of the assessment; 0 within them, nil where either has no time.
  let days: Int?

  /// How far a series may lie from an assessment to be proposed for it: a report is dated some days after its scan.
  static let mostDays = 14

  /// The assessments that can be meant, the nearest first; none of another modality.
  static func all(date: StatedDate?, modality: String?, _ outcome: PatientOutcomes) -> [SeriesMatch] {
    var matches: [SeriesMatch] = []
    for (entry, assessment) in outcome.patient.assessments {
      if let modality, let words = assessment.modality.value, ScanModality(modality)?.isNamed(in: words) == false {
        continue
      }
      let days = date.flatMap { Self.days(from: $0, to: entry, outcome) }
      if let days, abs(days) > mostDays { continue }
      matches.append(SeriesMatch(entry: entry, assessment: assessment, days: days))
    }
    return matches.sorted { Self.distance($0) < Self.distance($1) }
  }

  private static func distance(_ match: SeriesMatch) -> Int { match.days.map { abs($0) } ?? .max }

  /// Days by which a date lies behind (or, negative, before) the bounds of an entry; 0 within them, nil where either has no time.
  static func days(from date: StatedDate, to entry: Entry, _ outcome: PatientOutcomes) -> Int? {
    guard let event = outcome.timeline.start(of: entry.id) else { return nil }
    let bounds = outcome.timeline.bounds(of: event)
    guard let earliest = bounds.earliest, let latest = bounds.latest, let first = date.bounds.earliest,
      let last = date.bounds.latest
    else { return nil }
    if first > latest { return Int(first.number - latest.number) }
    if last < earliest { return -Int(earliest.number - last.number) }
    return 0
  }
}
