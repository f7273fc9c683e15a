// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ConsentOfTheDeadTests {
  let bench = RuleBench(rule: ConsentOfTheDead())

  func findings(_ study: String, course: String = "- death: true") async throws -> [PlacedFinding] {
    try await bench.findings(course, ["study.yaml": "guideline: none\n\(study)"])
  }
  let retrospective = "design: retrospective analysis\n"

  @Test func thePatientsThemselves() async throws {
    let found = try await findings(retrospective + "consent: all patients gave written consent")
    #expect(
      found.map(\.summary) == [
        "“all patients gave written consent” is stated of a retrospective series, and patient 1 had died: who consented for them, and when, is not stated."
      ])
    let quoted = "sources:\n  consent: {section: Ethics, quote: The patients provided their consent}"
    #expect(try await findings(retrospective + "consent: written consent\n" + quoted).count == 1)
  }

  @Test func nothingToAsk() async throws {
    #expect(try await findings(retrospective + "consent: written consent was obtained").isEmpty)
    #expect(try await findings(retrospective + "consent: the patients or their next of kin gave consent").isEmpty)
    #expect(try await findings(retrospective + "consent: waived by the ethics committee").isEmpty)
    #expect(try await findings("design: prospective trial\nconsent: the patients gave consent").isEmpty)
    #expect(
      try await findings(retrospective + "consent: the patients gave consent", course: "- last contact: true").isEmpty)
    #expect(try await findings(retrospective + "consent: not stated").isEmpty)
  }
}
