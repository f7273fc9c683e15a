// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Gemcitabine 1000 mg/m² on days 1, 8 and 15 of 28, from 2024-01-08: day 8 is 2024-01-15, day 15 2024-01-22.
@Suite struct PlannedDayWithoutRowTests {
  let bench = RuleBench(rule: PlannedDayWithoutRow())

  private func findings(ends: String? = "2024-02-05", more: String = "", _ rows: String...) async throws
    -> [PlacedFinding]
  {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  regimen: gemcitabine-1000-q28\n  when: 2024-01-08\n"
        + (ends.map { "  ends: \($0)\n" } ?? "  ongoing: true\n") + more,
      [
        "study.yaml": "guideline: none\ndata cut-off: 2024-12-31",
        "administrations.csv": (["patient,therapy,cycle,day,date,dose"] + rows).joined(separator: "\n"),
      ])
  }
  private let day1 = "1,gem,1,1,2024-01-08,1000 mg/m2"
  private let day8 = "1,gem,1,8,2024-01-15,1000 mg/m2"
  private let day15 = "1,gem,1,15,2024-01-22,1000 mg/m2"

  @Test func aDayWithinTheRows() async throws {
    let found = try #require(try await findings(day1, day15).first)
    #expect(found.severity == .warning)
    #expect(
      found.summary
        == "gemcitabine of gem has no row for cycle 1 day 8: what was given then is not known, and sums and intensities are at least those of the rows there are; a row that says so, or the dose, settles it."
    )
    #expect(try await findings(day1, "1,gem,1,8,2024-01-15,omitted", day15).isEmpty)
    #expect(try await findings(day1, day8, day15).isEmpty)
  }

  /// A last row that is missing is not zero, unless treatment had ended before its day.
  @Test func daysAfterTheLastRow() async throws {
    let found = try #require(try await findings(day1, day8).first)
    #expect(found.severity == .note)
    #expect(found.summary.hasPrefix("gemcitabine of gem has no row for cycle 1 day 15:"))
    #expect(try await findings(ends: "2024-01-22", day1, day8).count == 1)
    #expect(try await findings(ends: "2024-01-21", day1, day8).isEmpty)
    // Of what goes on nobody knows either.
    #expect(try await findings(ends: nil, day1, day8).count == 1)
  }

  @Test func aCycleWithoutRows() async throws {
    let third = ["1,gem,3,1,2024-03-04", "1,gem,3,8,2024-03-11", "1,gem,3,15,2024-03-18"].map { $0 + ",1000 mg/m2" }
    let found = try await findings(ends: "2024-04-01", day1, day8, day15, third[0], third[1], third[2])
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.summary.hasPrefix("gemcitabine of gem has no row for cycle 2:") == true)
    // A cycle that is stated as given.
    #expect(try await findings(more: "  cycles: 2\n", day1, day8, day15).count == 1)
    #expect(try await findings(more: "  cycles: 1\n", day1, day8, day15).isEmpty)
  }

  /// A phase that holds in the cycle and has other days leaves nothing open.
  @Test func daysThatAPhaseDoesNotHave() async throws {
    #expect(
      try await findings(
        more: "  phases: [{id: omitted, dose: 1000 mg/m2, days: [1, 15], every: 28 d}]\n", day1, day15
      ).isEmpty)
  }

  /// 168 d of a cycle of 28 d and rows of the first: cycles 2 to 6 began on days 28, 56, 84, 112 and 140, each two weeks and more before the end. A cycle whose day 1
  /// lies less than 14 d before the end may not have begun: 28 + 14 = 42 d are 2024-02-19.
  @Test func whatTheTimeOfTheTherapySays() async throws {
    let found = try #require(try await findings(ends: "2024-06-24", day1, day8, day15).first)
    #expect(found.severity == .warning)
    #expect(found.summary.hasPrefix("gemcitabine of gem has no row for cycle 2, cycle 3, cycle 4, cycle 5, cycle 6:"))
    #expect(try await findings(ends: "2024-02-18", day1, day8, day15).isEmpty)
    #expect(try await findings(ends: "2024-02-19", day1, day8, day15).count == 1)
    // Going on at the cut-off of 2024-12-31; a number of cycles that is stated says how many there were.
    #expect(try await findings(ends: nil, day1, day8, day15).map(\.severity) == [.warning])
    #expect(try await findings(ends: "2024-06-24", more: "  cycles: 1\n", day1, day8, day15).isEmpty)
  }

  /// No end is stated, and the patient was seen on 2024-07-30: a day 1 of cycle 2 was due on 2024-02-05. Where the next therapy began by then, or the patient was last seen, nothing is open.
  @Test(arguments: [("2024-07-30", nil, true), ("2024-02-10", nil, false), ("2024-07-30", "2024-02-08", false)])
  func noEndIsStated(contact: String, next: String?, isOpen: Bool) async throws {
    var course = "- therapy: gemcitabine\n  id: gem\n  regimen: gemcitabine-1000-q28\n  when: 2024-01-08\n"
    if let next { course += "- therapy: trabectedin\n  id: t2\n  when: \(next)\n" }
    let found = try await bench.findings(
      course + "- last contact: true\n  when: \(contact)\n",
      [
        "study.yaml": "guideline: none",
        "administrations.csv": ["patient,therapy,cycle,day,date,dose", day1, day8, day15].joined(separator: "\n"),
      ])
    #expect(found.map(\.severity) == (isOpen ? [.note] : []))
    if isOpen {
      #expect(found.first?.summary.hasPrefix("gemcitabine of gem: no end of it is stated after its last row:") == true)
    }
  }
}
