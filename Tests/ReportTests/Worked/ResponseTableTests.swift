// SPDX-License-Identifier: Apache-2.0

import Foundation
import Outcomes
import Testing

@testable import Report

/// Measured response as a reader finds it, against hand calculation from ``WorkedStudy/measured``.
@Suite("Tables of measured response, worked by hand") struct ResponseTableTests {
  /// From baseline (70 and 40 mm) and from the smallest sum: 9/70 = −87.1 %; 48/40 = +20 %; 24/40 = −40 %, which is the smallest itself.
  @Test func responseAtEachVisit() async throws {
    let table = ResponseTables.timePoints(try await WorkedStudy.outcomes(WorkedStudy.measured))
    #expect(
      table.texts.map { Array($0.dropLast()) } == [
        ["P", "gem", "–", "2020-03-02", "9", "−87.1", "−87.1", "CR", "–", "no", "CR"],
        ["P", "gem", "–", "2021-05-02", "9", "−87.1", "0", "CR", "–", "N1", "PD"],
        ["Q", "gem", "–", "2020-03-02", "48", "+20", "+20", "PD", "–", "no", "PD"],
        ["Q", "gem", "–", "2020-05-01", "24", "−40", "−40", "PR", "–", "no", "PR"],
      ])
    #expect(table.texts.allSatisfy { !($0.last ?? "").isEmpty })
  }

  /// A node of 9 mm short axis is normal (below 10 mm): with the other target gone that is CR. Called something else, it is a lesion that is left.
  @Test func aNodeOfNineMillimetresIsNormal() async throws {
    var files = WorkedStudy.measured
    files["lesions.csv"] = files["lesions.csv"]?.replacingOccurrences(of: "lymph node", with: "lung")
    let lung = ResponseTables.timePoints(try await WorkedStudy.outcomes(files))
    #expect(lung.texts[0][10] == "PR")
    files["lesions.csv"] = files["lesions.csv"]?.replacingOccurrences(of: "T2,target,lung", with: "T2,target,node")
    #expect(ResponseTables.timePoints(try await WorkedStudy.outcomes(files)).texts[0][10] == "CR")
  }

  @Test func bestResponse() async throws {
    let table = ResponseTables.best(try await WorkedStudy.outcomes(WorkedStudy.measured))
    #expect(
      table.texts.map { [$0[0], $0[1], $0[2], $0[3], $0[7]] }
        == [["P", "gem", "–", "CR", "–"], ["Q", "gem", "–", "PD", "–"]])
    // No later visit confirms the response of P.
    #expect(table.texts[0][5] != "CR")
  }

  @Test func readersDisagree() async throws {
    var files = WorkedStudy.measured
    files["lesions.csv"] = """
      patient,date,lesion,role,site,finding,reader
      P,2020-01-01,T1,target,liver,50,one
      P,2020-03-02,T1,target,liver,30,one
      P,2020-01-01,T1,target,liver,50,two
      P,2020-03-02,T1,target,liver,40,two

      """
    // 30/50 is −40 %, PR; 40/50 is −20 %, SD: they agree on none of one visit.
    let table = ResponseTables.disagreements(try await WorkedStudy.outcomes(files))
    #expect(
      table.texts.map { Array($0[0...5]) } == [["P", "2020-03-02", "RECIST 1.1, one", "RECIST 1.1, two", "PR", "SD"]])
    #expect(table.texts[0][6].hasPrefix("0 % of 1"))
  }
}
