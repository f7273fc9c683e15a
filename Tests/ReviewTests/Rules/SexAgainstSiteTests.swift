// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct SexAgainstSiteTests {
  let bench = RuleBench(rule: SexAgainstSite())

  @Test(arguments: [
    ("male", "uterus", 1), ("female", "uterus", 0), ("male", "right ovary", 1), ("female", "prostate", 1),
    ("male", "prostate", 0), ("male", "ureter", 0), ("male", "tunica vaginalis", 0), ("female", "left testis", 1),
    ("other", "uterus", 0), ("male", "cervical spine", 0), ("male", "Eierstock", 1), ("female", "Nebenhoden", 1),
  ])
  func aSite(sex: String, site: String, count: Int) async throws {
    let found = try await bench.findings("- diagnosis: leiomyosarcoma\n  site: \(site)", facts: "sex: \(sex)")
    #expect(found.count == count)
  }

  @Test func otherEntriesAndCodes() async throws {
    let found = try await bench.findings(
      """
      - diagnosis: mucinous cystic neoplasm with ovarian-type stroma
        site: pancreas
        topography: C25.1
      - surgery: hysterectomy
      - metastases: [lung, ovary]
      - diagnosis: sarcoma
        id: second
        topography: C54.1
      """, facts: "sex: male")
    #expect(found.map(\.id) == ["surgery", "metastases", "second"].map { "sex-against-site/1/\($0)" })
    #expect(
      found.first?.summary
        == "“hysterectomy” (surgery) is of an organ that only women have, but the sex is recorded as male.")
    #expect(found.first?.places.last == "patients/1.yaml:8")
  }

  @Test func withoutASexNothingIsAsked() async throws {
    #expect(try await bench.findings("- diagnosis: leiomyosarcoma\n  site: uterus").isEmpty)
  }
}
