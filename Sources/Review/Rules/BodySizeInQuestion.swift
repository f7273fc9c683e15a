// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain

/// Height and weight that no body has together.
struct BodySizeInQuestion: Rule {
  let id = "body-size-in-question"
  let severity = Severity.warning
  let summary = Phrase(
    "Height and weight that no body has together",
    "Größe und Gewicht, die kein Körper zugleich hat")
  let explanation =
    "The body mass index of an adult below the least that is survived, or above what is ever seen: a digit is wrong, or height and weight are swapped. Every body surface and dose in mg computed from them is wrong too. Patients of whom an age below 18 is recorded are not judged."
  let needs = "`height` and `weight`"
  let source =
    "Henry CJK, Eur J Clin Nutr 1990;44:329-35: limits of survival near 13 kg/m² in men and 11 kg/m² in women"

  static let least = Threshold(
    "least body mass index", BodySize.possibleIndices.lowerBound, "kg/m²", why: "below the limits of survival")
  static let most = Threshold(
    "greatest body mass index", BodySize.possibleIndices.upperBound, "kg/m²",
    why: "custom; a swap of height and weight gives more")
  let thresholds = [Self.least, Self.most]

  let fires = RuleExample("74 cm and 171 kg", facts: "height: 74 cm\nweight: 171 kg")
  let passes = RuleExample("171 cm and 74 kg", facts: "height: 171 cm\nweight: 74 kg")

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.compactMap { patient in
      guard let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value,
        patient.age.value.map({ $0.years >= 18 }) ?? true
      else { return nil }
      let size = BodySize(heightCentimetres: height, weightKilograms: weight)
      let index = size.bodyMassIndex
      guard !size.isOfABody else { return nil }
      let swapped = BodySize(heightCentimetres: weight, weightKilograms: height).bodyMassIndex
      let isSwap = swapped >= 15 && swapped <= 60
      return Found(
        patient: patient.id, about: "height-weight",
        Phrase(
          "A height of \(Phrase.number(height)) cm with a weight of \(Phrase.number(weight)) kg cannot be: a body mass index of \(Phrase.number(index, decimals: 1)) kg/m².",
          "Eine Größe von \(Phrase.number(height)) cm bei einem Gewicht von \(Phrase.number(weight)) kg kann nicht sein: ein Body-Mass-Index von \(Phrase.number(index, decimals: 1)) kg/m²."
        ),
        arithmetic:
          Phrase(
            "\(Phrase.number(weight)) ÷ (\(Phrase.number(height)) ÷ 100)² = \(Phrase.number(index, decimals: 1)) kg/m²",
            "\(Phrase.number(weight)) ÷ (\(Phrase.number(height)) ÷ 100)² = \(Phrase.number(index, decimals: 1)) kg/m²")
          + (isSwap
            ? Phrase(
              "; the two in each other's place \(Phrase.number(swapped, decimals: 1)) kg/m²",
              "; vertauscht \(Phrase.number(swapped, decimals: 1)) kg/m²") : .none),
        evidence: [
          Evidence(
            Phrase(
              "height \(Phrase.number(height)) cm, weight \(Phrase.number(weight)) kg",
              "Größe \(Phrase.number(height)) cm, Gewicht \(Phrase.number(weight)) kg"), record: .patient(patient.id))
        ],
        settledBy: isSwap
          ? Phrase(
            "Height and weight as measured: are the two swapped?",
            "Größe und Gewicht wie gemessen: sind die beiden vertauscht?")
          : Phrase("Height and weight as measured.", "Größe und Gewicht wie gemessen."))
    }
  }
}
