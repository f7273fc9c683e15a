// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct EndOfFollowUpTests {
  let bench = RuleBench(rule: EndOfFollowUp())

  func findings(_ then: String, study: String = "data cut-off: 2022-12-31") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n\(then)",
      ["study.yaml": "guideline: none\n\(study)"])
  }

  @Test func saysWhereFollowUpEnds() async throws {
    let found = try #require(try await findings("  ends: 2020-05-20").first)
    #expect(
      found.summary
        == "No last contact is recorded: last known alive 2020-05-20 (end of gem). Times without an event end there.")
    #expect(found.places == ["patients/1.yaml:6"])
    let without = try await findings("  ends: 2020-05-20", study: "consent: written")
    #expect(without.first?.summary.contains("the data cut-off is not stated either") == true)
  }

  @Test func deathContactAndWhatIsOngoingEndIt() async throws {
    for then in [
      "- death: sarcoma\n  when: 2020-08-20", "- last contact: alive\n  when: 2020-08-20", "  ongoing: true",
    ] {
      #expect(try await findings(then).isEmpty, "\(then)")
    }
  }
}
