// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// A dose per fraction that is not given.
struct FractionDose: Rule {
  let id = "fraction-dose"
  let severity = Severity.warning
  let summary = Phrase(
    "A radiotherapy whose dose per fraction is not given so",
    "Eine Strahlentherapie mit einer Einzeldosis, die so nicht gegeben wird")
  let explanation =
    "Total dose divided by the number of fractions. Above the greatest single dose in use, or a large dose in more fractions than such doses are given in, a digit of the total or of the number has slipped; so it has below the least."
  let needs = "`dose` and `fractions` of a radiotherapy"
  let source =
    "RTOG 0915 (34 Gy in one fraction: Videtic et al., Int J Radiat Oncol Biol Phys 2015;93:757-64); low-dose radiotherapy of lymphoma (2 × 2 Gy)"

  static let most = Threshold("dose of a fraction", 34, "Gy", why: "the greatest single fraction of the trials named")
  static let large = Threshold(
    "a large dose of a fraction in more than ten", 8, "Gy",
    why: "no source: stereotactic courses have up to ten fractions")
  static let least = Threshold("dose of a fraction, at least", 0.3, "Gy", why: "no source: half of the least in use")
  let thresholds = [Self.most, Self.large, Self.least]

  let fires = RuleExample("450 Gy in 25 fractions", course: Self.course("450 Gy"))
  let passes = RuleExample("45 Gy in 25 fractions", course: Self.course("45 Gy"))
  private static func course(_ dose: String) -> String {
    "- radiotherapy: pelvis\n  id: rt\n  dose: \(dose)\n  fractions: 25"
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient in
      patient.entries.compactMap { entry -> Found? in
        guard case .radiotherapy(let radiation) = entry.content, let dose = radiation.doseGray.value,
          let fractions = radiation.fractions.value, fractions > 0
        else { return nil }
        let each = dose / Double(fractions)
        guard
          each > Self.most.value || each > Self.large.value && fractions > 10 || each < Self.least.value
        else { return nil }
        return Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(entry.id): \(Phrase.number(dose, decimals: 2)) Gy in \(fractions) \(fractions == 1 ? "fraction" : "fractions") would be \(Phrase.number(each, decimals: 2)) Gy each.",
            "\(entry.id): \(Phrase.number(dose, decimals: 2)) Gy in \(fractions) \(fractions == 1 ? "Fraktion" : "Fraktionen") wären je \(Phrase.number(each, decimals: 2)) Gy."
          ),
          arithmetic: Phrase(
            "\(Phrase.number(dose, decimals: 2)) ÷ \(fractions) = \(Phrase.number(each, decimals: 2)) Gy",
            "\(Phrase.number(dose, decimals: 2)) ÷ \(fractions) = \(Phrase.number(each, decimals: 2)) Gy"),
          evidence: [
            Evidence(
              entry,
              Phrase(
                "\(Phrase.number(dose, decimals: 2)) Gy in \(fractions)",
                "\(Phrase.number(dose, decimals: 2)) Gy in \(fractions)"))
          ],
          settledBy: Phrase("The radiotherapy record.", "Das Bestrahlungsprotokoll."))
      }
    }
  }
}
