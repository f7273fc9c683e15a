// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// The therapy begins on 4 January 2021; 12 April is 98 d later.
@Suite struct CyclesAgainstTimeTests {
  let bench = RuleBench(rule: CyclesAgainstTime())

  func record(cycles: String, every: String, until date: String) -> String {
    """
    - therapy: doxorubicin
      id: dox
      when: 2021-01-04
      cycles: \(cycles)
      \(every)
    - assessment: CT
      id: ct
      of: dox
      when: \(date)
    """
  }

  /// 4 × 21 d = 84 d, and two weeks of delay: 98 d (85.7 % of the intensity; 84 ÷ 99 = 84.8 %). Without a length 4 × 28 d = 112 d: 131 d (15 May) are 85.5 %, 132 d 84.8 %.
  @Test(arguments: [
    ("every: 21 d", "2021-04-12", 0), ("every: 21 d", "2021-04-13", 1), ("every: not stated", "2021-05-15", 0),
    ("every: not stated", "2021-05-16", 1),
  ])
  func bounds(every: String, date: String, count: Int) async throws {
    #expect(try await bench.findings(record(cycles: "4", every: every, until: date)).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(
      try await bench.findings(record(cycles: "4", every: "every: 21 d", until: "2021-04-13")).first)
    #expect(found.id == "cycles-against-time/1/dox")
    #expect(found.severity == .warning)
    // 99 d ÷ 30.4375 = 3.25 mo, printed 3.3; 99 − 84 = 15; 99 ÷ 4 = 24.75.
    #expect(
      found.summary
        == "4 cycles of doxorubicin take 84 d by their plan, but ct is 3.3 mo after the first: a delay of at least 15 d in all is unexplained."
    )
    #expect(found.arithmetic == "4 × 21 d = 84 d; 99 d stated; cycles would have to be at least 25 d long")
    #expect(found.places.first == "patients/1.yaml:4")
  }

  /// One cycle of 21 d: 36 d are 15 d late (58 %); 35 d are two weeks late (60 %).
  @Test(arguments: [("2021-02-08", 0), ("2021-02-09", 1)])
  func twoWeeksAreOrdinaryInAShortCourse(date: String, count: Int) async throws {
    #expect(try await bench.findings(record(cycles: "1", every: "every: 21 d", until: date)).count == count)
  }

  /// 84 d and a delay of 7 d: 91 d; 107 d are 16 d more (85.05 %), 108 d 17 (84.3 %).
  @Test(arguments: [("2021-04-21", 0), ("2021-04-22", 1)])
  func aStatedDelayIsCounted(date: String, count: Int) async throws {
    let found = try await bench.findings(record(cycles: "4", every: "every: 21 d\n  delay: 7 d", until: date))
    #expect(found.count == count)
    if count == 1 { #expect(found.first?.arithmetic?.hasPrefix("4 × 21 d + 7 d = 91 d; 108 d stated") == true) }
  }

  @Test func anAssumedLengthIsSaid() async throws {
    let found = try await bench.findings(record(cycles: "4", every: "every: not stated", until: "2021-06-01"))
    #expect(
      found.first?.summary.contains(
        "112 d by their plan (cycle length not stated; 28 d assumed as the longest customary)") == true)
  }

  @Test func withoutACountThereIsNone() async throws {
    #expect(
      try await bench.findings(record(cycles: "not stated", every: "every: 21 d", until: "2022-04-13")).isEmpty)
  }

  /// 6 × 21 d are 126 d, to 10 May. A treatment-free interval of any length after a stated end is none of the cycles' business.
  @Test(arguments: ["ends: 2021-05-10", "lasts: exactly 126 d"])
  func anIntervalAfterAStatedEnd(end: String) async throws {
    let course = """
      - therapy: doxorubicin
        id: dox
        when: 2021-01-04
        cycles: 6
        every: 21 d
        \(end)
      - therapy: gemcitabine
        id: maintenance
        continues: dox
        when: 2021-09-01
      """
    #expect(try await bench.findings(course).isEmpty)
    // Without it the pause is unexplained: 240 d.
    #expect(try await bench.findings(course.replacing(end, with: "intent: palliative")).count == 1)
  }
}
