// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// A reason of a stop that does not fit the day of progression.
struct StopAgainstProgression: Rule {
  let id = "stop-against-progression"
  let severity = Severity.warning
  let summary = Phrase(
    "A therapy stopped as planned after progression, or for a progression that came later",
    "Eine Therapie, die nach einem Progress wie geplant endete, oder wegen eines Progresses, der später kam")
  let explanation =
    "Progression is dated at or before the end of a therapy, and the reason of the stop is another: a plan that was fulfilled does not go on under progression, so that reason or response is a slip; beside toxicity both may be true, which is a note. Or a therapy was stopped for progression, and the first that is dated comes later than a visit may be late: the reason, or the date, is that of another therapy."
  let needs = "`stopped for`, an end, and a dated progression of the therapy"
  let source = "the record"

  static let lag = Threshold(
    "progression after a stop for progression", 28, "d", why: "no source: a scan that documents it follows within weeks"
  )
  let thresholds = [Self.lag]

  let fires = RuleExample(
    "stopped as planned, and CT shows progression two days before", course: Self.course("planned end"))
  let passes = RuleExample("stopped for progression", course: Self.course("progression"))
  private static func course(_ reason: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
      ends: 2020-05-20
      stopped for: \(reason)
    - assessment: CT
      id: ct
      of: gem
      response: PD
      when: 2020-05-18
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in outcome.therapies.compactMap { find($0, outcome) } }
  }

  private func find(_ therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Found? {
    guard let reason = therapy.therapy.stopReason.value, !therapy.entry.isOngoing,
      let end = outcome.timeline.end(of: therapy.entry.id),
      let first = outcome.timeline.assessments(judging: [therapy.entry.id]).first(where: {
        $0.assessment.response.value == .progressive
      }), let event = outcome.timeline.start(of: first.entry.id)
    else { return nil }
    let gap = outcome.timeline.length(from: end, to: event)
    let evidence = [
      Evidence(therapy.entry, Phrase("stopped for \(reason)", "beendet wegen „\(reason)“")),
      Evidence(first.entry, same: "\(first.entry.id): PD"),
    ]
    func found(_ severity: Severity?, _ summary: Phrase) -> Found {
      Found(
        patient: outcome.patient.id, about: therapy.entry.id, severity: severity, summary,
        arithmetic: Phrase(
          "from the end of \(therapy.entry.id) to \(first.entry.id): \(gap.phrase())",
          "vom Ende von \(therapy.entry.id) bis \(first.entry.id): \(gap.phrase())"), evidence: evidence,
        settledBy: Phrase(
          "Why \(therapy.entry.id) was stopped, and the report of \(first.entry.id).",
          "Warum \(therapy.entry.id) beendet wurde, und der Befund von \(first.entry.id)."))
    }
    switch StopWords(reason) {
    case .progression:
      guard let least = gap.lower, least.days > Self.lag.value else { return nil }
      return found(
        nil,
        Phrase(
          "\(therapy.entry.id) was stopped for progression, but the first progression that is dated (\(first.entry.id)) comes at least \(Int(least.days)) d after its end.",
          "\(therapy.entry.id) wurde wegen Progress beendet, der erste datierte Progress (\(first.entry.id)) kommt aber mindestens \(Phrase.days(Int(least.days))) nach dem Ende."
        )
      )
    case .other, .noProgression:
      // Only what certainly came before the end was known at the stop.
      guard let most = gap.upper, most <= .zero, StopWords(reason) == .noProgression || !isCause(reason) else {
        return nil
      }
      let isPlan = Self.plans.contains { Words.plain(reason).contains($0) } || StopWords(reason) == .noProgression
      return found(
        isPlan ? nil : .note,
        Phrase(
          "\(therapy.entry.id) was stopped for “\(reason)”, but \(first.entry.id) shows progression under it, not after its end.",
          "\(therapy.entry.id) wurde wegen „\(reason)“ beendet, \(first.entry.id) zeigt aber einen Progress darunter, nicht nach dem Ende."
        )
      )
    case .open: return nil
    }
  }

  /// Death is its own reason, and comes after progression.
  private func isCause(_ reason: String) -> Bool {
    ["death", "died", "tod", "verstorben"].contains { Words.plain(reason).contains($0) }
  }

  /// Words of a plan that was fulfilled.
  private static let plans = [
    "planned", "plan", "completed", "complete", "completion", "geplant", "abgeschlossen", "regulär",
  ]
}
