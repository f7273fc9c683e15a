// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// `fractions`: total dose, number of fractions and dose of each, in gray.
struct FractionsClaim: ClaimKind {
  let total: PrintedNumber
  let number: Int
  let each: PrintedNumber
  let of: Entry.ID?

  var words: String {
    (of.map { "\($0): " } ?? "") + "\(total.text) Gy in \(number) fractions of \(each.text) Gy"
  }
  var topics: [String] { ["radiotherapy", "dose"] }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    let product = Double(number) * each.value
    let settledBy = "The radiotherapy record."
    let arithmetic = "\(number) × \(each.text) Gy = \(Numbers.text(product, decimals: 2)) Gy"
    if total.range.upperBound < Double(number) * each.range.lowerBound
      || total.range.lowerBound > Double(number) * each.range.upperBound
    {
      return Judgement(
        .contradicted, "The fractions sum up to \(Numbers.text(product, decimals: 2)) Gy.", arithmetic: arithmetic,
        evidence: [Evidence(claim)], settledBy: settledBy)
    }
    guard case .patient(let id) = claim.subject, let of, let entry = record.outcomes.patient(id)?.patient.entry(of),
      case .radiotherapy(let radiation) = entry.content
    else { return Judgement(.notJudged, "The numbers fit each other.", arithmetic: arithmetic) }
    let evidence = [Evidence(entry, "\(of)").of(id)]
    if let dose = radiation.doseGray.value, !total.range.contains(dose) {
      return Judgement(
        .contradicted, "\(Numbers.text(dose, decimals: 2)) Gy are recorded.", evidence: evidence, settledBy: settledBy)
    }
    if let fractions = radiation.fractions.value, fractions != number {
      return Judgement(
        .contradicted, "\(fractions) fractions are recorded.", evidence: evidence, settledBy: settledBy)
    }
    return radiation.doseGray.value == nil && radiation.fractions.value == nil
      ? Judgement(.notDecidable, "Neither dose nor fractions are recorded.", evidence: evidence, settledBy: settledBy)
      : Judgement(.supported, "As recorded.", evidence: evidence)
  }
}
