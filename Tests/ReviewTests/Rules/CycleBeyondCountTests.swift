// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Three cycles of a therapy that has ended.
@Suite struct CycleBeyondCountTests {
  let bench = RuleBench(rule: CycleBeyondCount())

  @Test(arguments: [
    ("during cycle 3 of gem", 0), ("during cycle 4 of gem", 1), ("1 mo after end of cycle 3 of gem", 0),
    ("1 mo after start of cycle 4 of gem", 1), ("2021-03 or during cycle 9 of gem", 1),
  ])
  func bounds(time: String, count: Int) async throws {
    func course(_ end: String) -> String {
      """
      - therapy: gemcitabine
        id: gem
        when: 2021-01-04
        \(end)
        cycles: 3
        every: 21 d
      - assessment: CT
        id: ct
        when: \(time)
      """
    }
    #expect(try await bench.findings(course("ends: 2021-03-08")).count == count)
    #expect(try await bench.findings(course("ongoing: true")).isEmpty)
  }

  @Test func whatItSays() async throws {
    let found = try await bench.findings(CycleBeyondCount().fires)
    #expect(
      found.map(\.summary) == [
        "“1 mo after end of cycle 9 of gem” for ct names cycle 9 of gem, of which 3 are recorded."
      ])
  }
}
