// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct OngoingAndDeadTests {
  let bench = RuleBench(rule: OngoingAndDead())

  func findings(_ death: String, cutOff: String? = "2020-12-31", entry: String = "therapy: gemcitabine") async throws
    -> [PlacedFinding]
  {
    try await bench.findings(
      "- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n- \(entry)\n  id: gem\n  when: 2020-01-15\n  ongoing: true\n\(death)",
      ["study.yaml": "guideline: none" + (cutOff.map { "\ndata cut-off: \($0)" } ?? "")])
  }

  @Test func deathEndsWhatIsOngoing() async throws {
    let found = try #require(try await findings("- death: sarcoma\n  when: 2020-05-15").first)
    #expect(found.id == "ongoing-and-dead/1/gem" && found.severity == .error)
    #expect(found.places == ["patients/1.yaml:6", "patients/1.yaml:10"])
    // Care goes on no longer than therapy.
    let care = try await findings("- death: sarcoma\n  when: 2020-05-15", entry: "best supportive care: hospice")
    #expect(care.map(\.settledBy) == ["The last day of it in the chart, and whether the patient died."])
    #expect(found.settledBy == "The last dose in the chart, and whether the patient died.")
    // Without a date, and without a cut-off, it still cannot go on.
    #expect(try await findings("- death: sarcoma").count == 1)
    #expect(try await findings("- death: sarcoma\n  when: 2020-05-15", cutOff: nil).count == 1)
  }

  @Test func theLivingAndThoseWhoDieLaterHaveNone() async throws {
    #expect(try await findings("").isEmpty)
    #expect(try await findings("- death: sarcoma\n  when: 2020-12-31").isEmpty)
    #expect(try await findings("", cutOff: nil).isEmpty)
  }
}
