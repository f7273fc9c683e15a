// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `quality of life`: statement during a therapy.
struct QualityOfLifeClaim: PatientClaimKind {
  let statement: String
  let on: TherapySelector

  var therapies: TherapySelector? { on }
  var words: String { "quality of life on \(on.words): \(statement)" }
  var topics: [String] { ["quality of life"] }
  var isOfFamily: Bool { true }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let ids = outcome.therapies(on, record.outcomes.library).map(\.entry.id)
    let settledBy = "A questionnaire, or the note that was read."
    for entry in outcome.patient.entries {
      guard case .qualityOfLife(let quality) = entry.content, quality.of.map(ids.contains) ?? true else { continue }
      let evidence = [Evidence(entry, quality.statement)]
      if Words.plain(quality.statement) == Words.plain(statement) {
        return Judgement(.supported, "As recorded.", evidence: evidence)
      }
      let (claimed, recorded) = (Degree(loss: statement), Degree(loss: quality.statement))
      if let claimed, let recorded {
        if recorded.entails(claimed) {
          return Judgement(.supported, "Recorded as “\(quality.statement)”, which says as much.", evidence: evidence)
        }
        if recorded.excludes(claimed) {
          return Judgement(
            .contradicted, "Recorded as “\(quality.statement)”.", evidence: evidence, settledBy: settledBy)
        }
        return Judgement(
          .dependsOnReading, "Recorded as “\(quality.statement)”, which says less.", evidence: evidence,
          settledBy: settledBy)
      }
      return Judgement(
        .dependsOnReading, "Recorded as “\(quality.statement)”, which is not the same.", evidence: evidence,
        settledBy: settledBy)
    }
    return Judgement(.notDecidable, "No statement on quality of life is recorded.", settledBy: settledBy)
  }
}
