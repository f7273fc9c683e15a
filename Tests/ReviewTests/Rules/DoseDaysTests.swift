// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Plain
import Testing

@Suite struct DoseDaysTests {
  let bench = RuleBench(rule: DoseDays())

  func findings(_ days: String, _ every: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        phases:
          - {id: full, dose: 1000 mg/m2, days: [\(days)], every: \(every)}
      """)
  }

  /// A cycle of 21 d is repeated on day 22.
  @Test(arguments: [
    ("1, 21", "21 d", [Severity]()), ("1, 22", "21 d", [.error]), ("1, 22", "21 d or 28 d", [.warning]),
    ("1, 29", "21 d or 28 d", [.error]),
  ])
  func aDayOnTheNextDayOne(days: String, every: String, severities: [Severity]) async throws {
    #expect(try await findings(days, every).map(\.severity) == severities)
  }

  /// Day 15 to day 22 is a week, as within the cycle; to day 23 it is not. Two doses make no series; eight days leave one day of rest. What is taken every day has none to miss.
  @Test(arguments: [
    ("1, 8, 15", "21 d", [Severity.warning]), ("1, 8, 15", "22 d", []), ("1, 8, 15", "28 d", []),
    ("1, 8, 15", "21 d or 28 d", [.note]), ("1, 8", "14 d", []), ("1, 9, 17", "24 d", []), ("1, 8, 16", "24 d", []),
    ("1, 7, 13", "18 d", [.warning]), ("1-28", "28 d", []), ("1-21", "21 d or 28 d", []),
    ("1, 3, 5", "6 d", [.warning]),
  ])
  func noRestWeek(days: String, every: String, severities: [Severity]) async throws {
    #expect(try await findings(days, every).map(\.severity) == severities)
  }

  @Test func whatItSays() async throws {
    let late = try #require(try await findings("1, 22", "21 d").first)
    #expect(late.id == "dose-days/1/full")
    #expect(late.summary == "Day 22 of full is on or after the next day 1 (d22).")
    #expect(late.arithmetic == "22 ≥ 21 + 1")
    #expect(late.evidence.map(\.text.english) == ["full: d1, d22, cycle 21 d"])
    #expect(late.places == ["patients/1.yaml:6"])
    let weekly = try #require(try await findings("1, 8, 15", "21 d").first)
    #expect(
      weekly.summary == "d1, d8, d15 repeated every 21 d leaves no rest week: a dose every 7 d without end.")
    #expect(weekly.arithmetic == "d15 to the next day 1 (d22) is 7 d, the same as within the cycle")
    let open = try #require(try await findings("1, 8, 15", "21 d or 28 d").first)
    #expect(open.summary.hasSuffix("without end, if the cycle is that long."))
  }
}
