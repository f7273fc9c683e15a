// SPDX-License-Identifier: Apache-2.0

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
    "\(of): \(dose.words) on \(Words.days(days))" + (nextDay1.map { ", repeated d\($0)" } ?? "")
  }
  var topics: [String] { Self.topics }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let phase = outcome.phase(of) else { return Judgement(.notDecidable, "No dose phase \(of) is recorded.") }
    var differences: [String] = []
    if let recorded = phase.dose.value, recorded != dose {
      differences.append("the dose is recorded as \(recorded.words)")
    }
    if !phase.days.isEmpty, !days.isEmpty, phase.days != days {
      differences.append("the days are recorded as \(Words.days(phase.days))")
    }
    if let nextDay1, let length = phase.cycleLength.value, !length.days.contains(nextDay1 - 1) {
      differences.append("the next day 1 is recorded as \(length.days.map { "d\($0 + 1)" }.joined(separator: " or "))")
    }
    var evidence = [Evidence(phase)]
    let given = outcome.given(in: phase, record.outcomes.library)
    if let given, let entry = outcome.therapies.first(where: { $0.therapy.phases.contains(phase) })?.entry {
      evidence += given.rows.prefix(1).map { Evidence($0, of: entry, outcome.patient) }
    }
    if let given, !given.doses.contains(where: { $0.dose == dose }), !given.doses.isEmpty {
      differences.append("it was never given in single administrations: \(given.words)")
    }
    if !differences.isEmpty {
      return Judgement(
        .contradicted, Words.sentence(differences), evidence: evidence, settledBy: "The infusion record.")
    }
    if let given, !given.isAs(dose) {
      return Judgement(
        .dependsOnReading, "True of the plan; its single administrations were \(given.words).", evidence: evidence,
        settledBy: "Saying whether the planned dose is meant or every dose that was given.")
    }
    if let given {
      return Judgement(.supported, "As recorded, in each of \(given.rows.count) administrations.", evidence: evidence)
    }
    return phase.dose.value == nil
      ? Judgement(.notDecidable, "The dose is not recorded.", evidence: evidence)
      : Judgement(.supported, "As recorded.", evidence: evidence)
  }
}
