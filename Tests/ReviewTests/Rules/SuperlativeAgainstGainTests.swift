// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct SuperlativeAgainstGainTests {
  let bench = RuleBench(rule: SuperlativeAgainstGain())

  func findings(_ superlative: String, _ other: String, section: String = "Discussion") async throws -> [PlacedFinding]
  {
    try await bench.findings(
      "",
      [
        "claims.yaml": """
        - {claim: statement, study: A, is: maintenance with vinorelbine improved survival in localized rhabdomyosarcoma, source: {section: Discussion}}
        - {claim: statement, study: B, is: \(other), source: {section: \(section)}}
        - {claim: statement, study: C, is: \(superlative), source: {section: Discussion}}
        """
      ])
  }
  let sole = "the sole setting with positive data on maintenance in sarcoma is localized rhabdomyosarcoma"

  @Test func anotherGain() async throws {
    let found = try await findings(
      sole, "maintenance with ridaforolimus delayed progression of sarcoma but did not improve survival")
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.places == ["claims.yaml:3", "claims.yaml:2"])
  }

  @Test func noOtherGain() async throws {
    #expect(try await findings(sole, "maintenance with olaratumab failed to delay progression of sarcoma").isEmpty)
    #expect(try await findings(sole, "maintenance delayed progression of sarcoma", section: Self.other).isEmpty)
    #expect(
      try await findings(
        "only few data on maintenance in sarcoma are positive", "maintenance delayed progression of sarcoma"
      )
      .isEmpty)
  }
  private static let other = "Background"
}
