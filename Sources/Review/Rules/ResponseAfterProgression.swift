// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// A response, or stable disease, judged under a therapy after a progression under the same therapy.
struct ResponseAfterProgression: Rule {
  let id = "response-after-progression"
  let severity = Severity.warning
  let summary = Phrase(
    "A response after progression under the same therapy",
    "Ein Ansprechen nach Progress unter derselben Therapie")
  let explanation =
    "The first progression, or the stop for it, ends the times of a therapy, and nothing after it counts for the best response. A response judged later under the same therapy says "
    + "that the progression was none (a mixed response, an inflammation, pseudoprogression under immune therapy), that it belongs to another therapy, or that a date is wrong."
  let needs = "two assessments of one therapy"
  let source = "RECIST 1.1, Eur J Cancer 2009;45:228-247, section 4.4; iRECIST, Lancet Oncol 2017;18:e143-e152"

  let fires = RuleExample("PD, then PR", course: Self.course(first: "PD", then: "PR"))
  let passes = RuleExample("PR, then PD", course: Self.course(first: "PR", then: "PD"))
  private static func course(first: String, then: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
    - assessment: CT
      id: ct-1
      of: gem
      response: \(first)
      when: 2020-03-15
    - assessment: CT
      id: ct-2
      of: gem
      response: \(then)
      when: 2020-05-15
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lines.compactMap { line in found(line.line, outcome) }
    }
  }

  private func found(_ line: LineOfTherapy, _ outcome: PatientOutcomes) -> Found? {
    let timeline = outcome.timeline
    let visits = timeline.assessments(judging: line.therapies)
    let better = visits.filter { [.complete, .partial, .stable].contains($0.assessment.response.value) }
    let seen = visits.filter { $0.assessment.response.value == .progressive }.map { visit in
      Progression(entry: visit.entry, words: words(visit, outcome)) {
        timeline.order(of: visit.entry.id, to: $0.id) == .before
      }
    }
    let stopped = outcome.stopsForProgression(of: line.therapies).map { entry, stop in
      Progression(
        entry: entry,
        words: Phrase("the stop for progression (\(entry.id)", "das Ende wegen Progress (\(entry.id)")
          + Phrase(same: ", ") + timeline.bounds(of: stop).phrase + Phrase(same: ")")
      ) { later in
        timeline.start(of: later.id).map { timeline.length(from: stop, to: $0).lower ?? .zero > .zero } ?? false
      }
    }
    let found = outcome.newDisease.filter { line.therapies.contains($0.therapy) }.map { disease in
      Progression(
        entry: disease.entry,
        words: TimeToEvent.End.newDisease(disease.kind).phrase + Phrase(same: " (\(disease.entry.id)")
          + when(disease.entry, outcome)
          + Phrase(same: ")")
      ) { timeline.order(of: disease.entry.id, to: $0.id) == .before }
    }
    let progressions = seen + stopped + found
    let later = better.filter { visit in progressions.contains { $0.precedes(visit.entry) } }
    guard let first = progressions.first(where: { own in later.contains { own.precedes($0.entry) } }),
      let therapy = line.therapies.first
    else { return nil }
    return Found(
      patient: outcome.patient.id, about: therapy,
      Phrase(
        "Under \(line.name), \(first.words) comes before \(later.map { words($0, outcome) }.joined(separator: ", ")): the progression ends its times, and what follows counts for nothing.",
        "Unter \(line.name) liegt \(first.words) vor \(later.map { words($0, outcome) }.joined(separator: ", ")): der Progress beendet die Zeiten, und was folgt, zählt nicht."
      ),
      evidence: [Evidence(first.entry, first.words)] + later.map { Evidence($0.entry, words($0, outcome)) },
      settledBy: Phrase(
        "Whether the progression was one, and of which therapy.", "Ob der Progress einer war, und von welcher Therapie."
      ))
  }

  /// What ends the times of a line: progression that was seen, or a stop for it.
  private struct Progression {
    var entry: Entry
    var words: Phrase
    /// Whether it certainly came before an entry.
    var precedes: (Entry) -> Bool
  }

  private func words(_ visit: (entry: Entry, assessment: Assessment), _ outcome: PatientOutcomes) -> Phrase {
    Phrase(same: "\(visit.assessment.response.value?.rawValue ?? "") (\(visit.entry.id)") + when(visit.entry, outcome)
      + Phrase(same: ")")
  }

  private func when(_ entry: Entry, _ outcome: PatientOutcomes) -> Phrase {
    outcome.timeline.start(of: entry.id).map { Phrase(same: ", ") + outcome.timeline.bounds(of: $0).phrase } ?? .none
  }
}
