// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct StatementsNotReadTests {
  let bench = RuleBench(rule: StatementsNotRead())

  @Test func listedOnce() async throws {
    let found = try await bench.findings(
      "",
      [
        "claims.yaml": """
        - {claim: statement, series: true, is: all went well, source: {section: Abstract}}
        - {claim: statement, patient: 1, is: he went home, source: {section: Results}}
        - {claim: statement, study: Bay 2006, is: it was large, source: {section: Discussion}}
        """
      ])
    #expect(
      found.map(\.summary) == [
        "2 statements are in prose and judged by no rule: “all went well” (Abstract); “he went home” (Results)."
      ])
    #expect(found.first?.places == ["claims.yaml:1", "claims.yaml:2"])
  }

  @Test func nothingToRead() async throws {
    #expect(try await bench.findings("").isEmpty)
  }
}
