// SPDX-License-Identifier: Apache-2.0

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
      return Judgement(.notDecidable, "Neither start nor end of \(of) is recorded.")
    }
    let entry = outcome.patient.entry(of)
    let evidence =
      (entry.map { [Evidence($0, "\(of): \(derived.text())")] } ?? [])
      + outcome.stated(from: outcome.timeline.start(of: of), to: outcome.timeline.end(of: of))
    if let entry, entry.isOngoing != isOngoing {
      return Judgement(
        .contradicted, "\(of) is recorded as \(entry.isOngoing ? "ongoing" : "ended").", evidence: evidence)
    }
    return Judgement(
      record.compare(span, with: derived), "The facts give \(derived.text()).",
      arithmetic: "stated \(record.bounds(span).text()); derived \(derived.text())", evidence: evidence,
      settledBy: "First and last day of \(of).")
  }
}
