// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// One regimen in several orders of its drugs.
struct RegimenSpellings: Rule {
  let id = "regimen-spellings"
  let severity = Severity.note
  let summary = Phrase(
    "One regimen whose drugs stand in several orders",
    "Ein Regime, dessen Wirkstoffe in mehreren Reihenfolgen stehen")
  let explanation =
    "The same drugs in another order are the same regimen; a reader of a table may take them for two. What is compared are the lists of treatments and the therapies of the courses. One note for the series."
  let needs = "claims on `treatments`, or therapies of several drugs"
  let source = "custom: a regimen is called by one name"

  let fires = RuleExample(
    "docetaxel + gemcitabine in the table, gemcitabine + docetaxel in the course",
    course: "- therapy: gemcitabine + docetaxel\n  id: gd", files: [Self.claim])
  let passes = RuleExample(
    "in one order", course: "- therapy: docetaxel + gemcitabine\n  id: gd", files: [Self.claim])
  private static let claim = RuleExample.File(
    "claims.yaml",
    "- {claim: treatments, patient: 1, given: [docetaxel + gemcitabine], source: {section: Table 2}}")

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    var spellings: [Set<String>: [(name: String, evidence: Evidence)]] = [:]
    func note(_ text: String, _ evidence: Evidence) {
      let drugs = Words.treatment(text, library)
      guard drugs.count > 1 else { return }
      let order = text.lowercased().split { $0 == "+" || $0 == "/" || $0 == "," }.map {
        Words.drug(String($0).trimmed, library)
      }
      let name = order.joined(separator: " + ")
      guard spellings[drugs]?.contains(where: { $0.name == name }) != true else { return }
      spellings[drugs, default: []].append((name, evidence))
    }
    // The claims first: what two claims spell in two ways needs no therapy of a course.
    for claim in context.study.claims {
      if case .treatments(let given, _) = claim.assertion { for item in given { note(item, Evidence(claim)) } }
    }
    guard !spellings.isEmpty else { return [] }
    for patient in context.study.patients {
      for (entry, therapy) in patient.therapies {
        note(therapy.name, Evidence(entry, same: therapy.name).of(patient.id))
      }
    }
    let several = spellings.values.filter { $0.count > 1 }.sorted { $0[0].name < $1[0].name }
    guard !several.isEmpty else { return [] }
    let words = several.map { names in names.map(\.name).joined(separator: Phrase.and) }
    return [
      Found(
        patient: nil, about: "order",
        Phrase(
          "One regimen stands in several orders: \(words.joined(separator: "; ")).",
          "Ein Regime steht in mehreren Reihenfolgen: \(words.joined(separator: "; "))."),
        evidence: several.flatMap { $0.prefix(3).map(\.evidence) },
        settledBy: Phrase("One name for each regimen.", "Ein Name für jedes Regime."))
    ]
  }
}
