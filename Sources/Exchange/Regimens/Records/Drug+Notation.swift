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
      .parts("forms", \.forms, "Forms of the substance in which texts state its doses, where there are several."),
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
      mapping.log.checkForms(of: drug, mapping)
      guard drug.id != drug.id.lowercased() else { return }
      mapping.log.error(
        mapping.mark("drug"), "the drug \(ProblemLog.quoted(drug.id)) has capitals",
        expected: "generic names in lower case", suggestion: drug.id.lowercased())
    })
}

extension ProblemLog {
  /// Forms have as many doses each; where there are several, every solution and concentration is of one of them.
  fileprivate func checkForms(of drug: Drug, _ mapping: Mapping) {
    if Set(drug.forms.map(\.doses.count)).count > 1 {
      error(
        mapping.mark("forms"), "forms with different numbers of doses",
        expected: "as many doses in each, in the same order")
    }
    let names = drug.forms.map(\.name)
    guard !names.isEmpty else { return }
    let parts =
      drug.handling.strengths.map { ("strengths", $0.product, $0.form) }
      + drug.handling.concentrations.map { ("concentration", $0.by, $0.form) }
    for (key, name, form) in parts where !(form.map(names.contains) ?? false) {
      error(
        mapping.mark(key), "\(ProblemLog.quoted(name)) without a form of the substance",
        expected: "`form:` with \(Wording.list(names))")
    }
  }
}

extension Drug.SubstanceForm: Described {
  package static let notation = Record<Drug.SubstanceForm>(
    "substance-form", title: "a form of a substance", "A salt or the base, with doses that texts have in it.",
    blank: { Drug.SubstanceForm(name: "", words: [], doses: []) },
    [
      .required("form", \.name, .text, "Its name: `mesylate`, `base`."),
      .many("words", \.words, Form<String>.text.oneOrMore, "Other words for it in a name of the drug: `mesilate`."),
      .required(
        "doses", \.doses, Form<Dose>.dose.oneOrMore,
        "Doses in this form; the first is the same as the first of the others."),
    ])
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
