// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes

/// `refractory` to drugs: progression under each.
struct RefractoryClaim: PatientClaimKind {
  let drugs: [String]

  var words: String { "refractory to \(drugs.joined(separator: ", "))" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    var open: [String] = []
    var against: [String] = []
    var evidence: [Evidence] = []
    for drug in drugs {
      let given = outcome.therapies.filter { $0.therapy.drugs.contains { record.outcomes.library.isSame($0, drug) } }
      if let progressed = given.first(where: { $0.judged?.timeToProgression.value.end.isAssessedProgression == true }) {
        evidence.append(Evidence(progressed.entry, "\(drug): progression"))
      } else if let responded = given.first(where: {
        [.complete, .partial].contains($0.judged?.bestResponse?.value.response)
      }) {
        against.append(drug)
        evidence.append(Evidence(responded.entry, "\(drug): \(responded.judged?.bestResponse?.trace.value ?? "")"))
      } else {
        open.append(drug)
        evidence += given.map { Evidence($0.entry, "\(drug): \($0.therapy.effect ?? "effect not stated")") }
      }
    }
    if !against.isEmpty {
      return Judgement(
        .contradicted, "A response to \(against.joined(separator: ", ")) is recorded, and no progression.",
        evidence: evidence)
    }
    if !open.isEmpty {
      let names = open.joined(separator: ", ")
      return Judgement(
        .notDecidable, "No assessment shows progression under \(names).", evidence: evidence,
        settledBy: "The assessments under \(names).")
    }
    return Judgement(.supported, "Progression under each is dated.", evidence: evidence)
  }
}
