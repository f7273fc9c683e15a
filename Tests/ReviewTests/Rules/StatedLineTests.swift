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
}
