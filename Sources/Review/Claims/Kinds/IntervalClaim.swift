// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// `interval` between two events.
struct IntervalClaim: PatientClaimKind {
  let span: StatedSpan
  let from: Anchor
  let to: Anchor

  var words: String { "\(span.text) from \(from.text) to \(to.text)" }

  /// True from the start and not from the end, or the reverse, is told with both.
  var namesReadings: Bool { true }

  /// A span from something that lasts, which names neither its start nor its end, may count from either.
  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let edges = [Anchor.Edge.start, .end].map { Anchor(edge: $0, cycle: from.cycle, id: from.id) }
    let events = edges.compactMap(outcome.timeline.event)
    guard from.edge == .point, events.count == 2, events[0] != events[1] else { return judge(from, outcome, record) }
    let readings = edges.map { (edge: $0, judgement: judge($0, outcome, record)) }
    guard let first = readings.first?.judgement, readings.contains(where: { $0.judgement.verdict != first.verdict })
    else { return judge(from, outcome, record) }
    return Judgement(
      .dependsOnReading,
      readings.map {
        Phrase(
          "From the \($0.edge.text) it is \($0.judgement.verdict.phrase): \($0.judgement.explanation)",
          "Gezählt ab \(Phrase.event($0.edge.text)) ist es \($0.judgement.verdict.phrase): \($0.judgement.explanation)")
      }
      .joined(separator: " "), evidence: readings.flatMap(\.judgement.evidence),
      settledBy: Phrase(
        "Whether it counts from the start or the end of \(from.id).",
        "Ob ab Beginn oder ab Ende von \(from.id) gezählt wird."))
  }

  private func judge(_ from: Anchor, _ outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let start = outcome.timeline.event(from), let end = outcome.timeline.event(to) else {
      return Judgement(
        .notDecidable,
        Phrase(
          "\(from.text) or \(to.text) is not recorded.",
          "\(Phrase.event(from.text)) oder \(Phrase.event(to.text)) ist nicht dokumentiert."))
    }
    let derived = outcome.timeline.length(from: start, to: end)
    return Judgement(
      record.compare(span, with: derived),
      Phrase("The facts give \(derived.phrase())", "Die Fakten ergeben \(derived.phrase())").ended,
      arithmetic: Phrase(
        "stated \(record.bounds(span).phrase()); derived \(derived.phrase())",
        "angegeben \(record.bounds(span).phrase()); abgeleitet \(derived.phrase())"),
      evidence: outcome.stated(from: start, to: end),
      settledBy: Phrase(
        "The dates of \(from.text) and \(to.text).",
        "Die Daten von \(Phrase.event(from.text)) und \(Phrase.event(to.text))."))
  }
}
