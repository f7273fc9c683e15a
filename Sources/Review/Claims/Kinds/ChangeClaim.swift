// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// `change` from a number to another, in percent.
struct ChangeClaim: ClaimKind {
  let what: String
  let from: PrintedNumber
  let to: PrintedNumber
  let percent: PrintedNumber

  var words: String { "\(what) from \(from.text) to \(to.text): \(percent.text) %" }

  /// By what the printed numbers can have been before they were rounded.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    guard from.range.lowerBound > 0, to.value >= 0 else {
      return Judgement(
        .notJudged,
        Phrase("A change from nothing has no percentage.", "Eine Änderung von nichts hat keinen Prozentwert."))
    }
    func change(_ before: Double, _ after: Double) -> Double { (after - before) / before * 100 }
    let least = change(from.range.upperBound, max(0, to.range.lowerBound)) - percent.halfUnit
    let most = change(from.range.lowerBound, to.range.upperBound) + percent.halfUnit
    let sum =
      Phrase(printed: "(\(to.text) − \(from.text)) ÷ \(from.text) = ") + Phrase.number(change(from.value, to.value))
      + Phrase(same: " %")
    guard percent.value < least || percent.value > most else {
      return Judgement(
        .notJudged,
        Phrase(
          "The percentage fits the numbers; these are not compared with the record.",
          "Der Prozentwert passt zu den Zahlen; diese werden nicht mit der Akte verglichen."))
    }
    // A fall is often said without its sign, and of its size alone.
    if percent.value > 0, -percent.value >= least, -percent.value <= most {
      return Judgement(
        .notJudged,
        Phrase(
          "The percentage fits the numbers; it is a fall.", "Der Prozentwert passt zu den Zahlen; es ist ein Rückgang.")
      )
    }
    return Judgement(
      .contradicted,
      Phrase(
        "The numbers give \(Phrase.number(change(from.value, to.value))) %.",
        "Die Zahlen ergeben \(Phrase.number(change(from.value, to.value))) %."), arithmetic: sum,
      evidence: [Evidence(claim)], settledBy: Phrase("The measurements.", "Die Messungen."))
  }
}
