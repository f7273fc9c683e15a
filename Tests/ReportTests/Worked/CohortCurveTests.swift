// SPDX-License-Identifier: Apache-2.0

import Figures
import Outcomes
import Report
import Testing

/// Which curves are drawn of patients who are compared.
@Suite struct CohortCurveTests {
  private func cohort(histologies: Int) async throws -> CohortOutcomes {
    var files: [String: String] = [:]
    for number in 0..<(2 * histologies) {
      files["patients/P\(number).yaml"] =
        "patient: P\(number)\ncourse:\n  - {diagnosis: sarcoma \(number % histologies), when: 2019-12-01}\n"
        + "  - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-01}\n"
        + "  - {death: sarcoma, when: 2021-0\(number % 9 + 1)-01}\n"
    }
    var options = CohortOptions(anchor: .line(1))
    options.group = .histology
    return CohortOutcomes(try await WorkedStudy.outcomes(files), options: options)
  }

  /// One curve a group up to eight; nine are refused with what to do, and no curve of all stands for them.
  @Test(arguments: 1...10) func eachGroupOrNone(_ count: Int) async throws {
    let cohort = try await cohort(histologies: count)
    let curves = CohortFigures(cohort).survival(.survival)?.curves.map(\.name)
    let isTold = CohortTables.survival(cohort).footnotes.contains {
      $0.hasPrefix("Curves are not drawn: no more than 8 groups")
        && $0.contains("there are \(count). Compare by a field")
    }
    #expect(curves == (count <= 8 ? (0..<count).map { "sarcoma \($0)" } : nil))
    #expect(isTold == (count > 8))
  }
}

/// Who is not in a waterfall, and why.
@Suite struct WaterfallNoteTests {
  private func patient(_ id: String) -> String {
    "patient: \(id)\ncourse:\n  - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-02, ends: 2020-05-01}\n"
  }

  /// D can be drawn; of E the target is absent at baseline, so that there is no sum to compare with; of F nothing was measured after baseline.
  @Test func eachIsNamedWithTheTrueReason() async throws {
    let files = [
      "patients/D.yaml": patient("D"), "patients/E.yaml": patient("E"), "patients/F.yaml": patient("F"),
      "lesions.csv": """
      patient,date,lesion,role,site,finding
      D,2020-01-01,T1,target,liver,40
      D,2020-03-02,T1,target,liver,30
      E,2020-01-01,T1,target,liver,absent
      E,2020-03-02,T1,target,liver,12
      F,2020-01-01,T1,target,liver,40

      """,
    ]
    let cohort = CohortOutcomes(try await WorkedStudy.outcomes(files), options: CohortOptions(anchor: .line(1)))
    let plot = try #require(CohortFigures(cohort).waterfall)
    let reasons = plot.bars.filter { $0.change == nil }.map { "\($0.patient) \($0.unavailable)" }
    #expect(reasons.sorted() == ["E has no baseline sum to compare with", "F has no measurement after baseline"])
    #expect(plot.bars.first { $0.patient == "D" }?.change == -25)
  }
}
