// SPDX-License-Identifier: Apache-2.0

import Course

extension KeyTables {
  /// `patients/ID.yaml`
  static let patient = KeyTable(
    name: "patient", title: "a patient file", summary: "One patient and the course of the disease.",
    keys: [
      Key("patient", .text, required: true, "The patient's id, the same as the name of the file."),
      Key("section", .text, "Section for every source in this file that names none."),
      Key("sex", .recorded(.words(Sex.allCases.map(\.rawValue))), "Sex as recorded in the chart."),
      Key("age", .recorded(.quantity("73 at diagnosis")), "Completed years, and the event they are stated for."),
      Key("height", .recorded(.quantity("178 cm")), "Height in cm."),
      Key("weight", .recorded(.quantity("80 kg")), "Weight in kg."),
      Key("source", .oneOrMore(.table("source")), "Where sex and age are stated."),
      Key("course", .list(.either(entries.map { .table($0.table.name) })), "What happened, in order of time."),
    ])

  /// The table of one kind of entry or claim, with the word that says what it is.
  struct Kind: Sendable {
    let word: String
    let table: KeyTable
  }

  /// The keys that every entry may have.
  static let common: [Key] = [
    Key("id", .identifier, "Name by which other times refer to it; kebab-case, unique in the patient."),
    Key("when", .oneOrMore(.time), "Time as stated, or several statements of it; for what lasts, its start."),
    Key("starts", .oneOrMore(.time), "The same as `when`."),
    Key("ends", .oneOrMore(.time), "Time of its end."),
    Key("lasts", .oneOrMore(.span), "Stated duration; with `ongoing`, until the data cut-off."),
    Key("ongoing", .flag, "Still going on at the data cut-off."),
    sources,
    Key("note", .text, "A note in your words."),
  ]

  private static func kind(_ word: String, _ form: Form, _ title: String, _ summary: String, _ keys: [Key] = []) -> Kind
  {
    Kind(
      word: word,
      table: KeyTable(
        name: "entry-" + Identifier.slug(word), title: title, summary: summary,
        keys: [Key(word, form, required: true, summary)] + keys + common))
  }

  private static let words = Form.recorded(.text)
  private static let therapyID = Key("of", .identifier, "Id of the therapy it belongs to.")
  static let intents = Intent.allCases.map(\.rawValue)

  /// The kinds of entry, in the order of the documentation.
  static let entries: [Kind] = [
    kind(
      "diagnosis", .text, "a diagnosis", "Histology of the primary tumour.",
      [
        Key("morphology", .recorded(.pattern("^[0-9]{4}/[0-9]$", "8890/3")), "ICD-O-3 morphology."),
        Key("site", words, "Site in words."),
        Key("topography", .recorded(.pattern("^C[0-9]{2}(\\.[0-9])?$", "C49.2")), "ICD-O-3 topography."),
        Key("grade", words, "Grade as a code: `G2`."),
        Key("grade in words", words, "Grade in the words of the source."),
        Key("method", words, "How the diagnosis was made."),
      ]),
    kind(
      "metastases", .oneOrMore(.text), "metastases", "Organs with distant metastases, or `none`.",
      [
        Key("number", words, "A number, or `multiple`."),
        Key("already known", .flag, "True where the source speaks of known lesions."),
      ]),
    kind(
      "local relapse", words, "a local relapse", "Relapse at the primary site: the site.",
      [Key("confirmed by", words, "How it was confirmed.")]),
    kind(
      "surgery", .text, "a surgery", "What was done.",
      [Key("site", words, "Site."), Key("margin", words, "Resection margin: `R0`.")]),
    kind(
      "radiotherapy", words, "a radiotherapy", "Target of the radiation. It lasts.",
      [
        Key("intent", .words(intents), "Why it was given."),
        Key("dose", .recorded(.quantity("60 Gy")), "Total dose in Gy."),
        Key("fractions", .recorded(.integer(1, 100)), "Number of fractions."),
      ]),
    kind("ablation", words, "an ablation", "Site of the ablation.", [Key("technique", words, "Technique.")]),
    kind("therapy", .text, "a therapy", "Drugs given together, joined by ` + `. It lasts.", therapy),
    kind("best supportive care", .trueOrWords, "best supportive care", "`true`, or words. It lasts."),
    kind("follow-up", .trueOrWords, "a follow-up", "`true`, or words. It lasts."),
    kind(
      "toxicity", .text, "a toxicity", "CTCAE term or the chart's word; words beginning with `no ` state an absence.",
      [
        Key("grade", .recorded(.integer(1, 5)), "CTCAE grade."),
        Key("version", words, "CTCAE version."),
        Key("qualifier", words, "The chart's own qualifier."),
        Key("absent", .flag, "`true`: nothing of the kind occurred; `false`: it did, whatever the words begin with."),
        therapyID,
      ]),
    kind(
      "lab", .text, "a laboratory value", "Analyte.",
      [Key("value", .quantity("0.8 10^9/L"), required: true, "Number and unit.")]),
    kind(
      "assessment", words, "an assessment", "Modality: `CT`, `MRI`, `PET-CT`.",
      [
        Key("region", words, "Region in words."),
        Key(
          "response", .recorded(.words(Response.allCases.map(\.rawValue) + Response.allCases.compactMap(\.metabolic))),
          "Response as judged; `CMR`, `PMR`, `SMD`, `PMD` by PERCIST."),
        Key("criteria", words, "Criteria: `RECIST 1.1`."),
        Key("judged by", words, "Who judged."),
        Key("sites", .oneOrMore(.text), "Sites where something was seen to grow or appear."),
        Key("new lesions", words, "New lesions, in words."),
        Key("finding", .text, "What was seen."),
        therapyID,
      ]),
    kind(
      "quality of life", .text, "a quality of life", "The statement.",
      [
        Key("instrument", words, "Instrument: `EORTC QLQ-C30`."),
        Key("score", .recorded(.quantity("66.7")), "Score, if an instrument was used."),
        therapyID,
      ]),
    kind("decision", .text, "a decision", "A decision with its reason, in words."),
    kind("plan", .text, "a plan", "A plan, in words."),
    kind("death", words, "a death", "Cause of death."),
    kind("last contact", .trueOrWords, "a last contact", "`true`, or words: last contact with the patient alive."),
    kind("event", .text, "an event", "Anything else, in words."),
  ]
}
