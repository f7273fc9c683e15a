// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct LaboratoryUnitInQuestionTests {
  let bench = RuleBench(rule: LaboratoryUnitInQuestion())

  func findings(_ rows: String...) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: leiomyosarcoma",
      [
        "labs.csv": "patient,analyte,when,value,unit\n"
          + rows.enumerated().map {
            "1,\($1.split(separator: " ")[0]),2024-01-0\($0 + 1),\($1.split(separator: " ")[1]),\($1.split(separator: " ")[2])"
          }
          .joined(separator: "\n")
      ])
  }

  /// 11.2 mmol/L × 1.6114 g/dL per mmol/L = 18.05 g/dL.
  @Test func haemoglobin() async throws {
    let found = try #require(try await findings("Hb 11.2 mmol/L").first)
    #expect(
      found.summary
        == "2024-01-01, haemoglobin 11.2 mmol/L: that is 18.048 g/dL, which is unusual; 11.2 g/dL would be usual.")
    #expect(found.places == ["labs.csv:2"])
    #expect(try await findings("Hb 9.3 mmol/L").isEmpty)
    #expect(try await findings("Hb 11.2 g/dL").isEmpty)
    // High, and in no other unit usual.
    #expect(try await findings("Hb 19 g/dL").isEmpty)
  }

  /// 2.1/µL are 0.0021 × 10⁹/L, and counters tell tens in a microlitre: 2.1 × 10⁹/L is meant, or nobody knows what. 20/µL and none at all are counts.
  @Test(arguments: [
    ("neutrophils 2.1 /µl", 1), ("lymphocytes 1.4 /uL", 1), ("neutrophils 20 /µl", 0), ("neutrophils 10 /µl", 0),
    ("neutrophils 0 /µl", 0), ("neutrophils 0 10^9/L", 0), ("neutrophils 2100 /µl", 0), ("neutrophils 0.1 10^9/L", 0),
  ])
  func countsInAMicrolitre(value: String, count: Int) async throws {
    #expect(try await findings(value).count == count)
  }

  /// In the unit in which values are kept nothing is converted.
  @Test func inTheUnitItself() async throws {
    #expect(
      try await findings("Hb 2.8 g/dL").map(\.summary) == [
        "2024-01-01, haemoglobin 2.8 g/dL is unusual; 2.8 mmol/L would be usual."
      ])
  }

  @Test func platelets() async throws {
    #expect(try await findings("PLT 145 /µl").count == 1)
    #expect(try await findings("PLT 145000 /µl").isEmpty)
    #expect(try await findings("PLT 3 G/L").isEmpty)
  }

  @Test func oneFindingAUnit() async throws {
    let found = try await findings("Hb 11.2 mmol/L", "Hb 12.0 mmol/L", "Hb 7.0 mmol/L")
    #expect(found.map { $0.summary.hasPrefix("2 values, the first 2024-01-01") } == [true])
  }
}
