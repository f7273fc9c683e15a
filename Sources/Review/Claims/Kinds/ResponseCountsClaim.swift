// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// `response counts` over the series.
struct ResponseCountsClaim: ClaimKind {
  let counts: [Response: Int]
  let on: TherapySelector
  let lasting: StatedSpan?

  var words: String { Words.counts(counts) + " on \(on.words)" + (lasting.map { " for \($0.text)" } ?? "") }
  var topics: [String] { ["response"] }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    var found: [Response: Int] = [:]
    var open: [String] = []
    var statedOnly: [String] = []
    var evidence: [Evidence] = []
    for outcome in record.outcomes.patients {
      guard let therapy = outcome.therapies(on, record.outcomes.library).first else { continue }
      guard let best = therapy.judged?.bestResponse else {
        open.append(outcome.patient.id)
        continue
      }
      // A response that may lie after progression decides nothing.
      if !best.value.isShown { statedOnly.append(outcome.patient.id) }
      if let response = best.value.response {
        found[response, default: 0] += 1
      } else {
        open.append(outcome.patient.id)
      }
      evidence.append(
        Evidence(
          Phrase.patient(outcome.patient.id) + Phrase(same: ": ") + best.trace.phrase,
          sources: best.trace.inputs.flatMap(\.sources),
          record: .entry(therapy.entry.id, of: outcome.patient.id)))
    }
    let differing = Response.allCases.filter { (counts[$0] ?? 0) != (found[$0] ?? 0) }
    let isExceeded = differing.contains { (found[$0] ?? 0) > (counts[$0] ?? 0) }
    // What a table of the paper states can contradict a sentence of it; it bears none.
    let verdict: Verdict =
      differing.isEmpty
      ? (statedOnly.isEmpty ? .supported : .notDecidable) : open.isEmpty || isExceeded ? .contradicted : .notDecidable
    let missing =
      open.isEmpty
      ? Phrase.none
      : Phrase(
        "; no response is stated, or its order is open, for patient \(open.joined(separator: ", "))",
        "; kein Ansprechen angegeben, oder die Reihenfolge offen, bei Patient \(open.joined(separator: ", "))")
    let stated =
      statedOnly.isEmpty
      ? Phrase.none
      : Phrase(
        "; of patient \(statedOnly.joined(separator: ", ")) only the source says so, and no assessment shows it",
        "; bei Patient \(statedOnly.joined(separator: ", ")) sagt es nur die Quelle, und keine Verlaufskontrolle zeigt es"
      )
    return Judgement(
      verdict,
      Phrase(
        "The record gives \(found.isEmpty ? Phrase("none", "keines") : Phrase(same: Words.counts(found)))\(missing)\(stated).",
        "Die Akte ergibt \(found.isEmpty ? Phrase("none", "keines") : Phrase(same: Words.counts(found)))\(missing)\(stated)."
      ),
      evidence: evidence,
      settledBy: Phrase(
        "The assessments of each patient on \(on.phrase).", "Die Verlaufskontrollen jedes Patienten unter \(on.phrase)."
      ))
  }
}
