// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct LesionSelectionTests {
  let bench = RuleBench(rule: LesionSelection())

  func findings(_ rows: [String], firstDose: String = "2021-01-08") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        when: \(firstDose)
      """,
      [
        "lesions.csv": (["patient,date,lesion,role,site,finding,method,slice mm,treated"] + rows).joined(
          separator: "\n")
      ])
  }

  @Test(arguments: [
    ("liver,10,CT,5,", 0), ("liver,9.99,CT,5,", 1), ("lymph node,15,CT,5,", 0), ("lymph node,14.99,CT,5,", 1),
    ("lung,20,chest X-ray,,", 0), ("lung,19.99,chest X-ray,,", 1), ("liver,14,CT,7,", 0), ("liver,13.99,CT,7,", 1),
    ("liver,30,CT,5,yes", 1),
  ])
  func measurable(row: String, count: Int) async throws {
    #expect(try await findings(["1,2021-01-04,T1,target,\(row)"]).count == count)
  }

  /// Five in all, two an organ.
  @Test(arguments: [
    (["liver", "liver", "lung", "lung", "bone"], 0), (["liver", "liver", "lung", "lung", "bone", "skin"], 1),
    (["liver", "liver"], 0), (["liver", "liver", "liver"], 1),
  ])
  func number(organs: [String], count: Int) async throws {
    #expect(
      try await findings(organs.enumerated().map { "1,2021-01-04,T\($0 + 1),target,\($1),30,CT,5," }).count == count)
  }

  /// From 4 January to 1 February are 28 d.
  @Test(arguments: [("2021-02-01", 0), ("2021-02-02", 1)])
  func ageOfTheBaseline(firstDose: String, count: Int) async throws {
    #expect(try await findings(["1,2021-01-04,T1,target,liver,30,CT,5,"], firstDose: firstDose).count == count)
  }

  /// A target that is gone when the second line begins is no target of it; one that was never measured should not have been chosen.
  @Test func absentAtTheBaselineOfALaterLine() async throws {
    let course = "- therapy: a\n  id: a\n  when: 2021-01-08\n- therapy: b\n  id: b\n  when: 2021-06-08"
    let head = "patient,date,lesion,role,site,finding\n"
    let rows = [
      "2021-01-04,T1,target,liver,30", "2021-01-04,T2,target,lung,20", "2021-06-04,T1,target,liver,absent",
      "2021-06-04,T2,target,lung,25", "2021-08-04,T1,target,liver,absent", "2021-08-04,T2,target,lung,26",
    ].map { "1,\($0)" }
    #expect(try await bench.findings(course, ["lesions.csv": head + rows.joined(separator: "\n")]).isEmpty)
    let never = ["1,2021-01-04,T1,target,liver,absent", "1,2021-01-04,T2,target,lung,20"]
    let one = "- therapy: a\n  id: a\n  when: 2021-01-08"
    #expect(
      try await bench.findings(one, ["lesions.csv": head + never.joined(separator: "\n")]).map(\.summary) == [
        "At baseline: target T1 is not measured at baseline."
      ])
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings(["1,2021-01-04,T1,target,liver,9,CT,5,"]).first)
    #expect(found.severity == .warning)
    #expect(found.summary == "At baseline: target T1 of 9 mm; measurable from 10 mm.")
    #expect(found.places == ["lesions.csv:2"])
    let six = try await findings(
      ["liver", "liver", "lung", "lung", "bone", "skin"].enumerated().map {
        "1,2021-01-04,T\($0 + 1),target,\($1),30,CT,5,"
      })
    #expect(six.map(\.summary) == ["At baseline: 6 target lesions; at most 5 are followed."])
  }
}
