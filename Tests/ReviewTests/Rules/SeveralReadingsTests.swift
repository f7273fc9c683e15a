// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// A maintenance of 2021-01-04 to 2021-07-05, and a CT six months after it: after its start, or after its end.
@Suite struct SeveralReadingsTests {
  let bench = RuleBench(rule: SeveralReadings())

  func record(_ time: String, response: String = "SD", more: String = "") -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2020-07-04
    - therapy: gemcitabine
      id: maintenance
      intent: maintenance
      when: 2021-01-04
      ends: 2021-07-05
    - assessment: CT
      id: ct
      of: maintenance
      response: \(response)
      when: \(time)
    \(more)
    """
  }

  /// Progression 5.5 to 6.5 mo after the start, or as long after the end, which is 182 d (5.98 mo) later.
  @Test func openAndWhatChanges() async throws {
    let found = try #require(try await bench.findings(record("6 mo after maintenance", response: "PD")).first)
    #expect(found.severity == .warning)
    #expect(
      found.summary.hasPrefix(
        "“6 mo after maintenance” for ct can be read as “6 mo after start of maintenance” or “6 mo after end of maintenance”, and none is chosen."
      ))
    #expect(
      found.summary.contains(
        "Time to progression and progression-free survival of maintenance and line-1: 5.5–6.5 mo or 11.5–12.5 mo"))
    #expect(found.places == ["patients/1.yaml:11"])
  }

  @Test(arguments: [
    ("6 mo after start of maintenance", 0), ("6 mo after end of maintenance", 0), ("2021-07-05", 0),
    ("{read as: 6 mo after start of maintenance, could also be: 6 mo after end of maintenance}", 1),
  ]) func whatIsTold(time: String, count: Int) async throws {
    let found = try await bench.findings(record(time))
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.severity == .note })
  }

  /// The death in October leaves no time for half a year after the end.
  @Test func excluded() async throws {
    let death = "- death: sarcoma\n  when: 2021-10-04"
    let open = try #require(try await bench.findings(record("6 mo after maintenance", more: death)).first)
    #expect(open.severity == .note)
    #expect(open.summary.contains("only “6 mo after start of maintenance” agrees with the course"))
    #expect(open.summary.contains("The course excludes “6 mo after end of maintenance”: it contradicts"))
    let wrong = "{read as: 6 mo after end of maintenance, could also be: 6 mo after start of maintenance}"
    let chosen = try #require(try await bench.findings(record(wrong, more: death)).first)
    #expect(chosen.severity == .error)
    #expect(
      chosen.summary.contains(
        "“6 mo after end of maintenance” for ct is the reading that was chosen; only “6 mo after start of maintenance” agrees"
      ))
  }

  /// The reading that was chosen does not agree: one fault, told once, with the other reading that does.
  @Test func aContradictionOfAReadingIsToldOnce() async throws {
    let wrong = "{read as: 6 mo after end of maintenance, could also be: 6 mo after start of maintenance}"
    let review = try await RuleBench.review(
      RuleExample("", course: record(wrong, more: "- death: sarcoma\n  when: 2021-10-04")))
    #expect(review.findings.filter { $0.severity == .error }.map(\.rule) == ["several-readings"])
    let two = try await RuleBench.review(
      RuleExample(
        "",
        course: record(
          wrong, more: "- surgery: resection\n  when: [2021-03-01, 2021-04-01]\n- death: sarcoma\n  when: 2021-10-04")))
    #expect(
      Set(two.findings.filter { $0.severity == .error }.map(\.rule)) == ["several-readings", "contradiction-in-time"])
  }

  @Test func noneAgrees() async throws {
    let found = try await bench.findings(record("[6 mo after maintenance, 2023-05]"))
    #expect(found.map(\.severity) == [.error])
    #expect(found[0].summary.hasPrefix("No reading of “6 mo after maintenance” for ct agrees with the course."))
  }

  @Test func anAge() async throws {
    let found = try await bench.findings(
      "- diagnosis: leiomyosarcoma\n- event: referral\n  id: referral\n  when: after diagnosis",
      facts: "age: {read as: 73 at diagnosis, could also be: 73 at referral}")
    #expect(found.map(\.summary) == ["The age is read as “73 at diagnosis”; it could also be “73 at referral”."])
  }

  /// One fault, one finding: the contradiction is that of all readings.
  @Test func noneAgreesIsToldOnce() async throws {
    let review = try await RuleBench.review(RuleExample("", course: record("[6 mo after maintenance, 2023-05]")))
    #expect(review.findings.filter { $0.severity == .error }.map(\.rule) == ["several-readings"])
  }
}
