// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ImpossibleAgeTests {
  let bench = RuleBench(rule: ImpossibleAge())

  func findings(_ age: String, diagnosis: String, therapy: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: x\n  when: \(diagnosis)\n- therapy: gemcitabine\n  id: gem\n  when: \(therapy)",
      facts: "age: \(age)")
  }

  /// 60 completed years, and 60 years later: 120, which is possible; a day more than that is not.
  @Test(arguments: [
    ("60 at diagnosis", "1960-02-01", "2020-02-01", 0), ("60 at diagnosis", "1959-12-01", "2020-02-01", 1),
    ("60 at diagnosis", "1900-01-01", "2020-01-15", 1), ("60 at diagnosis", "1900", "2020-01-15", 1),
    ("60 at diagnosis", "19XX", "2020-01-15", 0), ("60", "1900-01-01", "2020-01-15", 0),
    ("60 at start of gem", "2020-01-15", "2021-01-15", 0),
    // Treated 41 years before a diagnosis at 40: a year before birth at least.
    ("40 at diagnosis", "2020-01-15", "1978-06-01", 1), ("40 at diagnosis", "2020-01-15", "1979-06-01", 0),
  ])
  func ages(age: String, diagnosis: String, therapy: String, count: Int) async throws {
    #expect(try await findings(age, diagnosis: diagnosis, therapy: therapy).count == count)
  }

  /// Born in 1960: 59 or 60 in 2020.
  @Test(arguments: [
    (59, "2020-03-01", 0), (60, "2020-03-01", 0), (61, "2020-03-01", 1), (58, "2020-03-01", 1), (61, "2020/2021", 0),
  ])
  func yearOfBirth(age: Int, diagnosis: String, count: Int) async throws {
    let found = try await bench.findings(
      "- diagnosis: x\n  when: \(diagnosis)", facts: "age: \(age) at diagnosis\nyear of birth: 1960")
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.summary == "\(age) at diagnosis, and born in 1960: 59 to 60 years at diagnosis." })
  }

  @Test func whatItSays() async throws {
    let over = try #require(
      try await findings("60 at diagnosis", diagnosis: "1900-01-01", therapy: "2020-01-15").first)
    // 43 843 days from 1900-01-01 to 2020-01-15 are 120.04 years of 365.25 days.
    #expect(over.summary == "60 at diagnosis is at least 180 years at gem.")
    #expect(over.arithmetic == "60 y + 120.04 y from diagnosis to gem")
    #expect(over.severity == .error)
    #expect(over.places == ["patients/1.yaml:1", "patients/1.yaml:7", "patients/1.yaml:5"])
    let under = try #require(
      try await findings("40 at diagnosis", diagnosis: "2020-01-15", therapy: "1970-02-01").first)
    #expect(under.summary == "40 at diagnosis, and gem at least 50 years before: before birth.")
  }

  /// A diagnosis before the year of birth; 1900 stands for an unknown year: 2019 − 1900 − 1 = 118 years at least.
  @Test(arguments: [("2021", 1), ("1900", 1), ("1960", 0), ("1912", 0), ("2019", 0)])
  func aYearOfBirthAlone(year: String, count: Int) async throws {
    let found = try await bench.findings("- diagnosis: x\n  when: 2019-12-01", facts: "year of birth: \(year)")
    #expect(found.count == count, "\(found.map(\.summary))")
    if year == "2021" { #expect(found.first?.summary == "Born in 2021, and diagnosis is of 2019: before birth.") }
  }
}
