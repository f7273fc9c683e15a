// SPDX-License-Identifier: Apache-2.0

import Course
package import Dosing
package import Notation

// How a drug is prepared and given.

extension Dose {
  /// A dose to be filled.
  static let blank = Dose(amount: 1, unit: .milligrams)
}

/// mg in a mL that a solution or an infusion can have.
private let concentrations = 0.000_1...1000.0

extension Drug.Strength: Described {
  package static let notation = Record<Drug.Strength>(
    "strength", title: "a solution", "A solution as it is sold or made up.",
    blank: { Drug.Strength(product: "", milligramsPerMillilitre: 1, sources: []) },
    [
      .required("product", \.product, .text, "Which."),
      .optional("form", \.form, .text, "The form of the substance that its mg are of, where the drug has several."),
      .required(
        "strength", \.milligramsPerMillilitre, .amount("mg/mL", in: concentrations, "0.44 mg/mL"), "What a mL has."),
      .optional(
        "step below 1 mL", \.stepBelowOne, .amount("mL", in: 0.01...1, "0.1 mL"),
        "To what a volume below 1 mL is rounded."),
      .optional("step", \.step, .amount("mL", in: 0.01...10, "0.5 mL"), "To what it is rounded from 1 mL on."),
      .sources(\.sources),
    ])
}

extension Drug.Concentration: Described {
  package static let notation = Record<Drug.Concentration>(
    "concentration", title: "a concentration", "Concentrations of the infusion that a text allows.",
    blank: { Drug.Concentration(by: "", least: nil, most: 1, sources: []) },
    [
      .required("by", \.by, .text, "Whose text."),
      .optional("form", \.form, .text, "The form of the substance that its mg are of, where the drug has several."),
      .optional("from", \.least, .amount("mg/mL", in: concentrations, "0.3 mg/mL"), "The least."),
      .required("to", \.most, .amount("mg/mL", in: concentrations, "0.74 mg/mL"), "The greatest."),
      .sources(\.sources),
    ],
    finish: { range, mapping in
      guard let least = range.least, least > range.most else { return }
      mapping.log.error(mapping.mark("to"), "a concentration below the least", expected: "at least \(least) mg/mL")
    })
}

extension Drug.Class: Described {
  package static let notation = Record<Drug.Class>(
    "drug-class", title: "a class of a drug", "A class of a named scheme.",
    blank: { Drug.Class(scheme: "", word: "", from: nil, sources: []) },
    [
      .required("scheme", \.scheme, .text, "Its name: `ASCO 2017`."),
      .required("class", \.word, .text, "Its word: `moderate`."),
      .optional("from", \.from, .dose, "From which dose on; without it every dose."), .sources(\.sources),
    ])
}

extension Drug.WeightDose: Described {
  package static let notation = Record<Drug.WeightDose>(
    "weight-dose", title: "a dose by weight", "A dose from a body weight on.",
    blank: { Drug.WeightDose(from: 0, dose: .blank, sources: []) },
    [
      .required("from", \.from, .amount("kg", in: 0...700, "45 kg"), "The least weight."),
      .required("dose", \.dose, .dose, "The dose."), .sources(\.sources),
    ])
}

extension Drug.Way: Described {
  package static let notation = Record<Drug.Way>(
    "way", title: "a way to give a dose", "How a text has a dose given.",
    blank: { Drug.Way(by: "", words: "", most: .blank, sources: []) },
    [
      .required("by", \.by, .text, "Whose text."), .required("way", \.words, .text, "How: `slow injection`."),
      .required("to", \.most, .dose, "Up to which dose."), .sources(\.sources),
    ])
}

extension Drug.Ratio: Described {
  package static let notation = Record<Drug.Ratio>(
    "ratio", title: "a ratio", "A dose that is so many times another drug's.",
    blank: { Drug.Ratio(of: "", factor: 1, condition: nil, sources: []) },
    [
      .required("of", \.of, .text, "The other drug."),
      .required("times", \.factor, .amount("", in: 0.01...1000, "10"), "How many times its dose."),
      .optional("when", \.condition, .condition, "A condition; without it whenever none of the others holds."),
      .sources(\.sources),
    ])
}
