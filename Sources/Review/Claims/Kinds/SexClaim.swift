// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `sex`
struct SexClaim: PatientClaimKind {
  let sex: Sex

  var words: String { "sex: \(sex.rawValue)" }
  var topics: [String] { AgeClaim.topics }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let recorded = outcome.patient.sex.value else { return Judgement(.notDecidable, "Sex is not recorded.") }
    let evidence = Evidence(
      "sex: \(recorded.rawValue)", sources: outcome.patient.sources, record: .patient(outcome.patient.id))
    return Judgement(
      recorded == sex ? .supported : .contradicted, "Recorded as \(recorded.rawValue).", evidence: [evidence])
  }
}
