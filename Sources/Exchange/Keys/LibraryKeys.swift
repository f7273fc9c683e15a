// SPDX-License-Identifier: Apache-2.0

import Dosing

/// The keys of the files of a regimen library: one file, one drug, regimen, rule set or band table.
extension KeyTables {
  /// Every table of the library, in the order of the documentation.
  static let library: [KeyTable] = [
    drug, cumulativeLimit, cumulativeRisk, equivalent, regimen, component, accompaniment, variant, ruleSet, ruleRow,
    ruleEvent, bandTable, band, librarySource,
  ]

  private static let dose = Form.pattern("^[0-9.]+ ?(mg/m2|mg/m²|mg/kg|mg|AUC)$", "1000 mg/m2")
  private static let days = Form.either([.oneOrMore(.integer(-30, 366)), .pattern("^[0-9]+-[0-9]+$", "1-21")])
  private static let origin = Key("source", .oneOrMore(.table("library-source")), "Where it is from.")
  private static let note = Key("note", .text, "A note in your words.")

  static let librarySource = KeyTable(
    name: "library-source", title: "a source of the library", summary: "Where it is from, and how certain.",
    keys: [
      Key("text", .text, required: true, "Label, trial, guideline."), Key("url", .text, "Its address."),
      Key("certainty", .words(LibrarySource.Certainty.allCases.map(\.rawValue)), required: true, "How certain it is."),
      Key("read", .text, "When it was read: `2026-11`."),
    ])

  static let drug = KeyTable(
    name: "drug", title: "a drug", summary: "A drug: codes, abbreviation, vials, cumulative limits.",
    keys: [
      Key("drug", .text, required: true, "Generic name (INN) in lower case."), Key("atc", .text, "WHO ATC code."),
      Key("rxnorm", .text, "RxNorm concept of the ingredient."),
      Key("abbreviation", .text, "As figures use it: `Gem`."),
      Key("class", .words(Drug.Kind.allCases.map(\.rawValue)), required: true, "The kind of drug."),
      Key("vials", .oneOrMore(.quantity("200 mg")), "Vial sizes."),
      Key("cumulative limit", .list(.table("cumulative-limit")), "Limits of the cumulative dose."),
      Key("cumulative risk", .list(.table("cumulative-risk")), "Risk at cumulative doses."),
      Key("doxorubicin equivalents", .list(.table("equivalent")), "mg/m² of doxorubicin for one mg/m² of this drug."),
      note, origin,
    ])

  static let cumulativeLimit = KeyTable(
    name: "cumulative-limit", title: "a cumulative limit", summary: "A limit and when it holds.",
    keys: [
      Key("dose", dose, required: true, "The limit."), Key("when", .text, required: true, "When it holds."), origin,
    ])

  static let cumulativeRisk = KeyTable(
    name: "cumulative-risk", title: "a cumulative risk", summary: "The risk at a cumulative dose.",
    keys: [Key("dose", dose, required: true, "The dose."), Key("risk", .text, required: true, "The risk.")])

  static let equivalent = KeyTable(
    name: "equivalent", title: "a doxorubicin equivalent", summary: "A factor of a named scheme.",
    keys: [
      Key("scheme", .text, required: true, "Its name: `COG 2018`."),
      Key("factor", .quantity("0.5"), required: true, "mg/m² of doxorubicin for one mg/m²."), origin,
    ])

  static let regimen = KeyTable(
    name: "regimen", title: "a regimen", summary: "Drugs, doses, days and cycle.",
    keys: [
      Key("regimen", .identifier, required: true, "Identifier."),
      Key("name", .text, required: true, "Name for people."),
      Key("disease", .text, "For which disease."),
      Key("status", .words(Regimen.Status.allCases.map(\.rawValue)), "Whether it is in use."),
      Key("cycle", .pattern("^[0-9]+ d$", "21 d"), required: true, "From a day 1 to the next."),
      Key("most cycles", .integer(1, 500), "Cycles planned or allowed."),
      Key("drugs", .list(.table("component")), required: true, "The drugs in the order of administration."),
      Key("premedication", .list(.table("accompaniment")), "Premedication."),
      Key("support", .list(.table("accompaniment")), "Supportive drugs."),
      Key("levels", .list(.map(dose)), "Dose levels, the full dose first: dose by drug."),
      Key("below", .text, "What comes below the last level."),
      Key("variants", .list(.table("variant")), "Doses for some patients."),
      Key("rules", .oneOrMore(.identifier), "Rule sets that go with it."),
      Key("alternatives", .oneOrMore(.identifier), "Other schedules of the same drugs."),
      Key("followed by", .identifier, "The regimen that follows this one."), note, origin,
    ])

  static let component = KeyTable(
    name: "component", title: "a drug of a regimen", summary: "A drug with its dose and days.",
    keys: [
      Key("drug", .text, required: true, "Generic name."),
      Key("dose", dose, required: true, "Dose of one administration."),
      Key("days", days, required: true, "Days of the cycle."),
      Key("times a day", .integer(1, 6), "Administrations a day."),
      Key("route", .words(Regimen.Route.allCases.map(\.rawValue)), "Route."),
      Key("infusion", .quantity("30 min"), "Duration of the infusion in min or h."),
      Key("basis", .text, "Weight that the dose is based on."),
      Key("cap", .quantity("2.0 m2"), "Greatest body surface."),
      Key("most cycles", .integer(1, 500), "Cycles in which this drug is given at most."),
      note,
    ])

  static let accompaniment = KeyTable(
    name: "accompaniment", title: "an accompanying drug", summary: "Premedication or support.",
    keys: [
      Key("drug", .text, required: true, "Generic name."), Key("dose", dose, "Dose, where it is fixed."),
      Key("days", days, "Days of the cycle; 0 and below are before day 1."),
      Key("route", .words(Regimen.Route.allCases.map(\.rawValue)), "Route."), note,
    ])

  static let variant = KeyTable(
    name: "variant", title: "a variant", summary: "Doses for some patients.",
    keys: [
      Key("when", .text, required: true, "For whom."), Key("doses", .map(dose), required: true, "Dose by drug."),
      origin,
    ])

  static let ruleSet = KeyTable(
    name: "rule-set", title: "a rule set", summary: "Rules on dose modification from one text.",
    keys: [
      Key("rules", .identifier, required: true, "Identifier."), Key("name", .text, required: true, "Name for people."),
      Key("drugs", .oneOrMore(.text), required: true, "Generic names."),
      Key("authority", .text, required: true, "Who issued it."), Key("version", .text, required: true, "Its version."),
      Key(
        "date", .pattern("^[0-9]{4}(-[0-9]{2}){0,2}$", "2019-05"), required: true, "Of the text, or when it was read."),
      Key("for", .text, "For which disease, combination, days."),
      Key(
        "re-escalation", .words(RuleSet.ReEscalation.allCases.map(\.rawValue)), "Whether a dose may be raised again."),
      Key("levels", .list(.map(dose)), "Dose levels, the full dose first."),
      Key("below", .text, "What comes below the last level."), Key("rows", .list(.table("rule-row")), "The rules."),
      Key("events", .list(.table("rule-event")), "Events that change later doses for good."), note, origin,
    ])

  static let ruleRow = KeyTable(
    name: "rule-row", title: "a rule", summary: "When something is so, then do that.",
    keys: [
      Key("id", .identifier, required: true, "Identifier in the set."),
      Key("on", .text, "`any day`, `day 1`, `days 8, 15` or `later days`."),
      Key("when", .text, required: true, "Condition: `neutrophils < 0.5 10^9/L or platelets < 50 10^9/L`."),
      Key("then", .text, required: true, "`dose 75 %`, `level down`, `hold`, `delay up to 21 d`, `stop`."),
      Key("until", .text, "Condition for going on."), Key("drug", .text, "The one drug of several that it concerns."),
      Key("permanent", .flag, "Later cycles keep it."), Key("words", .text, "What the text says, in own words."),
      origin,
    ])

  static let ruleEvent = KeyTable(
    name: "rule-event", title: "an event", summary: "Something since the last dose that changes later doses for good.",
    keys: [
      Key("id", .identifier, required: true, "Identifier in the set."),
      Key("when", .text, required: true, "Condition."), Key("first", .text, required: true, "What the first leads to."),
      Key("again", .text, "What every further one leads to; without it the same."),
      Key("words", .text, "What the text says, in own words."), origin,
    ])

  static let bandTable = KeyTable(
    name: "band-table", title: "a band table", summary: "From which computed dose on which dose is given.",
    keys: [
      Key("bands", .identifier, required: true, "Identifier."), Key("name", .text, required: true, "Name for people."),
      Key("decimals", .integer(0, 4), "Decimals to which the computed dose is rounded before it is looked up."),
      Key("table", .list(.table("band")), required: true, "Bands in ascending order."),
      Key("end", .quantity("16.97 mg"), required: true, "Where the last band ends."), note, origin,
    ])

  static let band = KeyTable(
    name: "band", title: "a band", summary: "One band.",
    keys: [
      Key("from", .quantity("4.60 mg"), required: true, "Computed dose from which it holds."),
      Key("dose", .quantity("4.8 mg"), required: true, "Dose that is given."),
    ])
}
