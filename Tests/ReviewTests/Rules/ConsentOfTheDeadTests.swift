// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ConsentOfTheDeadTests {
  let bench = RuleBench(rule: ConsentOfTheDead())

  func findings(_ study: String, course: String = "- death: true") async throws -> [PlacedFinding] {
    try await bench.findings(course, ["study.yaml": "guideline: none\n\(study)"])
  }
  let retrospective = "design: retrospective analysis\n"

  @Test func nobodyIsNamed() async throws {
    let found = try await findings(retrospective + "consent: written consent was obtained")
    #expect(
      found.map(\.summary) == [
        "“written consent was obtained” is stated of a retrospective series, and patient 1 had died: who consented for them, and when, is not stated."
      ])
  }

  @Test func nothingToAsk() async throws {
    #expect(try await findings(retrospective + "consent: written consent of the next of kin").isEmpty)
    #expect(try await findings(retrospective + "consent: waived by the ethics committee").isEmpty)
    #expect(try await findings("design: prospective trial\nconsent: written consent was obtained").isEmpty)
    #expect(try await findings(retrospective + "consent: written consent", course: "- last contact: true").isEmpty)
    #expect(try await findings(retrospective + "consent: not stated").isEmpty)
  }
}
