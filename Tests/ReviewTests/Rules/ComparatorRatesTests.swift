// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ComparatorRatesTests {
  let bench = RuleBench(rule: ComparatorRates())

  func findings(count: String, rate: String, events: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "", ["comparators.csv": "name,endpoint,n,events,rate %,source\nArm,response,\(count),\(events),\(rate),paper"])
  }

  /// 24 ÷ 133 = 18.045 %, 25 ÷ 133 = 18.797 %: printed 18.0 and 18.8, or 18.05 and 18.80.
  @Test(arguments: [
    ("18.0", 0), ("18.1", 1), ("18.4", 1), ("18.7", 1), ("18.8", 0), ("18", 0), ("18.05", 0), ("18.79", 1),
  ])
  func bounds(rate: String, count: Int) async throws {
    #expect(try await findings(count: "133", rate: rate).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings(count: "133", rate: "18.4").first)
    #expect(found.id == "comparator-rates/series/Arm-response")
    #expect(found.patient == nil)
    #expect(found.summary == "Arm: 18.4 % of 133 patients is not attainable.")
    #expect(found.arithmetic == "24/133 = 18.05 %, 25/133 = 18.8 %")
    #expect(found.places == ["comparators.csv:2"])
  }

  /// 20 of 50 are 40 %, not 30 %, which 15 of 50 are: the rate can be, and the two do not agree.
  @Test func aStatedNumberThatIsAnotherShare() async throws {
    let found = try #require(try await findings(count: "50", rate: "30", events: "20").first)
    #expect(found.summary == "Arm: 30 % and 20 of 50 patients do not agree." && found.arithmetic == "20/50 = 40 %")
    #expect(try await findings(count: "50", rate: "40", events: "20").isEmpty)
  }

  @Test func withoutANumberOfPatientsThereIsNone() async throws {
    #expect(try await findings(count: "", rate: "18.4").isEmpty)
  }
}
