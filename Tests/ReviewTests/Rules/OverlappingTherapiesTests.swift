// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct OverlappingTherapiesTests {
  let bench = RuleBench(rule: OverlappingTherapies())

  func findings(_ second: String, ends: String = "2020-08-20") async throws -> [PlacedFinding] {
    try await bench.findings("- therapy: gemcitabine\n  id: t1\n  when: 2020-01-15\n  ends: \(ends)\n\(second)")
  }

  /// From 2020-05-01 to 2020-08-20 are 111 d.
  @Test func theSecondBeginsBeforeTheFirstEnds() async throws {
    let found = try #require(try await findings("- therapy: docetaxel\n  id: t2\n  when: 2020-05-01").first)
    #expect(found.summary == "t2 begins at least 111 d before t1 ends: two lines at a time.")
    #expect(found.places == ["patients/1.yaml:4", "patients/1.yaml:8"])
    #expect(try await findings("- therapy: docetaxel\n  id: t2\n  when: 2020-08-20").isEmpty)
    // Where the end is not stated nothing shows that they overlap.
    #expect(try await findings("- therapy: docetaxel\n  id: t2\n  when: 2020-05-01", ends: "not stated").isEmpty)
  }

  @Test func bothBeginOnOneDay() async throws {
    let found = try await findings("- therapy: docetaxel\n  id: t2\n  when: 2020-01-15")
    #expect(found.map(\.summary) == ["t1 and t2 begin on one day: one line or two?"])
  }

  @Test func supportAndMaintenanceOverlapWithNothing() async throws {
    #expect(try await findings("- therapy: zoledronic acid\n  id: bone\n  when: 2020-05-01").isEmpty)
    #expect(
      try await findings(
        "- therapy: gemcitabine\n  id: main\n  intent: maintenance\n  continues: t1\n  when: 2020-08-20"
      )
      .isEmpty)
    // Denosumab with the intent of a treatment is one.
    #expect(
      try await findings("- therapy: denosumab\n  id: bone\n  intent: palliative\n  when: 2020-05-01").count == 1)
  }
}
