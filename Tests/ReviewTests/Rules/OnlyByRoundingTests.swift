// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Three weeks are 21 d to the letter, 17.5 to 24.5 d as stated.
@Suite struct OnlyByRoundingTests {
  let bench = RuleBench(rule: OnlyByRounding())

  func record(surgery: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2021-03-01
    - surgery: resection
      when: [\(surgery), 3 wk after diagnosis]
    """
  }

  @Test(arguments: [("2021-03-21", 1), ("2021-03-22", 0), ("2021-03-23", 1), ("2021-03-25", 1), ("2021-03-26", 0)])
  func bounds(surgery: String, count: Int) async throws {
    // 20, 21, 22 and 24 d; 25 d are a contradiction, which is another rule's.
    #expect(try await bench.findings(record(surgery: surgery)).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await bench.findings(record(surgery: "2021-03-25")).first)
    #expect(found.severity == .note)
    #expect(found.summary.hasPrefix("Read to the letter these statements miss each other by 3 d: "))
    #expect(Set(found.places) == ["patients/1.yaml:4", "patients/1.yaml:6"])
  }
}
