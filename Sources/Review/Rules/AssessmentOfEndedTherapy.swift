// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// An assessment that is recorded as of a therapy that had ended long before, while another was running.
struct AssessmentOfEndedTherapy: Rule {
  let id = "assessment-of-ended-therapy"
  let severity = Severity.warning
  let summary = Phrase(
    "An assessment of a therapy that had ended, made under another one",
    "Eine Beurteilung einer beendeten Therapie, gemacht unter einer anderen")
  let explanation =
    "`of` says which therapy an assessment judges. Where that had ended weeks before and another was running on the day, the assessment mostly judges the other, and response, progression and their times of both hang on it. What was seen soon after the end still judges what ended; without another therapy an assessment in follow-up is of the last one."
  let needs = "`of` and time of an assessment, the end of that therapy, and start and end of another"
  let source = "the record"

  static let lag = Threshold(
    "after the end of the therapy", 28, "d",
    why: "no source: the scan that judges the last cycles follows within weeks")
  let thresholds = [Self.lag]

  let fires = RuleExample("29 days after its end, under maintenance", course: Self.course("2020-06-30"))
  let passes = RuleExample("28 days after its end", course: Self.course("2020-06-29"))
  private static func course(_ day: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - therapy: gemcitabine + docetaxel
      id: gem-doc
      when: 2020-01-15
      ends: 2020-06-01
    - therapy: gemcitabine
      id: gem
      intent: maintenance
      continues: gem-doc
      when: 2020-06-10
      ends: 2020-12-20
    - assessment: CT
      id: ct
      of: gem-doc
      response: SD
      when: \(day)
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.patient.assessments.compactMap { find($0.entry, $0.assessment, outcome) }
    }
  }

  private func find(_ entry: Entry, _ assessment: Assessment, _ outcome: PatientOutcomes) -> Found? {
    let timeline = outcome.timeline
    guard let of = assessment.of, let judged = outcome.therapies.first(where: { $0.entry.id == of }),
      !judged.entry.isOngoing, let end = timeline.end(of: of), let seen = timeline.start(of: entry.id),
      let late = timeline.length(from: end, to: seen).lower, late.days > Self.lag.value
    else { return nil }
    let running = outcome.therapies.first { other in
      guard other.entry.id != of, let start = timeline.start(of: other.entry.id),
        let begun = timeline.length(from: start, to: seen).lower, begun.days >= 1
      else { return false }
      if other.entry.isOngoing { return true }
      guard let stop = timeline.end(of: other.entry.id), let left = timeline.length(from: seen, to: stop).lower
      else { return false }
      return left.days >= 0
    }
    guard let running else { return nil }
    let length = timeline.length(from: end, to: seen)
    return Found(
      patient: outcome.patient.id, about: entry.id,
      Phrase(
        "\(entry.id) is recorded as of \(of), but was made \(length.phrase()) after its end, under \(running.entry.id).",
        "\(entry.id) ist als Beurteilung von \(of) dokumentiert, liegt aber \(length.phrase()) nach dessen Ende, unter \(running.entry.id)."
      ),
      evidence: [
        Evidence(entry, Phrase("\(entry.id): of \(of)", "\(entry.id): von \(of)")),
        Evidence(judged.entry, same: judged.entry.id),
        Evidence(running.entry, same: running.entry.id),
      ],
      settledBy: Phrase(
        "Which therapy \(entry.id) judges: \(of) or \(running.entry.id).",
        "Welche Therapie \(entry.id) beurteilt: \(of) oder \(running.entry.id)."))
  }
}
