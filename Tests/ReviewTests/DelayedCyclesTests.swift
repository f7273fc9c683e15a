// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
@testable import Review
import Testing

/// Cycles of 21 d from Monday, 4 January 2021: a plan, which a course can only overrun. Cycle 2 is planned for 25 January (21 d), 3 for 15 February (42 d), 4 for 8 March (63 d), 6 for
/// 19 April (105 d), and the sixth would be over on 10 May (126 d).
@Suite struct DelayedCyclesTests {
  let contradictions = RuleBench(rule: ContradictionInTime())
  let delays = RuleBench(rule: CyclesAgainstTime())

  func six(_ ends: String = "", _ more: String = "", _ rest: String = "") -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-04
      cycles: 6
      every: 21 d
    \(ends.isEmpty ? "" : "  ends: \(ends)")
    \(more.isEmpty ? "" : "  \(more)")
    \(rest)
    """
  }

  func phases(second: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-04
      phases:
        - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-3}
        - {id: less, dose: 800 mg/m2, days: [1, 8], every: 21 d, cycles: 4-6, when: \(second)}
    """
  }

  func timeline(_ course: String) throws -> PatientTimeline {
    let reading = StudyFolder.read(files: RuleExample("", course: course).folder)
    let study = try #require(reading.study, "\(reading.problems)")
    return PatientTimeline(try #require(study.patients.first), in: study)
  }

  /// The end is 104, 105, 126, 140 and 147 d after the start: less than five whole cycles is a contradiction; a sixth that is cut short is none, nor one or three weeks of delay.
  @Test(arguments: [
    ("2021-04-18", 1), ("2021-04-19", 0), ("2021-05-10", 0), ("2021-05-24", 0), ("2021-05-31", 0), ("2022-05-31", 0),
  ])
  func onlyWhatADelayCannotExplainIsAContradiction(end: String, count: Int) async throws {
    let found = try await contradictions.findings(six(end))
    #expect(found.count == count)
    // 105 − 104 = 1 d.
    if count == 1 { #expect(found.first?.arithmetic?.hasSuffix("short by 1 d") == true) }
  }

  /// 126 ÷ 147 = 85.7 %, 126 ÷ 148 = 85.1 %, 126 ÷ 149 = 84.6 % of the planned intensity; 149 − 126 = 23 d.
  @Test(arguments: [("2021-05-31", nil), ("2021-06-01", nil), ("2021-06-02", "23 d")] as [(String, String?)])
  func anUnusualDelayInAllIsAWarningWithItsSize(end: String, size: String?) async throws {
    let found = try await delays.findings(six(end))
    #expect(found.count == (size == nil ? 0 : 1))
    guard let size, let one = found.first else { return }
    #expect(one.severity == .warning)
    #expect(
      one.summary
        == "6 cycles of gemcitabine take 126 d by their plan, but the end is 4.9 mo after the start of gem: a delay of at least \(size) in all is unexplained."
    )
    #expect(one.arithmetic == "6 × 21 d = 126 d; 149 d stated; cycles would have to be at least 25 d long")
  }

  @Test func aReasonMakesItANote() async throws {
    let found = try await delays.findings(six("2021-06-02", "delayed for: neutropenia"))
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.summary.hasSuffix(" Delayed for “neutropenia”; by how much is not stated.") == true)
  }

  /// Three whole cycles of a phase are 63 d: the next begins after 62, 63 and 77 d, and after 80 (63 ÷ 80 = 78.8 %, 17 d late).
  @Test(arguments: [("2021-03-07", 1, 0), ("2021-03-08", 0, 0), ("2021-03-22", 0, 0), ("2021-03-25", 0, 1)])
  func phasesOverrunToo(second: String, errors: Int, warnings: Int) async throws {
    #expect(try await contradictions.findings(phases(second: second)).count == errors)
    #expect(try await delays.findings(phases(second: second)).count == warnings)
  }

  /// Without an end: at least five cycles. With a delay that is stated: `14 d` is 105 + 14 to 126 + 14 d, `2 wk` (10.5 to 17.5 d) 115.5 to 143.5 d, `0 d` the plan.
  @Test(
    arguments: [
      ("", 105, nil), ("delay: 14 d", 119, 140), ("delay: 2 wk", 115.5, 143.5), ("delay: 0 d", 105, 126),
      ("delay: not stated", 105, nil),
    ] as [(String, Double, Double?)])
  func theRecordMaySayByHowMuch(delay: String, least: Double, most: Double?) throws {
    let length = try #require(try timeline(six("", delay)).length(of: "gem"))
    #expect(length.lower?.days == least)
    #expect(length.upper?.days == most)
  }

  /// 127 d where no cycle was delayed: 1 d too long; 141 d with 14 d of delay likewise.
  @Test(arguments: [
    ("delay: 0 d", "2021-05-10", 0), ("delay: 0 d", "2021-05-11", 1), ("delay: 14 d", "2021-05-24", 0),
    ("delay: 14 d", "2021-05-25", 1),
  ])
  func aStatedDelayIsHeldAgainstTheDates(delay: String, end: String, count: Int) async throws {
    let found = try await contradictions.findings(six(end, delay))
    #expect(found.count == count)
    if count == 1 { #expect(found.first?.summary.contains("“gem: 6 cycles of 21 d, delayed by") == true) }
    #expect(try await delays.findings(six(end, delay)).isEmpty)
  }

  /// Cycle 4 begins on 8 March at the earliest and, as two whole cycles follow until the sixth, 42 d before the end (24 May) at the latest: 12 April.
  @Test func aNamedCycleHasRoomForDelay() throws {
    let course = six("2021-05-24", "", "- {event: seen, id: seen, when: start of cycle 4 of gem}")
    let timeline = try timeline(course)
    let bounds = timeline.bounds(of: try #require(timeline.start(of: "seen")))
    #expect(bounds == DayBounds(earliest: Day(iso: "2021-03-08"), latest: Day(iso: "2021-04-12")))
    #expect(timeline.conflicts.isEmpty)
  }

  /// Cycle 2 a week late, on 1 February: the third may be on the 22nd, and not on the 15th, as if nothing had been late (7 d too early).
  @Test(arguments: [("2021-02-22", 0), ("2021-02-21", 1), ("2021-02-15", 1)])
  func aDelayMovesWhatFollows(third: String, count: Int) async throws {
    let course = six(
      "", "",
      """
      - {event: second, id: second, when: [2021-02-01, start of cycle 2 of gem]}
      - {event: third, id: third, when: [\(third), start of cycle 3 of gem]}
      """)
    #expect(try await contradictions.findings(course).count == count)
  }

  /// A cycle so late that no ordinary delay explains it: cycle 3 after 62 d and not 42 (42 ÷ 62 = 67.7 %).
  @Test func aNamedCycleCanBeUnusuallyLate() async throws {
    let course = six("", "", "- {event: third, id: third, when: [2021-03-07, start of cycle 3 of gem]}")
    let found = try await delays.findings(course)
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.summary.contains("2 cycles of gemcitabine take 42 d by their plan") == true)
    #expect(found.first?.summary.contains("a delay of at least 20 d in all") == true)
    #expect(try await contradictions.findings(course).isEmpty)
  }
}
