// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// `longer after response`: who responded to one therapy had the longer benefit of the next.
struct LongerAfterResponseClaim: ClaimKind {
  let after: TherapySelector
  let on: TherapySelector

  var words: String { "longer benefit of \(on.words) after a response to \(after.words)" }

  /// Held against the courses: a few patients prove nothing, but the reader should see which way they point.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    guard case .series = claim.subject else { return Judgement(.notJudged, "Nothing to compare.") }
    var responders: [(patient: Patient.ID, length: LengthBounds)] = []
    var others: [(patient: Patient.ID, length: LengthBounds)] = []
    var evidence: [Evidence] = []
    for outcome in record.outcomes.patients {
      guard let best = outcome.therapies(after, record.outcomes.library).first?.judged?.bestResponse?.value.response,
        let next = outcome.therapies(on, record.outcomes.library).first
      else { continue }
      let length = next.duration.value.length
      evidence.append(
        Evidence(next.entry, "\(best.rawValue), then \(next.duration.value.text())").of(outcome.patient.id))
      if [.complete, .partial].contains(best) {
        responders.append((outcome.patient.id, length))
      } else {
        others.append((outcome.patient.id, length))
      }
    }
    func words(_ some: [(patient: Patient.ID, length: LengthBounds)]) -> String {
      some.map { "\($0.length.text()) (patient \($0.patient))" }.joined(separator: ", ")
    }
    guard !responders.isEmpty, !others.isEmpty else {
      return Judgement(.notDecidable, "The record has not both, patients who responded and patients who did not.")
    }
    let told = "After a response \(on.words) lasted \(words(responders)), without one \(words(others))."
    func isShorter(
      _ one: [(patient: Patient.ID, length: LengthBounds)], _ two: [(patient: Patient.ID, length: LengthBounds)]
    )
      -> Bool
    {
      one.allSatisfy { first in
        two.allSatisfy { second in
          if let most = first.length.upper, let least = second.length.lower { most < least } else { false }
        }
      }
    }
    let settledBy = "More patients: these \(responders.count + others.count) cannot settle it."
    if isShorter(responders, others) {
      return Judgement(
        .notDecidable, "\(told) In the series itself it was the reverse.", evidence: evidence, settledBy: settledBy)
    }
    return Judgement(
      isShorter(others, responders) ? .supported : .notDecidable, told, evidence: evidence, settledBy: settledBy)
  }
}
