// SPDX-License-Identifier: Apache-2.0

import Plain
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
        absence.append(Evidence(entry, .quoted(toxicity.term)))
      } else if !toxicity.isSevere {
        mild.append(Evidence(entry, .quoted(toxicity.qualifiedTerm)))
      }
      if toxicity.isSevere {
        return Judgement(
          .dependsOnReading,
          Phrase(
            "“\(toxicity.qualifiedTerm)” is recorded on \(of): severe, though perhaps not serious.",
            "„\(toxicity.qualifiedTerm)“ ist unter \(of) dokumentiert: schwer, wenn auch vielleicht nicht schwerwiegend."
          ),
          evidence: [Evidence(entry, .quoted(toxicity.term))],
          settledBy: Phrase(
            "Grade and criteria of seriousness of the event.",
            "Grad und Kriterien für „schwerwiegend“ bei diesem Ereignis."))
      }
    }
    guard absence.isEmpty else { return Judgement(.supported, .asRecorded, evidence: absence + mild) }
    // That nothing worse is recorded does not say that there was nothing.
    guard mild.isEmpty else {
      return Judgement(
        .notDecidable,
        Phrase(
          "Recorded \(mild.count == 1 ? "is" : "are") \(mild.map { "“\($0.text.english)”" }.joined(separator: ", ")), not as severe; whether there was anything else is not stated.",
          "Dokumentiert \(mild.count == 1 ? "ist" : "sind") \(mild.map(\.text).joined(separator: ", ")), nicht als schwer; ob es sonst etwas gab, ist nicht angegeben."
        ),
        evidence: mild,
        settledBy: Phrase(
          "Whether adverse events were looked for, and with which grades.",
          "Ob nach Nebenwirkungen gesucht wurde, und mit welchen Graden."))
    }
    return Judgement(
      .notDecidable,
      Phrase(
        "Nothing is recorded on toxicity of \(on.phrase).",
        "Zu Nebenwirkungen unter \(on.phrase) ist nichts dokumentiert."))
  }
}
