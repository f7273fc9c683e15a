// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ReducedFromPlanTests {
  let bench = RuleBench(rule: ReducedFromPlan())

  func findings(_ claim: String, planned: Int = 1000, before: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      \(before)- therapy: gemcitabine
        id: gem
        planned: [{id: plan, dose: \(planned) mg/m2, days: [1, 8], every: 21 d}]
        phases: [{id: less, dose: 900 mg/m2, days: [1, 8], every: 21 d}]
      """, ["claims.yaml": "- {\(claim), patient: 1}"])
  }
  let reason = "claim: reason, is: leukopenia, of: less, source: {section: Table 1, quote: Reduced dose}"

  @Test func neverHigher() async throws {
    let found = try await findings(reason)
    #expect(found.map(\.severity) == [.note])
    #expect(
      found.first?.summary
        == "Table 1 calls 900 mg/m² of gemcitabine (less) reduced, but gem began with it; the 1000 mg/m² of the plan are nowhere recorded as given."
    )
    #expect(
      try await findings("claim: dose in words, is: slightly reduced, to: less, source: {section: Discussion}").count
        == 1)
  }

  @Test func onceHigherOrNotCalledReduced() async throws {
    let earlier = "- therapy: gemcitabine\n  id: first\n  phases: [{id: full, dose: 1000 mg/m2, days: [1]}]\n"
    #expect(try await findings(reason, before: earlier).isEmpty)
    #expect(try await findings(reason, planned: 900).isEmpty)
    #expect(try await findings("claim: dose, is: 900 mg/m2, of: less, source: {section: Table 1}").isEmpty)
  }
}
