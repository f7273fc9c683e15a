// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct GradeWordsTests {
  let bench = RuleBench(rule: GradeWords())

  func findings(_ words: String, _ grade: String) async throws -> [PlacedFinding] {
    try await bench.findings("- diagnosis: leiomyosarcoma\n  grade: \(grade)\n  grade in words: \(words)")
  }

  @Test(arguments: [
    ("well differentiated", "G1", 0), ("well differentiated", "G2", 1), ("Moderately differentiated", "G2", 0),
    ("moderately differentiated", "G3", 1), ("poorly differentiated", "G3", 0), ("poorly differentiated", "G1", 1),
    ("undifferentiated", "G3", 0), ("well differentiated", "not stated", 0),
  ])
  func grades(words: String, grade: String, count: Int) async throws {
    #expect(try await findings(words, grade).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("poorly differentiated", "G2").first)
    #expect(found.id == "grade-words/1/diagnosis")
    #expect(found.severity == .error)
    #expect(found.summary == "“poorly differentiated” is G3, but the grade is recorded as G2.")
    #expect(found.places == ["patients/1.yaml:4"])
  }
}
