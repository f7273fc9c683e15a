// SPDX-License-Identifier: Apache-2.0

import Outcomes
import Testing

@testable import Report

/// A best response that only a claim of the source states is marked wherever a cohort shows or counts it.
@Suite("Responses that only a claim states") struct ClaimedResponseTests {
  private func cohort(_ claims: String?) async throws -> CohortOutcomes {
    var files = [
      "patients/A.yaml": """
      patient: A
      sex: female
      age: 60 at diagnosis
      course:
        - diagnosis: leiomyosarcoma
          site: thigh
          grade: G2
          when: 2019-12-01
        - therapy: gemcitabine
          id: t1
          intent: palliative
          when: 2020-01-15
          ends: 2020-05-20
        - {last contact: true, when: 2021-06-01}

      """
    ]
    files["claims.yaml"] = claims
    return CohortOutcomes(
      try await WorkedStudy.outcomes(files), options: CohortOptions(anchor: .advancedLine(1)))
  }

  @Test func isMarked() async throws {
    let cohort = try await cohort(
      "- {claim: response, patient: A, is: PR, on: t1, source: {section: Table 1}}\n")
    #expect(CohortTables.times(cohort).texts.map { Array($0.prefix(2)) } == [["A", "PR (as stated)"]])
    let rows = try #require(CohortTables.responses(cohort)).texts.map { $0[0] }
    #expect(
      rows == [
        "CR", "PR, 1 as stated", "SD", "PD", "Objective response (CR + PR), 1 as stated",
        "Disease control (CR + PR + SD), 1 as stated",
      ])
  }

  @Test func nothingIsMarkedWithoutAClaim() async throws {
    #expect(CohortTables.responses(try await cohort(nil)) == nil)
  }
}
