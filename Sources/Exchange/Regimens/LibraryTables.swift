// SPDX-License-Identifier: Apache-2.0

import Dosing
import Notation

/// The keys of the files of a regimen library: one file, one drug, regimen, rule set or band table.
enum LibraryTables {
  /// Every table of the library, in the order of the documentation.
  static let all: [KeyTable] = [
    drug, substanceForm, usualDoses, cumulativeLimit, cumulativeRisk, equivalent, strength, concentration, drugClass,
    weightDose,
    ratio, way,
    regimen, component, accompaniment, variant, ruleSet,
    ruleRow,
    ruleEvent, bandTable, band, librarySource,
  ]

  private static let dose = Schema.pattern("^[0-9.]+ ?(mg/m2|mg/m²|mg/kg|mg|AUC)$", "1000 mg/m2")
  private static let posology = Schema.pattern(
    "^[0-9.]+ ?(mg/m2|mg/m²|mg/kg|mg|AUC)( (once|twice|[2-6] times) daily)?$", "100 mg twice daily")
  private static let days = Schema.either([.oneOrMore(.integer(-30, 366)), .pattern("^[0-9]+-[0-9]+$", "1-21")])
  private static let origin = KeyTable.Key("source", .oneOrMore(.table("library-source")), "Where it is from.")
  private static let note = KeyTable.Key("note", .text, "A note in your words.")

  static let librarySource = KeyTable(
    name: "library-source", title: "a source of the library", summary: "Where it is from, and how certain.",
    keys: [
      KeyTable.Key("text", .text, required: true, "Label, trial, guideline."),
      KeyTable.Key("url", .text, "Its address."),
      KeyTable.Key(
        "certainty", .words(LibrarySource.Certainty.allCases.map(\.rawValue)), required: true, "How certain it is."),
      KeyTable.Key("read", .text, "When it was read: `2026-11`."),
    ])

  static let drug = KeyTable(
    name: "drug", title: "a drug", summary: "A drug: codes, abbreviation, vials, cumulative limits, how it is given.",
    keys: [
      KeyTable.Key("drug", .text, required: true, "Generic name (INN) in lower case."),
      KeyTable.Key(
        "names", .oneOrMore(.text), "What else it is called: German names, brands. Case, salts and doses need none."),
      KeyTable.Key("atc", .text, "WHO ATC code."),
      KeyTable.Key("rxnorm", .text, "RxNorm concept of the ingredient."),
      KeyTable.Key("abbreviation", .text, "As figures use it: `Gem`."),
      KeyTable.Key("class", .words(Drug.Kind.allCases.map(\.rawValue)), required: true, "The kind of drug."),
      KeyTable.Key("vials", .oneOrMore(.quantity("200 mg")), "Vial sizes."),
      KeyTable.Key("most", .quantity("2 mg"), "Greatest single dose, whatever the body surface."),
      KeyTable.Key(
        "forms", .list(.table("substance-form")),
        "Forms of the substance in which texts state its doses, where several."),
      KeyTable.Key("usual doses", .list(.table("usual-doses")), "Single doses that texts name: others are questioned."),
      KeyTable.Key("cumulative limit", .list(.table("cumulative-limit")), "Limits of the cumulative dose."),
      KeyTable.Key("cumulative risk", .list(.table("cumulative-risk")), "Risk at cumulative doses."),
      KeyTable.Key(
        "doxorubicin equivalents", .list(.table("equivalent")), "mg/m² of doxorubicin for one mg/m² of this drug."),
      KeyTable.Key("strengths", .list(.table("strength")), "Solutions as they are sold or made up."),
      KeyTable.Key("concentration", .list(.table("concentration")), "Concentrations of the infusion that texts allow."),
      KeyTable.Key("emetic risk", .list(.table("drug-class")), "How likely it makes sick, by scheme."),
      KeyTable.Key("extravasation", .list(.table("drug-class")), "What it does outside the vein, by scheme."),
      KeyTable.Key("given as", .list(.table("way")), "How a text has a dose given, the lowest dose first."),
      KeyTable.Key("by weight", .list(.table("weight-dose")), "Doses by body weight."),
      KeyTable.Key("ratio", .list(.table("ratio")), "A dose that is a multiple of another drug's."),
      note, origin,
    ])

  static let substanceForm = KeyTable(
    name: "substance-form", title: "a form of a substance",
    summary: "A salt or the base, with doses that texts have in it.",
    keys: [
      KeyTable.Key("form", .text, required: true, "Its name: `mesylate`, `base`."),
      KeyTable.Key("words", .oneOrMore(.text), "Other words for it in a name of the drug: `mesilate`."),
      KeyTable.Key(
        "doses", .oneOrMore(dose), required: true,
        "Doses in this form; the first is the same as the first of the others."
      ),
    ])

  static let usualDoses = KeyTable(
    name: "usual-doses", title: "a range of doses", summary: "Single doses of a drug in one unit.",
    keys: [
      KeyTable.Key("from", dose, required: true, "The least that a text read names."),
      KeyTable.Key("to", dose, required: true, "The greatest."), origin,
    ])

  static let cumulativeLimit = KeyTable(
    name: "cumulative-limit", title: "a cumulative limit", summary: "A limit and when it holds.",
    keys: [
      KeyTable.Key("dose", dose, required: true, "The limit."),
      KeyTable.Key("when", .text, required: true, "When it holds."), origin,
    ])

  static let cumulativeRisk = KeyTable(
    name: "cumulative-risk", title: "a cumulative risk", summary: "The risk at a cumulative dose.",
    keys: [
      KeyTable.Key("dose", dose, required: true, "The dose."), KeyTable.Key("risk", .text, required: true, "The risk."),
    ])

  static let equivalent = KeyTable(
    name: "equivalent", title: "a doxorubicin equivalent", summary: "A factor of a named scheme.",
    keys: [
      KeyTable.Key("scheme", .text, required: true, "Its name: `COG 2018`."),
      KeyTable.Key("factor", .quantity("0.5"), required: true, "mg/m² of doxorubicin for one mg/m²."), origin,
    ])

  static let strength = KeyTable(
    name: "strength", title: "a solution", summary: "A solution as it is sold or made up.",
    keys: [
      KeyTable.Key("product", .text, required: true, "Which."),
      KeyTable.Key("form", .text, "The form of the substance that its mg are of, where the drug has several."),
      KeyTable.Key("strength", .quantity("0.44 mg/mL"), required: true, "What a mL has."),
      KeyTable.Key("step below 1 mL", .quantity("0.1 mL"), "To what a volume below 1 mL is rounded."),
      KeyTable.Key("step", .quantity("0.5 mL"), "To what it is rounded from 1 mL on."), origin,
    ])

  static let concentration = KeyTable(
    name: "concentration", title: "a concentration", summary: "Concentrations of the infusion that a text allows.",
    keys: [
      KeyTable.Key("by", .text, required: true, "Whose text."),
      KeyTable.Key("form", .text, "The form of the substance that its mg are of, where the drug has several."),
      KeyTable.Key("from", .quantity("0.3 mg/mL"), "The least."),
      KeyTable.Key("to", .quantity("0.74 mg/mL"), required: true, "The greatest."), origin,
    ])

  static let drugClass = KeyTable(
    name: "drug-class", title: "a class of a drug", summary: "A class of a named scheme.",
    keys: [
      KeyTable.Key("scheme", .text, required: true, "Its name: `ASCO 2017`."),
      KeyTable.Key("class", .text, required: true, "Its word: `moderate`."),
      KeyTable.Key("from", dose, "From which dose on; without it every dose."), origin,
    ])

  static let weightDose = KeyTable(
    name: "weight-dose", title: "a dose by weight", summary: "A dose from a body weight on.",
    keys: [
      KeyTable.Key("from", .quantity("45 kg"), required: true, "The least weight."),
      KeyTable.Key("dose", dose, required: true, "The dose."), origin,
    ])

  static let way = KeyTable(
    name: "way", title: "a way to give a dose", summary: "How a text has a dose given.",
    keys: [
      KeyTable.Key("by", .text, required: true, "Whose text."),
      KeyTable.Key("way", .text, required: true, "How: `slow injection`."),
      KeyTable.Key("to", dose, required: true, "Up to which dose."), origin,
    ])

  static let ratio = KeyTable(
    name: "ratio", title: "a ratio", summary: "A dose that is so many times another drug's.",
    keys: [
      KeyTable.Key("of", .text, required: true, "The other drug."),
      KeyTable.Key("times", .quantity("10"), required: true, "How many times its dose."),
      KeyTable.Key("when", .text, "A condition; without it whenever none of the others holds."), origin,
    ])

  static let regimen = KeyTable(
    name: "regimen", title: "a regimen", summary: "Drugs, doses, days and cycle.",
    keys: [
      KeyTable.Key("regimen", .identifier, required: true, "Identifier."),
      KeyTable.Key("name", .text, required: true, "Name for people."),
      KeyTable.Key("disease", .text, "For which disease."),
      KeyTable.Key("status", .words(Regimen.Status.allCases.map(\.rawValue)), "Whether it is in use."),
      KeyTable.Key("cycle", .pattern("^[0-9]+ d$", "21 d"), required: true, "From a day 1 to the next."),
      KeyTable.Key("most cycles", .integer(1, 500), "Cycles planned or allowed."),
      KeyTable.Key("drugs", .list(.table("component")), required: true, "The drugs in the order of administration."),
      KeyTable.Key("premedication", .list(.table("accompaniment")), "Premedication."),
      KeyTable.Key("support", .list(.table("accompaniment")), "Supportive drugs."),
      KeyTable.Key("care", .oneOrMore(.text), "What belongs to it beside drugs: hydration, tests."),
      KeyTable.Key("levels", .list(.map(posology)), "Dose levels, the full dose first: dose by drug."),
      KeyTable.Key("below", .text, "What comes below the last level."),
      KeyTable.Key("variants", .list(.table("variant")), "Doses for some patients."),
      KeyTable.Key("rules", .oneOrMore(.identifier), "Rule sets that go with it."),
      KeyTable.Key("alternatives", .oneOrMore(.identifier), "Other schedules of the same drugs."),
      KeyTable.Key("followed by", .identifier, "The regimen that follows this one."), note, origin,
    ])

  static let component = KeyTable(
    name: "component", title: "a drug of a regimen", summary: "A drug with its dose and days.",
    keys: [
      KeyTable.Key("drug", .text, required: true, "Generic name."),
      KeyTable.Key("form", .text, "The form of the substance that the dose is of, where the drug has several."),
      KeyTable.Key("dose", dose, required: true, "Dose of one administration."),
      KeyTable.Key("days", days, required: true, "Days of the cycle."),
      KeyTable.Key("times a day", .integer(1, 6), "Administrations a day."),
      KeyTable.Key("route", .words(Regimen.Route.allCases.map(\.rawValue)), "Route."),
      KeyTable.Key("infusion", .quantity("30 min"), "Duration of the infusion in min or h."),
      KeyTable.Key("rate", .quantity("10 mg/m2/min"), "Fixed rate of the infusion: a reduced dose takes less time."),
      KeyTable.Key(
        "basis", .words(WeightBasis.Kind.allCases.map(\.rawValue)), "Weight that the dose is based on."),
      KeyTable.Key("cap", .quantity("2.0 m2"), "Greatest body surface."),
      KeyTable.Key("most", .quantity("2 mg"), "Greatest single dose."),
      KeyTable.Key("most cycles", .integer(1, 500), "Cycles in which this drug is given at most."),
      note,
    ])

  static let accompaniment = KeyTable(
    name: "accompaniment", title: "an accompanying drug", summary: "Premedication or support.",
    keys: [
      KeyTable.Key("drug", .text, required: true, "Generic name."),
      KeyTable.Key("dose", dose, "Dose, where it is fixed."),
      KeyTable.Key("days", days, "Days of the cycle; 0 and below are before day 1."),
      KeyTable.Key("times a day", .integer(1, 6), "Administrations on each of these days."),
      KeyTable.Key("share", .quantity("20 %"), "The dose in percent of another drug's, which it follows."),
      KeyTable.Key("of", .text, "That drug."),
      KeyTable.Key("route", .words(Regimen.Route.allCases.map(\.rawValue)), "Route."), note,
    ])

  static let variant = KeyTable(
    name: "variant", title: "a variant", summary: "Doses for some patients.",
    keys: [
      KeyTable.Key("when", .text, required: true, "For whom: a condition, `body surface < 1.0 m2`."),
      KeyTable.Key("doses", .map(posology), required: true, "Dose by drug."),
      origin,
    ])

  static let ruleSet = KeyTable(
    name: "rule-set", title: "a rule set", summary: "Rules on dose modification from one text.",
    keys: [
      KeyTable.Key("rules", .identifier, required: true, "Identifier."),
      KeyTable.Key("name", .text, required: true, "Name for people."),
      KeyTable.Key("drugs", .oneOrMore(.text), required: true, "Generic names."),
      KeyTable.Key("form", .text, "The form of the substance that its doses are of, where the drug has several."),
      KeyTable.Key("authority", .text, required: true, "Who issued it."),
      KeyTable.Key("version", .text, required: true, "Its version."),
      KeyTable.Key(
        "date", .pattern("^[0-9]{4}(-[0-9]{2}){0,2}$", "2019-05"), required: true, "Of the text, or when it was read."),
      KeyTable.Key("for", .text, "For which disease, combination, days."),
      KeyTable.Key("applies", .text, "For which patients, a condition: `body surface >= 1.0 m2`."),
      KeyTable.Key(
        "re-escalation", .words(RuleSet.ReEscalation.allCases.map(\.rawValue)), "Whether a dose may be raised again."),
      KeyTable.Key("levels", .list(.map(posology)), "Dose levels, the full dose first."),
      KeyTable.Key("below", .text, "What comes below the last level."),
      KeyTable.Key("rows", .list(.table("rule-row")), "The rules."),
      KeyTable.Key("events", .list(.table("rule-event")), "Events that change later doses for good."), note, origin,
    ])

  static let ruleRow = KeyTable(
    name: "rule-row", title: "a rule", summary: "When something is so, then do that.",
    keys: [
      KeyTable.Key("id", .identifier, required: true, "Identifier in the set."),
      KeyTable.Key("on", .text, "`any day`, `day 1`, `days 8, 15` or `later days`."),
      KeyTable.Key("when", .text, required: true, "Condition: `neutrophils < 0.5 10^9/L or platelets < 50 10^9/L`."),
      KeyTable.Key(
        "then", .text, required: true,
        "`dose 75 %`, `level down`, `hold`, `delay up to 21 d`, `stop`, `not determined`."),
      KeyTable.Key("until", .text, "Condition for going on."),
      KeyTable.Key("next", .oneOrMore(.quantity("75 %")), "The doses after this one, if it is tolerated."),
      KeyTable.Key("drug", .text, "The one drug of several that it concerns."),
      KeyTable.Key("permanent", .flag, "Later cycles keep it."),
      KeyTable.Key("words", .text, "What the text says, in own words."),
      origin,
    ])

  static let ruleEvent = KeyTable(
    name: "rule-event", title: "an event", summary: "Something since the last dose that changes later doses for good.",
    keys: [
      KeyTable.Key("id", .identifier, required: true, "Identifier in the set."),
      KeyTable.Key("when", .text, required: true, "Condition."),
      KeyTable.Key("first", .text, required: true, "What the first leads to."),
      KeyTable.Key("again", .text, "What every further one leads to; without it the same."),
      KeyTable.Key(
        "interrupts", .words(RuleSet.Event.Interruption.allCases.map(\.rawValue)),
        "Whether treatment waits before it goes on: `never`, `again` (from the second one on), `always`."),
      KeyTable.Key("until", .text, "Condition for going on."),
      KeyTable.Key("words", .text, "What the text says, in own words."), origin,
    ])

  static let bandTable = KeyTable(
    name: "band-table", title: "a band table", summary: "From which computed dose on which dose is given.",
    keys: [
      KeyTable.Key("bands", .identifier, required: true, "Identifier."),
      KeyTable.Key("name", .text, required: true, "Name for people."),
      KeyTable.Key(
        "decimals", .integer(0, 4), "Decimals to which the computed dose is rounded before it is looked up."),
      KeyTable.Key("table", .list(.table("band")), required: true, "Bands in ascending order."),
      KeyTable.Key("end", .quantity("16.97 mg"), required: true, "Where the last band ends."), note, origin,
    ])

  static let band = KeyTable(
    name: "band", title: "a band", summary: "One band.",
    keys: [
      KeyTable.Key("from", .quantity("4.60 mg"), required: true, "Computed dose from which it holds."),
      KeyTable.Key("dose", .quantity("4.8 mg"), required: true, "Dose that is given."),
    ])
}
