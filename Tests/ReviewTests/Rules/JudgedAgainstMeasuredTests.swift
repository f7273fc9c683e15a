// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// RECIST 1.1: PR from −30 % of the baseline, PD from +20 % of the least sum and 5 mm.
@Suite struct JudgedAgainstMeasuredTests {
  let bench = RuleBench(rule: JudgedAgainstMeasured())

  func findings(_ judged: String, _ baseline: String, _ later: String, on date: String = "2021-03-05")
    async throws -> [PlacedFinding]
  {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        when: 2021-01-08
      - assessment: CT
        of: gem
        response: \(judged)
        when: \(date)
      """,
      [
        "lesions.csv":
          "patient,date,lesion,role,site,finding\n1,2021-01-04,T1,target,liver,\(baseline)\n1,2021-03-05,T1,target,liver,\(later)"
      ])
  }

  @Test(arguments: [
    ("SD", "30", "21", 1), ("SD", "30", "21.1", 0), ("PR", "30", "21", 0), ("SD", "25", "30", 1),
    ("SD", "25", "29.99", 0),
    ("SD", "20", "24.5", 0),  // +22.5 %, but 4.5 mm
    ("PD", "25", "30", 0),
  ])
  func bounds(judged: String, baseline: String, later: String, count: Int) async throws {
    #expect(try await findings(judged, baseline, later).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("SD", "39", "26").first)
    #expect(found.id == "judged-against-measured/1/reader-2021-03-05")
    #expect(found.summary == "2021-03-05: judged SD, but the lesions give PR.")
    // (26 − 39) ÷ 39 = −33.3 %
    #expect(found.arithmetic?.contains("sum 26 mm, baseline 39 mm (−33.3 %)") == true)
  }

  @Test func aMonthIsNoDay() async throws {
    #expect(try await findings("SD", "30", "21", on: "2021-03").isEmpty)
  }

  /// PD on 2021-02-20, without a measurement; 30 mm before, and 20 mm (−33 %) or 40 mm (+33 %, PD) later. Where the measurements show progression by then, nothing is asked; after the last
  /// measurement the judgement counts.
  @Test(arguments: [
    ("2021-02-20", "20", 1), ("2021-02", "20", 1), ("2021-02-20", "40", 1), ("2021-03-20", "20", 0),
    ("2021-03-20", "40", 0),
  ])
  func progressionBetweenMeasurements(_ day: String, _ later: String, _ count: Int) async throws {
    let found = try await findings("PD", "30", later, on: day)
    #expect(found.count { $0.id.hasSuffix("-unmeasured") } == count, "\(found.map(\.summary))")
  }
}
