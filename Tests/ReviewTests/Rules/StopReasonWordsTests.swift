// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct StopReasonWordsTests {
  let bench = RuleBench(rule: StopReasonWords())

  func findings(_ words: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n  ends: 2020-05-20\n  stopped for: \(words)")
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("suspected progression").first)
    #expect(
      found.summary
        == "gem was stopped for “suspected progression”: whether the disease had progressed cannot be read from this, so that the stop counts as no progression."
    )
    #expect(found.places == ["patients/1.yaml:4"])
  }

  /// What is plain, either way, and what names no progression is not asked for.
  @Test(arguments: [
    ("possible progression", 1), ("patient choice (progression not confirmed)", 1), ("symptomatic deterioration", 1),
    ("Therapieversagen", 1),
    ("brain metastases", 1), ("relapse", 0),
    ("progression", 0), ("Progredienz", 0), ("kein Progress", 0), ("toxicity", 0), ("not stated", 0),
  ])
  func words(words: String, count: Int) async throws {
    #expect(try await findings(words).count == count)
  }
}
