// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct PhaseNotInTableTests {
  let bench = RuleBench(rule: PhaseNotInTable())

  func findings(rows: String...) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        phases:
          - {id: first, dose: 900 mg/m2, days: [1, 8, 15], every: 28 d, cycles: 1-1}
          - {id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, cycles: 2-3}
          - {id: omitted, dose: 1000 mg/m2, days: [1, 15], every: 28 d, cycles: 4-16}
          - {id: again, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, cycles: 17-18}
      """,
      [
        "claims.yaml": rows.map { "- {claim: dose, patient: 1, is: 1000 mg/m2, of: \($0)}" }.joined(separator: "\n")
      ])
  }

  /// The last phase has the dose of the second, whose row stands for both.
  @Test func aPhaseInNoRow() async throws {
    let found = try await findings(rows: "first, source: {section: Table 1}", "full, source: {section: Table 1}")
    #expect(
      found.map(\.summary) == [
        "Table 1 gives first and full of gem; omitted (1000 mg/m² on d1, d15, in cycles 4 to 16) is in the course and in no row."
      ])
    #expect(found.first?.places.first == "patients/1.yaml:9")
  }

  @Test func allInRows() async throws {
    // One row gives the plan, and no more.
    #expect(try await findings(rows: "full, source: {section: Table 1}").isEmpty)
    #expect(
      try await findings(
        rows: "first, source: {section: Table 1}", "full, source: {section: Table 1}",
        "omitted, source: {section: Table 1}"
      ).isEmpty)
  }

  /// A sentence gives what it speaks of, and no more.
  @Test func aSentenceIsNoTable() async throws {
    #expect(
      try await findings(rows: "first, source: {section: Results}", "full, source: {section: Discussion}").isEmpty)
  }
}
