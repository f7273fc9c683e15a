// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct UnsupportedClaimTests {
  let bench = RuleBench(rule: UnsupportedClaim())

  func findings(_ claim: String, facts: String = "sex: male", course: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(course, facts: facts, ["claims.yaml": claim])
  }

  @Test func contradicted() async throws {
    let found = try await findings("- {claim: sex, id: t1, patient: 1, is: female, source: {section: Table 1}}")
    #expect(found.map(\.id) == ["claim/1/t1"])
    #expect(found.map(\.severity) == [.error])
    #expect(found.map(\.summary) == ["Table 1: “sex: female” is contradicted. Recorded as male."])
    #expect(found.map(\.claim) == ["t1"])
    #expect(found.first?.places.first == "claims.yaml:1")
  }

  @Test func supported() async throws {
    #expect(try await findings("- {claim: sex, patient: 1, is: male, source: {section: Table 1}}").isEmpty)
  }

  @Test func notDecidable() async throws {
    let found = try await findings(
      "- {claim: sex, patient: 1, is: male, source: {section: Table 1}}", facts: "height: 178 cm")
    #expect(found.map(\.severity) == [.warning])
    #expect(found.map(\.summary) == ["Table 1: “sex: male” is not decidable. Sex is not recorded."])
  }

  /// 50 % is one of two, of any even number: what another study leaves open is no fault of this one. Of this series it is open.
  @Test func anOpenPercentageOfAnotherStudy() async throws {
    let found = try await findings(
      "- {claim: percentage, study: Other, is: 50 %, of: not stated, what: response, source: {section: Discussion}}")
    #expect(found.isEmpty)
    let own = try await findings(
      "- {claim: percentage, series: true, is: 50 %, of: not stated, what: response, source: {section: Discussion}}")
    #expect(own.map(\.severity) == [.note])
    #expect(own.first?.summary.contains("the smallest denominator that gives it is 2 (1 of 2)") == true)
  }

  @Test func aStatementIsNotJudged() async throws {
    #expect(
      try await findings("- {claim: statement, series: true, is: All went well, source: {section: Abstract}}").isEmpty)
  }

  @Test func dependsOnTheReading() async throws {
    let found = try await findings(
      "- {claim: reason, patient: 1, is: leukopenia, of: less, source: {section: Table 1}}",
      course: """
        - therapy: gemcitabine
          id: gem
          phases: [{id: less, dose: 900 mg/m2, reason: {code: haematotoxicity, words: neutropenia}}]
        """)
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.summary.contains("depends on the reading") == true)
  }
}
