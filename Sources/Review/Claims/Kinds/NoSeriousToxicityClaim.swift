// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `no serious toxicity` on a therapy.
struct NoSeriousToxicityClaim: PatientClaimKind {
  let on: TherapySelector

  var therapies: TherapySelector? { on }
  var words: String { "no serious toxicity on \(on.words)" }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let ids = outcome.therapies(on, record.outcomes.library).map(\.entry.id)
    var absence: [Evidence] = []
    var mild: [Evidence] = []
    for entry in outcome.patient.entries {
      guard case .toxicity(let toxicity) = entry.content, let of = toxicity.of, ids.contains(of) else { continue }
      if toxicity.isAbsence {
        absence.append(Evidence(entry, toxicity.term))
      } else if !toxicity.isSevere {
        mild.append(Evidence(entry, toxicity.qualifiedTerm))
      }
      if toxicity.isSevere {
        return Judgement(
          .dependsOnReading,
          "“\(toxicity.qualifiedTerm)” is recorded on \(of): severe, though perhaps not serious.",
          evidence: [Evidence(entry, toxicity.term)], settledBy: "Grade and criteria of seriousness of the event.")
      }
    }
    guard absence.isEmpty else { return Judgement(.supported, "As recorded.", evidence: absence + mild) }
    // That nothing worse is recorded does not say that there was nothing.
    guard mild.isEmpty else {
      return Judgement(
        .notDecidable,
        "Recorded \(mild.count == 1 ? "is" : "are") \(mild.map { "“\($0.text)”" }.joined(separator: ", ")), not as severe; whether there was anything else is not stated.",
        evidence: mild, settledBy: "Whether adverse events were looked for, and with which grades.")
    }
    return Judgement(.notDecidable, "Nothing is recorded on toxicity of \(on.words).")
  }
}
