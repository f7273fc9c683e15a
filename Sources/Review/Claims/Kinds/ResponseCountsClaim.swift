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
    var asStated: [Response: Int] = [:]
    var open: [String] = []
    var statedOnly: [(patient: String, claim: Claim.ID)] = []
    var evidence: [Evidence] = []
    var treated = 0
    for outcome in record.outcomes.patients {
      guard let therapy = outcome.therapies(on, record.outcomes.library).first else { continue }
      treated += 1
      guard let best = therapy.judged?.bestResponse else {
        open.append(outcome.patient.id)
        continue
      }
      if case .statedOnly(let claim) = best.value.basis {
        // Another claim of the source is no fact of the course.
        statedOnly.append((outcome.patient.id, claim))
        if let response = best.value.response { asStated[response, default: 0] += 1 }
      } else if let response = best.value.response {
        found[response, default: 0] += 1
      } else {
        // A response that may lie after progression decides nothing.
        open.append(outcome.patient.id)
      }
      evidence.append(
        Evidence(
          Phrase.patient(outcome.patient.id) + Phrase(same: ": ") + best.trace.phrase,
          sources: best.trace.inputs.flatMap(\.sources),
          record: .entry(therapy.entry.id, of: outcome.patient.id)))
    }
    guard treated > 0 else {
      return Judgement(
        .notDecidable,
        Phrase("No therapy “\(on.phrase)” is recorded.", "Keine Therapie „\(on.phrase)“ ist dokumentiert."))
    }
    let all = found.merging(asStated, uniquingKeysWith: +)
    func differing(_ found: [Response: Int]) -> [Response] {
      // What a claim does not name it does not count: two partial responses say nothing of how many progressed.
      Response.allCases.filter { response in counts[response].map { $0 != found[response] ?? 0 } ?? false }
    }
    func isExceeded(_ found: [Response: Int]) -> Bool {
      differing(found).contains { (found[$0] ?? 0) > (counts[$0] ?? 0) }
    }
    let isAgainstRecord = isExceeded(found) || !differing(found).isEmpty && open.isEmpty && statedOnly.isEmpty
    // What a table of the paper states can contradict a sentence of it; it bears none.
    let isAgainstClaims =
      !isAgainstRecord && !statedOnly.isEmpty && !differing(all).isEmpty && (open.isEmpty || isExceeded(all))
    let verdict: Verdict =
      isAgainstRecord || isAgainstClaims
      ? .contradicted : differing(found).isEmpty && open.isEmpty && statedOnly.isEmpty ? .supported : .notDecidable
    let missing =
      open.isEmpty
      ? Phrase.none
      : Phrase(
        "; no response is stated, or its order is open, for patient \(open.joined(separator: ", "))",
        "; kein Ansprechen angegeben, oder die Reihenfolge offen, bei Patient \(open.joined(separator: ", "))")
    let patients = statedOnly.map(\.patient).joined(separator: ", ")
    let stated =
      statedOnly.isEmpty
      ? Phrase.none
      : Phrase(
        "; of patient \(patients) only the source says so (\(Words.counts(asStated))), and no assessment shows it",
        "; bei Patient \(patients) sagt es nur die Quelle (\(Words.counts(asStated))), und keine Verlaufskontrolle zeigt es"
      )
    let against =
      isAgainstClaims
      ? Phrase(
        " It is claim against claim (\(statedOnly.map(\.claim).joined(separator: ", "))).",
        " Hier steht Behauptung gegen Behauptung (\(statedOnly.map(\.claim).joined(separator: ", "))).") : .none
    return Judgement(
      verdict,
      Phrase(
        "The record gives \(found.isEmpty ? Phrase("none", "keines") : Phrase(same: Words.counts(found)))\(missing)\(stated).",
        "Die Akte ergibt \(found.isEmpty ? Phrase("none", "keines") : Phrase(same: Words.counts(found)))\(missing)\(stated)."
      ) + against,
      evidence: evidence,
      settledBy: Phrase(
        "The assessments of each patient on \(on.phrase).", "Die Verlaufskontrollen jedes Patienten unter \(on.phrase)."
      ))
  }
}
