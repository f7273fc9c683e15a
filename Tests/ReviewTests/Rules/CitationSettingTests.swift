// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct CitationSettingTests {
  let bench = RuleBench(rule: CitationSetting())

  func findings(_ claim: String, _ title: String, beside other: String? = nil) async throws -> [PlacedFinding] {
    try await bench.findings(
      "",
      [
        "references.yaml": "- number: 7\n  title: \"\(title)\""
          + (other.map { "\n- number: 8\n  title: \"\($0)\"" } ?? ""),
        "claims.yaml":
          "- {claim: statement, study: A 2004, is: \"\(claim)\", cites: \(other == nil ? "7" : "[7, 8]"), source: {section: Discussion}}",
      ])
  }

  @Test(arguments: [
    ("maintenance with olaratumab failed", "Olaratumab in Sarcoma", "maintenance"),
    ("second-line larotrectinib", "Larotrectinib in Sarcoma", "second-line treatment"),
    ("adjuvant doxorubicin", "Doxorubicin in Sarcoma", "adjuvant treatment"),
    ("ifosfamide in leiomyosarcoma", "Ifosfamide in Soft-Tissue Sarcoma", "leiomyosarcoma"),
    ("gemcitabine in the elderly", "Gemcitabine in Sarcoma", "the elderly"),
  ])
  func aSettingThatTheTitleLacks(claim: String, title: String, name: String) async throws {
    let found = try #require(try await findings(claim, title).first)
    #expect(found.severity == .note)
    #expect(found.summary.contains("says it of \(name), which the title of (7) does not name"))
  }

  @Test func aPopulationThatTheClaimLeavesOut() async throws {
    let found = try await findings("bevacizumab failed in sarcoma", "Bevacizumab in Childhood Sarcoma")
    #expect(found.first?.summary.contains("does not say that (7) is by its title of children or young adults") == true)
    #expect(try await findings("bevacizumab failed in childhood sarcoma", "Bevacizumab in Childhood Sarcoma").isEmpty)
  }

  /// Other words for a setting, a review beside, and `neoadjuvant`, which is not `adjuvant`.
  @Test(arguments: [
    ("second-line gemcitabine", "Gemcitabine in Sarcoma Resistant to Standard Chemotherapy", String?.none),
    ("maintenance in sarcoma", "Drug Holiday in Sarcoma", nil),
    ("maintenance with olaratumab", "Olaratumab in Sarcoma", "Maintenance in Sarcoma: A Systematic Review"),
    ("neoadjuvant doxorubicin", "Preoperative Doxorubicin", nil),
    ("survival in sarcoma", "Sarcoma in Adults", nil),
  ])
  func theSameSetting(claim: String, title: String, other: String?) async throws {
    #expect(try await findings(claim, title, beside: other).map(\.summary) == [])
  }
}
