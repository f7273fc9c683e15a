// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct StatedLineTests {
  let bench = RuleBench(rule: StatedLine())

  func summaries(_ course: String) async throws -> [String] { try await bench.findings(course).map(\.summary) }

  @Test func anEarlierLineIsMissing() async throws {
    let found = try await bench.findings("- therapy: gemcitabine\n  id: t1\n  line: 2\n  when: 2020-01-15")
    #expect(found.map(\.summary) == ["t1: The source numbers it line 2; the record shows no earlier line."])
    #expect(found.first?.severity == .note && found.first?.places == ["patients/1.yaml:4"])
  }

  @Test func moreLinesThanTheSourceCounts() async throws {
    let course =
      "- therapy: doxorubicin\n  when: 2020-01-15\n- therapy: pazopanib\n  id: t2\n  line: 1\n  when: 2020-06-15"
    #expect(
      try await summaries(course)
        == ["t2: The source numbers it line 1, but the record shows 1 earlier line: that number is not used."])
    // Numbered among lines for advanced disease it is line 1 indeed.
    let adjuvant = "- therapy: doxorubicin\n  intent: adjuvant\n  when: 2020-01-15\n"
    #expect(
      try await summaries(adjuvant + "- therapy: pazopanib\n  id: t2\n  line: 1\n  when: 2020-06-15").isEmpty)
    #expect(
      try await summaries(adjuvant + "- therapy: pazopanib\n  id: t2\n  line: 2\n  when: 2020-06-15").isEmpty)
  }

  /// The intent numbers a line too, among all or among those for advanced disease.
  @Test func theIntentNumbersAnotherLine() async throws {
    func therapy(_ id: String, _ drug: String, _ intent: String, _ when: String, _ ends: String) -> String {
      "- therapy: \(drug)\n  id: \(id)\n  intent: \(intent)\n  when: \(when)\n  ends: \(ends)\n"
    }
    let second = therapy("t1", "gemcitabine", "second-line", "2020-01-15", "2020-03-20")
    let words =
      "t1: The source calls it second-line, but it is line 1 by the record: the intent does not number it."
    #expect(try await summaries(second) == [words])
    #expect(
      try await summaries(second + therapy("t2", "docetaxel", "first-line", "2020-05-01", "2020-07-20")) == [
        words, "t2: The source calls it first-line, but it is line 2 by the record: the intent does not number it.",
      ])
    let first = therapy("t1", "gemcitabine", "first-line", "2020-01-15", "2020-03-20")
    #expect(
      try await summaries(first + therapy("t2", "docetaxel", "first-line", "2020-05-01", "2020-07-20")).count == 1)
    #expect(
      try await summaries(first + therapy("t2", "docetaxel", "second-line", "2020-05-01", "2020-07-20")).isEmpty)
    // After treatment around surgery line 2 of all is the first for advanced disease.
    let adjuvant = therapy("t0", "doxorubicin", "adjuvant", "2019-01-15", "2019-05-20")
    #expect(try await summaries(adjuvant + first).isEmpty)
    #expect(try await summaries(adjuvant + second).isEmpty)
    // A number that is stated and fits stands for the intent.
    #expect(
      try await summaries(second + "  line: 2\n") == [
        "t1: The source numbers it line 2; the record shows no earlier line."
      ])
  }

  /// What continues line 1 is line 1, whatever its number says.
  @Test func maintenanceOfAnotherNumber() async throws {
    func maintenance(_ line: Int) async throws -> [String] {
      try await summaries(
        "- therapy: doxorubicin\n  id: t1\n  when: 2020-01-15\n  ends: 2020-05-20\n"
          + "- therapy: gemcitabine\n  id: main\n  intent: maintenance\n  continues: t1\n  line: \(line)\n  when: 2020-06-01\n"
      )
    }
    #expect(
      try await maintenance(2) == [
        "main: The source numbers it line 2, but it continues line 1 by the record: that number is not used."
      ])
    #expect(try await maintenance(1).isEmpty)
  }
}
