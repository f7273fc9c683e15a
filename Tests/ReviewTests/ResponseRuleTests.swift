// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Outcomes
import Review
import Testing

@Suite("Findings on lesions and published arms")
struct ResponseRuleTests {
  private func findings(lesions: [String], comparators: String? = nil) async throws -> [Finding] {
    var files = [
      "study.yaml": "study: Test\ndata cut-off: 2022-12-31\n",
      "patients/1.yaml": """
      patient: 1
      section: Chart
      course:
        - therapy: gemcitabine
          id: main
          when: 2021-01-08
          ends: 2021-06-01
        - assessment: CT
          id: ct-1
          response: SD
          of: main
          when: 2021-03-05
      """,
      "lesions.csv": (["patient,date,lesion,role,site,finding"] + lesions).joined(separator: "\n") + "\n",
    ]
    files["comparators.csv"] = comparators
    let reading = StudyFolder.read(files: files)
    let study = try #require(reading.study, "\(reading.problems.map(\.description))")
    let rules: Set<String> = ["lesion-selection", "judged-against-measured", "comparator-rates"]
    return StudyReview(await StudyOutcomes(study, library: RegimenLibrary())).findings.filter {
      rules.contains($0.rule)
    }
  }

  /// 30 → 20 mm is −33.3 %: PR, not the SD that the source judged. 9 mm is no target.
  @Test func judgementAndSelection() async throws {
    let found = try await findings(lesions: [
      "1,2021-01-04,T1,target,liver,30", "1,2021-01-04,T2,target,lung,9", "1,2021-03-05,T1,target,liver,18",
      "1,2021-03-05,T2,target,lung,8",
    ])
    #expect(found.map(\.rule) == ["lesion-selection", "judged-against-measured"])
    #expect(found[0].summary.contains("target T2 of 9 mm"))
    // 39 → 26 mm: −33.3 %.
    #expect(found[1].summary.contains("judged SD, but the lesions give PR"))
    #expect(found[1].arithmetic?.contains("sum 26 mm, baseline 39 mm (−33.3 %)") == true)
  }

  /// 30 → 28 mm is SD, as judged; one measurable target: nothing to find. 18.4 % of 133 is.
  @Test func nothingButTheArm() async throws {
    let found = try await findings(
      lesions: ["1,2021-01-04,T1,target,liver,30", "1,2021-03-05,T1,target,liver,28"],
      comparators: "name,endpoint,n,rate %,source\nBay 2006,response,133,18.4,x\nOther,response,133,18.8,x\n")
    #expect(found.map(\.rule) == ["comparator-rates"])
    #expect(found[0].arithmetic == "24/133 = 18.05 %, 25/133 = 18.8 %")
  }
}
