// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Plain
import Testing

/// Claims as tables and texts make them, against charts as hospitals write them.
@Suite struct ClaimsOfChartsTests {
  private func judge(_ claims: String..., course: String, facts: String = "", _ files: [String: String] = [:])
    async throws -> JudgedClaim
  {
    let review = try await RuleBench.review(
      RuleExample(
        "", facts: facts, course: course,
        files: [.init("claims.yaml", claims.map { "- {\($0), source: {section: Table 1}}" }.joined(separator: "\n"))]
          + files.map { RuleExample.File($0.key, $0.value) }))
    return try #require(review.claims.last)
  }

  private static let dox =
    "- diagnosis: sarcoma\n- therapy: doxorubicin\n  id: dox\n  when: 2021-01-04\n  ends: 2021-06-01\n"

  // MARK: a table of the paper is no evidence for the paper

  @Test func whatOnlyATableStatesBearsNothing() async throws {
    let table = "claim: response, patient: 1, is: CR, on: dox"
    let counts = "claim: response counts, series: true, on: {drugs: [doxorubicin]}, counts: "
    let one = try await judge(table, counts + "{CR: 1}", course: Self.dox)
    #expect(one.verdict == .notDecidable)
    #expect(one.explanation.english.contains("of patient 1 only the source says so"))
    #expect(try await judge(table, counts + "{PR: 1}", course: Self.dox).verdict == .contradicted)
    let percent = "claim: percentage, series: true, is: 100 %, of: 1, what: complete response"
    #expect(try await judge(table, percent, course: Self.dox).verdict == .notDecidable)
    let shown = Self.dox + "- assessment: CT\n  of: dox\n  response: CR\n  when: 2021-03-01"
    #expect(try await judge(table, counts + "{CR: 1}", course: shown).verdict == .supported)
    #expect(try await judge(table, percent, course: shown).verdict == .supported)
  }

  // MARK: refractory

  /// The end is 2021-06-01: 28 d later is 2021-06-29.
  @Test(arguments: [
    ("2021-05-20", Verdict.supported), ("2021-06-29", .supported), ("2021-06-30", .dependsOnReading),
    ("2022-08-01", .dependsOnReading),
  ])
  func refractoryMeansUnderTheDrug(date: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: refractory, patient: 1, to: [doxorubicin]",
      course: Self.dox + "- assessment: CT\n  of: dox\n  response: PD\n  when: \(date)")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// Progression under one regimen of it, and a response under another.
  @Test func aResponseUnderAnotherRegimen() async throws {
    let course =
      Self.dox + """
        - assessment: CT
          of: dox
          response: PD
          when: 2021-05-20
        - therapy: doxorubicin
          id: again
          when: 2022-01-03
          ends: 2022-06-01
        - assessment: CT
          of: again
          response: PR
          when: 2022-03-01
        """
    let judged = try await judge("claim: refractory, patient: 1, to: [doxorubicin]", course: course)
    #expect(judged.verdict == .dependsOnReading)
    #expect(judged.explanation.english.contains("a response is recorded as well (again)"))
  }

  // MARK: doses that were given

  /// Four of five rows of 1000 mg/m² were given: 4000, not the 5000 of the phase; 4 × 1900 mg are 7600 mg.
  @Test(arguments: [
    ("4000 mg/m2", Verdict.supported), ("5000 mg/m2", .contradicted), ("7600 mg", .supported),
    ("9500 mg", .contradicted),
  ])
  func sumsOfAdministrations(sum: String, verdict: Verdict) async throws {
    let course = """
      - therapy: gemcitabine
        id: gem
        when: 2024-01-01
        cycles: 5
        every: 21 d
        phases:
          - {id: full, dose: 1000 mg/m2, days: [1], cycles: 1-5}
      """
    let rows = (0..<5).map { cycle in
      let date = ["2024-01-01", "2024-01-22", "2024-02-12", "2024-03-04", "2024-03-25"][cycle]
      return "1,gem,\(cycle + 1),1,\(date)," + (cycle == 2 ? "omitted," : "1000 mg/m2,1900")
    }
    let files = ["administrations.csv": "patient,therapy,cycle,day,date,dose,mg\n" + rows.joined(separator: "\n")]
    for of in ["gem", "full"] {
      let judged = try await judge("claim: cumulative dose, patient: 1, is: \(sum), of: \(of)", course: course, files)
      #expect(judged.verdict == verdict, "\(of): \(judged.explanation.english)")
    }
    let intensity = try await judge("claim: dose intensity, patient: 1, is: 100 %, of: full", course: course, files)
    #expect(intensity.verdict != .supported && intensity.verdict != .contradicted, "\(intensity.explanation.english)")
  }

  /// 30 cycles of 1.5 mg/m² are 45; from 2021-12-20 to the cut-off 741 d fit 36 cycles of 21 d, so that all 30 can have been given, and no more are stated.
  @Test(arguments: [("45 mg/m2", Verdict.supported), ("60 mg/m2", .contradicted)])
  func anOngoingTherapyThatStatesItsCycles(sum: String, verdict: Verdict) async throws {
    let course = """
      - therapy: trabectedin
        id: tra
        when: 2021-12-20
        ongoing: true
        every: 21 d
        cycles: 30
        phases:
          - {id: full, dose: 1.5 mg/m2, days: [1]}
      """
    let judged = try await judge(
      "claim: cumulative dose, patient: 1, is: \(sum), of: tra", course: course,
      ["study.yaml": "guideline: none\ndata cut-off: 2023-12-31"])
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// 800 mg on each of 56 days are 44,800 mg, with the day of the stop 45,600; whole blocks of 28 days would be 44,800 to 67,200.
  @Test(arguments: [
    ("44800 mg", Verdict.supported), ("45600 mg", .supported), ("22400 mg", .contradicted), ("67200 mg", .contradicted),
  ])
  func dailyDosesCountByDays(sum: String, verdict: Verdict) async throws {
    let course = """
      - therapy: pazopanib
        id: paz
        when: 2024-01-01
        ends: 2024-02-26
        phases:
          - {id: full, dose: 800 mg, days: daily}
      """
    let judged = try await judge("claim: cumulative dose, patient: 1, is: \(sum), of: paz", course: course)
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  @Test func aBoostGoesWithItsRadiation() async throws {
    let course =
      "- surgery: resection\n  when: 2020-01-10\n- radiotherapy: thigh\n  when: 2020-03-02\n- radiotherapy: boost to the tumour bed\n  when: 2020-04-10"
    let judged = try await judge("claim: treatments, patient: 1, given: [surgery, radiation]", course: course)
    #expect(judged.verdict == .supported, "\(judged.explanation.english)")
  }

  // MARK: toxicity

  @Test func mildToxicityIsRecordedAndDecidesNothing() async throws {
    let claim = "claim: no serious toxicity, patient: 1, on: dox"
    let mild = try await judge(claim, course: Self.dox + "- toxicity: nausea\n  grade: 1\n  of: dox")
    #expect(mild.verdict == .notDecidable && mild.explanation.english.hasPrefix("Recorded is “nausea"))
    let none = try await judge(claim, course: Self.dox)
    #expect(none.explanation.english == "Nothing is recorded on toxicity of dox.")
  }

  // MARK: operations

  /// A re-excision goes with the operation before it; two courses of radiation are two, and so is what another treatment parts.
  @Test(arguments: [
    (["surgery", "surgery"], "[surgery]", Verdict.supported),
    (["surgery", "radiotherapy", "surgery"], "[surgery, radiation]", .contradicted),
    (["radiotherapy", "radiotherapy"], "[radiation]", .contradicted),
    (["surgery", "surgery"], "[surgery, surgery]", .supported),
  ])
  func runsOfOperations(events: [String], given: String, verdict: Verdict) async throws {
    let course = events.enumerated().map { "- \($1): thigh\n  when: 2020-0\($0 + 1)-10" }.joined(separator: "\n")
    let judged = try await judge("claim: treatments, patient: 1, given: \(given)", course: course)
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// Abbreviations of the study, of schemes and of names, qualifiers, and what an operation was called.
  @Test(arguments: [
    "Gem/Doc", "gemcitabine + docetaxel", "Gem + Doc", "GemDoc", "docetaxel/gemcitabine", "Taxotere + Gemzar",
  ])
  func namesOfARegimen(name: String) async throws {
    let study = ["study.yaml": "guideline: none\nabbreviations: {gemcitabine: Gem, docetaxel: Doc, surgery: S}"]
    for recorded in ["gemcitabine + docetaxel", "Gemzar + Taxotere"] {
      let judged = try await judge(
        "claim: treatments, patient: 1, given: [\(name)]", course: "- therapy: \(recorded)", study)
      #expect(judged.verdict == .supported, "\(recorded): \(judged.explanation.english)")
    }
  }

  @Test(arguments: [
    ("S", "- surgery: wide resection", Verdict.supported), ("amputation", "- surgery: amputation", .supported),
    ("metastasectomy", "- surgery: amputation", .contradicted),
    ("weekly paclitaxel", "- therapy: paclitaxel", .supported),
    ("HD-ifosfamide", "- therapy: ifosfamide", .supported), ("AI", "- therapy: doxorubicin + ifosfamide", .supported),
    ("AI", "- therapy: doxorubicin", .contradicted),
  ])
  func namesOfTreatments(name: String, course: String, verdict: Verdict) async throws {
    let study = ["study.yaml": "guideline: none\nabbreviations: {gemcitabine: Gem, docetaxel: Doc, surgery: S}"]
    let judged = try await judge("claim: treatments, patient: 1, given: [\(name)]", course: course, study)
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  @Test(arguments: [
    ("[spine]", "[bone]", Verdict.supported), ("[bone]", "[vertebra L3]", .supported),
    ("[bone, lung]", "[rib, lung]", .supported), ("[lung]", "[bone]", .contradicted),
  ])
  func partsOfBone(claimed: String, recorded: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: metastatic sites, patient: 1, sites: \(claimed)", course: "- metastases: \(recorded)")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  // MARK: names of tumours, places and grades

  @Test(arguments: [
    ("is: uterine leiomyosarcoma", Verdict.supported), ("is: LMS, site: uterus", .supported),
    ("is: leiomyosarcoma, grade: \"2\"", .supported), ("is: leiomyosarcoma, grade: high grade", .supported),
    ("is: leiomyosarcoma, grade: low grade", .contradicted), ("is: leiomyosarcoma, grade: G3", .contradicted),
    ("is: sarcoma", .supported), ("is: liposarcoma", .contradicted), ("is: DDLPS", .contradicted),
    ("is: leiomyosarcoma, site: retroperitoneal", .contradicted),
  ])
  func diagnoses(claim: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: diagnosis, patient: 1, \(claim)", course: "- diagnosis: leiomyosarcoma\n  site: uterus\n  grade: G2")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// What a name holds of place, side, grade and kind counts as if it were said apart.
  @Test(arguments: [
    ("uterine leiomyosarcoma", Verdict.contradicted), ("leiomyosarcoma of the uterus", .contradicted),
    ("right thigh leiomyosarcoma", .contradicted), ("leiomyosarcoma of the left thigh", .supported),
    ("thigh leiomyosarcoma", .supported), ("high-grade leiomyosarcoma", .contradicted),
    ("low-grade leiomyosarcoma", .supported), ("epithelioid leiomyosarcoma", .notDecidable),
    ("retroperitoneal liposarcoma", .contradicted), ("LMS", .supported), ("metastatic leiomyosarcoma", .supported),
  ])
  func whatANameHolds(name: String, verdict: Verdict) async throws {
    let judged = try await judge(
      "claim: diagnosis, patient: 1, is: \(name)",
      course: "- diagnosis: leiomyosarcoma\n  site: left thigh\n  grade: G1")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  @Test func aPlaceWithinTheRecordedName() async throws {
    let course = "- diagnosis: uterine leiomyosarcoma"
    let claim = "claim: diagnosis, patient: 1, is: leiomyosarcoma, site: "
    #expect(try await judge(claim + "retroperitoneum", course: course).verdict == .contradicted)
    #expect(try await judge(claim + "uterus", course: course).verdict == .supported)
  }

  @Test(arguments: [
    ("right lower extremity", "right knee", true), ("left leg", "left thigh", true), ("left leg", "right thigh", false),
    ("left calf", "left lower leg", true), ("retroperitoneal", "retroperitoneum", true), ("thigh", "left thigh", true),
    ("left ilium", "left iliac bone", true), ("arm", "thigh", false), ("upper extremity", "thigh", false),
    ("left thigh", "right thigh", false), ("pelvis", "left iliac bone", true),
  ])
  func places(one: String, other: String, isOne: Bool) {
    #expect(TumourWords.isOnePlace(one, other) == isOne)
    #expect(TumourWords.isOnePlace(other, one) == isOne)
  }

  // MARK: metastases

  @Test func noMetastases() async throws {
    let claim = "claim: metastatic sites, patient: 1, sites: none"
    #expect(try await judge(claim, course: "- diagnosis: sarcoma\n- metastases: none").verdict == .supported)
    #expect(try await judge(claim, course: "- diagnosis: sarcoma").verdict == .notDecidable)
    #expect(try await judge(claim, course: "- diagnosis: sarcoma\n- metastases: [lung]").verdict == .contradicted)
    let nodes = "claim: metastatic sites, patient: 1, sites: [LN]"
    #expect(try await judge(nodes, course: "- metastases: [lymph nodes]").verdict == .supported)
  }

  // MARK: of whom a claim is

  /// Who never had the drug says nothing of it; a brand is its drug.
  @Test func aClaimOfATherapyIsOfThoseWhoHadIt() async throws {
    let judged = try await judge(
      "claim: until progression, series: true, on: {drugs: [trabectedin]}",
      course:
        "- therapy: Yondelis\n  id: tra\n  when: 2021-01-04\n  ends: 2021-06-01\n- assessment: CT\n  of: tra\n  response: PD\n  when: 2021-06-01",
      ["patients/2.yaml": "patient: 2\ncourse:\n  - therapy: doxorubicin\n    when: 2021-01-04"])
    #expect(judged.verdict == .supported, "\(judged.explanation.english)")
    let nobody = try await judge(
      "claim: until progression, series: true, on: {drugs: [pazopanib]}", course: "- therapy: doxorubicin")
    #expect(nobody.verdict == .notDecidable)
  }

  @Test func ages() async throws {
    let facts = "age: 62 at referral"
    func course(_ day: String) -> String {
      "- diagnosis: sarcoma\n  when: 2021-01-04\n- event: referral\n  id: referral\n  when: \(day)"
    }
    let claim = "claim: age, patient: 1, is: 62 at diagnosis"
    #expect(try await judge(claim, course: course("2021-01-18"), facts: facts).verdict == .dependsOnReading)
    #expect(try await judge(claim, course: course("2021-01-04"), facts: facts).verdict == .supported)
    #expect(try await judge(claim, course: course("2023-06-18"), facts: facts).verdict == .contradicted)
  }

  @Test func numbersOfAKind() async throws {
    let women = "claim: number of patients, series: true, what: women, is: "
    #expect(try await judge(women + "1", course: "- diagnosis: sarcoma", facts: "sex: female").verdict == .supported)
    #expect(try await judge(women + "2", course: "- diagnosis: sarcoma", facts: "sex: female").verdict == .contradicted)
    let alive = "claim: percentage, series: true, of: 1, what: alive, is: 100 %"
    #expect(
      try await judge(alive, course: "- diagnosis: sarcoma\n- last contact: clinic\n  when: 2021-01").verdict
        == .supported)
    let progressions = "claim: events, series: true, are: progression, number: 1"
    #expect(try await judge(progressions, course: "- diagnosis: sarcoma").verdict == .notFound)
  }
}
