// SPDX-License-Identifier: Apache-2.0

import Course

extension KeyTables {
  private static let on = Key(
    "on", .either([.identifier, .table("selector")]), required: true,
    "The therapies: an entry id, `{intent: maintenance}` or `{drugs: [gemcitabine]}`.")
  private static let lasting = Key("lasting", .span, "How long it held.")
  private static let dose = Form.pattern("^[0-9.]+ (mg/m2|mg/m²|mg/kg|mg)$", "1000 mg/m2")

  private static func of(_ what: String) -> Key { Key("of", .identifier, required: true, "Id of \(what).") }

  private static func asserted(_ form: Form, _ summary: String) -> Key { Key("is", form, required: true, summary) }

  private static func claim(_ word: String, _ summary: String, _ keys: [Key] = []) -> Kind {
    Kind(
      word: word,
      table: KeyTable(
        name: "claim-" + Identifier.slug(word), title: "a claim `\(word)`", summary: summary,
        keys: [
          Key("claim", .words([word]), required: true, "What is asserted."),
          Key("id", .text, "Name of the claim, unique in the study."),
          Key("patient", .text, "Id of the patient it is about."),
          Key("series", .flag, "`true`: it is about the whole series."),
          Key("study", .text, "It is about another study: who, when."),
        ] + keys + [sources, Key("note", .text, "A note in your words.")]))
  }

  /// The kinds of claim, in the order of the documentation.
  static let claims: [Kind] = [
    claim("sex", "The patient's sex.", [asserted(.words(Sex.allCases.map(\.rawValue)), "The sex.")]),
    claim("age", "An age.", [asserted(.quantity("73 at diagnosis"), "Completed years, and the event.")]),
    claim(
      "diagnosis", "The diagnosis.",
      [asserted(.text, "Histology."), Key("site", .text, "Site."), Key("grade", .text, "Grade.")]),
    claim(
      "metastatic sites", "All metastatic sites.", [Key("sites", .oneOrMore(.text), required: true, "The organs.")]),
    claim(
      "treatments", "What was given before a therapy.",
      [
        Key("given", .oneOrMore(.text), required: true, "Drugs joined by ` + `, `surgery`, `radiation`, `ablation`."),
        Key("before", .identifier, "Id of the therapy before which it was given."),
      ]),
    claim(
      "duration", "How long an entry or dose phase lasted.",
      [asserted(.span, "The duration."), of("the entry or phase"), Key("ongoing", .flag, "It was still going on.")]),
    claim(
      "interval", "The time between two events.",
      [
        asserted(.span, "The time."), Key("from", .text, required: true, "An event: `start of gem-doc`."),
        Key("to", .text, required: true, "An event: `death`."),
      ]),
    claim(
      "response", "The response on therapies.",
      [
        asserted(.words(Response.allCases.map(\.rawValue)), "The response."), on, lasting,
        Key("while", .identifier, "Id of the dose phase said to be in force all that time."),
      ]),
    claim(
      "response counts", "How many patients had which response.",
      [Key("counts", .map(.integer(0, nil)), required: true, "Numbers by response: `{PR: 1, SD: 2}`."), on, lasting]),
    claim(
      "dose", "The dose of a phase.",
      [
        asserted(dose, "The dose."), Key("days", .oneOrMore(.integer(1, 366)), "Days of the cycle."),
        Key("next day 1", .integer(2, 366), "The day that is day 1 of the next cycle."), of("the phase"),
      ]),
    claim(
      "initial dose range", "Lowest and highest initial dose of the series.",
      [
        Key("lowest", dose, required: true, "Lowest."), Key("highest", dose, required: true, "Highest."), on,
      ]),
    claim(
      "dose change", "By how much a dose was cut.",
      [
        Key("by", .text, required: true, "`two-thirds`, `1/2`, `50 %`."),
        Key("from", .identifier, required: true, "Id of the phase before."),
        Key("to", .identifier, required: true, "Id of the phase after."),
      ]),
    claim(
      "dose change from cycle", "From which cycle on a dose was given.",
      [
        Key("cycle", .integer(1, 500), required: true, "The cycle."), Key("to", dose, required: true, "The dose."),
        of("the therapy"),
      ]),
    claim("reason", "Why a phase had its dose.", [asserted(.text, "The reason."), of("the phase")]),
    claim("until progression", "Therapy was given until progression.", [on]),
    claim(
      "refractory", "Progression under each of these drugs.",
      [Key("to", .oneOrMore(.text), required: true, "The drugs.")]),
    claim("progressive to at least one line", "Progression under at least one line."),
    claim("no serious toxicity", "No serious toxicity on therapies.", [on]),
    claim("quality of life", "Quality of life on therapies.", [asserted(.text, "The statement."), on]),
    claim(
      "line", "A therapy is the n-th line.", [asserted(.integer(1, 30), "The line."), of("the therapy")]),
    claim(
      "percentage", "A percentage as printed.",
      [
        asserted(.pattern("^[0-9.]+ ?%$", "18.4 %"), "As printed."),
        Key("of", .recorded(.integer(1, nil)), required: true, "Denominator."),
        Key("what", .text, required: true, "What is counted."),
      ]),
    claim(
      "refers to", "The text sends the reader somewhere.",
      [asserted(.text, "The place: `Table 2`."), Key("for", .text, required: true, "What is looked for there.")]),
    claim("statement", "Recorded and not judged.", [asserted(.text, "The statement.")]),
  ]
}
