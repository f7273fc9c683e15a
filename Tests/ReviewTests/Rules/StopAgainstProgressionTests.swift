// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct StopAgainstProgressionTests {
  let bench = RuleBench(rule: StopAgainstProgression())

  private func found(_ reason: String, progression day: String, ends: String = "2020-05-20") async throws
    -> [PlacedFinding]
  {
    try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
        when: 2019-12-01
      - therapy: gemcitabine
        id: gem
        when: 2020-01-15
        ends: \(ends)
        stopped for: \(reason)
      - assessment: CT
        id: ct
        of: gem
        response: PD
        when: \(day)
      """)
  }

  /// The end is 2020-05-20: 2020-06-17 is 28 d later, 2020-06-18 29 d.
  @Test(arguments: [
    ("planned end", "2020-05-18", [Severity.warning]), ("planned end", "2020-05-20", [.warning]),
    ("planned end", "2020-05-21", []), ("six cycles completed", "2020-05-18", [.warning]),
    ("no progression", "2020-05-18", [.warning]), ("toxicity", "2020-05-18", [.note]), ("toxicity", "2020-06-18", []),
    ("death", "2020-05-18", []), ("suspected progression", "2020-05-18", []), ("progression", "2020-05-18", []),
    ("progression", "2020-06-17", []), ("progression", "2020-06-18", [.warning]),
  ])
  func days(reason: String, day: String, severities: [Severity]) async throws {
    #expect(try await found(reason, progression: day).map(\.severity) == severities)
  }

  /// Where the end is known to the month, nothing is certain that the month leaves open.
  @Test func whatIsOpenIsNotTold() async throws {
    #expect(try await found("planned end", progression: "2020-05-18", ends: "2020-05").isEmpty)
    #expect(try await found("progression", progression: "2020-06-20", ends: "2020-05").isEmpty)
    #expect(try await found("progression", progression: "2020-06-29", ends: "2020-05").count == 1)
  }

  @Test func theDaysAreWrittenOut() async throws {
    let late = try #require(try await found("progression", progression: "2020-09-20").first)
    #expect(
      late.summary
        == "gem was stopped for progression, but the first progression that is dated (ct) comes at least 123 d after its end."
    )
  }
}
