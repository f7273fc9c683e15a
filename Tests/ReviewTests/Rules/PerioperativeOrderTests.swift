// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct PerioperativeOrderTests {
  let bench = RuleBench(rule: PerioperativeOrder())

  func findings(_ treatment: String, when: String, second: String? = nil) async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - surgery: excision
        id: surgery
        when: 2020-02-15
      \(second.map { "- surgery: excision\n  id: again\n  when: \($0)" } ?? "")
      - \(treatment)
        id: treatment
        when: \(when)
      """)
  }

  @Test(arguments: ["therapy: doxorubicin\n  intent: adjuvant", "radiotherapy: thigh\n  intent: adjuvant"])
  func adjuvant(treatment: String) async throws {
    #expect(try await findings(treatment, when: "2020-01-15").map(\.severity) == [.error])
    #expect(try await findings(treatment, when: "2020-03-15").isEmpty)
    #expect(try await findings(treatment, when: "2020-02").isEmpty)
  }

  @Test func neoadjuvant() async throws {
    let treatment = "therapy: doxorubicin\n  intent: neoadjuvant"
    #expect(
      try await findings(treatment, when: "2020-03-15").map(\.summary) == [
        "treatment is called neoadjuvant, but began after the only surgery that is recorded (surgery)."
      ])
    #expect(try await findings(treatment, when: "2020-01-15").isEmpty)
    // Before a second operation it may prepare that one.
    #expect(try await findings(treatment, when: "2020-03-15", second: "2020-06-15").isEmpty)
  }
}
