// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Days 1 and 8; the label of pegfilgrastim asks for 14 d to the next dose, both labels for 24 h after the last.
@Suite struct SupportSpacingTests {
  let bench = RuleBench(rule: SupportSpacing())

  func findings(_ drug: String, _ days: String, every: String, doses: String = "1, 8") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        phases:
          - id: full
            dose: 900 mg/m2
            days: [\(doses)]
            \(every)
            support: [{drug: \(drug), days: [\(days)], dose: not stated}]
      """)
  }

  @Test(arguments: [
    ("pegfilgrastim", "9", "every: 21 d", 1),  // 22 − 9 = 13
    ("pegfilgrastim", "9", "every: 22 d", 0),  // 23 − 9 = 14
    ("pegfilgrastim", "2", "every: 21 d", 1),  // 8 − 2 = 6
    ("pegfilgrastim", "9", "every: not stated", 0),  // no dose is known after day 8
    ("pegfilgrastim", "25", "every: 21 d", 1),  // day 22 has passed; day 29 of the next cycle is 4 d off
    ("filgrastim", "8", "every: 21 d", 1),  // on the day of a dose
    ("filgrastim", "9", "every: 21 d", 0), ("filgrastim", "21", "every: 21 d", 0),  // a day after, a day before
    ("lipegfilgrastim", "9", "every: 21 d", 1), ("ondansetron", "8", "every: 21 d", 0),
  ])
  func bounds(drug: String, days: String, every: String, count: Int) async throws {
    #expect(try await findings(drug, days, every: every).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("pegfilgrastim", "9", every: "every: 21 d").first)
    #expect(found.id == "support-spacing/1/full-pegfilgrastim")
    #expect(found.severity == .warning)
    #expect(
      found.summary
        == "Pegfilgrastim of full is not given as its label asks: day 9 is 13 d before the dose of d22; the label asks for 14 d before the next dose."
    )
    #expect(found.arithmetic == "doses on d1, d8, d22; pegfilgrastim on days 9")
    #expect(found.places == ["patients/1.yaml:6"])
    let same = try await findings("filgrastim", "8", every: "every: 21 d")
    #expect(
      same.map(\.summary) == [
        "Filgrastim of full is not given as its label asks: day 8 is that of the dose of d8; the label asks for 24 h after one."
      ])
  }

  @Test func twiceACycle() async throws {
    let twice = try await findings("pegfilgrastim", "2, 9", every: "every: 28 d", doses: "1")
    // 29 − 2 and 29 − 9 are 14 d and more: only the number is wrong.
    #expect(
      twice.map(\.summary) == [
        "Pegfilgrastim of full is not given as its label asks: it is given 2 times a cycle, and the label has 1 a chemotherapy cycle."
      ])
    // 13 d before the dose of d15 and of d29, and twice: one finding.
    let all = try await findings("pegfilgrastim", "2, 16", every: "every: 28 d", doses: "1, 15")
    #expect(all.count == 1)
    #expect(
      all.first?.summary.contains("day 2 is 13 d before the dose of d15; day 16 is 13 d before the dose of d29") == true
    )
    #expect(try await findings("filgrastim", "2, 3, 4, 5", every: "every: 28 d", doses: "1").isEmpty)
  }
}
