// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Plain
import Testing

/// A series' own arithmetic.
@Suite struct ArithmeticClaimTests {
  func judge(_ claims: String..., course: String = "", facts: String = "") async throws -> JudgedClaim {
    let review = try await RuleBench.review(
      RuleExample(
        "", facts: facts, course: course,
        files: [
          .init(
            "claims.yaml",
            claims.enumerated().map { "- {\($1), source: {section: \($0 == 0 ? "Methods" : "Results")}}" }
              .joined(separator: "\n"))
        ]))
    return try #require(review.claims.last)
  }

  /// 12 + 11 = 23, 12 + 13 = 25.
  @Test(arguments: [
    ("{female: 12, male: 12}", Verdict.notJudged), ("{female: 12, male: 11}", .notDecidable),
    ("{female: 12, male: 13}", .contradicted),
  ])
  func categories(counts: String, verdict: Verdict) async throws {
    let judged = try await judge("claim: categories, series: true, what: sex, counts: \(counts), of: 24")
    #expect(judged.verdict == verdict)
  }

  @Test func categoriesOfTheRecord() async throws {
    let claim = "claim: categories, series: true, what: sex, of: 1, counts: "
    #expect(try await judge(claim + "{women: 1}", facts: "sex: female").verdict == .supported)
    #expect(try await judge(claim + "{women: 1}", facts: "sex: male").verdict == .contradicted)
    #expect(try await judge(claim + "{women: 1}").verdict == .notDecidable)
  }

  /// The record has one patient, dead, G3, of whom progression is recorded or not.
  @Test(arguments: [
    ("died", "100 %", Verdict.supported), ("died", "0 %", .contradicted), ("alive", "100 %", .contradicted),
    ("men", "100 %", .supported), ("women", "100 %", .contradicted), ("grade 3 tumours", "100 %", .supported),
    ("G2", "100 %", .contradicted), ("grade 2 neutropenia", "100 %", .notDecidable),
    ("progression", "100 %", .notFound), ("died of sepsis", "100 %", .notDecidable),
  ])
  func percentagesOfTheRecord(what: String, percent: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: percentage, series: true, is: \(percent), of: 1, what: \(what)",
      course: "- diagnosis: sarcoma\n  grade: G3\n  when: 2020-01\n- death: sarcoma\n  when: 2021-01",
      facts: "sex: male")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  @Test(arguments: [
    ("what: grade, counts: {G3: 1}", Verdict.supported), ("what: grade, counts: {G2: 1}", .contradicted),
    ("what: FNCLCC grade, counts: {\"3\": 1}", .supported), ("what: toxicity grade, counts: {G2: 1}", .notJudged),
    ("what: vital status, counts: {dead: 1}", .supported), ("what: vital status, counts: {alive: 1}", .contradicted),
    ("what: histology, counts: {liposarcoma: 1}", .notJudged),
  ])
  func categoriesOfGradeAndStatus(claim: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: categories, series: true, of: 1, \(claim)",
      course: "- diagnosis: sarcoma\n  grade: G3\n  when: 2020-01\n- death: sarcoma\n  when: 2021-01")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// From 2020-01-01 to the death on 2021-01-01: 366 d, 12.0 mo.
  @Test(arguments: [
    ("12, unit: months", Verdict.supported), ("12.0, unit: mo", .supported), ("1, unit: year", .supported),
    ("14, unit: months", .contradicted), ("365, unit: days", .supported), ("400, unit: days", .contradicted),
  ])
  func medianFollowUp(value: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: median, series: true, what: follow-up, is: \(value)",
      course: "- diagnosis: sarcoma\n  when: 2020-01-01\n- death: sarcoma\n  when: 2021-01-01")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// One death is recorded: two are nowhere, and none is not true.
  @Test(arguments: [(1, Verdict.supported), (0, .contradicted), (2, .notFound)])
  func deathsOfTheRecord(number: Int, verdict: Verdict) async throws {
    let two = "patients/2.yaml"
    let review = try await RuleBench.review(
      RuleExample(
        "", course: "- diagnosis: sarcoma\n- death: sarcoma\n  when: 2021-01",
        files: [
          .init("claims.yaml", "- {claim: events, series: true, are: death, number: \(number), source: {section: R}}"),
          .init(two, "patient: 2\ncourse:\n  - diagnosis: sarcoma\n  - last contact: true\n    when: 2021-06"),
        ]))
    #expect(review.claims.last?.verdict == verdict)
  }

  @Test func numbersOfPatients() async throws {
    let one = "claim: number of patients, series: true, what: evaluable, is: "
    #expect(try await judge(one + "24", one + "23").verdict == .contradicted)
    #expect(try await judge(one + "24", one + "24").verdict == .notJudged)
    let all = "claim: number of patients, series: true, what: included, is: "
    #expect(try await judge(all + "1").verdict == .supported)
    #expect(try await judge(all + "2").explanation.english == "The record has 1 patient.")
  }

  @Test(arguments: [
    ("is: 61, range: [34, 78]", Verdict.notJudged), ("is: 61, range: [62, 78]", .contradicted),
    ("is: 79, range: [34, 78]", .contradicted), ("is: 61", .notJudged),
  ])
  func medianInItsRange(numbers: String, verdict: Verdict) async throws {
    #expect(try await judge("claim: median, series: true, what: tumour size, \(numbers)").verdict == verdict)
  }

  /// Completed years: 73 to just under 74.
  @Test(arguments: [("73", Verdict.supported), ("73.9", .supported), ("72", .contradicted), ("75", .contradicted)])
  func medianAge(median: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: median, series: true, what: age, is: \(median)", course: "- diagnosis: sarcoma",
      facts: "age: 73 at diagnosis")
    #expect(judged.verdict == verdict)
  }

  @Test func nobodyIsFollowedLonger() async throws {
    let followUp = "claim: median, series: true, what: follow-up, is: 20, range: [3, 30], unit: mo"
    let survival = "claim: median, series: true, what: overall survival, unit: "
    #expect(try await judge(followUp, survival + "mo, is: 36").verdict == .contradicted)
    #expect(try await judge(followUp, survival + "y, is: 3").verdict == .contradicted)
    #expect(try await judge(followUp, survival + "mo, is: 28").verdict != .contradicted)
  }

  /// One death, 366 days after the diagnosis: 366 ÷ 30.4375 = 12.02 months.
  @Test(arguments: [
    ("12.0, unit: mo", Verdict.supported), ("12, unit: mo", .supported), ("1, unit: y", .supported),
    ("14, unit: mo", .contradicted), ("52, unit: wk", .supported), ("12, unit: furlong", .notDecidable),
  ])
  func medianSurvival(value: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: median, series: true, what: overall survival from diagnosis, is: \(value)",
      course: "- diagnosis: sarcoma\n  when: 2020-01-01\n- death: true\n  when: 2021-01-01")
    #expect(judged.verdict == verdict)
  }

  let dead = "- diagnosis: sarcoma\n  when: 2020-01-01\n- death: true\n  when: 2021-01-01"
  let alive = "- diagnosis: sarcoma\n  when: 2020-01-01\n- last contact: true\n  when: 2021-01-01"

  @Test func anEvent() async throws {
    let claim = "claim: event, patient: 1, is: death, counted as: "
    #expect(try await judge(claim + "event", course: dead).verdict == .supported)
    #expect(try await judge(claim + "censored", course: dead).verdict == .contradicted)
    #expect(try await judge(claim + "event", course: alive).verdict == .contradicted)
    #expect(try await judge(claim + "censored", course: alive).verdict == .supported)
  }

  @Test func progressionAsAnEvent() async throws {
    func course(_ response: String) -> String {
      """
      - therapy: gemcitabine
        id: gem
        when: 2020-01-01
      - assessment: CT
        of: gem
        response: \(response)
        when: 2020-03-01
      """
    }
    let claim = "claim: event, patient: 1, is: progression, on: gem, counted as: "
    #expect(try await judge(claim + "event", course: course("PD")).verdict == .supported)
    #expect(try await judge(claim + "event", course: course("SD")).verdict == .contradicted)
    #expect(try await judge(claim + "censored", course: course("PD")).verdict == .contradicted)
  }

  @Test func events() async throws {
    let claim = "claim: events, series: true, are: death, number: "
    #expect(try await judge(claim + "2, censored: 1, of: 4", course: dead).verdict == .contradicted)
    #expect(try await judge(claim + "1, of: 1", course: dead).verdict == .supported)
    #expect(try await judge(claim + "0, censored: 1, of: 1", course: dead).verdict == .contradicted)
    #expect(try await judge(claim + "3, of: 2", course: dead).verdict == .contradicted)
    #expect(try await judge(claim + "3, censored: 1, of: 4", course: dead).verdict == .notJudged)
  }

  /// 8 ÷ 12 = 0.67; 12 ÷ 8 = 1.5; 8 ÷ 2 = 4.
  @Test(arguments: [
    ("is: 0.65, medians: [12, 8]", Verdict.notJudged), ("is: 1.5, medians: [12, 8]", .notDecidable),
    ("is: 0.65, medians: [8, 12]", .notDecidable), ("is: 1.6, medians: [2, 8]", .notDecidable),
    ("is: 0.65, interval: [0.45, 0.95]", .notJudged), ("is: 0.97, interval: [0.45, 0.95]", .contradicted),
    ("is: 0.955, interval: [0.45, 0.95]", .contradicted), ("is: 0.65, interval: [0.45, 0.95], p: 0.3", .contradicted),
    ("is: 0.65, interval: [0.40, 1.20], p: 0.004", .contradicted),
    ("is: 0.65, interval: [0.45, 1.01], p: 0.049", .notJudged),
    // p is never 0, a ratio neither. √(0.6 × 1.2) = 0.85 is the middle. ln 0.65 ÷ (ln(0.95 ÷ 0.45) ÷ 3.92) = −2.26: p 0.024.
    ("is: 0.65, interval: [0.45, 0.95], p: 0", .contradicted),
    ("is: 0.65, interval: [0.45, 0.95], p: 0.000", .contradicted),
    ("is: 0, interval: [0, 0.95]", .contradicted), ("is: 0.65, interval: [0.60, 1.20]", .contradicted),
    ("is: 0.85, interval: [0.60, 1.20]", .notJudged), ("is: 0.65, interval: [0.45, 0.95], p: 0.0005", .contradicted),
    ("is: 0.65, interval: [0.45, 0.95], p: 0.02", .notJudged),
    ("is: 0.65, interval: [0.45, 0.95], p: 0.005", .notJudged),
  ])
  func hazardRatio(numbers: String, verdict: Verdict) async throws {
    #expect(try await judge("claim: hazard ratio, study: A, \(numbers)").verdict == verdict)
  }

  /// (84 − 120) ÷ 120 = −30 %; from 119.5–120.5 to 83.5–84.5 between −30.7 and −29.3 %, and half a percent of print.
  @Test(arguments: [
    ("-30 %", Verdict.notJudged), ("-31 %", .notJudged), ("-32 %", .contradicted), ("30 %", .notJudged),
    ("-29 %", .notJudged), ("-28 %", .contradicted), ("-70 %", .contradicted),
  ])
  func change(percent: String, verdict: Verdict) async throws {
    let judged = try await judge("claim: change, series: true, what: sum, from: 120, to: 84, by: \(percent)")
    #expect(judged.verdict == verdict)
  }

  /// 3 cycles of 2 × 1,000 = 6,000.
  @Test(arguments: [
    ("6000", Verdict.supported), ("6050", .supported), ("6100", .contradicted), ("5000", .contradicted),
  ])
  func cumulativeDose(sum: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: cumulative dose, patient: 1, is: \(sum) mg/m2, of: gem",
      course: """
        - therapy: gemcitabine
          id: gem
          cycles: 3
          when: 2020-01-01
          ends: 2020-03-04
          phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-3}]
        """)
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// 28 × 1.8 = 50.4.
  @Test(arguments: [
    ("total: 50.4 Gy, number: 28, each: 1.8 Gy", Verdict.supported),
    ("total: 50 Gy, number: 28, each: 1.8 Gy", .supported), ("total: 54 Gy, number: 28, each: 1.8 Gy", .contradicted),
    ("total: 54.0 Gy, number: 30, each: 1.8 Gy", .contradicted),
  ])
  func fractions(numbers: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: fractions, patient: 1, \(numbers), of: rt",
      course: "- radiotherapy: pelvis\n  id: rt\n  dose: 50.4 Gy\n  fractions: 28")
    #expect(judged.verdict == verdict)
  }

  /// One who responded and one who did not, on maintenance for 60 and 121 days, or the reverse.
  @Test(arguments: [("2020-06-30", "2020-08-30", Verdict.notDecidable), ("2020-08-30", "2020-06-30", .supported)])
  func longerAfterResponse(responder: String, other: String, verdict: Verdict) async throws {
    func course(_ response: String, until end: String) -> String {
      """
      - therapy: docetaxel
        id: doc
        when: 2020-01-15
        ends: 2020-04-15
      - assessment: CT
        of: doc
        response: \(response)
        when: 2020-04-20
      - therapy: gemcitabine
        id: gem
        intent: maintenance
        continues: doc
        when: 2020-05-01
        ends: \(end)
      """
    }
    let second = course("SD", until: other).split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let review = try await RuleBench.review(
      RuleExample(
        "", course: course("PR", until: responder),
        files: [
          .init("patients/2.yaml", "patient: 2\ncourse:\n\(second)"),
          .init(
            "claims.yaml",
            "- {claim: longer after response, series: true, to: {drugs: [docetaxel]}, on: {intent: maintenance}}"),
        ]))
    let judged = try #require(review.claims.last)
    #expect(judged.verdict == verdict)
    #expect(judged.explanation.english.contains("the reverse") == (verdict == .notDecidable))
  }

  /// 750 of 1,000 on the same days: 75 %.
  @Test(arguments: [
    ("75 %", Verdict.supported), ("110 %", .contradicted), ("74 %", .contradicted), ("75.4 %", .contradicted),
  ])
  func doseIntensity(percent: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: dose intensity, patient: 1, is: \(percent), of: less",
      course: """
        - therapy: gemcitabine
          id: gem
          planned: [{id: plan, dose: 1000 mg/m2, days: [1, 8], every: 21 d}]
          phases: [{id: less, dose: 750 mg/m2, days: [1, 8], every: 21 d}]
        """)
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }
}
