// SPDX-License-Identifier: Apache-2.0

import Plain
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
    "The first progression ends the times of a therapy, and nothing after it counts for the best response. A response judged later under the same therapy says "
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
    let visits = outcome.timeline.assessments(judging: line.therapies)
    let progressions = visits.filter { $0.assessment.response.value == .progressive }
    let later = visits.filter { visit in
      [.complete, .partial, .stable].contains(visit.assessment.response.value)
        && progressions.contains { outcome.timeline.order(of: $0.entry.id, to: visit.entry.id) == .before }
    }
    guard
      let first = progressions.first(where: { progression in
        later.contains { outcome.timeline.order(of: progression.entry.id, to: $0.entry.id) == .before }
      }), let therapy = line.therapies.first
    else { return nil }
    func words(_ visit: (entry: Entry, assessment: Assessment)) -> Phrase {
      let when =
        outcome.timeline.start(of: visit.entry.id).map { Phrase(same: ", ") + outcome.timeline.bounds(of: $0).phrase }
        ?? .none
      return Phrase(same: "\(visit.assessment.response.value?.rawValue ?? "") (\(visit.entry.id)") + when
        + Phrase(same: ")")
    }
    return Found(
      patient: outcome.patient.id, about: therapy,
      Phrase(
        "Under \(line.name), \(words(first)) comes before \(later.map(words).joined(separator: ", ")): the progression ends its times, and what follows counts for nothing.",
        "Unter \(line.name) liegt \(words(first)) vor \(later.map(words).joined(separator: ", ")): der Progress beendet die Zeiten, und was folgt, zählt nicht."
      ),
      evidence: ([first] + later).map { Evidence($0.entry, words($0)) },
      settledBy: Phrase(
        "Whether the progression was one, and of which therapy.", "Ob der Progress einer war, und von welcher Therapie."
      ))
  }
}
