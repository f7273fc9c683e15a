// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct CyclesOfPhasesTests {
  let bench = RuleBench(rule: CyclesOfPhases())

  private func found(_ cycles: String, _ phases: String..., more: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: doxorubicin + dacarbazine\n  id: first\n  cycles: \(cycles)\n  every: 21 d\n\(more)  phases:\n"
        + phases.map { "    - {\($0)}\n" }.joined())
  }

  @Test(arguments: [("5", 1), ("6", 0), ("7", 1), ("not stated", 0)])
  func counts(cycles: String, count: Int) async throws {
    let found = try await found(
      cycles, "id: a, drug: doxorubicin, dose: 75 mg/m2, cycles: 1-6",
      "id: b, drug: dacarbazine, dose: 750 mg/m2, cycles: 1-4")
    #expect(found.count == count)
  }

  @Test func inWords() async throws {
    let a = "id: a, drug: doxorubicin, dose: 75 mg/m2, cycles: 1-6"
    #expect(
      try await found("5", a).map(\.summary) == ["first had 5 cycles, but its doses are stated until cycle 6."])
    #expect(
      try await found("7", a).map(\.summary) == ["first had 7 cycles, but its doses are stated only until cycle 6."])
  }

  /// From cycle 12 on, of a therapy of 8: no such cycle. From 8 on there is one.
  @Test func beginsBehindTheLastCycle() async throws {
    let told = try await found("8", "id: a, drug: doxorubicin, dose: 75 mg/m2, cycles: 12-")
    #expect(told.map(\.summary) == ["a begins with cycle 12, but first had 8 cycles."])
    #expect(try await found("8", "id: a, drug: doxorubicin, dose: 75 mg/m2, cycles: 8-").isEmpty)
  }

  /// A phase without cycles may have gone on; so may a therapy that is ongoing.
  @Test func whatIsOpenIsNotCompared() async throws {
    #expect(
      try await found(
        "7", "id: a, drug: doxorubicin, dose: 75 mg/m2, cycles: 1-4", "id: b, drug: dacarbazine, dose: 750 mg/m2"
      ).isEmpty)
    #expect(
      try await found("7", "id: a, drug: doxorubicin, dose: 75 mg/m2, cycles: 1-6", more: "  ongoing: true\n").isEmpty)
  }
}
