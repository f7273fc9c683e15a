// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Regorafenib on days 1 to 21 of 28, from 4 May 2026: the pause is from 25 to 31 May.
@Suite struct DoseInPauseTests {
  let bench = RuleBench(rule: DoseInPause())

  func findings(_ rows: String..., regimen: String = "regorafenib-160-q28") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: regorafenib
        id: rego
        regimen: \(regimen)
        when: 2026-05-04
      """,
      [
        "administrations.csv": (["patient,therapy,cycle,day,date,dose", "1,rego,1,1,2026-05-04,160 mg"] + rows)
          .joined(separator: "\n")
      ])
  }

  @Test(arguments: [(21, "2026-05-24", 0), (22, "2026-05-25", 1), (25, "2026-05-28", 1), (28, "2026-05-31", 1)])
  func byItsDay(day: Int, date: String, count: Int) async throws {
    #expect(try await findings("1,rego,1,\(day),\(date),160 mg").count == count)
  }

  /// Day 21 is stated, and the date is day 25.
  @Test func byItsDate() async throws {
    #expect(try await findings("1,rego,1,21,2026-05-28,160 mg").count == 1)
  }

  @Test func theNextCycleIsNoPause() async throws {
    #expect(try await findings("1,rego,2,1,2026-06-01,160 mg").isEmpty)
    #expect(try await findings("1,rego,1,25,2026-05-28,omitted").isEmpty)
  }

  /// Infusions on days 1 to 3 are not taken every day: one that is a day late is late, and in no pause.
  @Test func infusionsHaveNoPause() async throws {
    let found = try await bench.findings(
      """
      - therapy: ifosfamide
        id: ifo
        regimen: ifosfamide-3000x3-q21
        when: 2026-05-04
      """,
      [
        "administrations.csv":
          "patient,therapy,cycle,day,date,dose\n1,ifo,1,1,2026-05-04,3000 mg/m2\n1,ifo,1,2,2026-05-05,3000 mg/m2\n1,ifo,1,3,2026-05-07,3000 mg/m2"
      ])
    #expect(found.isEmpty)
  }

  /// Gemcitabine on days 1, 8 and 15 of 28: a fourth dose on day 22 is 4000 of 3000 mg/m², 133 %. Day 15 that was put off to day 22 is the third; a dose that a
  /// phase of the cycle has is planned.
  @Test func oneDoseTooMany() async throws {
    func findings(_ days: [Int], more: String = "") async throws -> [PlacedFinding] {
      try await bench.findings(
        "- therapy: gemcitabine\n  id: gem\n  regimen: gemcitabine-1000-q28\n  when: 2024-01-01\n" + more,
        [
          "administrations.csv":
            (["patient,therapy,cycle,day,date,dose"]
            + days.map { "1,gem,1,\($0),2024-01-\($0 < 10 ? "0" : "")\($0),1000 mg/m2" }).joined(separator: "\n")
        ])
    }
    let found = try await findings([1, 8, 15, 22])
    #expect(
      found.map(\.summary) == [
        "gemcitabine on 2024-01-22 is a dose on day 22 of cycle 1, which has 4 doses; the plan has d1, d8, d15 of 28."
      ])
    #expect(try await findings([1, 8, 11, 15]).count == 1)
    #expect(try await findings([1, 8, 15]).isEmpty)
    #expect(try await findings([1, 8, 22]).isEmpty)
    #expect(
      try await findings(
        [1, 8, 15, 22], more: "  phases: [{id: weekly, dose: 1000 mg/m2, days: [1, 8, 15, 22], every: 28 d}]\n"
      ).isEmpty)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("1,rego,1,25,2026-05-28,160 mg").first)
    #expect(
      found.summary
        == "regorafenib on 2026-05-28 is a dose on day 25 of the cycle; the plan has d1-21, then a pause to day 28.")
    #expect(found.arithmetic == "21 < 25 ≤ 28")
    #expect(found.places == ["administrations.csv:3"])
  }
}
