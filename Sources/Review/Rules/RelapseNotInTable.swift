// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A new lesion at the resection site that nobody calls a relapse, and no table tells of.
struct RelapseNotInTable: Rule {
  let id = "relapse-not-in-table"
  let severity = Severity.note
  let summary = Phrase(
    "A new lesion at the resection site that nothing calls a relapse, and no table tells of",
    "Eine neue Läsion am Resektionsort, die nichts ein Rezidiv nennt und von der keine Tabelle berichtet")
  let explanation =
    "A table of patients that lists the sites of metastases is read as the spread of the disease. A new lesion that an image showed at the site or margin of a resection has no place in it; where the course has neither a `local relapse` nor a biopsy, "
    + "nobody says what it was or what became of it."
  let needs =
    "a claim on `metastatic sites` from a table, and an assessment with `new lesions` at a resection"
  let source = "CARE 2013, items 8 and 10"

  let fires = RuleExample(
    "a lesion at the resection margin, lung in the table", course: Self.course("resection margin"), files: [Self.claim])
  let passes = RuleExample("a lesion in the lung", course: Self.course("lung"), files: [Self.claim])
  private static let claim = RuleExample.File(
    "claims.yaml", "- {claim: metastatic sites, patient: 1, sites: [lung], source: {section: Table 2}}")
  private static func course(_ site: String) -> String {
    "- diagnosis: sarcoma\n- surgery: excision\n  margin: R0\n- assessment: MRI\n  id: mri\n  new lesions: lesion at the \(site)\n- metastases: [lung]"
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let rows = context.study.claims.filter { claim in
        claim.subject == .patient(patient.id) && claim.sources.contains { $0.section.hasPrefix("Table") }
      }
      let isListed = rows.contains { claim in
        let words = Words.plain(([claim.assertion.words] + claim.sources.compactMap(\.quote)).joined(separator: " "))
        return ["relapse", "recurren", "local "].contains { words.contains($0) && !words.contains("local ablation") }
      }
      let isSettled = patient.entries.contains { entry in
        switch entry.content {
        case .localRelapse, .biopsy: true
        default: false
        }
      }
      guard !isListed, !isSettled,
        let row = rows.first(where: { if case .metastaticSites = $0.assertion { true } else { false } }),
        let table = row.sources.first(where: { $0.section.hasPrefix("Table") })?.section
      else { return [] }
      return patient.entries.compactMap { entry -> Found? in
        guard let lesions = Self.relapse(entry) else { return nil }
        return Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(entry.sources.first.map { Phrase(same: $0.section) } ?? Phrase("The course", "Der Verlauf")) tells of a new lesion, “\(lesions)” (\(entry.id)), and \(table) lists \(row.assertion.words), with no relapse at the primary site: whether the lesion was one is not stated.",
            "\(entry.sources.first.map { Phrase(same: $0.section) } ?? Phrase("The course", "Der Verlauf")) berichtet von einer neuen Läsion, „\(lesions)“ (\(entry.id)), und \(table) nennt „\(row.assertion.words)“, ohne Rezidiv am Primärort: ob die Läsion eines war, ist nicht angegeben."
          ),
          evidence: [
            Evidence(entry, Phrase("a new lesion, “\(lesions)”", "eine neue Läsion, „\(lesions)“")), Evidence(row),
          ],
          settledBy: Phrase(
            "A biopsy of that lesion, and what became of it.", "Eine Biopsie dieser Läsion, und was aus ihr wurde."))
      }
    }
  }

  /// What an entry says of a relapse at the primary site, in words.
  private static func relapse(_ entry: Entry) -> String? {
    switch entry.content {
    case .assessment(let assessment):
      assessment.newLesions.value.flatMap { lesions in
        let words = Words.plain(lesions + " " + (assessment.region.value ?? ""))
        return ["resection", "surgical bed", "tumor bed", "tumour bed", "anastomosis"].contains { words.contains($0) }
          ? lesions : nil
      }
    default: nil
    }
  }
}
