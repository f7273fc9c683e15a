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
        .notDecidable,
        Phrase("No therapy “\(on.phrase)” is recorded.", "Keine Therapie „\(on.phrase)“ ist dokumentiert."),
        settledBy: Phrase("Whether \(on.phrase) was given.", "Ob \(on.phrase) gegeben wurde."))
    }
    for therapy in therapies {
      let id = therapy.entry.id
      let evidence = [Evidence(therapy.entry, therapy.duration.value.phrase())]
      if outcome.timeline.isOngoing(therapy.entry) {
        return Judgement(
          .contradicted,
          Phrase("\(id) is ongoing; no progression is recorded.", "\(id) dauert an; kein Progress ist dokumentiert."),
          evidence: evidence)
      }
      let reason = therapy.therapy.stopReason.value
      if let reason, Self.otherReasons.contains(where: reason.lowercased().contains) {
        return Judgement(
          .contradicted, Phrase("\(id) was stopped for “\(reason)”.", "\(id) wurde wegen „\(reason)“ beendet."),
          evidence: evidence, settledBy: Phrase("Why \(id) was stopped.", "Warum \(id) beendet wurde."))
      }
      if therapy.judged?.timeToProgression.value.end.isAssessedProgression != true {
        return Judgement(
          .notDecidable, Phrase("No progression on \(id) is dated.", "Kein Progress unter \(id) ist datiert."),
          evidence: evidence,
          settledBy: Phrase("The assessment at the end of \(id).", "Die Verlaufskontrolle am Ende von \(id)."))
      }
      guard let after = RefractoryClaim.progressionAfterEnd(of: therapy, outcome) else { continue }
      if let beyond = beyond(after, therapy, evidence) { return beyond }
      let lag = TimeLength(days: Self.lag.value)
      if let late = after.lower, late > lag {
        return Judgement(
          .contradicted,
          Phrase(
            "Progression came at least \(Phrase.number(late.days, decimals: 0)) d after \(id) had ended.",
            "Der Progress kam mindestens \(Phrase.days(late.days, decimals: 0)) nach dem Ende von \(id)."),
          evidence: evidence, settledBy: Phrase("Why \(id) was stopped.", "Warum \(id) beendet wurde."))
      }
      if !therapy.therapy.isStoppedForProgression, after.upper.map({ $0 > lag }) ?? true {
        return Judgement(
          .notDecidable,
          Phrase(
            "\(id) may have ended more than four weeks before the progression.",
            "\(id) kann mehr als vier Wochen vor dem Progress geendet haben."), evidence: evidence,
          settledBy: Phrase(
            "The last dose of \(id), and why it was stopped.", "Die letzte Gabe von \(id), und warum es beendet wurde.")
        )
      }
    }
    return Judgement(.supported, Phrase("Progression ends it.", "Der Progress beendet es."))
  }

  /// Of a therapy that was given on after its first progression that did not end it: unless the record says that it was stopped for progression, which may be a later one.
  private func beyond(_ after: LengthBounds, _ therapy: TherapyOutcome, _ evidence: [Evidence]) -> Judgement? {
    let id = therapy.entry.id
    let lag = TimeLength(days: -Self.beyond.value)
    let settledBy = Phrase(
      "Why \(id) was given on, and why it was stopped.", "Warum \(id) weitergegeben wurde, und warum es beendet wurde.")
    if let most = after.upper, most < lag {
      let days = Phrase(
        "\(id) was given for at least \(Phrase.number(-most.days, decimals: 0)) d after its first progression",
        "\(id) wurde mindestens \(Phrase.days(-most.days, decimals: 0)) nach dem ersten Progress weitergegeben")
      return Judgement(
        therapy.therapy.isStoppedForProgression ? .dependsOnReading : .contradicted,
        days
          + (therapy.therapy.isStoppedForProgression
            ? Phrase("; it was stopped for progression later.", "; später wurde es wegen Progress beendet.")
            : Phrase(": that did not end it.", ": dieser hat es nicht beendet.")),
        evidence: evidence, settledBy: settledBy)
    }
    guard !therapy.therapy.isStoppedForProgression, after.lower.map({ $0 < lag }) ?? true else { return nil }
    return Judgement(
      .notDecidable,
      Phrase(
        "\(id) may have been given for more than four weeks after its first progression.",
        "\(id) kann mehr als vier Wochen nach dem ersten Progress weitergegeben worden sein."), evidence: evidence,
      settledBy: settledBy)
  }

  static let beyond = Threshold(
    "doses after the progression that is claimed to have ended a therapy", 28, "d",
    why:
      "no source: a cycle that had been given, or the visit at which the scan was read, may come after it; later it was treated beyond progression"
  )

  /// Words of a reason that is not progression.
  private static let otherReasons = ["complet", "toxic", "wish", "death"]
}
