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

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("1,rego,1,25,2026-05-28,160 mg").first)
    #expect(
      found.summary
        == "regorafenib on 2026-05-28 is a dose on day 25 of the cycle; the plan has d1-21, then a pause to day 28.")
    #expect(found.arithmetic == "21 < 25 ≤ 28")
    #expect(found.places == ["administrations.csv:3"])
  }
}
