// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct WithoutAccountTests {
  let bench = RuleBench(rule: WithoutAccount())

  private func findings(_ plan: String, _ rows: String...) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2024-01-08\n\(plan)",
      ["administrations.csv": (["patient,therapy,cycle,day,date,dose"] + rows).joined(separator: "\n")])
  }

  /// Case 97: one dose of three in mg has no place in an account per m², and the account does not vanish in silence.
  @Test func aDoseInAnotherUnit() async throws {
    let found = try await findings(
      "  regimen: gemcitabine-1000-q28\n", "1,gem,1,1,2024-01-08,1000 mg/m2", "1,gem,1,8,2024-01-15,1800 mg")
    #expect(found.map(\.id) == ["administrations-without-account/1/gem-gemcitabine"])
    #expect(
      found.first?.summary.contains("1800 mg on 2024-01-15 cannot be set against a plan in mg/m²") == true)
    #expect(found.first?.places.last == "administrations.csv:3")
  }

  @Test func noPlan() async throws {
    let found = try await findings("", "1,gem,1,1,2024-01-08,1000 mg/m2")
    #expect(found.count == 1 && found[0].summary.contains("no regimen is named"))
    let planned = "  planned: [{id: plan, dose: 1000 mg/m2, days: [1, 8], every: 21 d}]\n"
    #expect(try await findings(planned, "1,gem,1,1,2024-01-08,1000 mg/m2").isEmpty)
    #expect(try await findings(planned, "1,gem,1,1,2024-01-08,omitted").isEmpty)
  }
}
