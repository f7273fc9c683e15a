// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `response over therapies`: a response that is said of several therapies together is that of one of them.
struct ResponseOverTherapiesClaim: PatientClaimKind {
  let response: Response
  let therapies: [Entry.ID]

  var words: String { "\(response.rawValue) by \(therapies.joined(separator: " and then "))" }
  var topics: [String] { ["response"] }
  var namesReadings: Bool { true }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    var showing: [String] = []
    var others: [String] = []
    var open: [String] = []
    var evidence: [Evidence] = []
    for id in therapies {
      guard let therapy = outcome.therapies(.entry(id), record.outcomes.library).first else {
        open.append(id)
        continue
      }
      evidence +=
        therapy.judged?.bestResponse?.trace.inputs.map {
          Evidence("\(id): \($0.value)", sources: $0.sources, record: $0.record)
        } ?? []
      guard let best = therapy.judged?.bestResponse?.value, let shown = best.response, case .assessed = best.basis
      else {
        open.append(id)
        continue
      }
      if shown == response {
        showing.append(id)
      } else {
        others.append("for \(id) the best is \(shown.rawValue)")
      }
    }
    let settling = "Saying which of them is meant."
    if showing.isEmpty {
      return open.isEmpty
        ? Judgement(
          .contradicted, "Another response is the best of each: \(others.joined(separator: ", ")).", evidence: evidence,
          settledBy: "The assessments under each.")
        : Judgement(
          .notDecidable, "No dated assessment shows the best response of \(open.joined(separator: ", ")).",
          evidence: evidence, settledBy: "The assessments under each.")
    }
    guard others.isEmpty, open.isEmpty else {
      let rest = others + open.map { "for \($0) no best response is dated" }
      return Judgement(
        .dependsOnReading,
        "The assessments show it for \(showing.joined(separator: ", ")) alone; \(rest.joined(separator: ", ")).",
        evidence: evidence, settledBy: settling)
    }
    return Judgement(.supported, "Each shows it.", evidence: evidence)
  }
}
