// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ResponseWithoutEndTests {
  let bench = RuleBench(rule: ResponseWithoutEnd())

  func findings(_ more: String = "", response: String = "PR", length: String = "\n  lasts: 1 y", therapy: String = "")
    async throws -> [PlacedFinding]
  {
    try await bench.findings(
      """
      - therapy: regorafenib
        id: rego
        when: 2020-01-15\(therapy)
      - assessment: CT
        id: remission
        of: rego
        response: \(response)
        when: 2020-03-15\(length)
      \(more)
      """)
  }

  @Test func nothingEndsIt() async throws {
    let found = try await findings()
    #expect(
      found.map(\.summary) == [
        "PR (remission) is said to have lasted 1 y, and no progression is recorded at its end: why it ended is not stated."
      ])
    #expect(found.first?.severity == .note)
    // One that came before does not end it.
    #expect(try await findings("- assessment: CT\n  response: PD\n  when: 2020-01-02").count == 1)
  }

  @Test func somethingEndsIt() async throws {
    #expect(try await findings("- assessment: CT\n  response: PD\n  when: 2021-03-20").isEmpty)
    #expect(try await findings(therapy: "\n  stopped for: progression").isEmpty)
    #expect(try await findings(length: "").isEmpty)
    #expect(try await findings(response: "PD").isEmpty)
  }

  /// A stated day is as much an end as a stated length.
  @Test func untilADay() async throws {
    #expect(
      try await findings(length: "\n  ends: 2020-12-01").map(\.summary) == [
        "PR (remission) is said to have lasted until 2020-12-01, and no progression is recorded at its end: why it ended is not stated."
      ])
  }
}
