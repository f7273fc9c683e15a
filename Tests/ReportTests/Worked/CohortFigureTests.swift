// SPDX-License-Identifier: Apache-2.0

import Figures
import Outcomes
import Plain
import Testing

@testable import Report

/// What the figures of a cohort draw, as their data files say it, against hand calculation.
@Suite("Figures of a cohort, worked by hand") struct CohortFigureTests {
  private func figures(_ files: [String: String]) async throws -> CohortFigures {
    let outcomes = try await WorkedStudy.outcomes(files)
    return CohortFigures(CohortOutcomes(outcomes, options: CohortOptions(anchor: .advancedLine(1))))
  }

  /// The curve falls at 16 and 32 months of 30.4375 days. A patient who is followed up to 48 months is at risk at 48 months still.
  @Test func survival() async throws {
    let plot = try #require(try await figures(WorkedStudy.three).survival(.progressionFree))
    let rows = plot.csv.dropFirst().map { $0.map(\.written) }
    #expect(
      rows.filter { $0[1] == "step" }.map { [$0[2], $0[4]] } == [["16", "0.666666667"], ["32", "0.333333333"]])
    #expect(rows.filter { $0[1] == "censored" }.map { $0[2] } == ["48"])
    // At risk, and censored before.
    #expect(
      rows.filter { $0[1] == "at risk" }.map { [$0[2], $0[7], $0[8]] } == [
        ["0", "3", "0"], ["12", "3", "0"], ["24", "2", "0"], ["36", "1", "0"], ["48", "1", "0"],
      ])
    #expect(plot.curves.map(\.detail) == ["median 32 (16–n.r.) mo"])
    #expect(plot.timeTitle == "Months since the first dose of line 1 for advanced disease")
  }

  /// P: 9 of 70 mm, −61/70 = −87.142857 %, best CR, and the new lesion of the visit that found progression. Q: the first visit is the progression, 48 of
  /// 40 mm: +20 %; what shrank after it says nothing.
  @Test func waterfall() async throws {
    let plot = try #require(try await figures(WorkedStudy.measured).waterfall)
    #expect(
      plot.csv.dropFirst().map { $0.map(\.written) } == [
        ["Q", "20", "PD", "no"], ["P", "-87.142857143", "CR", "yes"],
      ])
  }

  /// 2020-03-02 is 61 d after baseline, 2.004106776 months of 30.4375 d; 2021-05-02 is 487 d, 16 months; 2020-05-01 is 121 d, 3.975359343.
  @Test func spider() async throws {
    let plot = try #require(try await figures(WorkedStudy.measured).spider)
    #expect(
      plot.csv.dropFirst().map { $0.map(\.written) } == [
        ["P", "CR", "0", "0", "no", "no"], ["P", "CR", "2.004106776", "-87.142857143", "no", "no"],
        ["P", "CR", "16", "-87.142857143", "yes", "yes"], ["Q", "PD", "0", "0", "no", "no"],
        ["Q", "PD", "2.004106776", "20", "yes", "no"], ["Q", "PD", "3.975359343", "-40", "no", "no"],
      ])
  }

  @Test func responsesByVisit() async throws {
    let strip = try #require(try await figures(WorkedStudy.three).heatStrip)
    #expect(
      strip.csv.map { $0.map(\.written) } == [
        ["patient", "best_response", "1", "2"], ["C", "PR", "PR", "PD"], ["A", "SD", "SD", ""],
        ["B", "PD", "PD", "death"],
      ])
    let visits = try #require(try await figures(WorkedStudy.measured).heatStrip)
    #expect(visits.rows.map { $0.cells.map { $0?.letters } } == [["CR", "PD"], ["PD", "PR"]])
  }

  @Test func lines() async throws {
    let plot = try #require(try await figures(WorkedStudy.twoLines).transitions)
    #expect(plot.columns == ["Line 1", "Line 2"])
    #expect(plot.paths.map(\.steps) == [["doxorubicin", "trabectedin"], ["doxorubicin", "trabectedin"]])
    #expect(plot.paths.map(\.end) == [.alive, .alive])
  }
}
