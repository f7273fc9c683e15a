// SPDX-License-Identifier: Apache-2.0

import Course
package import Dosing
package import Notation
import Plain

extension Drug: Described {
  package static let notation = Record<Drug>(
    "drug", title: "a drug", "A drug: codes, abbreviation, vials, cumulative limits, how it is given.",
    blank: { Drug(id: "") },
    [
      .required("drug", \.id, .text, "Generic name (INN) in lower case."),
      .many(
        "names", \.names, Form<String>.text.oneOrMore,
        "What else it is called: German names, brands. Case, salts and doses need none."),
      .optional("atc", \.atc, .text, "WHO ATC code."),
      .optional("rxnorm", \.rxNorm, .text, "RxNorm concept of the ingredient."),
      .optional("abbreviation", \.abbreviation, .text, "As figures use it: `Gem`."),
      .required("class", \.kind, .words(), "The kind of drug."),
      .many("vials", \.vialsMilligrams, Form.milligrams("200 mg").oneOrMore, "Vial sizes."),
      .optional("most", \.mostMilligrams, .milligrams("2 mg"), "Greatest single dose, whatever the body surface."),
      .parts("usual doses", \.usualDoses, "Single doses that texts name: others are questioned."),
      .parts("cumulative limit", \.cumulativeLimits, "Limits of the cumulative dose."),
      .parts("cumulative risk", \.cumulativeRisks, "Risk at cumulative doses."),
      .parts(
        "doxorubicin equivalents", \.doxorubicinEquivalents, "mg/m² of doxorubicin for one mg/m² of this drug."),
      .parts("strengths", \.handling.strengths, "Solutions as they are sold or made up."),
      .parts("concentration", \.handling.concentrations, "Concentrations of the infusion that texts allow."),
      .parts("emetic risk", \.handling.emeticClasses, "How likely it makes sick, by scheme."),
      .parts("extravasation", \.handling.extravasationClasses, "What it does outside the vein, by scheme."),
      .parts("given as", \.handling.ways, "How a text has a dose given, the lowest dose first."),
      .parts("by weight", \.handling.byWeight, "Doses by body weight."),
      .parts("ratio", \.handling.ratios, "A dose that is a multiple of another drug's."),
      .note(\.note), .sources(\.sources),
    ],
    finish: { drug, mapping in
      guard drug.id != drug.id.lowercased() else { return }
      mapping.log.error(
        mapping.mark("drug"), "the drug \(ProblemLog.quoted(drug.id)) has capitals",
        expected: "generic names in lower case", suggestion: drug.id.lowercased())
    })
}

extension Drug.UsualDoses: Described {
  package static let notation = Record<Drug.UsualDoses>(
    "usual-doses", title: "a range of doses", "Single doses of a drug in one unit.",
    blank: { Drug.UsualDoses(dose: .blank) },
    [
      .required("from", \.least, .dose, "The least that a text read names."),
      .required("to", \.most, .dose, "The greatest."),
      .optional("route", \.route, .words(), "How it is given in these doses, where others are given otherwise."),
      .sources(\.sources),
    ],
    finish: { range, mapping in
      guard range.least.unit != range.most.unit || range.least.amount > range.most.amount else { return }
      mapping.log.error(
        mapping.mark("to"), "`\(range.most.text)` after `\(range.least.text)`", expected: "the same unit, and not less")
    })
}

extension Drug.CumulativeLimit: Described {
  package static let notation = Record<Drug.CumulativeLimit>(
    "cumulative-limit", title: "a cumulative limit", "A limit and when it holds.",
    blank: { Drug.CumulativeLimit(dose: .blank, condition: "", sources: []) },
    [
      .required("dose", \.dose, .dose, "The limit."), .required("when", \.condition, .text, "When it holds."),
      .sources(\.sources),
    ])
}

extension Drug.CumulativeRisk: Described {
  package static let notation = Record<Drug.CumulativeRisk>(
    "cumulative-risk", title: "a cumulative risk", "The risk at a cumulative dose.", inlineWidth: 110,
    blank: { Drug.CumulativeRisk(dose: .blank, risk: "") },
    [.required("dose", \.dose, .dose, "The dose."), .required("risk", \.risk, .text, "The risk.")])
}

extension Drug.Equivalent: Described {
  package static let notation = Record<Drug.Equivalent>(
    "equivalent", title: "a doxorubicin equivalent", "A factor of a named scheme.",
    blank: { Drug.Equivalent(scheme: "", factor: 1, sources: []) },
    [
      .required("scheme", \.scheme, .text, "Its name: `COG 2018`."),
      .required("factor", \.factor, .amount("", in: 0.01...100, "0.5"), "mg/m² of doxorubicin for one mg/m²."),
      .sources(\.sources),
    ])
}
