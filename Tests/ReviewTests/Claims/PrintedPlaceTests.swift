// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct PrintedPlaceTests {
  @Test(arguments: [
    ("Table 2", "Tab. 2"), ("Table 2", "TABLE 2"), ("Table 2", "Tabelle 2"), ("Fig. 1a", "Figure 1A"),
    ("Supplementary Table S1", "Table S1"), ("Supplementary Table 1", "Table S1"), ("Abb. 3", "Figure 3"),
  ])
  func isOnePlace(one: String, other: String) { #expect(PrintedPlace(one) == PrintedPlace(other)) }

  @Test(arguments: [
    ("Table 1", "Table 2"), ("Table 1", "Figure 1"), ("Table 1", "Table S1"), ("Table 1", "Table 11"),
  ])
  func areTwo(one: String, other: String) { #expect(PrintedPlace(one) != PrintedPlace(other)) }

  @Test(arguments: ["Results/Patient 1", "Methods", "Tableau", "", "Discussion, Table 1"])
  func isNone(section: String) { #expect(PrintedPlace(section) == nil) }

  private func judge(_ place: String, holding sections: String...) async throws -> Verdict? {
    let claims =
      sections.map { "- {claim: sex, patient: 1, is: male, source: {section: \($0)}}" }
      + ["- {claim: refers to, patient: 1, is: \(place), for: patient characteristics, source: {section: Results}}"]
    let review = try await RuleBench.review(
      RuleExample("", facts: "sex: male", files: [.init("claims.yaml", claims.joined(separator: "\n"))]))
    return review.claims.last?.verdict
  }

  @Test func references() async throws {
    #expect(try await judge("Table 1", holding: "Tab. 1") == .supported)
    #expect(try await judge("Tabelle 1", holding: "Table 2", "Results") == .contradicted)
    #expect(try await judge("Table 1", holding: "Results") == .notDecidable)
    #expect(try await judge("the appendix", holding: "Table 2") == .notDecidable)
  }
}
