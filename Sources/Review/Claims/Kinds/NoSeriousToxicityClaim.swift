// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `no serious toxicity` on a therapy.
struct NoSeriousToxicityClaim: PatientClaimKind {
  let on: TherapySelector

  var words: String { "no serious toxicity on \(on.words)" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let ids = outcome.therapies(on).map(\.entry.id)
    var absence: [Evidence] = []
    for entry in outcome.patient.entries {
      guard case .toxicity(let toxicity) = entry.content, let of = toxicity.of, ids.contains(of) else { continue }
      if toxicity.isAbsence { absence.append(Evidence(entry, toxicity.term)) }
      if toxicity.isSevere {
        return Judgement(
          .dependsOnReading,
          "“\(toxicity.qualifiedTerm)” is recorded on \(of): severe, though perhaps not serious.",
          evidence: [Evidence(entry, toxicity.term)], settledBy: "Grade and criteria of seriousness of the event.")
      }
    }
    return Judgement(
      absence.isEmpty ? .notDecidable : .supported,
      absence.isEmpty ? "Nothing is recorded on toxicity of \(on.words)." : "As recorded.", evidence: absence)
  }
}
