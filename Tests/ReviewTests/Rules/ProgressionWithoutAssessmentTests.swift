// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ProgressionWithoutAssessmentTests {
  let bench = RuleBench(rule: ProgressionWithoutAssessment())

  func findings(stopped: String = "not stated", _ then: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
        when: 2019-12-01
      - metastases: [lung]
        when: 2019-12-01
      - therapy: gemcitabine
        id: gem
        when: 2020-01-15
        ends: 2020-05-20
        stopped for: \(stopped)
      - assessment: CT
        id: ct-1
        of: gem
        response: SD
        when: 2020-03-15
      \(then)
      """)
  }

  /// From 2020-03-15 to 2020-05-20 after 2020-01-15: 60 to 126 d, 2 to 4.1 months of 30.4375 d.
  @Test func aStop() async throws {
    let found = try #require(try await findings(stopped: "progression").first)
    #expect(
      found.summary
        == "gem was stopped for progression, but no assessment of it shows progression. It lies 2–4.1 mo after the first dose."
    )
    #expect(found.places == ["patients/1.yaml:8"])
    for reason in ["PD", "progressive disease", "clinical progress"] {
      #expect(try await findings(stopped: reason).count == 1, "\(reason)")
    }
    for reason in ["toxicity", "patient's wish, no progression", "planned end"] {
      #expect(try await findings(stopped: reason).isEmpty, "\(reason)")
    }
    let shown = "- assessment: CT\n  id: ct-2\n  of: gem\n  response: PD\n  when: 2020-05-18"
    #expect(try await findings(stopped: "progression", shown).isEmpty)
  }

  @Test func relapsesAndNewSites() async throws {
    let relapse = try #require(try await findings("- local relapse: thigh\n  id: relapse\n  when: 2020-04-10").first)
    #expect(
      relapse.summary
        == "Local relapse (relapse) under gem, but no assessment of gem shows progression; it counts as progression on its day."
    )
    let site = "- metastases: [liver, lung]\n  id: liver\n  when: 2020-04-10"
    #expect(try await findings(site).map(\.id) == ["progression-without-assessment/1/liver"])
    // A site that is known, or was found before the therapy, is no progression.
    #expect(try await findings("- metastases: [lung]\n  id: again\n  when: 2020-04-10").isEmpty)
    #expect(try await findings("- metastases: [liver]\n  id: liver\n  when: 2020-01-02").isEmpty)
    #expect(
      try await findings("- metastases: [liver]\n  id: liver\n  already known: true\n  when: 2020-04-10").isEmpty)
  }

  /// New metastases of the day of the stop date its progression: one finding, on them.
  @Test func aStopThatNewMetastasesDate() async throws {
    let found = try await findings(
      stopped: "progression", "- metastases: [liver]\n  id: liver\n  when: 2020-05-20")
    #expect(found.map(\.id) == ["progression-without-assessment/1/liver"])
  }

  /// Treatment had ended on 2020-05-20.
  @Test func afterTheTherapy() async throws {
    let found = try #require(try await findings("- metastases: [liver]\n  id: liver\n  when: 2020-09-20").first)
    #expect(found.summary.contains("(liver) after gem and before another therapy, but"))
  }

  /// Radiotherapy that was stopped for progression tells of it as the stop of a therapy does.
  @Test func radiotherapyStoppedForProgression() async throws {
    func radiation(_ reason: String) -> String {
      "- radiotherapy: thigh\n  id: rt\n  when: 2020-06-01\n  ends: 2020-06-20\n  stopped for: \(reason)\n"
    }
    let found = try #require(try await findings(radiation("progression")).first)
    #expect(
      found.summary
        == "rt, after gem began, was stopped for progression, but no assessment of gem shows progression.")
    #expect(found.severity == .warning)
    #expect(try await findings(radiation("toxicity")).isEmpty)
    let shown = "- assessment: CT\n  id: ct-2\n  of: gem\n  response: PD\n  when: 2020-06-18"
    #expect(try await findings(radiation("progression") + shown).isEmpty)
    // Before any therapy there is no time to progression.
    #expect(
      try await bench.findings("- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n" + radiation("progression")).isEmpty)
  }
}
