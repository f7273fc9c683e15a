// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct JudgedTwiceTests {
  let bench = RuleBench(rule: JudgedTwice())

  func findings(_ second: String, _ when: String = "2020-03-15", _ more: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        when: 2020-01-15
      - assessment: CT
        id: ct
        response: PR
        when: 2020-03-15
      - assessment: MRI
        id: mri
        response: \(second)
        when: \(when)
      \(more)
      """)
  }

  @Test func oneDay() async throws {
    let found = try #require(try await findings("PD").first)
    #expect(found.summary == "ct (PR) and mri (PD) of 2020-03-15 judge one day differently: the least good counts.")
    #expect(found.places == ["patients/1.yaml:7", "patients/1.yaml:11"])
  }

  @Test func whatIsNone() async throws {
    #expect(try await findings("PR").isEmpty)
    #expect(try await findings("PD", "2020-03-16").isEmpty)
    // A month leaves it open whether they are of one day.
    #expect(try await findings("PD", "2020-03").isEmpty)
    // Of a region, or by a reader of its own.
    #expect(try await findings("SD", "2020-03-15", "  region: liver").isEmpty)
    #expect(try await findings("SD", "2020-03-15", "  judged by: Reader B").isEmpty)
  }
}
