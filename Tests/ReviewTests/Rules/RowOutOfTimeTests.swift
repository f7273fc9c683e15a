// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct RowOutOfTimeTests {
  let bench = RuleBench(rule: RowOutOfTime())

  private func findings(
    _ course: String, lesions days: [String] = [], administrations: [String] = [], study: String = "guideline: none"
  ) async throws -> [PlacedFinding] {
    var files = ["study.yaml": study]
    if !days.isEmpty {
      files["lesions.csv"] = (["patient,date,lesion,role,site,finding"] + days.map { "1,\($0),T1,target,liver,30" })
        .joined(separator: "\n")
    }
    if !administrations.isEmpty {
      files["administrations.csv"] = (["patient,therapy,cycle,day,date,dose"] + administrations).joined(separator: "\n")
    }
    return try await bench.findings(course, files)
  }

  private let course = """
    - diagnosis: leiomyosarcoma
      when: 2020-12-01
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08

    """

  @Test func afterDeath() async throws {
    let found = try await findings(
      course + "- death: sarcoma\n  when: 2021-06-01", lesions: ["2021-01-04", "2021-06-01", "2021-06-02"])
    #expect(found.map(\.severity) == [.error])
    #expect(found[0].summary == "T1 measured on 2021-06-02, after death (2021-06-01): it counts for nothing.")
    #expect(found[0].places == ["lesions.csv:4"])
  }

  /// Died in June: only from 1 July on it is certain.
  @Test(arguments: [("2021-06-30", 0), ("2021-07-01", 1)])
  func afterTheMonthOfDeath(day: String, count: Int) async throws {
    #expect(
      try await findings(course + "- death: sarcoma\n  when: 2021-06", lesions: ["2021-01-04", day]).count == count)
  }

  @Test func afterTheCutOff() async throws {
    let found = try await findings(
      course, lesions: ["2021-01-04", "2022-01-01"], study: "guideline: none\ndata cut-off: 2021-12-31")
    #expect(
      found.map(\.summary) == ["T1 measured on 2022-01-01, after the data cut-off (2021-12-31): it counts for nothing."]
    )
  }

  /// 2020-11-21 is ten days before 2020-12-01.
  @Test func beforeTheDiagnosis() async throws {
    let found = try await findings(course, lesions: ["2020-11-21", "2021-01-04"])
    #expect(found.map(\.severity) == [.warning])
    #expect(found[0].summary == "T1 measured on 2020-11-21, at least 10 d before the diagnosis.")
    #expect(try await findings(course, lesions: ["2020-12-01"]).isEmpty)
  }

  @Test func doses() async throws {
    let found = try await findings(
      course + "- death: sarcoma\n  when: 2021-06-01",
      administrations: [
        "1,gem,1,1,2021-01-07,1000 mg/m2", "1,gem,2,1,2021-01-29,1000 mg/m2", "1,gem,3,1,2021-06-02,1000 mg/m2",
      ])
    #expect(
      found.map(\.summary) == [
        "gemcitabine, cycle 1 day 1 of gem, stands on 2021-01-07, before gem began (2021-01-08).",
        "gemcitabine, cycle 3 day 1 of gem, stands on 2021-06-02, after death (2021-06-01).",
      ])
    #expect(found.map(\.places) == [["administrations.csv:2"], ["administrations.csv:4"]])
  }

  /// The last day of a therapy is one of it, and so is the whole month where only that is stated.
  @Test(arguments: [
    ("2021-03-04", "2021-03-04", 0), ("2021-03-04", "2021-03-05", 1), ("2021-03", "2021-03-31", 0),
    ("2021-03", "2021-04-01", 1), ("not stated", "2021-04-01", 0),
  ])
  func dosesAfterTheEnd(end: String, day: String, count: Int) async throws {
    let found = try await findings(
      "- diagnosis: leiomyosarcoma\n  when: 2020-12-01\n- therapy: gemcitabine\n  id: gem\n  when: 2021-01-08\n  ends: \(end)",
      administrations: ["1,gem,1,1,\(day),1000 mg/m2"])
    #expect(found.count == count)
    if count == 1 {
      #expect(found[0].summary.contains("of gem, stands on \(day), after gem had ended (\(end)"))
    }
  }
}
