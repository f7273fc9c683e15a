// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// “3 wk” is 2.5 to 3.5 weeks: 17.5 to 24.5 d. The dates decide on which side a record lies.
@Suite struct ContradictionInTimeTests {
  let bench = RuleBench(rule: ContradictionInTime())

  func record(surgery: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2021-03-01
    - surgery: resection
      when: [\(surgery), 3 wk after diagnosis]
    """
  }

  @Test(arguments: [("2021-03-18", 1), ("2021-03-19", 0), ("2021-03-25", 0), ("2021-03-26", 1)])
  func bounds(surgery: String, count: Int) async throws {
    // 17, 18, 24 and 25 d after 1 March.
    #expect(try await bench.findings(record(surgery: surgery)).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await bench.findings(record(surgery: "2021-03-26")).first)
    #expect(found.id == "contradiction-in-time/1/1")
    #expect(found.severity == .error)
    #expect(found.summary.hasPrefix("These 3 statements cannot all be true: "))
    #expect(found.summary.contains("“surgery: 3 wk after diagnosis”"))
    // 25 d by the dates, 24.5 at most by the span.
    #expect(found.arithmetic?.hasSuffix("together they miss by 0.5 d") == true)
    #expect(Set(found.places) == ["patients/1.yaml:4", "patients/1.yaml:6"])
  }
}
