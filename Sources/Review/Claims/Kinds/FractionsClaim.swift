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
    let settledBy = Phrase("The radiotherapy record.", "Das Bestrahlungsprotokoll.")
    let arithmetic = Phrase(
      "\(number) × \(each.text) Gy = \(Phrase.number(product, decimals: 2)) Gy",
      "\(number) × \(Phrase(printed: each.text)) Gy = \(Phrase.number(product, decimals: 2)) Gy")
    if total.range.upperBound < Double(number) * each.range.lowerBound
      || total.range.lowerBound > Double(number) * each.range.upperBound
    {
      return Judgement(
        .contradicted,
        Phrase(
          "The fractions sum up to \(Phrase.number(product, decimals: 2)) Gy.",
          "Die Fraktionen ergeben zusammen \(Phrase.number(product, decimals: 2)) Gy."), arithmetic: arithmetic,
        evidence: [Evidence(claim)], settledBy: settledBy)
    }
    guard case .patient(let id) = claim.subject, let of, let entry = record.outcomes.patient(id)?.patient.entry(of),
      case .radiotherapy(let radiation) = entry.content
    else {
      return Judgement(
        .notJudged, Phrase("The numbers fit each other.", "Die Zahlen passen zueinander."), arithmetic: arithmetic)
    }
    let evidence = [Evidence(entry, same: of).of(id)]
    if let dose = radiation.doseGray.value, !total.range.contains(dose) {
      return Judgement(
        .contradicted,
        Phrase(
          "\(Phrase.number(dose, decimals: 2)) Gy are recorded.",
          "\(Phrase.number(dose, decimals: 2)) Gy sind dokumentiert."), evidence: evidence, settledBy: settledBy)
    }
    if let fractions = radiation.fractions.value, fractions != number {
      return Judgement(
        .contradicted,
        Phrase(
          "\(fractions) fractions are recorded.",
          "\(fractions) \(fractions == 1 ? "Fraktion ist" : "Fraktionen sind") dokumentiert."), evidence: evidence,
        settledBy: settledBy)
    }
    return radiation.doseGray.value == nil && radiation.fractions.value == nil
      ? Judgement(
        .notDecidable,
        Phrase("Neither dose nor fractions are recorded.", "Weder Dosis noch Fraktionen sind dokumentiert."),
        evidence: evidence, settledBy: settledBy)
      : Judgement(.supported, .asRecorded, evidence: evidence)
  }
}
