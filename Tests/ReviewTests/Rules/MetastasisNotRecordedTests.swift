// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Plain
import Testing

@Suite struct MetastasisNotRecordedTests {
  let bench = RuleBench(rule: MetastasisNotRecorded())

  private func findings(_ entry: String, stage: String = "") async throws -> [PlacedFinding] {
    try await bench.findings("- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n\(stage)\(entry)")
  }

  @Test(arguments: [
    "- surgery: resection of lung metastases\n  when: 2020-09-01",
    "- surgery: resection\n  site: Lebermetastase\n  when: 2020-09-01",
    "- radiotherapy: brain metastases\n  when: 2020-09-01", "- ablation: liver metastasis\n  when: 2020-09-01",
    "- biopsy: liver\n  result: metastasis of leiomyosarcoma\n  when: 2020-09-01",
    "- assessment: CT\n  finding: multiple pulmonary metastases\n  when: 2020-09-01",
  ])
  func metastasesInWords(entry: String) async throws {
    #expect(try await findings(entry).count == 1)
    #expect(try await findings(entry + "\n- metastases: [lung]\n  when: 2020-08-01").isEmpty)
    #expect(try await findings(entry + "\n- metastases: none\n  when: 2020-08-01").isEmpty)
  }

  @Test(arguments: [
    "- assessment: CT\n  finding: no metastases\n  when: 2020-09-01",
    "- assessment: CT\n  finding: kein Anhalt für Metastasen\n  when: 2020-09-01",
    "- assessment: CT\n  finding: suspected liver metastasis\n  when: 2020-09-01",
    "- surgery: resection of lymph node metastases\n  when: 2020-09-01",
    "- surgery: resection of the primary\n  when: 2020-01-05",
    "- biopsy: liver\n  result: haemangioma\n  when: 2020-09-01",
  ])
  func whatIsNoMetastasis(entry: String) async throws { #expect(try await findings(entry).isEmpty) }

  @Test(arguments: [("IV", 1), ("FIGO IVB", 1), ("IIIA", 0), ("pT2 pN0 cM0", 0), ("IV, cM1", 0), ("T1N0", 0)])
  func stages(stage: String, count: Int) async throws {
    #expect(try await findings("", stage: "  stage: \(stage)\n").count == count)
  }
}
