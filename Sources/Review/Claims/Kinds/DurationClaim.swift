// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// `duration` of an entry or dose phase.
struct DurationClaim: PatientClaimKind {
  let span: StatedSpan
  let of: String
  let isOngoing: Bool

  var words: String { "\(of) lasted \(span.text)\(isOngoing ? ", ongoing" : "")" }
  var topics: [String] { ["duration"] }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let derived = outcome.timeline.length(of: of) else {
      return Judgement(
        .notDecidable,
        Phrase("Neither start nor end of \(of) is recorded.", "Weder Beginn noch Ende von \(of) ist dokumentiert."))
    }
    let entry = outcome.patient.entry(of)
    let evidence =
      (entry.map { [Evidence($0, Phrase(same: "\(of): ") + derived.phrase())] } ?? [])
      + outcome.stated(from: outcome.timeline.start(of: of), to: outcome.timeline.end(of: of))
    if let entry, entry.isOngoing != isOngoing {
      return Judgement(
        .contradicted,
        Phrase(
          "\(of) is recorded as \(entry.isOngoing ? "ongoing" : "ended").",
          "\(of) ist als \(entry.isOngoing ? "andauernd" : "beendet") dokumentiert."), evidence: evidence)
    }
    return Judgement(
      record.compare(span, with: derived),
      Phrase("The facts give \(derived.phrase())", "Die Fakten ergeben \(derived.phrase())").ended,
      arithmetic: Phrase(
        "stated \(record.bounds(span).phrase()); derived \(derived.phrase())",
        "angegeben \(record.bounds(span).phrase()); abgeleitet \(derived.phrase())"), evidence: evidence,
      settledBy: Phrase("First and last day of \(of).", "Erster und letzter Tag von \(of)."))
  }
}
