// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Two lines of therapy at a time.
struct OverlappingTherapies: Rule {
  let id = "overlapping-therapies"
  let severity = Severity.warning
  let summary = "Two lines of therapy at a time"
  let explanation =
    "Two lines that run at once, or begin on one day, are one combination recorded as two therapies, or a date is wrong. All times that another therapy "
    + "ends hang on it: a therapy of the same first day ends none. Maintenance that continues a line, and supportive drugs, overlap with nothing."
  let needs = "dates of two therapies"
  let source = "Saini KS, Twelves C. Br J Cancer 2021;125:155-163 (lines of therapy)"

  let fires = RuleExample("the second begins before the first ends", course: Self.course(second: "2020-05-01"))
  let passes = RuleExample("it begins when the first ends", course: Self.course(second: "2020-08-20"))
  private static func course(second: String) -> String {
    """
    - therapy: gemcitabine
      id: t1
      when: 2020-01-15
      ends: 2020-08-20
    - therapy: docetaxel
      id: t2
      when: \(second)
      ends: 2020-12-20
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let lines = outcome.lines.map(\.line)
      return lines.indices.flatMap { first in
        lines.indices.dropFirst(first + 1).compactMap { second in find(lines[first], lines[second], outcome) }
      }
    }
  }

  private func find(_ one: LineOfTherapy, _ other: LineOfTherapy, _ outcome: PatientOutcomes) -> Found? {
    let timeline = outcome.timeline
    guard let opening = one.therapies.first, let first = one.therapies.last, let second = other.therapies.first,
      let begun = outcome.patient.entry(second)
    else { return nil }
    let evidence = [opening, second].compactMap(outcome.patient.entry).map { entry in
      Evidence(
        entry, "\(entry.id): \(timeline.start(of: entry.id).map { timeline.bounds(of: $0).text } ?? "not dated")")
    }
    if timeline.order(of: opening, to: second) == .same {
      return Found(
        patient: outcome.patient.id, about: "\(opening)-\(second)",
        "\(opening) and \(second) begin on one day: one line or two?", evidence: evidence,
        settledBy: "Whether they are one combination.")
    }
    guard let end = timeline.end(of: first), let start = timeline.start(of: second),
      let overlap = timeline.length(from: start, to: end).lower, overlap > .zero
    else { return nil }
    return Found(
      patient: outcome.patient.id, about: "\(first)-\(second)",
      "\(begun.id) begins at least \(Numbers.text(overlap.days, decimals: 0)) d before \(first) ends: two lines at a time.",
      evidence: evidence,
      settledBy: "The dates of both, or that they are one combination.")
  }
}
