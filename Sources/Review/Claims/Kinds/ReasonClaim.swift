// SPDX-License-Identifier: Apache-2.0

import Plain
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
        .notDecidable, Phrase("No reason is recorded for \(of).", "Für \(of) ist kein Grund dokumentiert."),
        settledBy: Phrase("The note of the day of the change.", "Die Notiz vom Tag der Änderung."))
    }
    let evidence = [Evidence(phase, Phrase("\(of): \(recorded.words)", "\(of): „\(recorded.words)“"))]
    let claimed = Set(Words.plain(reason).split(separator: " "))
    if !claimed.isDisjoint(with: Words.plain(recorded.words).split(separator: " ")) {
      return Judgement(.supported, .asRecorded, evidence: evidence)
    }
    if recorded.code == .haematotoxicity, !claimed.isDisjoint(with: Self.general) {
      return Judgement(
        .supported,
        Phrase(
          "The same, said less exactly than “\(recorded.words)”.", "Dasselbe, ungenauer gesagt als „\(recorded.words)“."
        ), evidence: evidence)
    }
    return Judgement(
      .dependsOnReading,
      Phrase("Elsewhere the reason is “\(recorded.words)”.", "Anderswo ist der Grund „\(recorded.words)“."),
      evidence: evidence,
      settledBy: Phrase("The blood counts behind the change.", "Die Blutwerte hinter der Änderung."))
  }
}
