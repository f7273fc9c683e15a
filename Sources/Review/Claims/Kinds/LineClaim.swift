// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `line`: a therapy is the n-th line.
struct LineClaim: PatientClaimKind {
  let number: Int
  let of: Entry.ID

  var namesReadings: Bool { true }
  var words: String { "\(of) is line \(number)" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let therapy = outcome.therapy(of) else { return Judgement(.notDecidable, "No therapy \(of) is recorded.") }
    guard let derived = therapy.line else {
      return Judgement(
        .contradicted, "\(of) only supports: it is no line.", evidence: [Evidence(therapy.entry, therapy.therapy.name)])
    }
    let line = derived.value
    let evidence = [Evidence(therapy.entry, derived.trace.value)]
    let advanced = line.numberInAdvancedDisease
    switch (line.number == number, advanced == number) {
    case (true, true): return Judgement(.supported, "It is line \(number).", evidence: evidence)
    case (true, false):
      let other = advanced.map { "line \($0) for advanced disease" } ?? "perioperative"
      return Judgement(
        .dependsOnReading, "True when perioperative therapy is counted; otherwise it is \(other).", evidence: evidence)
    case (false, true):
      return Judgement(
        .dependsOnReading, "True for advanced disease; with perioperative therapy it is line \(line.number) of all.",
        evidence: evidence)
    case (false, false):
      return Judgement(
        .contradicted, "It is \(derived.trace.value).", evidence: evidence, settledBy: "The list of therapies.")
    }
  }
}
