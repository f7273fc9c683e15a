// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// `until progression`: therapy given until progression.
struct UntilProgressionClaim: PatientClaimKind {
  let on: TherapySelector

  static let lag = Threshold(
    "progression after the end of a therapy that is claimed to be given until then", 28, "d",
    why: "no source: a scan that documents it follows within weeks")

  var therapies: TherapySelector? { on }
  var words: String { "\(on.words) until progression" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let therapies = outcome.therapies(on, record.outcomes.library)
    // Of a therapy that nobody had nothing ended: an empty set supports nothing.
    if therapies.isEmpty {
      return Judgement(
        .notDecidable, "No therapy “\(on.words)” is recorded.", settledBy: "Whether \(on.words) was given.")
    }
    for therapy in therapies {
      let id = therapy.entry.id
      let evidence = [Evidence(therapy.entry, therapy.duration.value.text())]
      if outcome.timeline.isOngoing(therapy.entry) {
        return Judgement(.contradicted, "\(id) is ongoing; no progression is recorded.", evidence: evidence)
      }
      let reason = therapy.therapy.stopReason.value
      if let reason, Self.otherReasons.contains(where: reason.lowercased().contains) {
        return Judgement(
          .contradicted, "\(id) was stopped for “\(reason)”.", evidence: evidence, settledBy: "Why \(id) was stopped.")
      }
      if therapy.judged?.timeToProgression.value.end.isAssessedProgression != true {
        return Judgement(
          .notDecidable, "No progression on \(id) is dated.", evidence: evidence,
          settledBy: "The assessment at the end of \(id).")
      }
      guard let after = RefractoryClaim.progressionAfterEnd(of: therapy, outcome) else { continue }
      let lag = TimeLength(days: Self.lag.value)
      if let late = after.lower, late > lag {
        return Judgement(
          .contradicted, "Progression came at least \(Numbers.text(late.days, decimals: 0)) d after \(id) had ended.",
          evidence: evidence, settledBy: "Why \(id) was stopped.")
      }
      if !therapy.therapy.isStoppedForProgression, after.upper.map({ $0 > lag }) ?? true {
        return Judgement(
          .notDecidable, "\(id) may have ended more than four weeks before the progression.", evidence: evidence,
          settledBy: "The last dose of \(id), and why it was stopped.")
      }
    }
    return Judgement(.supported, "Progression ends it.")
  }

  /// Words of a reason that is not progression.
  private static let otherReasons = ["complet", "toxic", "wish", "death"]
}
