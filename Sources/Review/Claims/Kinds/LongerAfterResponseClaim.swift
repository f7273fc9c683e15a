// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// `longer after response`: who responded to one therapy had the longer benefit of the next.
struct LongerAfterResponseClaim: ClaimKind {
  let after: TherapySelector
  let on: TherapySelector

  var words: String { "longer benefit of \(on.words) after a response to \(after.words)" }

  /// Held against the courses: a few patients prove nothing, but the reader should see which way they point.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    guard case .series = claim.subject else {
      return Judgement(.notJudged, Phrase("Nothing to compare.", "Nichts zu vergleichen."))
    }
    var responders: [(patient: Patient.ID, length: LengthBounds)] = []
    var others: [(patient: Patient.ID, length: LengthBounds)] = []
    var evidence: [Evidence] = []
    var statedOnly = false
    for outcome in record.outcomes.patients {
      guard let response = outcome.therapies(after, record.outcomes.library).first?.judged?.bestResponse?.value,
        let best = response.response,
        let next = outcome.therapies(on, record.outcomes.library).first
      else { continue }
      statedOnly = statedOnly || !response.isShown
      let length = next.duration.value.length
      evidence.append(
        Evidence(
          next.entry,
          Phrase(
            "\(best.rawValue), then \(next.duration.value.phrase())",
            "\(best.rawValue), dann \(next.duration.value.phrase())")
        ).of(outcome.patient.id))
      if [.complete, .partial].contains(best) {
        responders.append((outcome.patient.id, length))
      } else {
        others.append((outcome.patient.id, length))
      }
    }
    func words(_ some: [(patient: Patient.ID, length: LengthBounds)]) -> Phrase {
      some.map { $0.length.phrase() + Phrase(" (patient \($0.patient))", " (Patient \($0.patient))") }.joined(
        separator: ", ")
    }
    guard !responders.isEmpty, !others.isEmpty else {
      return Judgement(
        .notDecidable,
        Phrase(
          "The record has not both, patients who responded and patients who did not.",
          "Die Akte hat nicht beides, Patienten mit Ansprechen und ohne."))
    }
    let told = Phrase(
      "After a response \(on.phrase) lasted \(words(responders)), without one \(words(others)).",
      "Nach einem Ansprechen dauerte \(on.phrase) \(words(responders)), ohne eines \(words(others)).")
    func isShorter(
      _ one: [(patient: Patient.ID, length: LengthBounds)], _ two: [(patient: Patient.ID, length: LengthBounds)]
    )
      -> Bool
    {
      one.allSatisfy { first in
        two.allSatisfy { second in
          if let most = first.length.upper, let least = second.length.lower { most < least } else { false }
        }
      }
    }
    let settledBy = Phrase(
      "More patients: these \(responders.count + others.count) cannot settle it.",
      "Mehr Patienten: diese \(responders.count + others.count) können es nicht klären.")
    if isShorter(responders, others) {
      return Judgement(
        .notDecidable,
        Phrase("\(told) In the series itself it was the reverse.", "\(told) In der Serie selbst war es umgekehrt."),
        evidence: evidence, settledBy: settledBy)
    }
    // What only the source states of a response bears no other sentence of it.
    return Judgement(
      isShorter(others, responders) && !statedOnly ? .supported : .notDecidable, told, evidence: evidence,
      settledBy: settledBy)
  }
}
