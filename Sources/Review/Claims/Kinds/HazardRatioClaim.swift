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
    let settledBy = "The survival curves with the numbers at risk, and which group is the reference."
    if ratio.value < 0 || interval.contains(where: { $0.value < 0 }) || medians.contains(where: { $0.value <= 0 }) {
      return Judgement(.contradicted, "A hazard ratio and a median are above zero.", evidence: [Evidence(claim)])
    }
    if interval.count == 2 {
      let (low, high) = (interval[0].range.lowerBound, interval[1].range.upperBound)
      if ratio.range.upperBound < low || ratio.range.lowerBound > high {
        return Judgement(
          .contradicted, "The ratio lies outside of its own interval.", evidence: [Evidence(claim)],
          settledBy: settledBy)
      }
      if let p, let words = contradiction(of: p, interval[0].value, interval[1].value) {
        return Judgement(.contradicted, words, evidence: [Evidence(claim)], settledBy: settledBy)
      }
    }
    guard medians.count == 2, ratio.value > 0 else { return Judgement(.notJudged, "The numbers fit each other.") }
    let expected = medians[1].value / medians[0].value
    let sum =
      "\(medians[1].text) ÷ \(medians[0].text) = \(Numbers.text(expected, decimals: 2)); hazard ratio \(ratio.text)"
    // Curves may cross: what the medians say is no proof, but a reader has to ask which group is which.
    if (ratio.range.upperBound < 1 && expected > 1) || (ratio.range.lowerBound > 1 && expected < 1) {
      return Judgement(
        .notDecidable,
        "The ratio favours the group with the shorter median: the groups may have been exchanged.",
        arithmetic: sum, evidence: [Evidence(claim)], settledBy: settledBy)
    }
    if max(ratio.value / expected, expected / ratio.value) > Self.factor.value {
      return Judgement(
        .notDecidable, "The medians would give a ratio of about \(Numbers.text(expected, decimals: 2)).",
        arithmetic: sum, evidence: [Evidence(claim)], settledBy: settledBy)
    }
    return Judgement(.notJudged, "The numbers fit each other.", arithmetic: sum)
  }

  private func contradiction(of p: PrintedNumber, _ low: Double, _ high: Double) -> String? {
    let isOutside = low > 1 || high < 1
    if isOutside, p.range.lowerBound > 0.05 * Self.clearP.value {
      return "The interval leaves out 1, but p is \(p.text)."
    }
    if !isOutside, p.range.upperBound < 0.05 / Self.clearP.value {
      return "The interval has 1 in it, but p is \(p.text)."
    }
    return nil
  }
}
