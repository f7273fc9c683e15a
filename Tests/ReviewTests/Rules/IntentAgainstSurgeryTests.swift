// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// The excision is of 2020-04-06.
@Suite struct IntentAgainstSurgeryTests {
  let bench = RuleBench(rule: IntentAgainstSurgery())

  func findings(_ treatment: String, _ more: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
        when: 2020-02-03
      - surgery: wide excision
        when: 2020-04-06
      \(treatment)
      """ + (more.isEmpty ? "" : "\n" + more))
  }
  func therapy(_ intent: String, _ when: String) -> String {
    "- therapy: doxorubicin\n  id: dox\n  intent: \(intent)\n  when: \(when)"
  }

  @Test(arguments: [
    ("adjuvant", "2020-03-02", [Severity.warning]), ("adjuvant", "2020-05-11", []),
    ("neoadjuvant", "2020-05-11", [.note]),
    ("neoadjuvant", "2020-03-02", []), ("palliative", "2020-03-02", []), ("adjuvant", "after diagnosis", []),
    ("adjuvant", "before surgery", [.warning]), ("adjuvant", "2020-04", []), ("adjuvant", "at surgery", []),
  ])
  func theOrder(intent: String, when: String, severities: [Severity]) async throws {
    #expect(try await findings(therapy(intent, when)).map(\.severity) == severities)
  }

  /// Chemotherapy after definitive radiotherapy is called adjuvant too; and of two operations the earlier counts.
  @Test func whatItMayAddTo() async throws {
    let early = therapy("adjuvant", "2020-03-02")
    #expect(try await findings(early, "- radiotherapy: thigh\n  when: 2020-02-10").isEmpty)
    #expect(try await findings(early, "- radiotherapy: thigh\n  intent: neoadjuvant\n  when: 2020-02-10").count == 1)
    #expect(try await findings(early, "- surgery: biopsy excision\n  id: first\n  when: 2020-02-10").isEmpty)
    #expect(
      try await findings(
        therapy("neoadjuvant", "2020-05-11"), "- surgery: metastasectomy\n  id: next\n  when: 2020-08-10"
      ).isEmpty)
  }

  @Test func withoutAnOperationNothingIsAsked() async throws {
    #expect(try await bench.findings(therapy("adjuvant", "2020-03-02")).isEmpty)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings(therapy("adjuvant", "2020-03-02")).first)
    #expect(
      found.summary == "Doxorubicin (dox) is recorded as adjuvant, but it began before surgery, the first operation.")
    #expect(found.places == ["patients/1.yaml:8", "patients/1.yaml:6"])
  }
}
