// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct MaintenanceLineTests {
  let bench = RuleBench(rule: MaintenanceLine())

  func summaries(_ more: String, response: String = "SD", intent: String = "palliative") async throws -> [String] {
    try await bench.findings(
      "- therapy: doxorubicin\n  id: dox\n  intent: \(intent)\n  when: 2020-01-15\n"
        + "- assessment: CT\n  id: ct\n  of: dox\n  response: \(response)\n  when: 2020-05-15\n"
        + "- therapy: doxorubicin\n  id: main\n  intent: maintenance\n  when: 2020-06-01\n" + more
    ).map(\.summary)
  }

  @Test func whatItContinues() async throws {
    #expect(
      try await summaries("") == [
        "main is maintenance and names no therapy that it continues: it is taken to continue dox, the one before it."
      ])
    #expect(try await summaries("  continues: dox").isEmpty)
  }

  @Test func nothingContinuesWhatHasFailed() async throws {
    #expect(
      try await summaries("  continues: dox", response: "PD")
        == [
          "main is maintenance and continues dox by the record, which had ended in progression (ct): it is counted as another line."
        ])
    let own = try await summaries("", response: "PD")
    #expect(own.count == 1 && own[0].hasSuffix("it is counted as line 2."))
    #expect(try await summaries("", intent: "adjuvant").first?.hasSuffix("it is counted as line 2.") == true)
  }
}
