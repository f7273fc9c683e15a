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
    let recorded = RecordedToxicity(of: ids, outcome)
    if let first = recorded.fatal.first {
      return Judgement(
        .contradicted,
        Phrase("Recorded is “\(first.text.english)”.", "Dokumentiert ist \(first.text).") + Self.died,
        evidence: recorded.fatal,
        settledBy: Phrase("The cause of death.", "Die Todesursache."))
    }
    if let first = recorded.severe.first {
      return Judgement(
        .dependsOnReading, first.words, evidence: [first.evidence],
        settledBy: Phrase(
          "Grade and criteria of seriousness of the event.",
          "Grad und Kriterien für „schwerwiegend“ bei diesem Ereignis."))
    }
    if !recorded.open.isEmpty {
      return Judgement(
        .notDecidable,
        Phrase(
          "Recorded is \(recorded.open.map(\.why).joined(separator: ", ")): whether it was severe on \(on.phrase) is not stated.",
          "Dokumentiert ist \(recorded.open.map(\.why).joined(separator: ", ")): ob es unter \(on.phrase) schwer war, ist nicht angegeben."
        ),
        evidence: recorded.open.map(\.evidence) + recorded.mild,
        settledBy: Phrase("Grade, day and therapy of the event.", "Grad, Tag und Therapie des Ereignisses."))
    }
    let (absence, mild) = (recorded.absence, recorded.mild)
    guard absence.isEmpty else { return Judgement(.supported, .asRecorded, evidence: absence + mild) }
    if !recorded.partial.isEmpty {
      return Judgement(
        .notDecidable,
        Phrase(
          "Recorded is “\(recorded.partial.map(\.text.english).joined(separator: "”, “"))”, which is not all toxicity, not of the whole time, or of no therapy.",
          "Dokumentiert ist \(recorded.partial.map(\.text).joined(separator: ", ")), was nicht jede Nebenwirkung, nicht die ganze Zeit oder keine bestimmte Therapie betrifft."
        ),
        evidence: recorded.partial + mild, settledBy: Self.looking)
    }
    // That nothing worse is recorded does not say that there was nothing.
    guard mild.isEmpty else {
      return Judgement(
        .notDecidable,
        Phrase(
          "Recorded \(mild.count == 1 ? "is" : "are") \(mild.map { "“\($0.text.english)”" }.joined(separator: ", ")), not as severe; whether there was anything else is not stated.",
          "Dokumentiert \(mild.count == 1 ? "ist" : "sind") \(mild.map(\.text).joined(separator: ", ")), nicht als schwer; ob es sonst etwas gab, ist nicht angegeben."
        ),
        evidence: mild, settledBy: Self.looking)
    }
    return Judgement(
      .notDecidable,
      Phrase(
        "Nothing is recorded on toxicity of \(on.phrase).",
        "Zu Nebenwirkungen unter \(on.phrase) ist nichts dokumentiert."))
  }

  private static let died = Phrase(" The patient died of it.", " Der Patient starb daran.")
  private static let looking = Phrase(
    "Whether adverse events were looked for, and with which grades.",
    "Ob nach Nebenwirkungen gesucht wurde, und mit welchen Graden.")
}
