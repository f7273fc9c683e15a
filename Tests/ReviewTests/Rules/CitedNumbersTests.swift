// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct CitedNumbersTests {
  let bench = RuleBench(rule: CitedNumbers())

  func findings(_ claim: String, title: String = "Gemcitabine in 133 Advanced Sarcomas") async throws -> [PlacedFinding]
  {
    try await bench.findings(
      "",
      [
        "references.yaml": "- {number: 30, title: \"\(title)\", year: 2006}",
        "claims.yaml": "- {\(claim), study: Bay, cites: 30, source: {section: Discussion}}",
      ])
  }

  @Test func anotherNumber() async throws {
    let found = try await findings("claim: percentage, is: 18.7 %, of: 123, what: response")
    #expect(found.map(\.summary) == ["Discussion says 123 patients, and the title of (30) has 133."])
    #expect(try await findings("claim: percentage, is: 18.8 %, of: 133, what: response").isEmpty)
    #expect(try await findings("claim: percentage, is: 18.8 %, of: not stated, what: response").isEmpty)
  }

  /// A phase, a dose and a year are no patients.
  @Test(arguments: ["A Phase 2 Study of 2 Doses", "Sarcomas Treated in 2005", "Study 002 of Gemcitabine 1000"])
  func whatIsNoNumberOfPatients(title: String) async throws {
    #expect(try await findings("claim: percentage, is: 18.7 %, of: 123, what: response", title: title).isEmpty)
  }

  @Test func anotherYear() async throws {
    let found = try await findings("claim: statement, is: a study reported in 2007 showed it")
    #expect(found.map(\.summary) == ["Discussion says reported in 2007, and reference (30) is of 2006."])
    #expect(try await findings("claim: statement, is: a study reported in 2006 showed it").isEmpty)
  }
}
