// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
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
  static let skew = Threshold(
    "of the width of an interval between the ratio and its middle", 25, "%",
    why: "Wald's limits lie alike on both sides of the logarithm; those of other methods not quite")
  static let farP = Threshold(
    "p below that of the ratio and its interval", 10, "times",
    why: "a log-rank p differs from Wald's of the same data by less")
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
    if ratio.value <= 0 || interval.contains(where: { $0.value < 0 }) || medians.contains(where: { $0.value <= 0 }) {
      return Judgement(
        .contradicted,
        Phrase("A hazard ratio and a median are above zero.", "Eine Hazard Ratio und ein Median liegen über null."),
        evidence: [Evidence(claim)])
    }
    // Printed as 0 it is less than half of its last digit, which a reader has to be told; it is never 0.
    if let p, p.value == 0 {
      return Judgement(
        .contradicted,
        Phrase(
          "A p-value is never \(p.text): it is below some number.",
          "Ein p-Wert ist nie \(Phrase(printed: p.text)): er liegt unter einer Zahl."),
        evidence: [Evidence(claim)], settledBy: settledBy)
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
      if let words = skewed(interval[0], interval[1]) {
        return Judgement(.contradicted, words, evidence: [Evidence(claim)], settledBy: settledBy)
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

  /// The ratio is the middle of its interval on the logarithmic scale (Wald); nil where rounding leaves room for that, or a quarter of the width to either side does, as the limits of a profile or a penalised
  /// likelihood may.
  private func skewed(_ low: PrintedNumber, _ high: PrintedNumber) -> Phrase? {
    let (least, most) = (low.range.lowerBound, high.range.upperBound)
    guard least > 0, most > least, ratio.range.lowerBound > 0 else { return nil }
    let (from, to) = (log(least), log(most))
    let slack = (to - from) * Self.skew.value / 100
    let middle = (from + to) / 2
    guard log(ratio.range.lowerBound) > middle + slack || log(ratio.range.upperBound) < middle - slack
    else { return nil }
    let expected = Phrase.number(exp(middle), decimals: 2)
    return Phrase(
      "The ratio lies far from the middle of its interval, which is \(expected) on the logarithmic scale.",
      "Die Ratio liegt weit von der Mitte ihres Intervalls, die auf der logarithmischen Skala \(expected) ist.")
  }

  /// p from a ratio and its limits, as Wald's test has it: |ln(ratio)| over the standard error that the width of the interval gives.
  private func waldP(_ low: Double, _ high: Double) -> Double? {
    guard low > 0, high > low, ratio.value > 0 else { return nil }
    let error = (log(high) - log(low)) / (2 * 1.959964)
    return erfc(abs(log(ratio.value)) / error / 2.0.squareRoot())
  }

  private func contradiction(of p: PrintedNumber, _ low: Double, _ high: Double) -> Phrase? {
    let isOutside = low > 1 || high < 1
    // A log-rank p may be some way from Wald's; a factor of ten is none of that.
    if let expected = waldP(low, high), p.range.upperBound * Self.farP.value < expected {
      return Phrase(
        "The ratio and its interval give a p of about \(Phrase.number(expected, decimals: 3)), but p is \(p.text).",
        "Ratio und Intervall ergeben ein p von etwa \(Phrase.number(expected, decimals: 3)), p ist aber \(Phrase(printed: p.text))."
      )
    }
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
