// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// T1 in the liver, 30 mm at the baseline of 2021-01-04, gone on 2021-03-05.
@Suite struct LocallyTreatedTargetTests {
  let bench = RuleBench(rule: LocallyTreatedTarget())

  private func findings(_ entry: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-08\n" + entry,
      [
        "lesions.csv":
          "patient,date,lesion,role,site,finding\n1,2021-01-04,T1,target,liver,30\n1,2021-03-05,T1,target,liver,absent"
      ])
  }

  @Test func whatItSays() async throws {
    let found = try #require(
      try await findings("- surgery: resection\n  id: op\n  site: liver\n  when: 2021-02-15").first)
    #expect(found.id == "locally-treated-target/1/reader-gem-op" && found.severity == .warning)
    #expect(
      found.summary
        == "T1: treated locally (surgery (liver) of 2021-02-15) after the baseline of 2021-01-04 of gem: from then on the lesions are not evaluable, and nothing that they show is a response of the therapy."
    )
  }

  /// On the day of the baseline it comes after the measurement, on the day before it does not; on the day of the last visit a lesion that is gone has been cut out.
  @Test(arguments: [("2021-01-03", 0), ("2021-01-04", 1), ("2021-03-05", 1), ("2021-03-06", 0)])
  func days(when: String, count: Int) async throws {
    #expect(try await findings("- surgery: resection\n  id: op\n  site: liver\n  when: \(when)").count == count)
  }

  @Test func whatIsAsked() async throws {
    let siteless = try await findings("- surgery: complete excision\n  id: op\n  when: 2021-02-15")
    #expect(siteless.map(\.severity) == [.warning])
    #expect(
      siteless.first?.summary
        == "surgery (complete excision) after the baseline of 2021-01-04 of gem: whether it was of T1 is not known; then what they show afterwards is no response of the therapy. It counts as measured."
    )
    let year = try await findings("- surgery: resection\n  id: op\n  site: liver\n  when: 2021")
    #expect(year.first?.summary.contains("whether it came after the baseline of 2021-01-04 of gem is open") == true)
    // Years ago, for all that is known; and elsewhere.
    #expect(try await findings("- surgery: complete excision\n  id: op").isEmpty)
    #expect(try await findings("- surgery: resection\n  site: lung\n  when: 2021-02-15").isEmpty)
    #expect(try await findings("- radiotherapy: right thigh\n  when: 2021-02-15").isEmpty)
  }
}
