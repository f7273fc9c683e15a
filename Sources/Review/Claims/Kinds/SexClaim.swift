// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `sex`
struct SexClaim: PatientClaimKind {
  let sex: Sex

  var words: String { "sex: \(sex.rawValue)" }
  var topics: [String] { AgeClaim.topics }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let recorded = outcome.patient.sex.value else {
      return Judgement(.notDecidable, Phrase("Sex is not recorded.", "Das Geschlecht ist nicht dokumentiert."))
    }
    let evidence = Evidence(
      Phrase("sex: \(recorded.phrase)", "Geschlecht: \(recorded.phrase)"), sources: outcome.patient.sources,
      record: .patient(outcome.patient.id))
    return Judgement(
      recorded == sex ? .supported : .contradicted,
      Phrase("Recorded as \(recorded.phrase).", "Dokumentiert ist \(recorded.phrase)."), evidence: [evidence])
  }
}
