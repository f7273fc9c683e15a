// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// `cumulative dose` of a therapy or dose phase.
struct CumulativeDoseClaim: PatientClaimKind {
  let dose: Dose
  let of: String

  var words: String { "cumulative dose of \(of): \(dose.words)" }
  var topics: [String] { DoseClaim.topics }

  static let tolerance = Threshold(
    "claimed sum of doses", 1, "%", why: "doses are rounded to vials and tablets, and sums to whole numbers")

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let phases = outcome.therapies.flatMap { therapy in
      therapy.phases.filter { $0.phase.id == of || therapy.entry.id == of }
    }
    let settledBy = "The infusion record of \(of)."
    guard !phases.isEmpty else {
      return Judgement(.notDecidable, "No dose of \(of) is recorded.", settledBy: settledBy)
    }
    let evidence = phases.map { Evidence($0.phase) }
    guard Set(phases.map(\.phase.drug)).count == 1 else {
      return Judgement(.notDecidable, "\(of) has several drugs.", evidence: evidence, settledBy: "Of which drug.")
    }
    var (least, most): (Double, Double?) = (0, 0)
    var steps: [String] = []
    for phase in phases {
      guard phase.phase.dose.value?.unit == dose.unit, let sum = phase.cumulative?.value else {
        return Judgement(
          .notDecidable, "Dose, days or number of cycles of \(phase.phase.id) are not recorded.", evidence: evidence,
          settledBy: settledBy)
      }
      least += sum.lower ?? 0
      most = most.flatMap { most in sum.upper.map { most + $0 } }
      steps.append("\(phase.phase.id) \(sum.text(decimals: 0))")
    }
    let slack = dose.amount * Self.tolerance.value / 100
    let derived = NumberBounds(lower: least, upper: most)
    let arithmetic = steps.joined(separator: " + ") + " = \(derived.text(decimals: 0)) \(dose.unit.printed)"
    let words = "The doses recorded sum up to \(derived.text(decimals: 0)) \(dose.unit.printed)."
    if dose.amount + slack < least || most.map({ dose.amount - slack > $0 }) ?? false {
      return Judgement(.contradicted, words, arithmetic: arithmetic, evidence: evidence, settledBy: settledBy)
    }
    return Judgement(
      derived.isExact ? .supported : .notDecidable, words, arithmetic: arithmetic, evidence: evidence,
      settledBy: settledBy)
  }
}
