// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct UnjudgedProgressionTests {
  let bench = RuleBench(rule: UnjudgedProgression())

  func findings(_ seen: String, then: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-08\n- assessment: CT\n  id: ct\n  of: gem\n  when: 2021-03-05\n\(seen)\n"
        + then)
  }

  @Test func newLesionsBesideNoResponseOrAnother() async throws {
    let beside = try #require(try await findings("  response: SD\n  new lesions: two in the liver").first)
    #expect(
      beside.summary
        == "ct states new lesions (“two in the liver”), and SD as the response: what counts is SD. By RECIST 1.1 new lesions and unequivocal progression are PD."
    )
    #expect(beside.evidence.map(\.text) == ["new lesions (“two in the liver”)", "response: SD"])
    let alone = try #require(try await findings("  new lesions: two in the liver").first)
    #expect(alone.summary.contains("and no response: it counts for no progression."))
    for response in ["PR", "CR", "NE", "mixed"] {
      #expect(try await findings("  response: \(response)\n  new lesions: liver").count == 1, "\(response)")
    }
    for response in ["PD", "PMD"] {
      #expect(try await findings("  response: \(response)\n  new lesions: liver").isEmpty, "\(response)")
    }
  }

  @Test(arguments: [
    "none", "no new lesions", "keine", "not stated", "possible, in the liver", "liver?", "equivocal nodule",
  ])
  func whatIsDeniedOrDoubted(words: String) async throws {
    #expect(try await findings("  response: SD\n  new lesions: \"\(words)\"").isEmpty)
  }

  @Test func progressionInTheWordsOfTheFinding() async throws {
    #expect(try await findings("  finding: progressive disease").count == 1)
    #expect(try await findings("  response: SD\n  finding: deutlicher Progress").count == 1)
    #expect(try await findings("  finding: no progression").isEmpty)
    #expect(try await findings("  finding: suspected progression").isEmpty)
    #expect(try await findings("  response: PD\n  finding: progressive disease").isEmpty)
  }

  /// Another reader of the day, or new metastases of the day, say it.
  @Test func whatIsJudgedElsewhere() async throws {
    let seen = "  new lesions: liver"
    #expect(
      try await findings(seen, then: "- assessment: MRI\n  of: gem\n  when: 2021-03-05\n  response: PD").isEmpty)
    #expect(try await findings(seen, then: "- metastases: [liver]\n  when: 2021-03-05").isEmpty)
    #expect(
      try await findings(seen, then: "- assessment: MRI\n  of: gem\n  when: 2021-05-05\n  response: PD").count == 1)
  }
}
