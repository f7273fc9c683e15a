// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// `dose intensity` of a phase in percent of its plan.
struct DoseIntensityClaim: PatientClaimKind {
  let percent: PrintedNumber
  let of: DosePhase.ID

  var words: String { "dose intensity of \(of): \(percent.text) % of the plan" }
  var topics: [String] { DoseClaim.topics + ["dose intensity"] }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let settledBy = Phrase(
      "Doses and dates of \(of), and the plan that it is measured by.",
      "Dosen und Daten von \(of), und der Plan, an dem gemessen wird.")
    guard let phase = outcome.therapies.flatMap(\.phases).first(where: { $0.phase.id == of }) else {
      return Judgement(
        .notDecidable, Phrase("No dose phase \(of) is recorded.", "Keine Dosisphase \(of) ist dokumentiert."),
        settledBy: settledBy)
    }
    let evidence = [Evidence(phase.phase)]
    guard let relative = phase.relative?.value, let low = relative.lower, let high = relative.upper else {
      return Judgement(
        .notDecidable,
        Phrase(
          "Its dose a week, or that of a plan, is not recorded.",
          "Die Dosis je Woche, oder die eines Plans, ist nicht dokumentiert."), evidence: evidence, settledBy: settledBy
      )
    }
    // Where single administrations say another sum than the phase, its intensity by the phase is none of what was given.
    if let unit = phase.phase.dose.value?.unit, let sum = phase.cumulative?.value,
      let given = outcome.given(in: phase.phase, record.outcomes.library)?.total(unit),
      given < (sum.lower ?? 0) * 0.99 || sum.upper.map({ given > $0 * 1.01 }) ?? false
    {
      return Judgement(
        .dependsOnReading,
        Phrase(
          "By its phase \(sum.phrase(decimals: 0)) \(unit.printed) were given, by single administrations \(Phrase.number(given)): the intensity is another by each.",
          "Nach der Phase wurden \(sum.phrase(decimals: 0)) \(unit.printed) gegeben, nach den einzelnen Gaben \(Phrase.number(given)): die Intensität ist nach beiden verschieden."
        ),
        evidence: evidence, settledBy: settledBy)
    }
    let bounds = NumberBounds(lower: low * 100, upper: high * 100)
    let words = Phrase(
      "The record gives \(bounds.phrase()) % of \(phase.planName ?? "the plan").",
      "Die Akte ergibt \(bounds.phrase()) % (\(phase.planName ?? "Plan")).")
    let (least, most) = (percent.range.lowerBound - 1e-9, percent.range.upperBound + 1e-9)
    if most < low * 100 || least > high * 100 {
      let above =
        percent.value > 100 && high <= 1
        ? Phrase(" More than the plan was never given.", " Mehr als der Plan wurde nie gegeben.") : .none
      return Judgement(.contradicted, words + above, evidence: evidence, settledBy: settledBy)
    }
    return Judgement(
      least <= low * 100 && high * 100 <= most ? .supported : .notDecidable, words, evidence: evidence,
      settledBy: settledBy)
  }
}
