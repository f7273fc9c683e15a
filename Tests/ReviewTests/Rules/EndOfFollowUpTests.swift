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

  /// From the first dose on 2020-01-15 to 2022-12-31 are 1081 d without a visit; to 2020-07-13 they are 180.
  @Test func ongoingAndNeverSeen() async throws {
    let found = try await findings("  ongoing: true")
    #expect(
      found.map(\.summary) == [
        "gem is recorded as ongoing at the data cut-off, but nothing is recorded in the 1081 d before it (last: gem, 2020-01-15): who saw it?"
      ])
    #expect(try await findings("  ongoing: true", study: "data cut-off: 2020-07-13").isEmpty)
    #expect(try await findings("  ongoing: true", study: "data cut-off: 2020-07-14").count == 1)
  }

  @Test func deathContactAndWhatIsOngoingEndIt() async throws {
    for then in [
      "- death: sarcoma\n  when: 2020-08-20", "- last contact: alive\n  when: 2020-08-20",
    ] {
      #expect(try await findings(then).isEmpty, "\(then)")
    }
  }
}
