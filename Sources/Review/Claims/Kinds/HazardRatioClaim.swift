// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// `hazard ratio` with its interval, p and the medians that it compares.
struct HazardRatioClaim: ClaimKind {
  let ratio: PrintedNumber
  let interval: [PrintedNumber]
  let p: PrintedNumber?
  let medians: [PrintedNumber]

  static let factor = Threshold(
    "hazard ratio against the ratio of the medians", 2, "times",
    why: "with exponential times the two are reciprocal; curves of other shape differ, but hardly by more")
  static let clearP = Threshold(
    "p beside an interval that says otherwise", 2, "times 0.05, or less than half of it",
    why: "a log-rank p and Wald limits of one comparison differ a little")

  var words: String {
    "hazard ratio \(ratio.text)"
      + (interval.count == 2 ? " (\(interval[0].text)–\(interval[1].text))" : "") + (p.map { ", p \($0.text)" } ?? "")
      + (medians.count == 2 ? ", medians \(medians[0].text) against \(medians[1].text)" : "")
  }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    let settledBy = Phrase(
      "The survival curves with the numbers at risk, and which group is the reference.",
      "Die Überlebenskurven mit den Zahlen unter Risiko, und welche Gruppe die Referenz ist.")
    if ratio.value < 0 || interval.contains(where: { $0.value < 0 }) || medians.contains(where: { $0.value <= 0 }) {
      return Judgement(
        .contradicted,
        Phrase("A hazard ratio and a median are above zero.", "Eine Hazard Ratio und ein Median liegen über null."),
        evidence: [Evidence(claim)])
    }
    if interval.count == 2 {
      let (low, high) = (interval[0].range.lowerBound, interval[1].range.upperBound)
      if ratio.range.upperBound < low || ratio.range.lowerBound > high {
        return Judgement(
          .contradicted,
          Phrase("The ratio lies outside of its own interval.", "Die Ratio liegt außerhalb ihres eigenen Intervalls."),
          evidence: [Evidence(claim)],
          settledBy: settledBy)
      }
      if let p, let words = contradiction(of: p, interval[0].value, interval[1].value) {
        return Judgement(.contradicted, words, evidence: [Evidence(claim)], settledBy: settledBy)
      }
    }
    guard medians.count == 2, ratio.value > 0 else {
      return Judgement(.notJudged, Phrase("The numbers fit each other.", "Die Zahlen passen zueinander."))
    }
    let expected = medians[1].value / medians[0].value
    let sum =
      Phrase(printed: "\(medians[1].text) ÷ \(medians[0].text) = ") + Phrase.number(expected, decimals: 2)
      + Phrase("; hazard ratio ", "; Hazard Ratio ") + Phrase(printed: ratio.text)
    // Curves may cross: what the medians say is no proof, but a reader has to ask which group is which.
    if (ratio.range.upperBound < 1 && expected > 1) || (ratio.range.lowerBound > 1 && expected < 1) {
      return Judgement(
        .notDecidable,
        Phrase(
          "The ratio favours the group with the shorter median: the groups may have been exchanged.",
          "Die Ratio begünstigt die Gruppe mit dem kürzeren Median: die Gruppen können vertauscht sein."),
        arithmetic: sum, evidence: [Evidence(claim)], settledBy: settledBy)
    }
    if max(ratio.value / expected, expected / ratio.value) > Self.factor.value {
      return Judgement(
        .notDecidable,
        Phrase(
          "The medians would give a ratio of about \(Phrase.number(expected, decimals: 2)).",
          "Die Mediane ergäben eine Ratio von etwa \(Phrase.number(expected, decimals: 2))."),
        arithmetic: sum, evidence: [Evidence(claim)], settledBy: settledBy)
    }
    return Judgement(
      .notJudged, Phrase("The numbers fit each other.", "Die Zahlen passen zueinander."), arithmetic: sum)
  }

  private func contradiction(of p: PrintedNumber, _ low: Double, _ high: Double) -> Phrase? {
    let isOutside = low > 1 || high < 1
    if isOutside, p.range.lowerBound > 0.05 * Self.clearP.value {
      return Phrase(
        "The interval leaves out 1, but p is \(p.text).",
        "Das Intervall schließt 1 aus, p ist aber \(Phrase(printed: p.text)).")
    }
    if !isOutside, p.range.upperBound < 0.05 / Self.clearP.value {
      return Phrase(
        "The interval has 1 in it, but p is \(p.text).",
        "Das Intervall enthält 1, p ist aber \(Phrase(printed: p.text)).")
    }
    return nil
  }
}
