// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct CitationSubjectTests {
  let bench = RuleBench(rule: CitationSubject())

  func findings(_ claim: String, _ title: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      "",
      [
        "references.yaml": "- number: 7\n  title: \"\(title)\"",
        "claims.yaml": "- {claim: statement, study: A 2004, is: \"\(claim)\", cites: 7, source: {section: Discussion}}",
      ])
  }

  @Test func aTitleOnSomethingElse() async throws {
    let drug = try await findings(
      "in soft tissue sarcoma survival is rare", "Larotrectinib in Patients With TRK Fusion-Positive Solid Tumors")
    #expect(drug.map(\.severity) == [.warning])
    #expect(drug.first?.summary.contains("which is about larotrectinib, and the claim does not name it") == true)
    let none = try await findings("surgery of leiomyosarcoma is standard", "Imaging Features of the Rotator Cuff")
    #expect(none.map(\.severity) == [.note])
  }

  /// Forms of a word, a whole and its part, and abbreviations are the same subject; a short title has none.
  @Test(arguments: [
    ("many STS are resistant to chemotherapy", "EGFR Inhibition Abrogates Leiomyosarcoma Chemoresistance in Cells"),
    ("a multitude of subtypes of STS", "Soft Tissue Sarcomas at a Glance: Imaging Features of Extremity Masses"),
    ("sarcomas are rare tumors", "Predictors of Recurrence in Primary Leiomyosarcoma After Excision"),
    ("fewer than 1 % have NTRK fusions", "NTRK Gene Fusions as Novel Targets Across Tumour Types"),
    ("sarcomas are rare tumors", "Cancer Statistics, 2020"),
    ("the median overall survival was 12 months", "Docetaxel and Gemcitabine in Soft-Tissue Sarcomas"),
  ])
  func theSameSubject(claim: String, title: String) async throws {
    #expect(try await findings(claim, title).map(\.summary) == [])
  }
}
