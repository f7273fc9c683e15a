// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// `interval` between two events.
struct IntervalClaim: PatientClaimKind {
  let span: StatedSpan
  let from: Anchor
  let to: Anchor

  var words: String { "\(span.text) from \(from.text) to \(to.text)" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let start = outcome.timeline.event(from), let end = outcome.timeline.event(to) else {
      return Judgement(.notDecidable, "\(from.text) or \(to.text) is not recorded.")
    }
    let derived = outcome.timeline.length(from: start, to: end)
    return Judgement(
      record.compare(span, with: derived), "The facts give \(derived.text()).",
      arithmetic: "stated \(record.bounds(span).text()); derived \(derived.text())",
      evidence: outcome.stated(from: start, to: end), settledBy: "The dates of \(from.text) and \(to.text).")
  }
}
