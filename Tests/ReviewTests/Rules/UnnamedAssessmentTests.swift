// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct UnnamedAssessmentTests {
  let bench = RuleBench(rule: UnnamedAssessment())

  func summaries(_ visit: String, first: String = "2020-01-15", second: String = "2020-07-01") async throws -> [String]
  {
    try await bench.findings(
      "- therapy: doxorubicin\n  id: t1\n  when: \(first)\n- therapy: trabectedin\n  id: t2\n  when: \(second)\n"
        + "- assessment: CT\n  id: ct\n  response: PD\n" + visit
    ).map(\.summary)
  }

  /// 2020-07-01 to 2020-07-15 are 14 d.
  @Test func soonAfterTheFirstDose() async throws {
    #expect(
      try await summaries("  when: 2020-07-15") == [
        "ct (PD) names no therapy and is taken for t2, at most 14 d after its first dose: it may show what the therapy before has done."
      ])
    #expect(try await summaries("  when: 2020-07-16").isEmpty)
    // What names the therapy is not taken for another's, but what it shows may have been there before; 2020-07-16 is day 15.
    #expect(try await summaries("  when: 2020-07-04\n  of: t2").first?.contains("may have been there before") == true)
    #expect(try await summaries("  when: 2020-07-16\n  of: t2").isEmpty)
    #expect(try await summaries("  when: 2020-01-20").first?.contains("may have been there before") == true)
  }

  @Test func whatTimesLeaveOpen() async throws {
    let open = try await summaries("  when: 2020-05", first: "2020-04", second: "2020-05")
    #expect(open.count == 1 && open[0].hasPrefix("PD: Whether ct lies before or after the start of t2 is open"))
    #expect(
      try await summaries("  when: 2020-01-15") == ["ct (PD) names no therapy, and none had begun: it counts for none."]
    )
  }

  /// The scan of the month in which the next therapy begins, listed before it.
  @Test func datedToMonthsInTheirOrder() async throws {
    func summaries(_ scan: String, _ second: String) async throws -> [String] {
      try await bench.findings(
        "- therapy: doxorubicin\n  id: t1\n  when: 2020-01\n- assessment: CT\n  id: ct\n  response: PD\n  when: \(scan)\n"
          + "- therapy: trabectedin\n  id: t2\n  when: \(second)"
      ).map(\.summary)
    }
    #expect(try await summaries("2020-05", "2020-05").isEmpty)
    #expect(try await summaries("2020-05", "2020-05-20").isEmpty)
    // A year leaves more open than a month.
    #expect(try await summaries("2020", "2020-05").count == 1)
  }

  @Test func anotherLineHadBegun() async throws {
    #expect(
      try await summaries("  when: 2021-01-15\n  of: t1") == [
        "ct (PD) is of t1, but line 2 (trabectedin) had begun: it counts for no best response of t1."
      ])
  }

  private func more(_ assessment: String, second: Bool = true) async throws -> [String] {
    let next = second ? "\n- {therapy: trabectedin, id: t2, when: 2020-06-01, ends: 2020-12-01}" : ""
    return try await RuleBench(rule: UnnamedAssessment()).findings(
      "- {therapy: gemcitabine, id: t1, when: 2020-01-15, ends: 2020-05-20}\n- {assessment: CT, id: ct, \(assessment)}\(next)"
    ).map(\.summary)
  }

  /// Where it stands in the list decides which of two therapies it judges; of one therapy there is nothing to decide.
  @Test func neitherATimeNorATherapy() async throws {
    #expect(try await more("response: PD").first?.contains("names neither a time nor a therapy") == true)
    #expect(try await more("response: PD, of: t1").isEmpty)
    #expect(try await more("response: PD", second: false).isEmpty)
  }

  /// A scan of the day of the first dose shows what was there before it.
  @Test func progressionOnTheDayOfTheFirstDose() async throws {
    #expect(
      try await more("response: PD, of: t1, when: 2020-01-15").first?.contains("on the day of its first dose") == true)
    // Within two weeks it may have been: 2020-01-29 is day 14, 2020-01-30 day 15.
    for day in ["2020-01-16", "2020-01-29"] {
      #expect(
        try await more("response: PD, of: t1, when: \(day)", second: false).first?.contains(
          "may have been there before")
          == true)
      #expect(try await more("response: PD, when: \(day)", second: false).first?.contains("may have been") == true)
    }
    #expect(try await more("response: PD, of: t1, when: 2020-01-30", second: false).isEmpty)
    #expect(try await more("response: PR, when: 2020-01-20", second: false).isEmpty)
    #expect(try await more("response: SD, of: t1, when: 2020-01-15").isEmpty)
  }
}
