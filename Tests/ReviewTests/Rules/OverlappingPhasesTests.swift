// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct OverlappingPhasesTests {
  let bench = RuleBench(rule: OverlappingPhases())

  private func found(_ phases: String..., drugs: String = "gemcitabine + docetaxel") async throws -> [String] {
    try await bench.findings(
      "- therapy: \(drugs)\n  id: first\n  every: 21 d\n  phases:\n" + phases.map { "    - {\($0)}\n" }.joined()
    ).map(\.summary)
  }

  private let full = "id: a, drug: gemcitabine, dose: 900 mg/m2, days: [1, 8], cycles: 1-3"

  @Test func theSameDaysOfTheSameCyclesAreTold() async throws {
    #expect(
      try await found(full, "id: b, drug: gemcitabine, dose: 750 mg/m2, days: [8], cycles: 3-6")
        == ["a and b both state a dose of gemcitabine for day 8 of cycle 3 of first."])
    #expect(
      try await found(full, "id: b, drug: Gemzar, dose: 900 mg/m2, days: [1, 8], cycles: 1-2")
        == ["a and b both state a dose of gemcitabine for day 1, 8 of cycle 1–2 of first."])
  }

  /// Another drug, other days, cycles that follow, an end that is open, and days that nobody states.
  @Test(arguments: [
    "id: b, drug: docetaxel, dose: 75 mg/m2, days: [8], cycles: 1-3",
    "id: b, drug: gemcitabine, dose: 750 mg/m2, days: [15], cycles: 1-3",
    "id: b, drug: gemcitabine, dose: 750 mg/m2, days: [1, 8], cycles: 4-6",
    "id: b, drug: gemcitabine, dose: 750 mg/m2, days: [1, 8], cycles: 2-",
    "id: b, drug: gemcitabine, dose: 750 mg/m2, cycles: 1-3",
  ])
  func whatDoesNotOverlap(_ other: String) async throws { #expect(try await found(full, other).isEmpty) }
}
