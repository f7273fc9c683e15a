// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Plain
import Testing

/// A weight that doses were computed from, and a response said of several therapies.
@Suite struct DoseBasisAndOverTests {
  private func judge(_ claim: String, course: String, facts: String = "", _ files: [String: String] = [:]) async throws
    -> JudgedClaim
  {
    let review = try await RuleBench.review(
      RuleExample(
        "", facts: facts, course: course,
        files: [.init("claims.yaml", "- {\(claim), source: {section: Table 1}}")]
          + files.map { RuleExample.File($0.key, $0.value) }))
    return try #require(review.claims.last)
  }

  private static let therapy = "- therapy: gemcitabine\n  id: gem\n  when: 2024-01-08"
  private static let head = "patient,therapy,cycle,day,date,dose,mg\n1,gem,1,1,2024-01-08,"

  /// 170 cm, 110 kg, male. Ideal (Devine) 50 + 2.3 × (66.93 − 60) = 65.9 kg; adjusted 65.9 + 0.4 × 44.1 = 83.6 kg, with 0.25 77.0 kg.
  /// Mosteller: 2.28 m² by the actual weight, 1.99 by the adjusted one, 1.76 by the ideal one. Within 10 %, and by other formulas, 1990 mg fit the adjusted and
  /// the actual weight, and 1760 mg the ideal and the adjusted one: neither shows which was used.
  @Test(arguments: [
    ("adjusted ideal body weight", "1000 mg/m2,1990", Verdict.notDecidable),
    ("adjusted ideal body weight", "1000 mg/m2,2800", .contradicted),
    ("ideal body weight", "1000 mg/m2,1760", .notDecidable),
    ("ideal body weight", "1000 mg/m2,1560", .supported), ("ideal body weight", "1000 mg/m2,2280", .contradicted),
    ("actual body weight", "1000 mg/m2,2280", .supported), ("actual body weight", "1000 mg/m2,1760", .contradicted),
    ("actual body weight", "10 mg/kg,1100", .supported), ("ideal body weight", "10 mg/kg,1100", .contradicted),
    ("ideal body weight", "10 mg/kg,659", .supported), ("the usual weight", "1000 mg/m2,1990", .notDecidable),
    ("actual body weight", "800 mg,800", .notDecidable),
  ])
  func basis(words: String, dose: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: dose basis, patient: 1, is: \(words), on: gem", course: Self.therapy,
      facts: "sex: male\nheight: 170 cm\nweight: 110 kg", ["administrations.csv": Self.head + dose])
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  @Test func whatIsMissingIsNamed() async throws {
    let claim = "claim: dose basis, patient: 1, is: adjusted ideal body weight, on: gem"
    let none = try await judge(claim, course: Self.therapy)
    #expect(none.verdict == .notDecidable)
    #expect(
      none.explanation.english.hasPrefix(
        "Not recorded: height, weight, sex, a dose in mg, nor the formula of the ideal weight and its factor."))
    let some = try await judge(
      "claim: dose basis, patient: 1, is: actual weight, on: gem", course: Self.therapy, facts: "height: 170 cm")
    #expect(some.explanation.english.hasPrefix("Not recorded: weight, a dose in mg."))
  }

  /// Three patients of whom the same is missing are told together.
  @Test func whatIsAlikeIsSaidOnce() async throws {
    let review = try await RuleBench.review(
      RuleExample(
        "", course: Self.therapy,
        files: [
          .init(
            "claims.yaml",
            "- {claim: dose basis, series: true, is: actual weight, on: {drugs: [gemcitabine]}, source: {section: T}}"),
          .init("patients/2.yaml", "patient: 2\ncourse:\n  - therapy: gemcitabine\n    id: gem"),
          .init("patients/3.yaml", "patient: 3\nheight: 170 cm\ncourse:\n  - therapy: gemcitabine\n    id: gem"),
        ]))
    let told = try #require(review.claims.last?.explanation.english)
    #expect(told.hasPrefix("Patients 1 and 2: Not recorded: height, weight, a dose in mg."))
    #expect(told.contains("Patient 3: Not recorded: weight, a dose in mg."))
  }

  private static func course(_ first: String, _ second: String) -> String {
    """
    - therapy: gemcitabine + docetaxel
      id: induction
      when: 2020-01-06
    - assessment: CT
      of: induction
      when: 2020-03-02
      response: \(first)
    - therapy: gemcitabine
      id: maintenance
      intent: maintenance
      continues: induction
      when: 2020-03-09
    - assessment: CT
      of: maintenance
      when: 2020-06-01
      response: \(second)
    """
  }

  @Test(arguments: [
    ("PR", "SD", Verdict.dependsOnReading), ("SD", "PR", .dependsOnReading), ("PR", "PR", .supported),
    ("SD", "SD", .contradicted), ("PR", "not stated", .dependsOnReading), ("SD", "not stated", .notDecidable),
  ])
  func overSeveral(first: String, second: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: response over therapies, patient: 1, is: PR, over: [induction, maintenance]",
      course: Self.course(first, second))
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  @Test func theTherapyIsNamed() async throws {
    let judged = try await judge(
      "claim: response over therapies, patient: 1, is: PR, over: [induction, maintenance]",
      course: Self.course("PR", "SD"))
    #expect(
      judged.explanation.english
        == "The assessments show it for induction alone; for maintenance the best is SD.")
  }
}
