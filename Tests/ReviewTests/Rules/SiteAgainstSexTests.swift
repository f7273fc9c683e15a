// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct SiteAgainstSexTests {
  let bench = RuleBench(rule: SiteAgainstSex())

  func findings(_ course: String, sex: String) async throws -> [PlacedFinding] {
    try await bench.findings(course, facts: "sex: \(sex)")
  }

  @Test(arguments: [
    ("- diagnosis: leiomyosarcoma\n  site: uterus", "male", "female"),
    ("- diagnosis: sarcoma\n  site: retroperitoneum\n- metastases: [ovary]", "male", "female"),
    ("- diagnosis: carcinoma\n  site: prostate", "female", "male"),
    ("- diagnosis: carcinoma\n  site: pelvis\n  topography: C61.9", "female", "male"),
    ("- surgery: excision\n  site: left testis", "female", "male"),
  ])
  func excluded(course: String, wrong: String, right: String) async throws {
    #expect(try await findings(course, sex: wrong).count == 1)
    #expect(try await findings(course, sex: right).isEmpty)
    #expect(try await findings(course, sex: "other").isEmpty)
  }

  @Test(arguments: ["non-uterine", "retroperitoneum", "cervical spine", "breast"])
  func anySex(site: String) async throws {
    #expect(try await findings("- diagnosis: sarcoma\n  site: \(site)", sex: "male").isEmpty)
  }
}
