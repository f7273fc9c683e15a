// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Review
import Plain
import Testing

/// Where the judgement of a claim turns.
@Suite struct ClaimThresholdTests {
  func judge(_ claim: String, course: String, facts: String = "") async throws -> JudgedClaim {
    let review = try await RuleBench.review(
      RuleExample(
        "", facts: facts, course: course,
        files: [.init("claims.yaml", "- {\(claim), patient: 1, source: {section: Results}}")]))
    return try #require(review.claims.first)
  }

  func cut(to dose: String, every: String = "28 d") -> String {
    """
    - therapy: gemcitabine
      id: gem
      phases:
        - {id: full, dose: 1000 mg/m2, days: [1, 15], every: \(every)}
        - {id: less, dose: \(dose) mg/m2, days: [1, 15], every: 28 d}
    """
  }

  /// From 1000 to 510 is 49 %, to 511 48.9 %; a percent either way of “50 %” holds, by administration, cycle and week alike.
  @Test(arguments: [
    ("500", Verdict.supported), ("510", .supported), ("511", .contradicted), ("490", .supported),
    ("489", .contradicted),
  ])
  func aCut(dose: String, verdict: Verdict) async throws {
    let judged = try await judge("claim: dose change, by: 50 %, from: full, to: less", course: cut(to: dose))
    #expect(judged.verdict == verdict)
  }

  /// Weekly 2 × 1000 ÷ 3 or 4 = 666.7 or 500; after it 2 × 500 ÷ 4 = 250: a cut of 62.5 % or 50 %.
  @Test func aCutThatDependsOnTheReading() async throws {
    let judged = try await judge(
      "claim: dose change, by: 50 %, from: full, to: less", course: cut(to: "500", every: "21 d or 28 d"))
    #expect(judged.verdict == .dependsOnReading)
    #expect(
      judged.explanation.english
        == "From full to less the dose fell by: per administration 50 % (as the claim says); per cycle 50 % (as the claim says); "
        + "per week 50 % to 62.5 % (open, the cycle length is not stated). The claim says 50 %.")
  }

  func course(progression date: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-04
      ends: 2021-06-01
    - assessment: CT
      of: gem
      response: PD
      when: \(date)
    """
  }

  /// A scan that documents it follows within four weeks: 2021-06-29 is 28 d after the end.
  @Test(arguments: [("2021-06-01", Verdict.supported), ("2021-06-29", .supported), ("2021-06-30", .contradicted)])
  func untilProgression(date: String, verdict: Verdict) async throws {
    let judged = try await judge("claim: until progression, on: gem", course: course(progression: date))
    #expect(judged.verdict == verdict)
    if verdict == .contradicted {
      #expect(judged.explanation.english == "Progression came at least 29 d after gem had ended.")
    }
  }

  /// From some day of January to some day of June are 121 to 180 days, 4.0 to 5.9 months: five months may be, and nobody knows. From the 4th to the 4th they are 151 days, and from 4 January to 4 May four months.
  @Test(arguments: [
    ("2021-01", "2021-06", Verdict.notDecidable), ("2021-01-04", "2021-06-04", .supported),
    ("2021-01-04", "2021-05-04", .contradicted),
  ])
  func aDurationBetweenBounds(begin: String, end: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: duration, is: 5 mo, of: gem",
      course: "- therapy: gemcitabine\n  id: gem\n  when: \(begin)\n  ends: \(end)")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// A response and, later, progression: the claim of progression rests on the assessment, not on the best one.
  @Test func progressionAfterAResponse() async throws {
    let response = "- assessment: CT\n  of: gem\n  response: PR\n  when: 2021-03-01\n"
    let therapy = "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-04\n"
    let progression = "- assessment: CT\n  of: gem\n  response: PD\n  when: 2021-07-01"
    let claim = "claim: response, is: PD, on: gem"
    let both = try await judge(claim, course: therapy + response + progression)
    #expect(both.verdict == .dependsOnReading)
    #expect(both.explanation.english == "Progression is dated; the best response is PR.")
    #expect(try await judge(claim, course: therapy + progression).verdict == .supported)
    #expect(try await judge(claim, course: therapy + response).verdict == .contradicted)
  }

  /// 18.4 % of 133 lies between 24 and 25, 18.8 % is 25.
  @Test(arguments: [
    ("18.4 %", Verdict.contradicted), ("18.8 %", .supported), ("18.0 %", .supported), ("100 %", .supported),
  ])
  func aPercentage(printed: String, verdict: Verdict) async throws {
    #expect(
      try await judge("claim: percentage, is: \(printed), of: 133, what: response", course: "").verdict == verdict)
  }

  /// 73 at diagnosis and 74 at surgery lie less than two years apart.
  @Test(arguments: [("2 y", Verdict.notDecidable), ("4 y", .contradicted)])
  func ages(later: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: age, is: 73 at diagnosis",
      course:
        "- diagnosis: leiomyosarcoma\n  when: 2015-01\n- surgery: resection\n  when: exactly \(later) after diagnosis",
      facts: "age: 74 at surgery")
    #expect(judged.verdict == verdict)
  }
}
