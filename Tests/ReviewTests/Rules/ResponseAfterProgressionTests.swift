// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ResponseAfterProgressionTests {
  let bench = RuleBench(rule: ResponseAfterProgression())

  func findings(_ visits: (id: String, response: String, when: String)..., next: String = "") async throws
    -> [PlacedFinding]
  {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n" + next
        + visits.map { "- assessment: CT\n  id: \($0.id)\n  response: \($0.response)\n  when: \($0.when)\n" }.joined())
  }

  @Test func progressionThenResponse() async throws {
    let found = try #require(try await findings(("a", "PD", "2020-03-15"), ("b", "PR", "2020-05-15")).first)
    #expect(
      found.summary
        == "Under gemcitabine, PD (a, 2020-03-15) comes before PR (b, 2020-05-15): the progression ends its times, and what follows counts for nothing."
    )
    #expect(found.places == ["patients/1.yaml:7", "patients/1.yaml:11"])
    // The order is that of time, not of the file; what shares a month leaves it open.
    #expect(try await findings(("b", "PR", "2020-05-15"), ("a", "PD", "2020-03-15")).count == 1)
    #expect(try await findings(("a", "PD", "2020-03"), ("b", "PR", "2020-03")).isEmpty)
  }

  @Test func whatIsNone() async throws {
    #expect(try await findings(("a", "PR", "2020-03-15"), ("b", "PD", "2020-05-15")).isEmpty)
    #expect(try await findings(("a", "PD", "2020-03-15"), ("b", "PD", "2020-05-15")).isEmpty)
    // A response under the next line is not of this one.
    let next = "- therapy: trabectedin\n  id: trab\n  when: 2020-04-01\n"
    #expect(try await findings(("a", "PD", "2020-03-15"), ("b", "PR", "2020-05-15"), next: next).isEmpty)
  }
}
