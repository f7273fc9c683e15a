// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Gemcitabine in the library: 1250 mg/m² on days 1 and 8 of 21 are 833 a week, and 1250 once a week is more than any schedule: above 1.5 × 1250 = 1875 a week is asked.
@Suite struct UnusualIntensityTests {
  let bench = RuleBench(rule: UnusualIntensity())

  private func findings(_ phase: String, drug: String = "gemcitabine") async throws -> [PlacedFinding] {
    try await bench.findings("- therapy: \(drug)\n  phases:\n    - {id: full, \(phase)}")
  }

  /// A week of 900 on 8 of 21 days: 2400. Of 1250 on 3 of 14: 1875, which is not above; on 3 of 13: 2019.
  @Test(arguments: [
    ("dose: 900 mg/m2, days: [1, 2, 3, 4, 5, 6, 7, 8], every: 21 d", 1),
    ("dose: 900 mg/m2, days: [1, 8], every: 21 d", 0),
    ("dose: 1250 mg/m2, days: [1, 5, 9], every: 14 d", 0), ("dose: 1250 mg/m2, days: [1, 5, 9], every: 13 d", 1),
    ("dose: 1600 mg, days: [1, 2, 3, 4, 5, 6, 7, 8], every: 21 d", 0),
    ("dose: 900 mg/m2, days: [1, 2, 3, 4, 5, 6, 7, 8]", 0),
  ])
  func gemcitabine(_ phase: String, _ count: Int) async throws {
    #expect(try await findings(phase).count == count)
  }

  /// What may be a usual schedule, by one of the lengths of the cycle that are stated, is not asked.
  @Test func whatMayBeUsualIsNotAsked() async throws {
    let days = "days: [1, 2, 3, 4, 5, 6, 7, 8]"
    #expect(try await findings("dose: 900 mg/m2, \(days), every: 21 d or 28 d").count == 0)
    #expect(try await findings("dose: 1200 mg/m2, \(days), every: 21 d or 28 d").count == 1)
  }

  @Test func whatTheLibraryDoesNotHaveIsNotJudged() async throws {
    #expect(try await findings("dose: 9000 mg/m2, days: [1, 2, 3], every: 7 d", drug: "somethingmab").isEmpty)
  }

  @Test func whatItSays() async throws {
    let found = try #require(
      try await findings("dose: 900 mg/m2, days: [1, 2, 3, 4, 5, 6, 7, 8], every: 21 d").first)
    #expect(
      found.summary
        == "gemcitabine in full is 2400 mg/m² a week; no schedule in the library gives more than 1250.")
    #expect(found.arithmetic == "900 mg/m² on 8 of 21 days")
  }
}
