// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Gemcitabine is dosed per m² in the library, 375 to 1,250; pazopanib in mg only, 200 to 800.
@Suite struct DoseUnitInQuestionTests {
  let bench = RuleBench(rule: DoseUnitInQuestion())

  func findings(_ drug: String, _ dose: String, beside plan: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: \(drug)
        id: gem
        planned:
          - {id: plan, dose: \(plan), days: [1], every: 21 d}
        phases:
          - {id: given, dose: \(dose), days: [1], every: 21 d}
      """)
  }

  @Test(arguments: [
    ("gemcitabine", "900 mg", "900 mg/m2", 1), ("gemcitabine", "900 mg", "1000 mg/m2", 0),
    ("gemcitabine", "1800 mg", "1000 mg/m2", 0), ("gemcitabine", "900 mg/m2", "900 mg/m2", 0),
    ("pazopanib", "800 mg/m2", "800 mg", 1), ("somethingmab", "900 mg", "900 mg/m2", 0),
    ("gemcitabine", "1000 mg/kg", "1000 mg/m2", 1), ("carboplatin", "AUC 5", "AUC 5", 0),
    // Vincristine is capped at 2 mg.
    ("vincristine", "2 mg", "1.5 mg/m2", 0),
  ])
  func aDose(drug: String, dose: String, plan: String, count: Int) async throws {
    #expect(try await findings(drug, dose, beside: plan).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("Gemzar", "900 mg", beside: "900 mg/m2").first)
    #expect(found.severity == .warning)
    #expect(
      found.summary.hasPrefix(
        "Gemzar is given at 900 mg (given of gem), but elsewhere in the series at 900 mg/m², which is"))
    #expect(found.places == ["patients/1.yaml:9"])
  }
}
