// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// Stated segments against a stated total.
struct SegmentsAgainstTotal: Rule {
  let id = "segments-against-total"
  let severity = Severity.note
  let summary = "Stated segments leave little of a stated total for the rest"
  let explanation =
    "Numbers read to the letter. From diagnosis to death (or the last entry) at most so long is stated; the segments with a stated length fill a "
    + "part; what remains has to hold every therapy without a stated length. A warning where that is less than a month each."
  let needs = "a time from diagnosis to death or the last entry, with room; lengths of some therapies, not of all"
  let source = "arithmetic; no cycle of the common regimens is much shorter than a month"

  static let least = Threshold(
    "time left for each segment without a length", 1, "mo",
    why: "about one cycle: a therapy that was given has at least one")
  let thresholds = [Self.least]

  let fires = RuleExample(
    "12 mo at most in all; 1 mo, then 10.5 mo of gemcitabine, leave 0.5 mo for pazopanib (a warning; a note from 1 mo on)",
    course: """
      - diagnosis: leiomyosarcoma
      - therapy: gemcitabine
        id: gem
        when: 1 mo after diagnosis
        lasts: 10.5 mo
      - therapy: pazopanib
        id: pazo
        when: after end of gem
      - death: not stated
        when: < 1 y after diagnosis
      """)
  let passes = RuleExample(
    "each therapy has its length",
    course: """
      - diagnosis: leiomyosarcoma
      - therapy: gemcitabine
        id: gem
        when: 1 mo after diagnosis
        lasts: 10.5 mo
      - death: not stated
        when: < 1 y after diagnosis
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.compactMap { find($0.timeline, in: context.study) }
  }

  private func find(_ stated: PatientTimeline, in study: Study) -> Found? {
    let patient = stated.patient
    let timeline = stated.literal(in: study)
    guard let diagnosis = patient.diagnosis?.entry, let start = timeline.start(of: diagnosis.id),
      let last = patient.death ?? patient.entries.last, let end = timeline.start(of: last.id)
    else { return nil }
    let total = timeline.length(from: start, to: end)
    guard let most = total.upper, let least = total.lower, least > .zero, least < most else { return nil }
    // Two dates that are not exact leave a least time between them that no segment fills.
    if let latest = timeline.bounds(of: start).latest, let earliest = timeline.bounds(of: end).earliest,
      least <= .days(earliest.number - latest.number)
    {
      return nil
    }
    let unstated = patient.entries.filter { entry in
      guard entry.content.lasts, !entry.isOngoing, let length = timeline.length(of: entry.id) else { return false }
      if case .followUp = entry.content { return false }
      return (length.lower ?? .zero) == .zero
    }
    guard !unstated.isEmpty else { return nil }
    let text = { (length: TimeLength) in LengthBounds(exactly: length).text() }
    let rest = most - least
    let names = unstated.map(\.id).joined(separator: ", ")
    let isTight = rest < .months(Self.least.value * Double(unstated.count))
    return Found(
      patient: patient.id, about: last.id, severity: isTight ? .warning : .note,
      "Of at most \(text(most)) from diagnosis to \(last.id), stated segments fill \(text(least)); at most \(text(rest)) remain for "
        + "\(unstated.count) without a stated length (\(names)) and every pause.",
      arithmetic: "\(text(most)) − \(text(least)) = \(text(rest))",
      evidence: timeline.support(from: start, to: end).filter { $0.kind == .stated }.map(Evidence.init),
      settledBy: "Start and end of \(names).")
  }
}
