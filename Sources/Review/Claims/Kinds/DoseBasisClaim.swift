// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// `dose basis`: the weight that doses in mg were computed from. It says something of a dose only with height, weight, formula and the dose in mg.
struct DoseBasisClaim: PatientClaimKind {
  let basis: String
  let on: TherapySelector

  var words: String { "doses by \(basis)" }
  var topics: [String] { ["dose"] }

  /// The room that the rounding of a dose needs.
  static let rounding = Threshold(
    "dose in mg against the weight that it is said to be of", 10, "%",
    why: "doses are rounded to vials within 10 % (HOPA, J Oncol Pract 2018;14:e130)")

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let patient = outcome.patient
    let weights = Self.weights(basis)
    guard !weights.isEmpty else {
      return Judgement(
        .notDecidable, "“\(basis)” names no weight that is in use: actual, ideal, adjusted or midpoint.",
        settledBy: "The weight, its formula and its factor.")
    }
    let given = outcome.therapies(on).flatMap { therapy in
      therapy.therapy.administrations.filter { $0.milligrams != nil && $0.dose != nil }.map { (therapy.entry, $0) }
    }
    var missing: [String] = []
    if patient.heightCentimetres.value == nil { missing.append("height") }
    if patient.weightKilograms.value == nil { missing.append("weight") }
    if weights.contains(where: { $0.kind != .actual }), patient.sex.value == nil { missing.append("sex") }
    if given.isEmpty { missing.append("a dose in mg") }
    guard missing.isEmpty, let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value
    else {
      let formula =
        weights.contains { $0.kind == .adjusted } ? ", nor the formula of the ideal weight and its factor" : ""
      return Judgement(
        .notDecidable,
        "Not recorded: \(missing.joined(separator: ", "))\(formula). A dose per m² needs a weight for the surface alone, and which of the surfaces was used cannot be seen.",
        settledBy: "Height, weight, the formula, and a dose in mg.")
    }
    let size = BodySize(heightCentimetres: height, weightKilograms: weight, sex: patient.sex.value)
    var evidence: [Evidence] = []
    var against: [String] = []
    for (entry, administration) in given {
      guard let dose = administration.dose, let milligrams = administration.milligrams else { continue }
      let expected = Self.milligrams(of: dose, size, weights)
      guard let least = expected.min(), let most = expected.max() else { continue }
      evidence.append(Evidence(administration, of: entry, patient))
      let share = Self.rounding.value / 100
      if milligrams < least * (1 - share) || milligrams > most * (1 + share) {
        against.append(
          "\(Numbers.text(milligrams)) mg of \(administration.drug) on \(administration.date), by this weight \(Numbers.text(least, decimals: 0)) to \(Numbers.text(most, decimals: 0)) mg"
        )
      }
    }
    if evidence.isEmpty {
      return Judgement(
        .notDecidable, "No dose is ordered by body surface or weight.", settledBy: "The orders.")
    }
    if let first = against.first {
      let more = against.count > 1 ? " (and \(against.count - 1) more)" : ""
      return Judgement(
        .contradicted, first + more + ".", evidence: evidence, settledBy: "The calculation of these doses.")
    }
    return Judgement(
      .supported, "Each dose in mg lies within \(Numbers.text(Self.rounding.value)) % of one by this weight.",
      evidence: evidence)
  }

  /// The doses in mg that the weights give, by every formula of surface in use.
  private static func milligrams(of dose: Dose, _ size: BodySize, _ weights: [WeightBasis]) -> [Double] {
    switch dose.unit {
    case .milligramsPerSquareMetre:
      weights.flatMap { basis in
        SurfaceFormula.allCases.compactMap { try? size.surface($0, basis: basis).squareMetres * dose.amount }
      }
    case .milligramsPerKilogram:
      weights.compactMap { try? size.dosingWeight($0).kilograms * dose.amount }
    default: []
    }
  }

  /// The weights that words name. “Adjusted ideal body weight” is the adjusted one, which the ideal enters.
  static func weights(_ words: String) -> [WeightBasis] {
    let words = Words.plain(words)
    if words.contains("adjusted") || words.contains("aibw") || words.contains("adjustiert") {
      return [.adjusted(.devine, factor: 0.4), .adjusted(.devine, factor: 0.25)]
    }
    if words.contains("midpoint") { return [.midpoint(.devine)] }
    if words.contains("ideal") || words.contains("ibw") { return [.ideal(.devine)] }
    if ["actual", "real", "measured", "total body", "tatsächlich"].contains(where: words.contains) { return [.actual] }
    return []
  }
}
