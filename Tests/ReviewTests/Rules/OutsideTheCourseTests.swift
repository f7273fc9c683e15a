// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct OutsideTheCourseTests {
  let bench = RuleBench(rule: OutsideTheCourse())

  func findings(_ date: String, ends: String = "2024-03-04", then: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2024-01-08\n  ends: \(ends)\n\(then)",
      [
        "administrations.csv": "patient,therapy,cycle,day,date,dose\n1,gem,1,1,\(date),1000 mg/m2",
        "study.yaml": "guideline: none\ndata cut-off: 2024-06-30",
      ])
  }

  @Test func beforeTheStartAndAfterTheEnd() async throws {
    let early = try #require(try await findings("2024-01-03").first)
    #expect(early.severity == .error && early.arithmetic == "2024-01-03 − 2024-01-08 = -5 d")
    #expect(early.summary == "gemcitabine of gem is recorded on 2024-01-03, 5 d before the start of gem.")
    let late = try await findings("2024-03-05")
    #expect(late.map(\.summary) == ["gemcitabine of gem is recorded on 2024-03-05, 1 d after the end of gem."])
    for inside in ["2024-01-08", "2024-02-01", "2024-03-04"] { #expect(try await findings(inside).isEmpty) }
  }

  /// An end that is not stated is bounded by death and the data cut-off.
  @Test func afterDeathAndCutOff() async throws {
    let dead = try await findings("2024-05-02", ends: "not stated", then: "- death: sarcoma\n  when: 2024-05-01")
    #expect(dead.contains { $0.summary.hasSuffix("1 d after death.") })
    let late = try await findings("2024-07-01", ends: "not stated")
    #expect(late.contains { $0.summary.hasSuffix("1 d after the data cut-off.") })
    #expect(try await findings("2024-06-30", ends: "not stated").isEmpty)
  }
}
