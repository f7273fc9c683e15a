// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct NamedAndNotRecordedTests {
  let bench = RuleBench(rule: NamedAndNotRecorded())

  func findings(_ words: String, facts: String = "", course: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      course, facts: facts,
      ["claims.yaml": "- {claim: statement, series: true, is: \(words), source: {section: Discussion}}"])
  }

  @Test(arguments: [
    ("doses were adapted to comorbidities", "comorbidity: [diabetes]", ""),
    ("patients with a good performance status", "", "- performance status: ECOG 1"),
    ("responses by RECIST", "", "- assessment: CT\n  response: SD\n  criteria: RECIST 1.1"),
    ("by a questionnaire", "", "- quality of life: good\n  instrument: EORTC QLQ-C30"),
  ])
  func namedAndNotRecorded(words: String, facts: String, course: String) async throws {
    let found = try await findings(words)
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.summary.contains("not found in the record of any patient") == true)
    #expect(try await findings(words, facts: facts, course: course).isEmpty)
  }

  @Test func nothingNamed() async throws {
    #expect(try await findings("all went well").isEmpty)
  }
}
