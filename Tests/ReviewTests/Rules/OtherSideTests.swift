// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct OtherSideTests {
  let bench = RuleBench(rule: OtherSide())

  private func found(_ entry: String, primary: String = "left thigh", more: String = "") async throws -> [PlacedFinding]
  {
    try await bench.findings("- diagnosis: liposarcoma\n  site: \(primary)\n\(entry)\(more)")
  }

  @Test(arguments: [
    ("- surgery: resection\n  site: right thigh", 1), ("- surgery: resection\n  site: left thigh", 0),
    ("- surgery: resection\n  site: thigh", 0), ("- radiotherapy: right thigh", 1),
    ("- biopsy: rechter Oberschenkel", 0),
    ("- local relapse: right thigh", 1), ("- surgery: resection\n  site: right lower leg", 0),
    ("- surgery: resection\n  site: bilateral thigh", 0), ("- ablation: right thigh", 1),
    ("- surgery: split skin graft harvest\n  site: right thigh", 0),
    ("- biopsy: right thigh\n  result: benign", 0), ("- biopsy: right thigh\n  result: liposarcoma", 1),
  ])
  func sides(entry: String, count: Int) async throws { #expect(try await found(entry).count == count, "\(entry)") }

  @Test func bothAreNamed() async throws {
    let one = try #require(try await found("- surgery: resection\n  id: op\n  site: right thigh").first)
    #expect(one.summary == "diagnosis is of the left thigh, op of the right thigh.")
    #expect(one.places == ["patients/1.yaml:4", "patients/1.yaml:6"])
  }

  /// Metastases of the lung lie on both sides.
  @Test func metastasesLieOnBothSides() async throws {
    let two = "- surgery: metastasectomy\n  site: left lung\n- surgery: metastasectomy\n  site: right lung\n"
    #expect(try await found(two, primary: "uterus").count == 1)
    #expect(try await found(two, primary: "uterus", more: "- metastases: [lung]").isEmpty)
  }
}
