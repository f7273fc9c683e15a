// SPDX-License-Identifier: Apache-2.0

import Plain
@testable import Review
import Testing

@Suite struct OpenBaselineRuleTests {
  let bench = RuleBench(rule: OpenBaseline())

  private func findings(_ course: String, _ rows: [(String, String)]) async throws -> [PlacedFinding] {
    try await bench.findings(
      course,
      [
        "lesions.csv": (["patient,date,lesion,role,site,finding"] + rows.map { "1,\($0),T1,target,liver,\($1)" })
          .joined(separator: "\n")
      ])
  }

  private func therapy(_ when: String) -> String { "- therapy: gemcitabine\n  id: gem\n  when: \(when)" }
  private let rows = [("2021-01-10", "50"), ("2021-01-20", "25"), ("2021-05-20", "20")]

  /// 20 of 50 mm are −60 %, 20 of 25 mm −20 %.
  @Test func theFirstDoseInAMonth() async throws {
    let found = try await findings(therapy("2021-01"), rows)
    #expect(found.map(\.severity) == [.warning])
    let finding = try #require(found.first)
    #expect(
      finding.summary
        == "best response under gem (gemcitabine) is open (PR or SD): the baseline is that of 2021-01-10 or 2021-01-20, by the day of the first dose (2021-01-01 to 2021-01-31)."
    )
    #expect(
      finding.finding.summary[.german]
        == "das beste Ansprechen unter gem (gemcitabine) ist offen (PR oder SD): die Baseline ist die vom 2021-01-10 oder 2021-01-20, je nach dem Tag der ersten Gabe (2021-01-01 bis 2021-01-31)."
    )
    #expect(finding.places == ["patients/1.yaml:4", "lesions.csv:2", "lesions.csv:3"])
    #expect(finding.settledBy == "The day of the first dose.")
  }

  /// With a day nothing is open; nor where both baselines give PR (20 of 45 mm: −56 %), nor where the month has one measurement.
  @Test func whatIsNotOpen() async throws {
    #expect(try await findings(therapy("2021-01-12"), rows).isEmpty)
    #expect(try await findings(therapy("2021-01"), [rows[0], ("2021-01-20", "45"), rows[2]]).isEmpty)
    #expect(try await findings(therapy("2021-01"), [rows[0], rows[2]]).isEmpty)
  }

  @Test func theNextLineInAMonth() async throws {
    let found = try await findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-15\n- therapy: trabectedin\n  id: trab\n  when: 2021-06",
      [("2021-01-10", "50"), ("2021-05-20", "50"), ("2021-06-20", "20"), ("2021-08-20", "20")])
    #expect(
      found.map(\.summary) == [
        "best response under gem (gemcitabine) is open (SD or PR): 2021-06-20 came before or after the next therapy began (2021-06-01 to 2021-06-30).",
        "best response under trab (trabectedin) is open (PR or SD): the baseline is that of 2021-05-20 or 2021-06-20, by the day of the first dose (2021-06-01 to 2021-06-30).",
      ])
  }

  /// Nothing says when it began, or only that it was before the last contact.
  @Test func anUndatedTherapy() async throws {
    let undated = "- therapy: gemcitabine\n  id: gem"
    let unplaced = try await findings(undated, rows)
    #expect(
      unplaced.map(\.summary) == [
        "when gem began has no bound, so that the lesions measured from 2021-01-10 on are judged under no therapy."
      ])
    let bounded = try await findings(undated + "\n- last contact: true\n  when: 2022-06-01", rows)
    #expect(
      bounded.count == 1 && bounded[0].summary.hasPrefix("best response under gem (gemcitabine) is open (PR or SD"))
  }
}
