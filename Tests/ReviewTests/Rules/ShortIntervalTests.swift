// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// A plan of days 1, 8 and 15 of 28: at least 7 d between two doses; cycle 2 is due on 5 February.
@Suite struct ShortIntervalTests {
  let bench = RuleBench(rule: ShortInterval())

  func findings(_ rows: String...) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        regimen: gemcitabine-1000-q28
        when: 2024-01-08
      """, ["administrations.csv": (["patient,therapy,cycle,day,date,dose"] + rows).joined(separator: "\n")])
  }

  @Test(arguments: [("2024-01-15", 0), ("2024-01-14", 1), ("2024-01-16", 0)])
  func betweenDoses(date: String, count: Int) async throws {
    #expect(try await findings("1,gem,1,1,2024-01-08,1000 mg/m2", "1,gem,1,8,\(date),1000 mg/m2").count == count)
  }

  @Test(arguments: [("2024-02-05", 0), ("2024-02-04", 1), ("2024-02-12", 0)])
  func betweenCycles(date: String, count: Int) async throws {
    #expect(try await findings("1,gem,1,1,2024-01-08,1000 mg/m2", "1,gem,2,1,\(date),1000 mg/m2").count == count)
  }

  @Test func whatItSays() async throws {
    let close = try #require(
      try await findings("1,gem,1,1,2024-01-08,1000 mg/m2", "1,gem,1,8,2024-01-12,1000 mg/m2").first)
    #expect(close.id == "short-interval/1/gem-gemcitabine-2024-01-12")
    #expect(close.summary == "gemcitabine on 2024-01-12 is 4 d after the dose before; the plan has at least 7 d.")
    #expect(close.arithmetic == "2024-01-12 − 2024-01-08 = 4 d < 7 d")
    #expect(close.places == ["administrations.csv:2", "administrations.csv:3"])
    let early = try #require(
      try await findings("1,gem,1,1,2024-01-08,1000 mg/m2", "1,gem,2,1,2024-02-01,1000 mg/m2").first)
    #expect(early.summary == "Cycle 2 of gem begins 4 d earlier than the plan.")
    #expect(early.arithmetic == "planned cycle of 28 d")
  }

  /// An omitted dose is none that a dose could follow too soon.
  @Test func anOmissionIsNoDose() async throws {
    #expect(
      try await findings(
        "1,gem,1,1,2024-01-08,1000 mg/m2", "1,gem,1,8,2024-01-15,omitted", "1,gem,1,15,2024-01-20,1000 mg/m2"
      ).isEmpty)
  }
}
