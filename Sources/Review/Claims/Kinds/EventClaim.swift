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
        .notDecidable, Phrase("Nothing of it is recorded.", "Davon ist nichts dokumentiert."), settledBy: settledBy)
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

  private func death(_ outcome: PatientOutcomes) -> (found: Evidence?, isKnown: Bool) {
    (
      outcome.patient.death.map { Evidence($0, Phrase("death", "Tod")) },
      outcome.survivalFromDiagnosis != nil || outcome.patient.death != nil
    )
  }

  private func progression(_ outcome: PatientOutcomes, _ record: ClaimRecord) -> (found: Evidence?, isKnown: Bool) {
    let therapies = on.map { outcome.therapies($0, record.outcomes.library) } ?? outcome.therapies
    let progressed = therapies.first { $0.judged?.timeToProgression.value.end.isAssessedProgression == true }
    let isOpen = therapies.contains { $0.therapy.isStoppedForProgression } && progressed == nil
    return (
      progressed.map { Evidence($0.entry, Phrase("progression on \($0.entry.id)", "Progress unter \($0.entry.id)")) },
      !therapies.isEmpty && !isOpen
    )
  }
}
