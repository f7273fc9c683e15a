// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Outcomes
import Review
import Testing

@testable import Report

/// The tables of the report on single patients, against hand calculation.
@Suite("Tables of the report, worked by hand") struct ReportTableTests {
  @Test func outcomesOfTherapies() async throws {
    let outcomes = try await WorkedStudy.outcomes(WorkedStudy.three)
    #expect(
      ReportTables.therapies(outcomes).texts == [
        // SD held from the first dose to last contact, 48 months.
        [
          "A", "gemcitabine (gem)", "line 1", "palliative", "16 mo", "SD", "48 mo+ (censored, last contact)",
          "48 mo+ (censored, last contact)", "48 mo+ (censored, last contact)",
        ],
        ["B", "gemcitabine (gem)", "line 1", "palliative", "16 mo", "PD", "", "16 mo", "16 mo"],
        // PR from 16 to 32 months.
        ["C", "gemcitabine (gem)", "line 1", "palliative", "32 mo", "PR", "16 mo", "32 mo", "32 mo"],
      ])
    #expect(ReportTables.therapies(outcomes).rows[0][4].trace == "A/gem/duration")
  }

  @Test func outcomesOfLines() async throws {
    let table = ReportTables.lines(try await WorkedStudy.outcomes(WorkedStudy.twoLines))
    #expect(
      table.texts == [
        ["D", "1", "doxorubicin", "PD", "16 mo", "16 mo", ""], ["D", "2", "trabectedin", "PD", "32 mo", "32 mo", "2"],
        ["E", "1", "doxorubicin", "PD", "32 mo", "32 mo", ""],
        // To the data cut-off, 487 d after its start.
        [
          "E", "2", "trabectedin", "SD", "16 mo+ (censored, data cut-off)", "16 mo+ (censored, data cut-off)", "≥ 0.5",
        ],
      ])
  }

  /// From 2018-09-01: 487 + 1461 d = 64 months, 487 + 974 d = 48; from 2019-12-01: 31 + 1461 d = 49.02, 31 + 974 d = 33.02.
  @Test func survival() async throws {
    #expect(
      ReportTables.survival(try await WorkedStudy.outcomes(WorkedStudy.three)).texts == [
        ["A", "64 mo+ (alive at last contact)", "49 mo+ (alive at last contact)"], ["B", "48 mo", "33 mo"],
        ["C", "64 mo+ (alive at last contact)", "no metastasis recorded"],
      ])
  }

  /// The phase says 1000 mg/m²; given were 1,000, 750 (body size), 750 and nothing on day 8 of cycle 2.
  @Test func maintenanceAndWhoWasGivenIt() async throws {
    let outcomes = try await WorkedStudy.outcomes(WorkedStudy.doses)
    #expect(
      ReportTables.regimens(outcomes).texts == [
        [
          "F", "gemcitabine", "750–1000 mg/m²", "d1, d8", "d22",
          "Intended: 1000 mg/m² d1, d8, repeated d22. Single administrations: 1000 mg/m² (1), 750 mg/m² (2), omitted (1); "
            + "stated as 1000 mg/m².",
        ]
      ])
    // 2023-01-02 to 2023-02-13 is 42 d, 1.38 months; SD held until last contact, 364 d, 11.96.
    #expect(
      ReportTables.characteristics(outcomes, StudyReview(outcomes)).texts == [
        [
          "F", "female", "61 y", "leiomyosarcoma of thigh G3", "none recorded", "", "1.4 mo",
          "SD (12 mo+ (censored, last contact))",
        ]
      ])
  }

  @Test func findingsAndClaims() async throws {
    var files = WorkedStudy.three
    files["claims.yaml"] = """
      - {claim: sex, patient: A, is: female, source: {section: Table 2, quote: "Female"}}
      - {claim: sex, patient: B, is: female, source: {section: Table 2, quote: "Female"}}

      """
    let review = StudyReview(try await WorkedStudy.outcomes(files, study: "guideline: none\n"))
    let claims = ReportTables.claims(review).texts
    #expect(claims.map { Array($0[0...1]) } == [["Table 2", "patient A"], ["Table 2", "patient B"]])
    #expect(claims.map { $0[3] } == ["contradicted", "supported"])
    let findings = ReportTables.findings(review).texts.filter { $0[6] == "Table 2" }
    #expect(findings.map { [$0[0], $0[1]] } == [["error", "A"]])
  }

  @Test func coverageOfTheGuideline() async throws {
    let outcomes = try await WorkedStudy.outcomes(
      WorkedStudy.three, study: "guideline: CARE\nethics: not stated\nconsent: given\n")
    let table = ReportTables.care(outcomes.study, StudyReview(outcomes)).texts
    #expect(table.map { $0[0] } == ["5", "7", "8", "9", "10", "13"])
    // Height and weight of three patients; dates are all there; ethics is not.
    #expect(table[0][2] == "partly: 3 missing")
    #expect(
      table[0][3].split(separator: "\n").first
        == "patient A: height and weight are not stated; no absolute dose can be checked.")
    #expect(table[1][2...3] == ["covered", ""])
    #expect(table[5][2...3] == ["partly: 1 missing", "ethics approval is not stated."])
    // Where nothing was looked for, nothing is covered.
    let none = try await WorkedStudy.outcomes(WorkedStudy.three, study: "guideline: none\n")
    #expect(ReportTables.care(none.study, StudyReview(none)).rows.isEmpty)
  }
}
