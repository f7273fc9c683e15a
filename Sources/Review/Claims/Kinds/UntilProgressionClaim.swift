// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// `until progression`: therapy given until progression.
struct UntilProgressionClaim: PatientClaimKind {
  let on: TherapySelector

  static let lag = Threshold(
    "progression after the end of a therapy that is claimed to be given until then", 7, "d",
    why: "a result is not waited for longer than a week")

  var words: String { "\(on.words) until progression" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let therapies = outcome.therapies(on)
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
      guard let after = Self.progressionAfterEnd(of: id, outcome) else { continue }
      let lag = TimeLength(days: Self.lag.value)
      if let late = after.lower, late > lag {
        return Judgement(
          .contradicted, "Progression came at least \(Numbers.text(late.days, decimals: 0)) d after \(id) had ended.",
          evidence: evidence, settledBy: "Why \(id) was stopped.")
      }
      if !therapy.therapy.isStoppedForProgression, after.upper.map({ $0 > lag }) ?? true {
        return Judgement(
          .notDecidable, "\(id) may have ended more than a week before the progression.", evidence: evidence,
          settledBy: "The last dose of \(id), and why it was stopped.")
      }
    }
    return Judgement(.supported, "Progression ends it.")
  }

  /// Words of a reason that is not progression.
  private static let otherReasons = ["complet", "toxic", "wish", "death"]

  /// The time from the end of a therapy to its progression.
  private static func progressionAfterEnd(of id: Entry.ID, _ outcome: PatientOutcomes) -> LengthBounds? {
    let judged = outcome.timeline.assessments(judging: [id])
    guard let progression = judged.first(where: { $0.assessment.response.value == .progressive })?.entry,
      let end = outcome.timeline.end(of: id), let event = outcome.timeline.start(of: progression.id)
    else { return nil }
    return outcome.timeline.length(from: end, to: event)
  }
}
