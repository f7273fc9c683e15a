// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `number of patients`: how many there are of a kind.
struct NumberOfPatientsClaim: ClaimKind {
  let number: Int
  let what: String

  var words: String { "\(number) \(number == 1 ? "patient" : "patients") \(what)" }

  /// Held against what another place says of the same, once for each pair, and against the record where all patients are meant.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    let earlier = record.study.claims.prefix { $0.id != claim.id }.filter { $0.subject == claim.subject }
    for other in earlier {
      guard case .numberOfPatients(let count, let kind) = other.assertion, Words.plain(kind) == Words.plain(what),
        count != number
      else { continue }
      let place =
        other.sources.first.map { Phrase(same: $0.section) } ?? Phrase("Another place", "Eine andere Stelle")
      return Judgement(
        .contradicted, Phrase("\(place) says \(count) of the same.", "\(place) nennt davon \(count)."),
        arithmetic: Phrase(same: "\(number) ≠ \(count)"),
        evidence: [Evidence(claim), Evidence(other)],
        settledBy: Phrase("The list of patients.", "Die Liste der Patienten."))
    }
    if case .series = claim.subject, let category = RecordedCategory(what) {
      let tally = category.tally(record.outcomes.patients)
      return Judgement(
        tally.verdict(of: number), Phrase("The record has \(tally.words).", "Die Akte hat \(tally.words)."),
        settledBy: Phrase("The chart of each patient.", "Die Akte jedes Patienten."))
    }
    guard case .series = claim.subject, Self.all.contains(Words.plain(what)) else {
      return Judgement(
        .notJudged,
        Phrase(
          "Nobody else says how many; who they are is not recorded.",
          "Niemand sonst sagt, wie viele; wer sie sind, ist nicht dokumentiert."))
    }
    let recorded = record.study.patients.count
    return Judgement(
      recorded == number ? .supported : .contradicted,
      Phrase(
        "The record has \(recorded) \(recorded == 1 ? "patient" : "patients").", "Die Akte hat \(recorded) Patienten."),
      settledBy: Phrase("The list of patients.", "Die Liste der Patienten."))
  }

  /// Words that mean all patients of the series.
  private static let all: Set = [
    "included", "patients", "reported", "treated", "analysed", "analyzed", "in the series",
  ]
}
