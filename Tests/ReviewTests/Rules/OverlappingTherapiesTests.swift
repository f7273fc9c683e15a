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

  /// Eleven therapies that all run until 2020-12-31 are 55 pairs, and one finding.
  @Test func manyAreOneFinding() async throws {
    let course = (1...11).map { "- therapy: drug-\($0)\n  id: t\($0)\n  when: 2020-01-\(9 + $0)\n  ends: 2020-12-31" }
    let found = try await bench.findings(course.joined(separator: "\n"))
    #expect(
      found.map(\.summary) == [
        "11 therapies of several lines run at a time (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11): 55 pairs; the longest t1 and t2, for at least 355 d."
      ])
    #expect(found.first?.evidence.count == 11)
  }

  /// Two that have nothing to do with each other are two.
  @Test func apartOverlapsStayApart() async throws {
    let course = [
      ("a", "2020-01-01", "2020-03-01"), ("b", "2020-02-01", "2020-04-01"), ("c", "2021-01-01", "2021-03-01"),
      ("d", "2021-02-01", "2021-04-01"),
    ].map { "- therapy: drug-\($0.0)\n  id: \($0.0)\n  when: \($0.1)\n  ends: \($0.2)" }
    #expect(
      try await bench.findings(course.joined(separator: "\n")).map(\.summary) == [
        "b begins at least 29 d before a ends: two lines at a time.",
        "d begins at least 28 d before c ends: two lines at a time.",
      ])
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
