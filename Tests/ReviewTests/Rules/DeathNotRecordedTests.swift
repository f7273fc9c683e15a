// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct DeathNotRecordedTests {
  let bench = RuleBench(rule: DeathNotRecorded())

  func findings(_ then: String) async throws -> [String] {
    try await bench.findings("- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n\(then)").map(\.summary)
  }
  let sepsis = "- toxicity: sepsis\n  id: sepsis\n  grade: 5\n  of: gem\n  when: 2020-05-01\n"

  @Test func gradeFiveIsDeath() async throws {
    #expect(
      try await findings(sepsis) == [
        "sepsis (sepsis, grade 5) is death, but no death is recorded: every time takes the patient as alive."
      ])
    #expect(
      try await findings(sepsis + "- last contact: true\n  when: 2021-12-31") == [
        "sepsis (sepsis, grade 5) is death, but no death is recorded: every time takes the patient as alive; last contact shows the patient alive 2021-12-31."
      ])
    #expect(try await findings(sepsis + "- death: sepsis\n  when: 2020-05-06").isEmpty)
    // 4-5 may be 4.
    #expect(try await findings(sepsis.replacing("grade: 5", with: "grade: 4-5")).isEmpty)
  }

  @Test func otherScales() async throws {
    for entry in [
      "complication: bleeding\n  grade: V", "performance status: ECOG 5", "performance status: Karnofsky 0 %",
    ] {
      let entry = "- \(entry)\n  when: 2020-05-01\n"
      #expect(try await findings(entry).count == 1, "\(entry)")
      #expect(try await findings(entry + "- death: true\n  when: 2020-05-01").isEmpty, "\(entry)")
    }
    for entry in ["complication: bleeding\n  grade: IVb", "performance status: ECOG 4", "performance status: ECOG 4-5"]
    {
      #expect(try await findings("- \(entry)\n  when: 2020-05-01\n").isEmpty, "\(entry)")
    }
  }

  /// 2020-05-01 to 2020-05-31 are 30 d: the patient may have been ill so long; to 2020-06-01 they are 31.
  @Test func lifeLongAfterwards() async throws {
    func scan(_ day: String) async throws -> Int {
      try await findings(sepsis + "- assessment: CT\n  when: \(day)\n- death: sepsis\n  when: 2020-09-01").count
    }
    #expect(try await scan("2020-05-31") == 0)
    #expect(try await scan("2020-06-01") == 1)
  }

  @Test func deathInWords() async throws {
    for words in [
      "follow-up: patient died 2021-03-01", "best supportive care: until death", "best supportive care: bis zum Tod",
      "event: notice of death received",
    ] {
      let entry = "- \(words)\n  when: 2020-07-01\n"
      #expect(try await findings(entry).count == 1, "\(words)")
      #expect(try await findings(entry + "- death: true\n  when: 2021-03-01").isEmpty, "\(words)")
    }
    for words in ["event: husband died", "event: fear of death", "follow-up: true", "follow-up: alive, not dead"] {
      #expect(try await findings("- \(words)\n  when: 2020-07-01\n").isEmpty, "\(words)")
    }
  }

  /// The words of why treatment was stopped are words too.
  @Test func stoppedForDeath() async throws {
    func found(_ stopped: String, _ then: String = "") async throws -> [String] {
      try await bench.findings(
        "- therapy: gemcitabine\n  id: t1\n  when: 2020-01-15\n  ends: 2020-05-20\n  stopped for: \(stopped)\n\(then)"
      ).map(\.summary)
    }
    #expect(
      try await found("death", "- last contact: true\n  when: 2021-06-01") == [
        "t1 was stopped for “death”, but no death is recorded: every time takes the patient as alive; last contact shows the patient alive 2021-06-01."
      ])
    #expect(try await found("Tod des Patienten").count == 1)
    #expect(try await found("death of her husband").isEmpty)
    #expect(try await found("progression").isEmpty)
    // 2020-05-20 to 2020-06-19 are 30 d, to 2020-12-01 195 d.
    #expect(try await found("death", "- death: disease\n  when: 2020-06-19").isEmpty)
    #expect(
      try await found("death", "- death: disease\n  when: 2020-12-01") == [
        "t1 was stopped for “death” at least 195 d before the death that is recorded."
      ])
    let radiation = "- radiotherapy: thigh\n  when: 2020-06-01\n  ends: 2020-06-20\n  stopped for: death"
    #expect(try await findings(radiation).count == 1)
    #expect(try await findings("- therapy: docetaxel\n  when: 2020-06-01\n  effect: died under treatment").count == 1)
  }
}
