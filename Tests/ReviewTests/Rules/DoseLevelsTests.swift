// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// The regimen has 1000 mg/m², and by its rules 75 %: 750 mg/m². Half a percent of 1000 is 5.
@Suite struct DoseLevelsTests {
  let bench = RuleBench(rule: DoseLevels())

  func findings(_ rows: String...) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        regimen: gemcitabine-1000-q28
        when: 2024-01-08
      """,
      ["administrations.csv": (["patient,therapy,cycle,day,date,dose,reason"] + rows).joined(separator: "\n")])
  }

  @Test(arguments: [
    ("1000 mg/m2,", 0), ("1005 mg/m2,", 0), ("1006 mg/m2,", 1), ("995 mg/m2,", 0), ("994 mg/m2,", 1),
    ("750 mg/m2,", 0), ("753 mg/m2,", 0), ("754 mg/m2,", 1), ("830 mg/m2,body size", 0), ("omitted,", 0),
    ("1800 mg,", 0),
  ])
  func bounds(dose: String, count: Int) async throws {
    #expect(try await findings("1,gem,1,1,2024-01-08,\(dose)").count == count)
  }

  @Test func whatItSays() async throws {
    let found = try await findings("1,gem,1,1,2024-01-08,1000 mg/m2,", "1,gem,1,8,2024-01-15,830 mg/m2,")
    #expect(found.map(\.id) == ["dose-levels/1/gem-gemcitabine-830"])
    #expect(
      found.map(\.summary) == ["gemcitabine 830 mg/m² (cycle 1, day 8) is no dose level of gemcitabine-1000-q28."])
    #expect(found.first?.arithmetic?.hasPrefix("levels: 1000, 750") == true)
    #expect(found.first?.places == ["administrations.csv:3"])
  }

  /// The same dose of the same therapy is told once.
  @Test func oneDoseIsToldOnce() async throws {
    #expect(
      try await findings("1,gem,1,1,2024-01-08,830 mg/m2,", "1,gem,1,8,2024-01-15,830 mg/m2,").count == 1)
  }
}
