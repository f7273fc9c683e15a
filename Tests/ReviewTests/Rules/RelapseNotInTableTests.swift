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
    let relapse = try await findings("- assessment: MRI\n  id: mri\n  new lesions: lesion at the resection margin")
    #expect(
      relapse.map(\.summary) == [
        "The course tells of a new lesion, “lesion at the resection margin” (mri), and Table 2 lists metastatic sites: lung, with no relapse at the primary site: whether the lesion was one is not stated."
      ])
    #expect(try await findings("- assessment: MRI\n  new lesions: lesion at the upper resection margin").count == 1)
    #expect(try await findings("- assessment: MRI\n  region: resection site\n  new lesions: one lesion").count == 1)
  }

  @Test func noRelapse() async throws {
    #expect(try await findings("- assessment: CT\n  new lesions: several lung metastases").isEmpty)
    let lesion = "- assessment: MRI\n  new lesions: lesion at the resection margin"
    #expect(try await findings(lesion, "sites: [lung, local relapse]").isEmpty)
    #expect(try await findings(lesion + "\n- local relapse: thigh").isEmpty)
    #expect(try await findings(lesion + "\n- biopsy: thigh").isEmpty)
    #expect(try await bench.findings("- diagnosis: sarcoma\n" + lesion).isEmpty)
  }
}
