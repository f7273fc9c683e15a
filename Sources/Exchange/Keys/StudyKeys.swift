// SPDX-License-Identifier: Apache-2.0

import Course

extension KeyTables {
  private static let words = Form.recorded(.text)

  /// `study.yaml`
  static let study = KeyTable(
    name: "study", title: "study.yaml", summary: "What is said of the whole series.",
    keys: [
      Key("study", .text, required: true, "Title of the study or paper."),
      Key("section", .text, "Section for every source in this file that names none."),
      Key("centre", words, "Who treated the patients."),
      Key("citation", words, "How to cite the source, if it is published."),
      Key("licence", words, "Licence of the source material."),
      Key("design", words, "Design in the source's words."),
      Key("ethics", words, "Ethics approval."),
      Key("consent", words, "Consent to treatment, analysis or publication."),
      Key("period", words, "When the patients were treated, in EDTF: `2014/2021`."),
      Key("data cut-off", words, "Until when outcomes were tracked, in EDTF: `2021-06`."),
      Key("guideline", .words(ReportingGuideline.allCases.map(\.rawValue)), "Reporting guideline to measure against."),
      Key("definitions", .table("definitions"), "Definitions where the field has several."),
      Key("abbreviations", .map(.text), "Short names for figures: `gemcitabine: Gem`."),
      Key("sources", .table("study-sources"), "Where the fields above are stated."),
      Key("remarks", .list(.table("remark")), "What no field holds."),
    ])

  static let definitions = KeyTable(
    name: "definitions", title: "the definitions", summary: "Definitions where the field has several.",
    keys: [
      Key(
        "plain numbers", .either([.words(["half last digit", "exact"]), .pattern("^[0-9.]+ ?%$", "10 %")]),
        "How far a plain stated number may be from the truth: `half last digit`, `exact`, or a fraction: `10 %`."),
      Key(
        "treatment ends", .words(Definitions.TreatmentEnd.allCases.map(\.rawValue)),
        "At the decision to stop, or on the day of the last dose."),
      Key("days", .words(["exclusive", "inclusive"]), "Whether an interval counts its last day: end - start (+ 1)."),
      Key(
        "maintenance", .words(Definitions.MaintenanceCounting.allCases.map(\.rawValue)),
        "Whether maintenance counts with the induction it follows."),
      Key("censoring", .words(Definitions.Censoring.allCases.map(\.rawValue)), "What censors a time to progression."),
    ])

  /// The fields of `study.yaml` that can have a source.
  static let sourcedStudyFields = [
    "study", "centre", "citation", "licence", "design", "ethics", "consent", "period", "data cut-off", "guideline",
    "definitions",
  ]

  static let studySources = KeyTable(
    name: "study-sources", title: "the sources of the study", summary: "Where the fields of study.yaml are stated.",
    keys: sourcedStudyFields.map { Key($0, .oneOrMore(.table("source")), "Where `\($0)` is stated.") })

  static let remark = KeyTable(
    name: "remark", title: "a remark", summary: "A statement about the study that no field holds.",
    keys: [
      Key("topic", .text, required: true, "What it is about."),
      Key("text", .text, required: true, "The statement in your words."),
      sources,
    ])
}
