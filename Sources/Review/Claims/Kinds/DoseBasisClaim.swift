// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// `dose basis`: the weight that doses in mg were computed from. It says something of a dose only with height, weight, formula and the dose in mg.
struct DoseBasisClaim: PatientClaimKind {
  let basis: String
  let on: TherapySelector

  var therapies: TherapySelector? { on }
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
        .notDecidable,
        Phrase(
          "“\(basis)” names no weight that is in use: actual, ideal, adjusted or midpoint.",
          "„\(basis)“ nennt kein gebräuchliches Gewicht: tatsächliches, ideales, adjustiertes oder das Mittel."),
        settledBy: Phrase("The weight, its formula and its factor.", "Das Gewicht, seine Formel und sein Faktor."))
    }
    let given = outcome.therapies(on, record.outcomes.library).flatMap { therapy in
      therapy.therapy.administrations.filter { $0.milligrams != nil && $0.dose != nil }.map { (therapy.entry, $0) }
    }
    var missing: [Phrase] = []
    if patient.heightCentimetres.value == nil { missing.append(Phrase("height", "Größe")) }
    if patient.weightKilograms.value == nil { missing.append(Phrase("weight", "Gewicht")) }
    if weights.contains(where: { $0.kind != .actual }), patient.sex.value == nil {
      missing.append(Phrase("sex", "Geschlecht"))
    }
    if given.isEmpty { missing.append(Phrase("a dose in mg", "eine Dosis in mg")) }
    guard missing.isEmpty, let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value
    else {
      let formula =
        weights.contains { $0.kind == .adjusted }
        ? Phrase(
          ", nor the formula of the ideal weight and its factor",
          ", auch nicht die Formel des Idealgewichts und ihr Faktor")
        : .none
      return Judgement(
        .notDecidable,
        Phrase(
          "Not recorded: \(missing.joined(separator: ", "))\(formula). A dose per m² needs a weight for the surface alone, and which of the surfaces was used cannot be seen.",
          "Nicht dokumentiert: \(missing.joined(separator: ", "))\(formula). Eine Dosis je m² braucht ein Gewicht nur für die Oberfläche, und welche Oberfläche verwendet wurde, ist nicht zu sehen."
        ),
        settledBy: Phrase(
          "Height, weight, the formula, and a dose in mg.", "Größe, Gewicht, die Formel und eine Dosis in mg."))
    }
    let size = BodySize(heightCentimetres: height, weightKilograms: weight, sex: patient.sex.value)
    var evidence: [Evidence] = []
    var against: [Phrase] = []
    for (entry, administration) in given {
      guard let dose = administration.dose, let milligrams = administration.milligrams else { continue }
      let expected = Self.milligrams(of: dose, size, weights)
      guard let least = expected.min(), let most = expected.max() else { continue }
      evidence.append(Evidence(administration, of: entry, patient))
      let share = Self.rounding.value / 100
      if milligrams < least * (1 - share) || milligrams > most * (1 + share) {
        against.append(
          Phrase(
            "\(Phrase.number(milligrams)) mg of \(administration.drug) on \(administration.date), by this weight \(Phrase.number(least, decimals: 0)) to \(Phrase.number(most, decimals: 0)) mg",
            "\(Phrase.number(milligrams)) mg \(administration.drug) am \(administration.date), nach diesem Gewicht \(Phrase.number(least, decimals: 0)) bis \(Phrase.number(most, decimals: 0)) mg"
          )
        )
      }
    }
    if evidence.isEmpty {
      return Judgement(
        .notDecidable,
        Phrase(
          "No dose is ordered by body surface or weight.",
          "Keine Dosis ist nach Körperoberfläche oder Gewicht verordnet."),
        settledBy: Phrase("The orders.", "Die Verordnungen."))
    }
    if let first = against.first {
      let more =
        against.count > 1
        ? Phrase(" (and \(against.count - 1) more)", " (und \(against.count - 1) weitere)") : .none
      return Judgement(
        .contradicted, first + more + Phrase(same: "."), evidence: evidence,
        settledBy: Phrase("The calculation of these doses.", "Die Berechnung dieser Dosen."))
    }
    let others = Self.all.filter { other in
      !weights.contains(where: { $0.kind == other.kind })
        && given.allSatisfy { _, administration in
          guard let dose = administration.dose, let milligrams = administration.milligrams else { return true }
          let expected = Self.milligrams(of: dose, size, [other])
          guard let least = expected.min(), let most = expected.max() else { return true }
          let share = Self.rounding.value / 100
          return milligrams >= least * (1 - share) && milligrams <= most * (1 + share)
        }
    }
    guard others.isEmpty else {
      let names = others.map(\.kind.phrase).joined(separator: Phrase.and)
      return Judgement(
        .notDecidable,
        Phrase(
          "Each dose in mg lies within \(Phrase.number(Self.rounding.value)) % of one by this weight, and of one by \(names) too: the doses do not show which was used.",
          "Jede Dosis in mg liegt innerhalb von \(Phrase.number(Self.rounding.value)) % der Dosis nach diesem Gewicht, aber auch der nach einem anderen (\(names)): welches verwendet wurde, zeigen die Dosen nicht."
        ),
        evidence: evidence,
        settledBy: Phrase(
          "The calculation of these doses: weight, formula, rounding.",
          "Die Berechnung dieser Dosen: Gewicht, Formel, Rundung."))
    }
    return Judgement(
      .supported,
      Phrase(
        "Each dose in mg lies within \(Phrase.number(Self.rounding.value)) % of one by this weight, and of none by another.",
        "Jede Dosis in mg liegt innerhalb von \(Phrase.number(Self.rounding.value)) % der Dosis nach diesem Gewicht, und keiner nach einem anderen."
      ),
      evidence: evidence)
  }

  /// One of each kind of weight.
  private static let all: [WeightBasis] = [.actual, .adjustedDevine, .ideal(.devine)]

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
