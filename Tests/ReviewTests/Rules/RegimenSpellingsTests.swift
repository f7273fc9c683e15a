// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct RegimenSpellingsTests {
  let bench = RuleBench(rule: RegimenSpellings())

  func findings(_ claim: String, _ therapy: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: \(therapy)\n  id: gd",
      ["claims.yaml": "- {claim: treatments, patient: 1, given: [\(claim)], source: {section: Table 2}}"])
  }

  @Test func severalOrders() async throws {
    let found = try await findings("docetaxel + gemcitabine", "gemcitabine + docetaxel")
    #expect(
      found.map(\.summary) == [
        "One regimen stands in several orders: docetaxel + gemcitabine and gemcitabine + docetaxel."
      ])
    #expect(found.first?.severity == .note)
  }

  @Test(arguments: [
    ("gemcitabine/docetaxel", "gemcitabine + docetaxel"), ("gemcitabine", "gemcitabine"),
    ("docetaxel + gemcitabine", "doxorubicin + ifosfamide"), ("surgery", "doxorubicin + ifosfamide"),
  ])
  func oneOrder(claim: String, therapy: String) async throws {
    #expect(try await findings(claim, therapy).isEmpty)
  }
}
