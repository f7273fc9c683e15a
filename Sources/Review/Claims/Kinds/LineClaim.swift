// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `line`: a therapy is the n-th line.
struct LineClaim: PatientClaimKind {
  let number: Int
  let of: Entry.ID

  var namesReadings: Bool { true }
  var words: String { "\(of) is line \(number)" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let therapy = outcome.therapy(of) else {
      return Judgement(.notDecidable, Phrase("No therapy \(of) is recorded.", "Keine Therapie \(of) ist dokumentiert."))
    }
    guard let derived = therapy.line else {
      return Judgement(
        .contradicted, Phrase("\(of) only supports: it is no line.", "\(of) ist nur supportiv: es ist keine Linie."),
        evidence: [Evidence(therapy.entry, same: therapy.therapy.name)])
    }
    let line = derived.value
    let evidence = [Evidence(therapy.entry, derived.trace.phrase)]
    let advanced = line.numberInAdvancedDisease
    switch (line.number == number, advanced == number) {
    case (true, true):
      return Judgement(.supported, Phrase("It is line \(number).", "Es ist Linie \(number)."), evidence: evidence)
    case (true, false):
      let other =
        advanced.map {
          Phrase("line \($0) for advanced disease", "Linie \($0) der fortgeschrittenen Erkrankung")
        } ?? Phrase("perioperative", "perioperativ")
      return Judgement(
        .dependsOnReading,
        Phrase(
          "True when perioperative therapy is counted; otherwise it is \(other).",
          "Richtig, wenn perioperative Therapie mitzählt; sonst ist es \(other)."), evidence: evidence)
    case (false, true):
      return Judgement(
        .dependsOnReading,
        Phrase(
          "True for advanced disease; with perioperative therapy it is line \(line.number) of all.",
          "Richtig für die fortgeschrittene Erkrankung; mit perioperativer Therapie ist es Linie \(line.number) von allen."
        ),
        evidence: evidence)
    case (false, false):
      return Judgement(
        .contradicted, Phrase("It is \(derived.trace.phrase).", "Es ist \(derived.trace.phrase)."), evidence: evidence,
        settledBy: Phrase("The list of therapies.", "Die Liste der Therapien."))
    }
  }
}
