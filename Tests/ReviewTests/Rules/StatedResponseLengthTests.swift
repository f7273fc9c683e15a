// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// A response from 2020-04-01; 20 mo later is December 2021, and 2020-09-01 is 153 d, 5.03 mo, after it.
@Suite struct StatedResponseLengthTests {
  let bench = RuleBench(rule: StatedResponseLength())

  private func findings(_ stated: String, _ end: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: t1
        when: 2020-01-15
        ends: 2020-05-20
      - assessment: CT
        id: pr
        of: t1
        response: PR
        when: 2020-04-01
        \(stated)
      \(end)
      """)
  }

  private static let progression = "- {assessment: CT, id: pd, of: t1, response: PD, when: 2020-09-01}"

  @Test(arguments: [
    ("lasts: 20 mo", progression, 1), ("lasts: 5 mo", progression, 0), ("ends: 2020-09-01", progression, 0),
    ("ends: 2020-12-01", progression, 1), ("ends: 2020-07-01", progression, 1), ("ends: 2020-12-01", "", 0),
    ("ends: 2020-07-01", "- {death: disease, when: 2020-06-01}", 1),
  ])
  func statedAgainstRecorded(_ stated: String, _ end: String, _ count: Int) async throws {
    #expect(try await findings(stated, end).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("ends: 2020-12-01", Self.progression).first)
    #expect(
      found.summary
        == "How long PR under t1 held is contradicted: 8 mo as stated, but progression at 5 mo: one of the two is wrong."
    )
    #expect(found.settledBy.contains("the first assessment with the response"))
  }
}
