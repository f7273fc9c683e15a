// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct AssessmentOfEndedTherapyTests {
  let bench = RuleBench(rule: AssessmentOfEndedTherapy())

  /// `gem-doc` until 1 June 2020, maintenance from 10 June on.
  private func found(_ assessment: String, maintenance: String = "  ends: 2020-12-20\n") async throws -> [String] {
    try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
        when: 2019-12-01
      - therapy: gemcitabine + docetaxel
        id: gem-doc
        when: 2020-01-15
        ends: 2020-06-01
      - therapy: gemcitabine
        id: gem
        intent: maintenance
        continues: gem-doc
        when: 2020-06-10
      \(maintenance)- assessment: CT
        id: ct
        response: PD
      \(assessment)
      """
    ).map(\.summary)
  }

  /// 162 days are 5.3 months of 30.4375 days.
  @Test func underTheNextTherapyIsTold() async throws {
    #expect(
      try await found("  of: gem-doc\n  when: 2020-11-10\n")
        == ["ct is recorded as of gem-doc, but was made 5.3 mo after its end, under gem."])
    #expect(try await found("  of: gem-doc\n  when: 2021-11-10\n", maintenance: "  ongoing: true\n").count == 1)
  }

  /// Soon after the end, of the therapy that ran, in follow-up of both, and a day that may lie before.
  @Test(arguments: [
    "  of: gem-doc\n  when: 2020-06-25\n", "  of: gem\n  when: 2020-11-10\n", "  of: gem-doc\n  when: 2021-02-10\n",
    "  when: 2020-11-10\n", "  of: gem-doc\n  when: 2020-06\n",
  ])
  func whatMayBeSo(_ assessment: String) async throws { #expect(try await found(assessment).isEmpty) }
}
