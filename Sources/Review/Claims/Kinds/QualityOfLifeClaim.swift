// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `quality of life`: statement during a therapy.
struct QualityOfLifeClaim: PatientClaimKind {
  let statement: String
  let on: TherapySelector

  var words: String { "quality of life on \(on.words): \(statement)" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let ids = outcome.therapies(on).map(\.entry.id)
    for entry in outcome.patient.entries {
      guard case .qualityOfLife(let quality) = entry.content, quality.of.map(ids.contains) ?? true else { continue }
      let evidence = [Evidence(entry, quality.statement)]
      if Words.plain(quality.statement) == Words.plain(statement) {
        return Judgement(.supported, "As recorded.", evidence: evidence)
      }
      return Judgement(
        .dependsOnReading, "Recorded as “\(quality.statement)”, which is not the same.", evidence: evidence,
        settledBy: "A questionnaire, or the note that was read.")
    }
    return Judgement(.notDecidable, "No statement on quality of life is recorded.")
  }
}
