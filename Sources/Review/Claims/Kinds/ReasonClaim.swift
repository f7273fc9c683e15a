// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `reason` of a dose.
struct ReasonClaim: PatientClaimKind {
  let reason: String
  let of: DosePhase.ID

  var words: String { "reason of \(of): \(reason)" }

  /// Words that say of any low count that it is one.
  private static let general: Set<Substring> = [
    "hematotoxicity", "haematotoxicity", "myelotoxicity", "myelosuppression", "cytopenia",
  ]

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let phase = outcome.phase(of), let recorded = phase.reason.value else {
      return Judgement(
        .notDecidable, "No reason is recorded for \(of).", settledBy: "The note of the day of the change.")
    }
    let evidence = [Evidence(phase, "\(of): \(recorded.words)")]
    let claimed = Set(Words.plain(reason).split(separator: " "))
    if !claimed.isDisjoint(with: Words.plain(recorded.words).split(separator: " ")) {
      return Judgement(.supported, "As recorded.", evidence: evidence)
    }
    if recorded.code == .haematotoxicity, !claimed.isDisjoint(with: Self.general) {
      return Judgement(.supported, "The same, said less exactly than “\(recorded.words)”.", evidence: evidence)
    }
    return Judgement(
      .dependsOnReading, "Elsewhere the reason is “\(recorded.words)”.", evidence: evidence,
      settledBy: "The blood counts behind the change.")
  }
}
