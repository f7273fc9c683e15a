// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct DiseaseAfterCompleteTests {
  let bench = RuleBench(rule: DiseaseAfterComplete())

  private func findings(_ visits: [(String, String)]) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- {therapy: gemcitabine, id: gem, when: 2021-01-08}\n"
        + visits.enumerated().map {
          "- {assessment: CT, id: ct-\($0 + 1), of: gem, response: \($1.0), when: \($1.1)}"
        }.joined(separator: "\n"))
  }

  @Test(arguments: [
    (["CR", "PR"], 1), (["CR", "SD", "PR"], 1), (["CR", "non-CR/non-PD"], 1), (["CR", "NE"], 0),
    (["CR", "PD", "SD"], 0),
    (["PR", "CR"], 0), (["CR", "CR"], 0),
  ])
  func found(responses: [String], count: Int) async throws {
    #expect(
      try await findings(responses.enumerated().map { ($1, "2021-0\($0 + 3)-05") }).count == count, "\(responses)")
  }

  @Test func whatItSays() async throws {
    let found = try #require(
      try await findings([("CR", "2021-03-05"), ("PR", "2021-05-05"), ("PR", "2021-07-05")]).first)
    #expect(found.severity == .warning)
    #expect(
      found.summary
        == "PR (ct-2) after CR (ct-1): disease that is seen again after a complete response is progression, or the response was not complete (RECIST 1.1, Table 3, footnote a)."
    )
    #expect(found.places == ["patients/1.yaml:5", "patients/1.yaml:6"])
  }

  /// A target of the liver is gone, and so is a node of 14 mm (8 mm): CR. A node of 40 mm then is no progression by the EORTC unless it is called so; it is asked. A
  /// node of 9 mm is normal; `progressed`, and a lesion of the liver, are progression.
  @Test(arguments: [
    ("lymph node", "40", 1), ("Lymphknoten", "present", 1), ("lymph node", "10", 1), ("lymph node", "9", 0),
    ("lymph node", "progressed", 0), ("liver", "40", 0),
  ])
  func measuredNodes(site: String, last: String, count: Int) async throws {
    let gone = site == "liver" ? "absent" : "8"
    let found = try await bench.findings(
      "- {therapy: gemcitabine, id: gem, when: 2021-01-08}",
      [
        "lesions.csv": """
        patient,date,lesion,role,site,finding
        1,2021-01-04,T1,target,liver,50
        1,2021-01-04,NT1,non-target,\(site),14
        1,2021-03-05,T1,target,liver,absent
        1,2021-03-05,NT1,non-target,\(site),\(gone)
        1,2021-05-05,T1,target,liver,absent
        1,2021-05-05,NT1,non-target,\(site),\(last)
        """
      ])
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.id == "disease-after-complete-response/1/reader-gem-2021-05-05" })
  }

  /// Which came first is open: nothing is found.
  @Test func anOpenOrder() async throws {
    #expect(try await findings([("CR", "2021-03"), ("PR", "2021-03")]).isEmpty)
  }
}
