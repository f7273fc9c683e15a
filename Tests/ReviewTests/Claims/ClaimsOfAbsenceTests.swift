// SPDX-License-Identifier: Apache-2.0

import Exchange
import Outcomes
import Plain
import Testing
@testable import Review

/// That nothing is recorded bears no claim: somebody must have looked. Days are worked out by hand beside each.
@Suite struct ClaimsOfAbsenceTests {
  private func judge(_ claims: String..., course: String) async throws -> JudgedClaim {
    let review = try await RuleBench.review(
      RuleExample(
        "", course: course,
        files: [.init("claims.yaml", claims.map { "- {\($0), source: {section: Table 1}}" }.joined(separator: "\n"))]))
    return try #require(review.claims.last)
  }

  private static let t1 =
    "- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n- therapy: gemcitabine\n  id: t1\n  when: 2020-01-15\n  ends: 2020-05-20\n"
  private static let contact = "- last contact: true\n  when: 2021-06-01\n"
  private static func scan(_ response: String, _ day: String) -> String {
    "- assessment: CT\n  of: t1\n  response: \(response)\n  when: \(day)\n"
  }

  // MARK: counts

  /// Nobody assessed the patient: none may have been a partial response, or one.
  @Test func countsOfNone() async throws {
    let claim = "claim: response counts, series: true, on: t1, counts: "
    let none = try await judge(claim + "{PR: 0}", course: Self.t1 + Self.contact)
    #expect(none.verdict == .notDecidable)
    #expect(
      none.explanation.english
        == "The record gives none; no response is stated, or its order is open, for patient 1.")
    #expect(try await judge(claim + "{SD: 1}", course: Self.t1 + Self.contact).verdict == .notDecidable)
    let shown = Self.t1 + Self.scan("SD", "2020-03-15")
    #expect(try await judge(claim + "{SD: 1, PR: 0}", course: shown).verdict == .supported)
    #expect(try await judge(claim + "{PR: 1}", course: shown).verdict == .contradicted)
    let other = "claim: response counts, series: true, on: {drugs: [pazopanib]}, counts: {PR: 0}"
    #expect(try await judge(other, course: shown).verdict == .notDecidable)
  }

  /// One PR, one SD and one PD: a claim counts what it names, and nothing else.
  @Test(arguments: [
    ("{PR: 1}", Verdict.supported), ("{SD: 1}", .supported), ("{PR: 1, PD: 1}", .supported), ("{CR: 0}", .supported),
    ("{PR: 1, SD: 1, PD: 1}", .supported),
    ("{PR: 2}", .contradicted), ("{PR: 0}", .contradicted), ("{CR: 1}", .contradicted),
    ("{PR: 1, SD: 2}", .contradicted),
  ])
  func countsOfSome(counts: String, verdict: Verdict) async throws {
    var files: [String: String] = ["study.yaml": "study: x\n"]
    for (id, response) in [("1", "PR"), ("2", "SD"), ("3", "PD")] {
      let course = (Self.t1 + Self.scan(response, "2020-03-15") + Self.contact).split(separator: "\n").map { "  \($0)" }
      files["patients/\(id).yaml"] = "patient: \(id)\ncourse:\n" + course.joined(separator: "\n") + "\n"
    }
    files["claims.yaml"] =
      "- {claim: response counts, series: true, on: {drugs: [gemcitabine]}, counts: \(counts), source: {section: Table 1}}\n"
    let study = try #require(StudyFolder.read(files: files).study)
    let review = StudyReview(await StudyOutcomes(study, library: BuiltInLibrary.read().library))
    let judged = try #require(review.claims.first)
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// What another claim says is no fact of the course: the record gives none, and the two claims stand against each other.
  @Test(arguments: ["{PR: 0}", "{SD: 1}"]) func claimAgainstClaim(counts: String) async throws {
    let judged = try await judge(
      "claim: response, patient: 1, is: PR, on: t1", "claim: response counts, series: true, on: t1, counts: \(counts)",
      course: Self.t1 + Self.contact)
    #expect(judged.verdict == .contradicted)
    #expect(judged.explanation.english.hasPrefix("The record gives none; of patient 1 only the source says so (1 PR)"))
    #expect(judged.explanation.english.contains(" It is claim against claim ("))
    #expect(judged.explanation.german.contains("Behauptung gegen Behauptung"))
  }

  /// A response of a claim refutes no other claim of being refractory.
  @Test func refractoryBesideAClaimedResponse() async throws {
    let judged = try await judge(
      "claim: response, patient: 1, is: PR, on: t1", "claim: refractory, patient: 1, to: [gemcitabine]",
      course: Self.t1 + Self.contact)
    #expect(judged.verdict == .notDecidable)
  }

  /// A response is shown, and nothing says how long it held: 2020-04-01 is known, its end is not.
  @Test func aResponseAndItsLength() async throws {
    let course = Self.t1 + Self.scan("PR", "2020-04-01") + Self.scan("PD", "2020-10-01")
    // 2020-04-01 to 2020-10-01 are 183 d, 6.01 months.
    let claim = "claim: response, patient: 1, is: PR, on: t1, lasting: "
    #expect(try await judge(claim + "6 mo", course: course).verdict == .supported)
    #expect(try await judge(claim + "9 mo", course: course).verdict == .contradicted)
  }

  // MARK: toxicity

  private static let claim = "claim: no serious toxicity, patient: 1, on: t1"
  private static let none = "- toxicity: no toxicity\n  of: t1\n"
  private static func count(_ value: String, _ day: String) -> String {
    "- lab: neutrophils\n  value: \"\(value) 10^9/L\"\n  when: \(day)\n"
  }

  /// 2020-05-20 + 30 d is 2020-06-19. Neutrophils of 0.2 are grade 4 of CTCAE 5.0 and grade 3 of 6.0, 0.6 grade 3 and 2.
  private static let toxicities: [Verdict: [String]] = [
    .notDecidable: [
      "- toxicity: no nausea\n  of: t1",
      "- toxicity: no grade 4 toxicity\n  of: t1",
      "- toxicity: no toxicity\n  of: t1\n  when: 2020-02-01",
      "- toxicity: no toxicity",
      "- toxicity: no toxicity\n  of: t1\n- toxicity: neutropenia\n  grade: 3",
      "- toxicity: no toxicity\n  of: t1\n- toxicity: neutropenia\n  grade: 2-3\n  of: t1",
      "- toxicity: no toxicity\n  of: t1\n- toxicity: neutropenia\n  of: t1",
    ],
    .supported: [
      "- toxicity: no toxicity\n  of: t1",
      "- toxicity: no serious complications\n  of: t1",
      "- toxicity: keine schwerwiegenden Nebenwirkungen\n  of: t1",
      "- toxicity: no grade 3-4 toxicity\n  of: t1",
      "- toxicity: no toxicity\n  of: t1\n  when: 2020-05-20",
      "- toxicity: no toxicity\n  of: t1\n- lab: neutrophils\n  value: \"0.6 10^9/L\"\n  when: 2020-03-05",
      "- toxicity: no toxicity\n  of: t1\n- lab: neutrophils\n  value: \"0.2 10^9/L\"\n  when: 2020-01-15",
      "- toxicity: no toxicity\n  of: t1\n- lab: neutrophils\n  value: \"0.2 10^9/L\"\n  when: 2020-06-05",
      "- toxicity: no toxicity\n  of: t1\n- lab: neutrophils\n  value: \">0.2 10^9/L\"\n  when: 2020-03-05",
      "- toxicity: no toxicity\n  of: t1\n- toxicity: neutropenia\n  grade: 3\n  when: 2020-06-20",
      "- toxicity: no toxicity\n  of: t1\n- toxicity: nausea\n  grade: 1\n  of: t1",
      "- toxicity: no toxicity\n  of: t1\n- death: toxicity of pazopanib\n  when: 2020-05-01\n- therapy: pazopanib\n  when: 2020-04-01",
      "- toxicity: no toxicity\n  of: t1\n- death: disease\n  when: 2020-05-01",
    ],
    .dependsOnReading: [
      "- toxicity: no toxicity\n  of: t1\n- lab: neutrophils\n  value: \"0.2 10^9/L\"\n  when: 2020-03-05",
      "- toxicity: neutropenia\n  grade: 3\n  when: 2020-03-01",
      "- toxicity: neutropenia\n  grade: 3\n  when: 2020-06-19",
      "- toxicity: no toxicity\n  of: t1\n- toxicity: febrile neutropenia\n  of: t1",
      "- toxicity: no toxicity\n  of: t1\n- toxicity: severe nausea\n  of: t1",
    ],
    .contradicted: [
      "- toxicity: no toxicity\n  of: t1\n- toxicity: sepsis\n  grade: 5\n  of: t1",
      "- toxicity: no toxicity\n  of: t1\n- death: toxicity of gemcitabine\n  when: 2020-05-01",
      "- toxicity: no toxicity\n  of: t1\n- death: Therapietoxizität\n  when: 2020-05-01",
    ],
  ]

  @Test(arguments: [Verdict.supported, .notDecidable, .dependsOnReading, .contradicted])
  func noSeriousToxicity(verdict: Verdict) async throws {
    for recorded in try #require(Self.toxicities[verdict]) {
      let judged = try await judge(Self.claim, course: Self.t1 + recorded)
      #expect(judged.verdict == verdict, "\(recorded): \(judged.explanation.english)")
    }
  }

  @Test func theReasonIsTheRecordsOwn() async throws {
    func words(_ recorded: String) async throws -> String {
      try await judge(Self.claim, course: Self.t1 + recorded).explanation.english
    }
    #expect(
      try await words("- toxicity: neutropenia\n  grade: 2-3\n  of: t1")
        == "Recorded is “neutropenia”, grade 2-3: whether it was severe on t1 is not stated.")
    #expect(
      try await words("- toxicity: neutropenia\n  of: t1")
        == "Recorded is “neutropenia” without a grade: whether it was severe on t1 is not stated.")
    #expect(
      try await words(Self.none + Self.count("0.2", "2020-03-05"))
        == "neutrophils 0.2 10⁹/L on 2020-03-05, on t1, is at least grade 3 by CTCAE: severe, though perhaps not serious."
    )
    #expect(
      try await words("- death: toxicity of gemcitabine\n  when: 2020-05-01")
        == "Recorded is “death: toxicity of gemcitabine”. The patient died of it.")
  }

  /// How bad it was that a therapy was stopped for is not said by the stop.
  @Test func stoppedForToxicity() async throws {
    let course = Self.t1.replacing("ends: 2020-05-20", with: "ends: 2020-05-20\n  stopped for: toxicity")
    let judged = try await judge(Self.claim, course: course + Self.none)
    #expect(judged.verdict == .notDecidable && judged.explanation.english.contains("stopped for “toxicity”"))
  }

  // MARK: censored

  @Test func censoredWithoutFollowUp() async throws {
    let claim = "claim: event, patient: 1, is: death, counted as: censored"
    let judged = try await judge(claim, course: Self.t1)
    #expect(judged.verdict == .notDecidable)
    #expect(judged.explanation.english == "Neither a death nor a last contact is recorded.")
    #expect(try await judge(claim, course: Self.t1 + Self.contact).verdict == .supported)
    #expect(
      try await judge(claim, course: Self.t1 + "- follow-up: regular\n  when: 2020-06-01").verdict == .supported)
    #expect(
      try await judge(claim, course: Self.t1 + "- follow-up: lost to follow-up\n  when: 2020-06-01").verdict
        == .notDecidable)
    let events = "claim: events, series: true, are: death, number: 0, censored: 1, of: 1"
    let all = try await judge(events, course: Self.t1)
    #expect(all.verdict == .notDecidable)
    #expect(
      all.explanation.english
        == "The record has 0 deaths. Neither a death nor a last contact is recorded of patient 1.")
    #expect(try await judge(events, course: Self.t1 + Self.contact).verdict == .supported)
    let died = "claim: number of patients, series: true, is: 0, what: died"
    #expect(try await judge(died, course: Self.t1).verdict == .notDecidable)
    #expect(try await judge(died, course: Self.t1 + Self.contact).verdict == .supported)
  }

  @Test func noProgressionWithoutAnAssessment() async throws {
    let claim = "claim: event, patient: 1, is: progression, on: t1, counted as: censored"
    #expect(try await judge(claim, course: Self.t1 + Self.contact).verdict == .notDecidable)
    #expect(try await judge(claim, course: Self.t1 + Self.scan("NE", "2020-03-15")).verdict == .notDecidable)
    #expect(try await judge(claim, course: Self.t1 + Self.scan("SD", "2020-03-15")).verdict == .supported)
    #expect(try await judge(claim, course: Self.t1 + Self.scan("PD", "2020-03-15")).verdict == .contradicted)
    let progressed = "claim: number of patients, series: true, is: 0, what: progressed"
    #expect(try await judge(progressed, course: Self.t1 + Self.contact).verdict == .notDecidable)
    #expect(try await judge(progressed, course: Self.t1 + Self.scan("SD", "2020-03-15")).verdict == .supported)
  }

  // MARK: until progression

  /// The end is 2020-05-20: 2020-04-22 is 28 d before it, 2020-04-21 29 d, 2020-03-20 61 d.
  @Test func givenBeyondProgression() async throws {
    let claim = "claim: until progression, patient: 1, on: t1"
    func judged(_ day: String, _ course: String = ClaimsOfAbsenceTests.t1) async throws -> JudgedClaim {
      try await judge(claim, course: course + Self.scan("PD", day))
    }
    #expect(try await judged("2020-04-22").verdict == .supported)
    #expect(try await judged("2020-04-21").verdict == .contradicted)
    let long = try await judged("2020-03-20")
    #expect(long.verdict == .contradicted)
    #expect(
      long.explanation.english
        == "t1 was given for at least 61 d after its first progression: that did not end it.")
    let stopped = Self.t1.replacing("ends: 2020-05-20", with: "ends: 2020-05-20\n  stopped for: progression")
    #expect(try await judged("2020-03-20", stopped).verdict == .dependsOnReading)
    // May 2020: the end is 11 to 41 d after 2020-04-20.
    #expect(
      try await judged("2020-04-20", Self.t1.replacing("ends: 2020-05-20", with: "ends: 2020-05")).verdict
        == .notDecidable)
  }

  // MARK: doses

  /// A first dose that is not recorded may lie outside of the range.
  @Test func firstDosesOfWhomNoneIsRecorded() async throws {
    let known =
      "- therapy: gemcitabine\n  id: t1\n  when: 2020-01-15\n  phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d}]\n"
    let claim =
      "claim: initial dose range, series: true, lowest: 1000 mg/m2, highest: 1000 mg/m2, on: {drugs: [gemcitabine]}"
    #expect(try await judge(claim, course: known).verdict == .supported)
    let unknown = "- therapy: gemcitabine\n  id: t2\n  when: 2021-01-15\n"
    #expect(try await judge(claim, course: known + unknown).verdict == .notDecidable)
  }

  /// Rows of days 1 and 15 of one cycle of days 1, 8 and 15: 2000 mg/m² are what is recorded, not what was given.
  @Test func aSumOfRowsThatAreMissing() async throws {
    func judged(_ sum: String) async throws -> JudgedClaim {
      let review = try await RuleBench.review(
        RuleExample(
          "",
          course:
            "- therapy: gemcitabine\n  id: t1\n  regimen: gemcitabine-1000-q28\n  when: 2024-01-08\n  ends: 2024-02-05\n  phases: [{id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d}]",
          files: [
            .init(
              "administrations.csv",
              "patient,therapy,cycle,day,date,dose\n1,t1,1,1,2024-01-08,1000 mg/m2\n1,t1,1,8,2024-01-15,1000 mg/m2"),
            .init(
              "claims.yaml",
              "- {claim: cumulative dose, patient: 1, is: \(sum), of: t1, source: {section: Table 1}}"),
          ]))
      return try #require(review.claims.last)
    }
    #expect(try await judged("2000 mg/m2").verdict == .notDecidable)
    #expect(try await judged("3000 mg/m2").verdict == .notDecidable)
    #expect(try await judged("1000 mg/m2").verdict == .contradicted)
  }
}
