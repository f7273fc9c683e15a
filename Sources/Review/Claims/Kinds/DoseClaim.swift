// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
import Outcomes

/// `dose`: amount, days and next day 1 of a phase.
struct DoseClaim: PatientClaimKind {
  let dose: Dose
  let days: [Int]
  let nextDay1: Int?
  let of: DosePhase.ID

  static let topics = ["dose", "regimen"]

  var words: String {
    "\(of): \(dose.words)" + (days.isEmpty ? "" : " on \(Words.days(days))")
      + (nextDay1.map { ", repeated d\($0)" } ?? "")
  }
  var topics: [String] { Self.topics }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let phase = outcome.phase(of) else {
      return Judgement(
        .notDecidable, Phrase("No dose phase \(of) is recorded.", "Keine Dosisphase \(of) ist dokumentiert."))
    }
    var differences: [Phrase] = []
    if let recorded = phase.dose.value, recorded != dose {
      differences.append(
        Phrase("the dose is recorded as \(recorded.phrase)", "als Dosis ist \(recorded.phrase) dokumentiert"))
    }
    if !phase.days.isEmpty, !days.isEmpty, phase.days != days {
      differences.append(
        Phrase(
          "the days are recorded as \(Words.days(phase.days))", "als Tage sind \(Words.days(phase.days)) dokumentiert"))
    }
    if let nextDay1, let length = phase.cycleLength.value, !length.days.contains(nextDay1 - 1) {
      differences.append(
        Phrase(
          "the next day 1 is recorded as \(length.days.map { "d\($0 + 1)" }.joined(separator: Phrase.or))",
          "als nächster Tag 1 ist \(length.days.map { "d\($0 + 1)" }.joined(separator: Phrase.or)) dokumentiert"))
    }
    var evidence = [Evidence(phase)]
    let given = outcome.given(in: phase, record.outcomes.library)
    if let given, let entry = outcome.therapies.first(where: { $0.therapy.phases.contains(phase) })?.entry {
      evidence += given.rows.prefix(1).map { Evidence($0, of: entry, outcome.patient) }
    }
    if let given, !given.doses.contains(where: { $0.dose == dose }), !given.doses.isEmpty {
      differences.append(
        Phrase(
          "it was never given in single administrations: \(given.phrase)",
          "so wurde sie nie gegeben, die einzelnen Gaben waren \(given.phrase)"))
    }
    if !differences.isEmpty {
      return Judgement(
        .contradicted, Words.sentence(differences), evidence: evidence,
        settledBy: Phrase("The infusion record.", "Das Infusionsprotokoll."))
    }
    if let given, !given.isAs(dose) {
      return Judgement(
        .dependsOnReading,
        Phrase(
          "True of the plan; its single administrations were \(given.phrase).",
          "Richtig für den Plan; die einzelnen Gaben waren \(given.phrase)."), evidence: evidence,
        settledBy: Phrase(
          "Saying whether the planned dose is meant or every dose that was given.",
          "Zu sagen, ob die geplante Dosis gemeint ist oder jede gegebene."))
    }
    if let given {
      return Judgement(
        .supported,
        Phrase(
          "As recorded, in each of \(given.rows.count) administrations.",
          "Wie dokumentiert, in jeder von \(given.rows.count) Gaben."), evidence: evidence)
    }
    return phase.dose.value == nil
      ? Judgement(
        .notDecidable, Phrase("The dose is not recorded.", "Die Dosis ist nicht dokumentiert."), evidence: evidence)
      : Judgement(.supported, .asRecorded, evidence: evidence)
  }
}
