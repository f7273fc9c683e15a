// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// What a table says of a diagnosis and the text does not, or less exactly.
struct TableOnlyFact: Rule {
  let id = "table-only-fact"
  let severity = Severity.note
  let summary = Phrase(
    "A grade that stands in a table alone, or a diagnosis that a table gives less exactly",
    "Ein Grad, der nur in einer Tabelle steht, oder eine Diagnose, die eine Tabelle ungenauer angibt")
  let explanation =
    "A table repeats what the text tells. A grade for which the text has neither number nor words rests on the table alone; a histology with fewer words (`pleomorphic sarcoma` of `undifferentiated pleomorphic sarcoma`) "
    + "may be another entity. Neither is a contradiction."
  let needs = "claims `diagnosis` from a table; the sources of the diagnosis with quotes"
  let source = "WHO Classification of Tumours: Soft Tissue and Bone Tumours, 5th edition (2020)"

  let fires = RuleExample(
    "G3 quoted from Table 2 alone", course: Self.course("undifferentiated sarcoma"), files: [Self.claim])
  let passes = RuleExample(
    "quoted from the text too", course: Self.course("undifferentiated sarcoma, grade 3"), files: [Self.claim])
  private static let claim = RuleExample.File(
    "claims.yaml",
    "- {claim: diagnosis, patient: 1, is: undifferentiated sarcoma, grade: G3, source: {section: Table 2, quote: undifferentiated sarcoma G3}}"
  )
  private static func course(_ quote: String) -> String {
    """
    - diagnosis: undifferentiated sarcoma
      grade: G3
      source:
        - {section: Results, quote: "\(quote)"}
        - {section: Table 2, quote: undifferentiated sarcoma G3}
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.claims.flatMap { claim -> [Found] in
      guard case .diagnosis(let histology, _, let grade) = claim.assertion, case .patient(let id) = claim.subject,
        let table = claim.sources.first(where: { $0.section.hasPrefix("Table") })?.section,
        let (entry, diagnosis) = context.study.patients.first(where: { $0.id == id })?.diagnosis
      else { return [] }
      var told: [Phrase] = []
      if let grade, diagnosis.grade.value != nil, Self.isInTablesAlone(entry, diagnosis) {
        told.append(Phrase("the grade \(grade) stands in \(table) alone", "der Grad \(grade) steht allein in \(table)"))
      }
      let (said, recorded) = (Words.plain(histology), Words.plain(diagnosis.histology))
      if said != recorded, said.count < recorded.count, Words.areOfOneKind(histology, diagnosis.histology) {
        told.append(
          Phrase(
            "\(table) says “\(histology)”, and the text “\(diagnosis.histology)”, which is more exact",
            "\(table) sagt „\(histology)“, der Text „\(diagnosis.histology)“, was genauer ist"))
      }
      guard !told.isEmpty else { return [] }
      return [
        Found(
          patient: id, about: claim.id, Words.sentence(told),
          evidence: [Evidence(claim), Evidence(entry, same: diagnosis.histology)],
          settledBy: Phrase("The pathology report.", "Der pathologische Befund."),
          claim: claim.id)
      ]
    }
  }

  /// Whether no source of a diagnosis but tables quotes its grade, and one of them does.
  private static func isInTablesAlone(_ entry: Entry, _ diagnosis: Diagnosis) -> Bool {
    guard let grade = diagnosis.grade.value.map(Words.plain), diagnosis.gradeInWords.value == nil else { return false }
    let names = { (source: Source) in
      let words = Words.plain(source.quote ?? "").split(separator: " ").map(String.init)
      return words.contains { $0 == grade || $0 == "grade" || $0 == "graded" }
    }
    let quoting = entry.sources.filter(names)
    return !quoting.isEmpty && quoting.allSatisfy { $0.section.hasPrefix("Table") }
  }
}
