// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct RelapseNotInTableTests {
  let bench = RuleBench(rule: RelapseNotInTable())

  func findings(_ entry: String, _ claim: String = "sites: [lung]") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: sarcoma\n- metastases: [lung]\n\(entry)",
      ["claims.yaml": "- {claim: metastatic sites, patient: 1, \(claim), source: {section: Table 2}}"])
  }

  @Test func aRelapse() async throws {
    let relapse = try await findings("- local relapse: thigh\n  id: relapse")
    #expect(
      relapse.map(\.summary) == [
        "Chart tells of a local relapse (thigh) (relapse), and Table 2 lists metastatic sites: lung, with no relapse at the primary site."
          .replacing("Chart tells", with: "The course tells")
      ])
    #expect(try await findings("- assessment: MRI\n  new lesions: lesion at the upper resection margin").count == 1)
    #expect(try await findings("- assessment: MRI\n  region: resection site\n  new lesions: one lesion").count == 1)
  }

  @Test func noRelapse() async throws {
    #expect(try await findings("- assessment: CT\n  new lesions: several lung metastases").isEmpty)
    #expect(try await findings("- local relapse: thigh", "sites: [lung, local relapse]").isEmpty)
    #expect(try await bench.findings("- diagnosis: sarcoma\n- local relapse: thigh").isEmpty)
  }
}
