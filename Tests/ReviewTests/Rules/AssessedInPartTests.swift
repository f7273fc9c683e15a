// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct AssessedInPartTests {
  let bench = RuleBench(rule: AssessedInPart())

  func findings(region: String, response: String = "SD", more: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - diagnosis: sarcoma
        when: 2020-01-05
      - metastases: [lung, liver]
        when: 2020-01-10
      - therapy: gemcitabine
        id: gem
        when: 2020-01-15
      \(more)
      - assessment: CT
        id: ct
        region: \(region)
        response: \(response)
        of: gem
        when: 2020-04-10
      """)
  }

  @Test func aPart() async throws {
    let found = try await findings(region: "lung")
    #expect(
      found.map(\.summary) == [
        "SD (ct) was judged on the lung, and metastases of the liver were known: what became of them is not stated."
      ])
    #expect(try await findings(region: "liver", response: "PR").count == 1)
  }

  @Test func theWholeOrProgression() async throws {
    #expect(try await findings(region: "lung and liver").isEmpty)
    #expect(try await findings(region: "chest and abdomen").isEmpty)
    #expect(try await findings(region: "lung", response: "PD").isEmpty)
    #expect(try await findings(region: "lung", more: "- ablation: liver\n  when: 2020-01-12").isEmpty)
  }
}
