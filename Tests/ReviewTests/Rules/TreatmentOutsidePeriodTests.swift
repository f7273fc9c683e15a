// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct TreatmentOutsidePeriodTests {
  private let period = ["study.yaml": "period: 2014/2021\ndata cut-off: 2021-12-31\n"]

  private func course(surgery: String, therapy: String = "2016-02-01") -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2013-05-01
    - surgery: primary tumour
      id: resection
      when: \(surgery)
    - therapy: gemcitabine
      id: gem
      when: \(therapy)
      ends: 2016-08-01
    """
  }

  private func findings(_ rule: any Rule, _ course: String) async throws -> [PlacedFinding] {
    try await RuleBench(rule: rule).findings(course, period)
  }

  /// A resection before inclusion is ordinary, and contradicts nothing: it is asked once.
  @Test(arguments: ["2013-06-01", "2012", "2013-12-31"]) func before(day: String) async throws {
    let found = try await findings(TreatmentOutsidePeriod(), course(surgery: day))
    #expect(
      found.map(\.summary) == [
        "Outside of the period of treatment 2014/2021: resection (\(day)). The period dates no treatment of this patient."
      ])
    #expect(try await findings(ContradictionInTime(), course(surgery: day)).isEmpty)
  }

  /// What may lie in the period, and what lies in it, is not asked about.
  @Test(arguments: ["2014", "2013/2015", "2014-01-01", "2021-12-31"]) func within(day: String) async throws {
    #expect(try await findings(TreatmentOutsidePeriod(), course(surgery: day)).isEmpty)
  }

  /// `at diagnosis` of 2013 is before 2014 too: the study's sentence on its period is no statement on this resection.
  @Test func dateOfTheDiagnosis() async throws {
    let own = course(surgery: "at diagnosis")
    #expect(try await findings(ContradictionInTime(), own).isEmpty)
  }

  /// A year that stands for none is told by its own rule.
  @Test func noDate() async throws {
    #expect(try await findings(TreatmentOutsidePeriod(), course(surgery: "1900-01-01")).isEmpty)
  }
}
