// SPDX-License-Identifier: Apache-2.0

import Plain
@testable import Review
import Testing

@Suite struct ReadersDifferTests {
  let bench = RuleBench(rule: ReadersDiffer())
  private let course = "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-15\n"

  private func measured(_ other: String, inOrder: Bool = true) async throws -> [PlacedFinding] {
    let kim = ["1,2021-01-10,X1,target,liver,50,Kim", "1,2021-03-20,X1,target,liver,\(other),Kim"]
    let lee = ["1,2021-01-10,T1,target,liver,50,Lee", "1,2021-03-20,T1,target,liver,20,Lee"]
    let rows = inOrder ? kim + lee : lee + kim
    return try await bench.findings(
      course,
      ["lesions.csv": (["patient,date,lesion,role,site,finding,reader"] + rows).joined(separator: "\n")])
  }

  /// 20 of 50 mm are −60 %, 70 of 50 mm +40 %: told in either order of the rows, with whose word counts.
  @Test func oneMeasuresProgression() async throws {
    for inOrder in [true, false] {
      let found = try await measured("70", inOrder: inOrder)
      #expect(
        found.map(\.summary) == [
          "the readers of gem differ (Kim: PD, progression on 2021-03-20; Lee: PR, no progression); what Kim says counts."
        ])
      #expect(
        found[0].finding.summary[.german]
          == "die Befunder von gem unterscheiden sich (Kim: PD, Progress am 2021-03-20; Lee: PR, kein Progress); es zählt, was Kim sagt."
      )
      #expect(found[0].severity == .warning)
      #expect(found[0].places == (inOrder ? ["lesions.csv:3", "lesions.csv:5"] : ["lesions.csv:5", "lesions.csv:3"]))
    }
  }

  /// 35 of 50 mm are exactly −30 %, PR for both; 35.1 mm (−29.8 %) are SD.
  @Test(arguments: [("35", 0), ("35.1", 1)])
  func theBestResponse(other: String, count: Int) async throws {
    #expect(try await measured(other).count == count)
  }

  private func judged(_ response: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      course + "- {assessment: CT, id: l, of: gem, response: SD, judged by: local, when: 2021-03-20}\n"
        + "- {assessment: CT, id: c, of: gem, response: \(response), judged by: central, when: 2021-03-20}\n")
  }

  @Test func oneJudgesProgression() async throws {
    let found = try await judged("PD")
    #expect(
      found.map(\.summary) == [
        "the readers of gem differ (central: PD, progression on 2021-03-20; local: SD, no progression); what central says counts."
      ])
    #expect(try await judged("SD").isEmpty)
  }
}
