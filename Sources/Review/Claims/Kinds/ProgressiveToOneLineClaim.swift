// SPDX-License-Identifier: Apache-2.0

import Plain
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
      return Judgement(
        .notDecidable,
        Phrase(
          "No assessment shows progression on any therapy.",
          "Keine Verlaufskontrolle zeigt einen Progress unter irgendeiner Therapie."))
    }
    return Judgement(
      .supported, Phrase("Progression on \(therapy.entry.id).", "Progress unter \(therapy.entry.id)."),
      evidence: [Evidence(therapy.entry, Phrase("progression", "Progress"))])
  }
}
