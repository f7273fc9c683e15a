// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct TableOnlyFactTests {
  let bench = RuleBench(rule: TableOnlyFact())

  func findings(_ claim: String, _ diagnosis: String, section: String = "Table 2") async throws -> [PlacedFinding] {
    try await bench.findings(
      diagnosis, ["claims.yaml": "- {claim: diagnosis, patient: 1, \(claim), source: {section: \(section)}}"])
  }

  @Test func lessExact() async throws {
    let course = "- diagnosis: undifferentiated pleomorphic sarcoma"
    let found = try await findings("is: pleomorphic sarcoma", course)
    #expect(
      found.map(\.summary) == [
        "Table 2 says “pleomorphic sarcoma”, and the text “undifferentiated pleomorphic sarcoma”, which is more exact."
      ])
    #expect(try await findings("is: undifferentiated pleomorphic sarcoma", course).isEmpty)
    #expect(try await findings("is: pleomorphic sarcoma", course, section: "Abstract").isEmpty)
    // Another histology is a contradiction, which the claim itself tells.
    #expect(try await findings("is: leiomyosarcoma", course).isEmpty)
  }

  @Test func aGradeInATableAlone() async throws {
    func course(_ more: String) -> String {
      "- diagnosis: sarcoma\n  grade: G3\(more)\n  source:\n    - {section: Results, quote: a sarcoma}\n    - {section: Table 2, quote: sarcoma G3}"
    }
    #expect(
      try await findings("is: sarcoma, grade: G3", course("")).map(\.summary) == [
        "The grade G3 stands in Table 2 alone."
      ])
    #expect(try await findings("is: sarcoma, grade: G3", course("\n  grade in words: poorly differentiated")).isEmpty)
    // Nobody quotes it: nothing is known of where it stands.
    #expect(try await findings("is: sarcoma, grade: G3", "- diagnosis: sarcoma\n  grade: G3").isEmpty)
  }
}
