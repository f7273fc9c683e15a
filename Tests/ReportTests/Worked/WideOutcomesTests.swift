// SPDX-License-Identifier: Apache-2.0

import Course
import Figures
import Foundation
import Outcomes
import Report
import Testing

/// Rows for a statistician's program, worked by hand from ``WorkedStudy``.
@Suite("One row a patient and line") struct WideOutcomesTests {
  private func rows(_ csv: String) throws -> [[String: String]] {
    let rows = try #require(SinkReaders.rows(csv: csv))
    let head = try #require(rows.first)
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
  }

  @Test func threePatients() async throws {
    let wide = WideOutcomes(try await WorkedStudy.outcomes(WorkedStudy.three))
    let rows = try rows(wide.csv)
    #expect(rows.map { $0["patient"] } == ["A", "B", "C"])
    // A: free of progression and alive at 48 months, 1461 days.
    #expect(rows[0]["pfs_lower_days"] == "1461" && rows[0]["pfs_upper_days"] == "1461")
    #expect(rows[0]["pfs_event"] == "0" && rows[0]["os_event"] == "0" && rows[0]["died"] == "0")
    #expect(rows[0]["pfs_reason"] == "censored, last contact")
    // B: progression after 487 days (16 months), death after 974 (32).
    #expect(rows[1]["pfs_lower_days"] == "487" && rows[1]["pfs_lower_months"] == "16" && rows[1]["pfs_event"] == "1")
    #expect(rows[1]["os_upper_days"] == "974" && rows[1]["os_event"] == "1" && rows[1]["os_reason"] == "death")
    #expect(rows[1]["best_response"] == "PD" && rows[1]["best_response_basis"] == "assessed: ct")
    #expect(rows[1]["response_1"] == "PD" && rows[1]["response_1_from"] == "2021-05-02")
    #expect(rows[1]["dor_lower_days"] == "" && rows[1]["dor_event"] == "")
    // C: PR at 16 months that held until 32.
    #expect(rows[2]["dor_lower_months"] == "16" && rows[2]["dor_event"] == "1")
    #expect(
      rows[2]["response_1"] == "PR" && rows[2]["response_2"] == "PD" && rows[2]["response_2_from"] == "2022-09-01")
    #expect(rows[2]["age"] == "71" && rows[2]["sex"] == "male" && rows[2]["line"] == "1")
  }

  /// Index of D: 32/16 = 2; of E at least 16/32 = 0.5, censored.
  @Test func twoLinesAreTwoRows() async throws {
    let rows = try rows(WideOutcomes(try await WorkedStudy.outcomes(WorkedStudy.twoLines)).csv)
    #expect(rows.map { [$0["patient"], $0["line"]] } == [["D", "1"], ["D", "2"], ["E", "1"], ["E", "2"]])
    #expect(rows[1]["gmi_lower"] == "2" && rows[1]["gmi_upper"] == "2")
    #expect(rows[3]["gmi_lower"] == "0.5" && rows[3]["gmi_upper"] == "")
    #expect(rows[0]["therapy"] == "doxorubicin" && rows[0]["first_dose_from"] == "2020-01-01")
  }

  /// Lesions under the therapy: CR of P, then a new lesion; responses say that they are measured.
  @Test func measuredResponses() async throws {
    let rows = try rows(WideOutcomes(try await WorkedStudy.outcomes(WorkedStudy.measured)).csv)
    #expect(rows[0]["response_1"] == "CR" && rows[0]["response_2"] == "PD")
    #expect(rows[0]["response_1_source"]?.hasPrefix("measured") == true)
    #expect(rows[1]["response_1"] == "PD")
  }

  @Test func everyColumnIsExplained() async throws {
    let wide = WideOutcomes(try await WorkedStudy.outcomes(WorkedStudy.three))
    let head = try #require(wide.csv.split(separator: "\r\n").first).split(separator: ",").map(String.init)
    let explained = wide.codebook.split(separator: "\r\n").dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }
    #expect(head == explained && Set(head).count == head.count)
  }

  /// PR two months after death, and SD after the data cut-off (2024-01-01): neither is a visit, here and in the figure, and both are named.
  @Test func nothingIsAVisitAfterDeathOrTheCutOff() async throws {
    func patient(_ id: String, _ rest: String) -> String {
      "patient: \(id)\nsex: female\nage: 50 at diagnosis\ncourse:\n  - {diagnosis: sarcoma, when: 2020-01-01}\n"
        + "  - {therapy: gemcitabine, id: t1, intent: palliative, starts: 2020-02-01, ends: 2020-06-01}\n"
        + "  - {assessment: CT, id: first, of: t1, response: SD, when: 2020-04-01}\n" + rest
    }
    let outcomes = try await WorkedStudy.outcomes([
      "patients/A.yaml": patient(
        "A",
        "  - {death: tumour, when: 2020-08-01}\n  - {assessment: CT, id: late, of: t1, response: PR, when: 2020-10-01}\n"
      ),
      "patients/B.yaml": patient(
        "B",
        "  - {assessment: CT, id: later, of: t1, response: PR, when: 2024-02-01}\n  - {death: tumour, when: 2024-03-01}\n"
      ),
    ])
    let rows = try rows(WideOutcomes(outcomes).csv)
    #expect(rows.map { $0["response_1"] } == ["SD", "SD"] && rows[0]["response_2"] == nil)
    #expect(rows.map { $0["responses_left_out"] } == ["late", "later"])
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    let strip = try #require(CohortFigures(cohort).heatStrip)
    // B died after the cut-off: nobody had seen that.
    #expect(
      Set(strip.rows.map { "\($0.patient) \($0.cells.map { $0?.letters ?? "–" }.joined(separator: " "))" }) == [
        "A SD †", "B SD",
      ])
    #expect(
      strip.notes.contains(
        "Not counted, since recorded after death or the data cut-off: late of patient A, later of patient B."))
    #expect(CohortFigures(cohort).transitions?.paths.map(\.end) == [.dead, .alive])
  }

  /// Judged only after the next therapy began: a visit, and no best response of the first line, with the reason.
  @Test func aBlankBestResponseHasAReason() async throws {
    let outcomes = try await WorkedStudy.outcomes([
      "patients/A.yaml": "patient: A\nsex: female\nage: 50 at diagnosis\ncourse:\n"
        + "  - {diagnosis: sarcoma, when: 2020-01-01}\n"
        + "  - {therapy: gemcitabine, id: t1, intent: palliative, starts: 2020-02-01, ends: 2020-06-01}\n"
        + "  - {therapy: trabectedin, id: t2, intent: palliative, starts: 2020-07-01, ends: 2020-12-01}\n"
        + "  - {assessment: CT, id: ct, of: t1, response: SD, when: 2020-08-01}\n"
        + "  - {last contact: true, when: 2021-01-01}\n"
    ])
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    let strip = try #require(CohortFigures(cohort).heatStrip)
    #expect(strip.rows.map(\.best) == [nil] && strip.rows[0].cells == [.response(.stable)])
    #expect(
      strip.notes.contains(
        "No best response, since every visit that was judged lies before the first dose, after another therapy began, or after the "
          + "first progression: A."))
  }
}
