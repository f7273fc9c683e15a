// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct DeniedSiteTests {
  let bench = RuleBench(rule: DeniedSite())

  func findings(_ denial: String, _ site: String, _ day: String, between: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: melanoma\n  when: 2019-12-01\n- metastases: \(denial)\n  id: scan\n  when: 2020-03-01\n"
        + "- metastases: \(site)\n  id: found\n  when: \(day)\n\(between)")
  }

  @Test func aSiteThatIsSaidToBeFree() async throws {
    let found = try #require(try await findings("unknown\n  none in: [Hirn]", "[brain, lung]", "2020-01-05").first)
    #expect(found.summary == "scan states none in Hirn, but found records metastases (brain) before it.")
    #expect(found.places == ["patients/1.yaml:6", "patients/1.yaml:10"])
    let same = try #require(try await findings("[liver]\n  none in: [brain]", "[brain]", "2020-03-01").first)
    #expect(same.summary == "scan states none in brain, but found records metastases (brain) of the same time.")
    #expect(try await findings("none", "[lung]", "2020-01-05").count == 1)
    #expect(try await findings("none", "site not stated", "2020-01-05").count == 1)
  }

  @Test func anotherSiteOrTimeOrWhatRemovedThem() async throws {
    #expect(try await findings("unknown\n  none in: [brain]", "[lung]", "2020-01-05").isEmpty)
    #expect(try await findings("unknown\n  none in: [brain]", "[brain]", "2020-06-05").isEmpty)
    for between in ["- surgery: resection", "- radiotherapy: brain", "- assessment: MRI\n  response: CR"] {
      #expect(
        try await findings("none", "[brain]", "2020-01-05", between: "\(between)\n  id: b\n  when: 2020-02-01").isEmpty)
      #expect(
        try await findings("none", "[brain]", "2020-01-05", between: "\(between)\n  id: b\n  when: 2020-04-01").count
          == 1)
    }
  }
}
