// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ToxicityWordsTests {
  let bench = RuleBench(rule: ToxicityWords())

  func findings(_ event: String, of therapy: String = "gem") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
      - therapy: pazopanib
        id: pazo
      - toxicity: no serious complications
        of: gem
      - toxicity: neutropenia
        \(event)
        of: \(therapy)
      """)
  }

  /// CTCAE calls grade 3 severe. A grade is worth more than a word.
  @Test(arguments: [
    ("grade: 2", 0), ("grade: 3", 1), ("grade: 4", 1), ("qualifier: severe prolonged", 1), ("qualifier: mild", 0),
    ("grade: 2\n  qualifier: severe", 0),
  ])
  func bounds(event: String, count: Int) async throws {
    #expect(try await findings(event).count == count)
  }

  @Test func anotherTherapy() async throws {
    #expect(try await findings("grade: 4", of: "pazo").isEmpty)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("qualifier: severe prolonged").first)
    #expect(found.id == "toxicity-words/1/toxicity-toxicity-2")
    #expect(found.summary == "“no serious complications” and “severe prolonged neutropenia” are both stated of gem.")
    #expect(found.places == ["patients/1.yaml:8", "patients/1.yaml:10"])
  }
}
