// SPDX-License-Identifier: Apache-2.0

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
}
