// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Review
import Plain
import Testing

/// Claims on doses where single administrations are recorded: these count, and what phases say stands beside them.
@Suite struct ClaimsOfDosesGivenTests {
  /// Two phases of 1000 and 500 mg/m² on days 1 and 8, cycles 1 to 2 and 3 to 4; the rows as given.
  private func judge(_ claim: String, _ doses: [String]) async throws -> JudgedClaim {
    let course = """
      - therapy: gemcitabine
        id: gem
        intent: maintenance
        when: 2024-01-08
        phases:
          - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-2}
          - {id: half, dose: 500 mg/m2, days: [1, 8], every: 21 d, cycles: 3-4}
      """
    let dates = [
      "1,1,2024-01-08", "1,8,2024-01-15", "2,1,2024-01-29", "2,8,2024-02-05", "3,1,2024-02-19", "3,8,2024-02-26",
      "4,1,2024-03-11", "4,8,2024-03-18",
    ]
    let rows = zip(dates, doses).map { "1,gem,\($0),\($1)\n" }.joined()
    let review = try await RuleBench.review(
      RuleExample(
        "", course: course,
        files: [
          .init("claims.yaml", "- {\(claim), patient: 1, source: {section: Results}}"),
          .init("administrations.csv", "patient,therapy,cycle,day,date,dose\n" + rows),
        ]))
    return try #require(review.claims.first)
  }

  private let full = "1000 mg/m2"
  private let half = "500 mg/m2"

  @Test func aDose() async throws {
    let claim = "claim: dose, of: full, is: 1000 mg/m2, days: [1, 8]"
    let all = try await judge(claim, [full, full, full, full, half, half, half, half])
    #expect(all.verdict == .supported && all.explanation.english == "As recorded, in each of 4 administrations.")
    let some = try await judge(claim, [full, "750 mg/m2", full, "omitted", half, half, half, half])
    #expect(some.verdict == .dependsOnReading)
    #expect(some.explanation.english.contains("1000 mg/m² (2), 750 mg/m² (1), omitted (1)"))
    let never = try await judge(claim, ["750 mg/m2", "750 mg/m2", "750 mg/m2", "750 mg/m2", half, half, half, half])
    #expect(never.verdict == .contradicted)
  }

  /// By the phases the dose fell by a half. Given were 1,000, 1,000, 1000 and 800, 3800 ÷ 4 = 950, and then 500 each: 1 − 500 ÷ 950 = 47.4 %.
  @Test func aCut() async throws {
    let claim = "claim: dose change, by: 50 %, from: full, to: half"
    let as500 = try await judge(claim, [full, full, full, full, half, half, half, half])
    #expect(as500.verdict == .supported && !as500.explanation.english.contains("as given"))
    let less = try await judge(claim, [full, full, full, "800 mg/m2", half, half, half, half])
    #expect(less.verdict == .dependsOnReading)
    #expect(less.explanation.english.contains("per administration, as given, 47.4 % (not what it says)"))
    // A cycle: 3800 ÷ 2 = 1900 and 1000.
    #expect(less.explanation.english.contains("per cycle, as given, 47.4 % (not what it says)"))
  }

  @Test(arguments: [
    (3, ["500 mg/m2", "500 mg/m2"], Verdict.supported), (4, ["500 mg/m2", "500 mg/m2"], .contradicted),
    (3, ["500 mg/m2", "750 mg/m2"], .contradicted),
  ])
  func fromACycleOn(cycle: Int, third: [String], verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: dose change from cycle, cycle: \(cycle), to: 500 mg/m2, of: gem",
      [full, full, full, full] + third + [half, half])
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// The phase says 1000 mg/m², the first dose given was 900.
  @Test func theFirstDose() async throws {
    let claim = "claim: initial dose range, lowest: 1000 mg/m2, highest: 1000 mg/m2, on: {intent: maintenance}"
    #expect(try await judge(claim, [full, full]).verdict == .supported)
    #expect(try await judge(claim, ["900 mg/m2", full]).verdict == .contradicted)
  }
}
