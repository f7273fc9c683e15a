// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `event`: whether a patient's death or progression was counted as an event or the time censored.
struct EventClaim: PatientClaimKind {
  let event: ClaimedEvent
  let counted: ClaimedEvent.Counted
  let on: TherapySelector?

  var words: String {
    "\(event.rawValue)\(on.map { " on \($0.words)" } ?? ""): counted as \(counted == .event ? "an event" : "censored")"
  }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let (found, isKnown) = event == .death ? death(outcome) : progression(outcome, record)
    let settledBy =
      event == .death
      ? Phrase("The date of death or of the last contact.", "Das Datum des Todes oder des letzten Kontakts.")
      : Phrase("The assessments.", "Die Verlaufskontrollen.")
    guard isKnown else {
      return Judgement(
        .notDecidable,
        event == .death
          ? Phrase(
            "Neither a death nor a last contact is recorded.",
            "Weder ein Tod noch ein letzter Kontakt ist dokumentiert.")
          : Phrase(
            "Neither progression nor an assessment without it is recorded.",
            "Weder ein Progress noch eine Verlaufskontrolle ohne Progress ist dokumentiert."),
        settledBy: settledBy)
    }
    if (counted == .event) == (found != nil) {
      return Judgement(
        .supported,
        found == nil
          ? Phrase("No \(event.phrase) is recorded.", "Kein \(event.phrase) ist dokumentiert.")
          : Phrase("It is recorded.", "Es ist dokumentiert."))
    }
    let words =
      found == nil
      ? Phrase(
        "But no \(event.phrase) is recorded: the time is censored.",
        "Es ist aber kein \(event.phrase) dokumentiert: die Zeit ist zensiert.")
      : Phrase(
        "But \(event.phrase) is recorded: it is an event.",
        "\(event.phrase) ist aber dokumentiert: es ist ein Ereignis.")
    return Judgement(.contradicted, words, evidence: [found].compactMap(\.self), settledBy: settledBy)
  }

  /// That no death is recorded says that there was none only of a patient who was followed.
  private func death(_ outcome: PatientOutcomes) -> (found: Evidence?, isKnown: Bool) {
    (
      outcome.patient.death.map { Evidence($0, Phrase("death", "Tod")) },
      outcome.isFollowed || outcome.patient.death != nil
    )
  }

  /// That no progression is recorded says that there was none only where the disease was assessed.
  private func progression(_ outcome: PatientOutcomes, _ record: ClaimRecord) -> (found: Evidence?, isKnown: Bool) {
    let therapies = on.map { outcome.therapies($0, record.outcomes.library) } ?? outcome.therapies
    let progressed = therapies.first { therapy in
      [therapy.judged?.timeToProgression, therapy.timeToProgression].contains {
        $0?.value.end.isAssessedProgression == true
      }
    }
    let isOpen = therapies.contains { $0.therapy.isStoppedForProgression } && progressed == nil
    return (
      progressed.map { Evidence($0.entry, Phrase("progression on \($0.entry.id)", "Progress unter \($0.entry.id)")) },
      progressed != nil || !isOpen && outcome.isAssessed(under: therapies.map(\.entry.id))
    )
  }
}
