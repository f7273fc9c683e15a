// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct KnownSiteAgainTests {
  let bench = RuleBench(rule: KnownSiteAgain())

  func findings(_ again: String, then: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n- metastases: [lung]\n  when: 2020-01-05\n"
        + "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n- metastases: \(again)\n  id: again\n\(then)")
  }

  @Test func theSameSite() async throws {
    let found = try #require(try await findings("[lung]\n  number: multiple\n  when: 2020-05-10").first)
    #expect(
      found.summary
        == "again records metastases (lung, multiple) at a site that metastases had recorded before: it is not taken as progression."
    )
    #expect(found.severity == .note && found.places == ["patients/1.yaml:6", "patients/1.yaml:11"])
    #expect(try await findings("[Lunge]\n  when: 2020-05-10").count == 1)
  }

  @Test func aNewSiteOrWhatIsSaidOfIt() async throws {
    #expect(try await findings("[liver]\n  when: 2020-05-10").isEmpty)
    #expect(try await findings("[lung, liver]\n  when: 2020-05-10").isEmpty)
    #expect(try await findings("[lung]\n  when: 2020-05-10\n  already known: true").isEmpty)
    #expect(try await findings("[lung]\n  when: 2020-01-05").isEmpty)
    #expect(
      try await findings(
        "[lung]\n  when: 2020-05-10", then: "- assessment: CT\n  of: gem\n  response: PD\n  when: 2020-05-10"
      ).isEmpty)
  }
}
