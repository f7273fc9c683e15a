// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ImpliedDoseTests {
  let bench = RuleBench(rule: ImpliedDose())

  func findings(_ implied: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        phases:
          - {id: full, dose: 1000 mg/m2, days: [1, 8, 15], cycles: 1-3}
          - {id: omitted, dose: 1000 mg/m2\(implied), days: [1, 15], cycles: 4-16}
      """)
  }

  @Test func impliedOrStated() async throws {
    let found = try await findings(", dose is implied: true")
    #expect(
      found.map(\.summary) == [
        "The source gives no dose for omitted of gem in cycles 4 to 16: 1000 mg/m² is carried over from the phase before."
      ])
    #expect(try await findings("").isEmpty)
  }
}
