// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `progressive to at least one line`
struct ProgressiveToOneLineClaim: PatientClaimKind {
  var words: String { "progressive to at least one line" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard
      let therapy = outcome.therapies.first(where: {
        $0.judged?.timeToProgression.value.end.isAssessedProgression == true
      })
    else {
      return Judgement(.notDecidable, "No assessment shows progression on any therapy.")
    }
    return Judgement(
      .supported, "Progression on \(therapy.entry.id).", evidence: [Evidence(therapy.entry, "progression")])
  }
}
