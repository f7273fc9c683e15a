// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `verlauf adapt STUDY PATIENT`: doses, counts and history from a record. The expected decisions are the labels' own numbers, worked by hand beside each test.
@Suite struct AdaptRecordTests: RecordAdapting {
  static let trabectedin = """
    - diagnosis: leiomyosarcoma
      when: 2024-12-01
    - therapy: trabectedin
      id: tra
      regimen: trabectedin-24h-q21
      when: 2025-01-06

    """
  static let two = ["tra,trabectedin,1,1,2025-01-06,1.5 mg/m2,", "tra,trabectedin,2,1,2025-01-27,1.5 mg/m2,"]
  /// Platelets of 20 after the first dose: the US label goes one level down, from 1.5 to 1.2 mg/m², for good.
  static let low =
    ["PLT,2025-01-15,20,G/L"]
    + ["2025-01-27", "2025-02-17", "2025-03-10"].flatMap { ["PLT,\($0),150,G/L", "ANC,\($0),2,G/L"] }
  /// All that the label asks for besides is normal; without it no rule releases a dose.
  static let known =
    ["--rules", "trabectedin-us", "--others-absent"]
    + ["bilirubin 0.5 mg/dL", "ALP 80 U/L", "CPK 100 U/L", "AST 20 U/L", "ALT 20 U/L"].flatMap { ["--value", $0] }
    + ["bilirubin 0.1-1 mg/dL", "ALP 40-130 U/L", "CPK 20-190 U/L", "AST 5-40 U/L", "ALT 5-40 U/L"]
    .flatMap { ["--limits", $0] }

  @Test func anEventThatNobodyActedOnStillLowersTheDose() throws {
    let result = try adapt(
      Self.trabectedin, administrations: Self.two, labs: Self.low, Self.known + ["--on", "2025-02-17"])
    #expect(result.status == 0)
    #expect(decisions(result.output) == ["trabectedin-us: trabectedin: 1.2 mg/m²"])
    let unknown = try adapt(
      Self.trabectedin, administrations: Self.two, labs: Self.low,
      ["--rules", "trabectedin-us", "--others-absent", "--on", "2025-02-17"])
    #expect(
      decisions(unknown.output) == ["trabectedin-us: trabectedin: not decided; if released, at most 1.2 mg/m²"])
    #expect(
      result.output.contains(
        "severe-toxicity before 2025-01-27: one dose level down; for all later cycles, raising again never"))
  }

  @Test func anEventThatWasActedOnLowersItOnce() throws {
    let given = Self.two + ["tra,trabectedin,3,1,2025-02-17,1.2 mg/m2,haematotoxicity"]
    let result = try adapt(
      Self.trabectedin, administrations: given, labs: Self.low, Self.known + ["--on", "2025-03-10"])
    #expect(decisions(result.output) == ["trabectedin-us: trabectedin: 1.2 mg/m²"])
    // A second one, since the dose of cycle 3: 1.2 to 1.0 mg/m². A third would end treatment.
    let again = try adapt(
      Self.trabectedin, administrations: given, labs: Self.low + ["PLT,2025-02-27,24,G/L"],
      Self.known + ["--on", "2025-03-10"])
    #expect(decisions(again.output) == ["trabectedin-us: trabectedin: 1 mg/m²"])
    let third = try adapt(
      Self.trabectedin, administrations: given + ["tra,trabectedin,4,1,2025-03-10,1.0 mg/m2,haematotoxicity"],
      labs: Self.low + ["PLT,2025-02-27,24,G/L", "PLT,2025-03-20,24,G/L"], Self.known + ["--on", "2025-03-31"])
    #expect(decisions(third.output) == ["trabectedin-us: trabectedin: stop"])
  }

  static let gemcitabine = """
    - diagnosis: leiomyosarcoma
      when: 2024-12-01
    - therapy: Gemcitabin + Docetaxel
      id: gd
      regimen: gem-doc-900-75-q21
      when: 2025-01-06

    """
  static let cycles = [
    "gd,Gemcitabin,1,1,2025-01-06,900 mg/m2,", "gd,Gemcitabin,1,8,2025-01-13,900 mg/m2,",
    "gd,Docetaxel,1,8,2025-01-13,75 mg/m2,", "gd,Gemcitabin,2,1,2025-01-29,900 mg/m2,",
  ]
  static let label = ["--rules", "gemcitabine-us-pancreas,docetaxel-us"]

  /// Day 8 of a cycle that began on 29 January is 5 February: ANC of 0.9 is 75 % of 900 mg/m², 675, and docetaxel waits for 1.5.
  @Test func everyDrugOfTheDay() throws {
    let labs = ["ANC,2025-02-05,0.9,G/L", "PLT,2025-02-04,120,G/L"]
    let result = try adapt(Self.gemcitabine, administrations: Self.cycles, labs: labs, Self.label)
    #expect(
      decisions(result.output) == [
        "gemcitabine-us-pancreas: gemcitabine: 75 % = 675 mg/m²", "docetaxel-us: docetaxel: hold this dose",
      ])
    #expect(result.errors.contains("2025-02-05 is the last day of the record"))
    #expect(result.output.contains("neutrophils,0.9 10⁹/L,2025-02-05,used,labs.csv:2"))
    #expect(result.output.contains("platelets,120 10⁹/L,2025-02-04,used,labs.csv:3"))
    #expect(result.errors.contains("After this day a dose is due on 2025-02-19 (day 1)."))
    // On day 1 docetaxel is not due.
    let first = try adapt(
      Self.gemcitabine, administrations: Self.cycles, labs: labs, Self.label + ["--on", "2025-02-19"])
    #expect(first.output.contains("–,docetaxel,not due on day 1 (d8)"))
  }

  /// A count of two weeks ago, or of before the last dose, is none of today; a bound leaves open what it leaves open.
  @Test func whatIsTooOldIsNotKnown() throws {
    let old = try adapt(
      Self.gemcitabine, administrations: Self.cycles, labs: ["ANC,2025-02-01,0.9,G/L", "PLT,2025-02-05,120,G/L"],
      Self.label + ["--on", "2025-02-05"])
    #expect(decisions(old.output).first == "gemcitabine-us-pancreas: gemcitabine: not decided")
    #expect(old.output.contains("neutrophils,0.9 10⁹/L,2025-02-01,not used: 4 d old (--oldest 3)"))
    let allowed = try adapt(
      Self.gemcitabine, administrations: Self.cycles, labs: ["ANC,2025-02-01,0.9,G/L", "PLT,2025-02-05,120,G/L"],
      Self.label + ["--on", "2025-02-05", "--oldest", "4"])
    #expect(decisions(allowed.output).first == "gemcitabine-us-pancreas: gemcitabine: 75 % = 675 mg/m²")
    let before = try adapt(
      Self.gemcitabine, administrations: Self.cycles, labs: ["ANC,2025-01-29,3,G/L"],
      Self.label + ["--on", "2025-01-31"])
    #expect(before.output.contains("not used: not after the last dose (2025-01-29)"))
    let bound = try adapt(
      Self.gemcitabine, administrations: Self.cycles, labs: ["ANC,2025-02-05,<1.0,G/L", "PLT,2025-02-05,120,G/L"],
      Self.label)
    #expect(
      decisions(bound.output).first
        == "gemcitabine-us-pancreas: gemcitabine: not decided; if released, at most 75 % = 675 mg/m²"
    )
    #expect(bound.output.contains("neutrophils,< 1 10⁹/L,2025-02-05,\"used, a bound\""))
    let doubtful = try adapt(
      Self.gemcitabine, administrations: Self.cycles,
      labs: ["ANC,2025-02-05,900,10^9/L", "ANC,2025-02-04,3,G/L", "PLT,2025-02-05,120,G/L"], Self.label)
    #expect(decisions(doubtful.output).first == "gemcitabine-us-pancreas: gemcitabine: not decided")
  }

  /// A count of February without a day may be of 5 February or of the three days before: what it was is not known to the rule, and the table says so of the other. One of 3 to 4 February is older than that of the 5th.
  @Test(arguments: [
    ("2025-02", true), ("2025-02-03/2025-02-05", true), ("2025-02-03/2025-02-04", false), ("2025-01", false),
  ])
  func whatMayBeOfTheseDays(when: String, blocks: Bool) throws {
    let result = try adapt(
      Self.gemcitabine, administrations: Self.cycles,
      labs: ["ANC,\(when),0.2,G/L", "ANC,2025-02-05,3.0,G/L", "PLT,2025-02-05,200,G/L"],
      Self.label + ["--on", "2025-02-05"])
    let decision = try #require(decisions(result.output).first)
    let isNotUsed = result.output.contains(
      "neutrophils,3 10⁹/L,2025-02-05,not used: another value of these days cannot be used")
    #expect(decision.hasSuffix("gemcitabine: \(blocks ? "not decided" : "full dose = 900 mg/m²")"), "\(when)")
    #expect(isNotUsed == blocks, "\(when)")
  }

  /// Docetaxel at 75 mg/m², which is level 1 of 100, 75, 55, without any value: no rule releases it.
  @Test func aPlannedDoseIsNoRelease() throws {
    let result = try adapt(
      "- diagnosis: leiomyosarcoma\n  when: 2024-12-01\n- therapy: docetaxel\n  id: doc\n  regimen: docetaxel-75-q21\n"
        + "  when: 2025-01-06\n",
      administrations: ["doc,docetaxel,1,1,2025-01-06,75 mg/m2,"],
      ["--rules", "docetaxel-us,docetaxel-eu", "--on", "2025-01-27"])
    let found = decisions(result.output)
    #expect(found.count == 2 && found.allSatisfy { $0.contains("not decided") }, "\(found)")
  }

  /// Cycle 1 has 75 mg/m², cycle 2 and later 56.25: the dose of 17 February, cycle 3, is 56.25 alone.
  @Test func aPhaseOfOtherCyclesDoesNotHold() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: doxorubicin
        id: dox
        regimen: doxorubicin-75-q21
        when: 2025-01-06
        every: 21 d
        phases:
          - {id: full, dose: 75 mg/m2, days: [1], cycles: 1}
          - {id: red, dose: 56.25 mg/m2, days: [1], cycles: 2-}

      """
    let result = try adapt(
      course,
      administrations: ["dox,doxorubicin,1,1,2025-01-06,75 mg/m2,", "dox,doxorubicin,2,1,2025-01-27,omitted,"],
      labs: ["ANC,2025-02-17,2,G/L", "PLT,2025-02-17,200,G/L"], ["--on", "2025-02-17"])
    #expect(result.output.contains("56.25 mg/m²"))
    #expect(!result.output.contains("doxorubicin, dose of the phase\",75 mg/m²"))
  }

  /// Without a data cut-off `ongoing` has no end. Cycle 3 was given on 17 February, so 10 February is within treatment; the record reaches to June and not to July.
  @Test func ongoingWithoutADataCutOff() throws {
    let course =
      Self.trabectedin.trimmingCharacters(in: .whitespacesAndNewlines) + "\n  ongoing: true\n"
      + "- last contact: true\n  when: 2025-06-01\n"
    func run(_ day: String) throws -> (status: Int32, output: String, errors: String) {
      try adapt(
        course, administrations: Self.two + ["tra,trabectedin,3,1,2025-02-17,1.5 mg/m2,"], study: "study: Invented\n",
        ["--rules", "trabectedin-us", "--on", day])
    }
    let within = try run("2025-02-10")
    #expect(within.status == 0 && !within.errors.contains("is not certain"))
    let later = try run("2025-03-10")
    #expect(later.status == 0)
    #expect(later.errors.contains("is not certain: from 2025-01-06, ongoing, and the study has no data cut-off"))
    // The day after the last of the record is the day on which a dose is made up: judged, and said to be uncertain.
    let after = try run("2025-06-02")
    #expect(
      after.status == 0
        && after.errors.contains(
          "is not certain: from 2025-01-06, ongoing, and the study has no data cut-off; the record reaches to 2025-06-01"
        ))
    #expect(try run("2024-12-24").status == 2)
    // The dead are given nothing.
    let dead = try adapt(
      course.replacingOccurrences(of: "- last contact: true", with: "- death: leiomyosarcoma"),
      administrations: Self.two, study: "study: Invented\n", ["--rules", "trabectedin-us", "--on", "2025-06-02"])
    #expect(dead.status == 2)
  }

  /// Phases of cycles 1 and 2 say nothing of cycle 3: its dose is that of the plan, 75 mg/m², or the one last given, and that is told.
  @Test func aCycleThatNoPhaseHas() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: doxorubicin
        id: dox
        regimen: doxorubicin-75-q21
        when: 2025-01-06
        every: 21 d
        phases:
          - {id: full, dose: 60 mg/m2, days: [1], cycles: 1}
          - {id: red, dose: 50 mg/m2, days: [1], cycles: 2}

      """
    let rows = ["dox,doxorubicin,1,1,2025-01-06,60 mg/m2,", "dox,doxorubicin,2,1,2025-01-27,50 mg/m2,"]
    let third = try adapt(course, administrations: rows, ["--on", "2025-02-17"])
    #expect(third.errors.contains("doxorubicin: no phase of cycle 3 is recorded"))
    #expect(third.output.contains("\"doxorubicin, planned\",75 mg/m²") && !third.output.contains("dose of the phase"))
    let second = try adapt(course, administrations: rows, ["--on", "2025-01-27"])
    #expect(second.output.contains("\"doxorubicin, dose of the phase\",50 mg/m²"))
  }

  /// An ongoing therapy without a data cut-off has no end, nor has its last phase: cycle 3 is one of 2 to 3 all the same, with 750 mg/m², and late as it is. An ANC of 0.9 is 75 % of that by the US label for the pancreas: 562.5, and of the full 1000 mg/m² 750.
  @Test func thePhaseOfTheCycleOfAnOngoingTherapy() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: gemcitabine
        id: gem
        regimen: gemcitabine-1000-q28
        when: 2025-01-06
        ongoing: true
        every: 28 d
        phases:
          - {id: a, dose: 1000 mg/m2, days: [1, 8, 15], cycles: 1}
          - {id: b, dose: 750 mg/m2, days: [1, 8], cycles: 2-3}

      """
    let result = try adapt(
      course,
      administrations: [
        "gem,gemcitabine,1,1,2025-01-06,1000 mg/m2,", "gem,gemcitabine,2,1,2025-02-17,750 mg/m2,",
        "gem,gemcitabine,3,1,2025-04-01,750 mg/m2,",
      ], labs: ["ANC,2025-04-08,0.9,G/L", "PLT,2025-04-08,150,G/L"], study: "study: Invented\n",
      ["--rules", "gemcitabine-us-pancreas", "--on", "2025-04-08"])
    #expect(
      decisions(result.output) == [
        "gemcitabine-us-pancreas: gemcitabine: 75 % of planned now = 562.5 mg/m²; of the full 1000 mg/m² it would be 750 mg/m²"
      ])
    #expect(!result.errors.contains("no phase of cycle"))
  }

  /// By the product text for AC a fever in neutropenia means 75 %: of 60 mg/m², 45. Given so in cycle 2, it is not lowered again in cycle 3; a second one since then means 75 % of 45, 33.75. A dose lowered to 54 alone still goes to 45.
  @Test func aPercentageThatWasActedOnIsNotTakenTwice() throws {
    func decision(_ reduced: String, fever: String? = nil) throws -> [String] {
      var course = """
        - diagnosis: leiomyosarcoma
          when: 2024-12-01
        - therapy: doxorubicin
          id: dox
          regimen: doxorubicin-60-q21
          when: 2025-01-06
          every: 21 d
          phases:
            - {id: full, dose: 60 mg/m2, days: [1], cycles: 1}
            - {id: red, dose: \(reduced) mg/m2, days: [1], cycles: 2-}
        - toxicity: Fieber bei Neutropenie
          grade: 3
          version: 5.0
          of: dox
          when: 2025-01-16

        """
      if let fever { course += "- toxicity: FN\n  grade: 3\n  version: 5.0\n  of: dox\n  when: \(fever)\n" }
      let result = try adapt(
        course,
        administrations: [
          "dox,doxorubicin,1,1,2025-01-06,60 mg/m2,", "dox,doxorubicin,2,1,2025-01-27,\(reduced) mg/m2,toxicity",
        ], labs: ["ANC,2025-02-17,2,G/L", "PLT,2025-02-17,200,G/L"],
        ["--rules", "doxorubicin-label-ac", "--on", "2025-02-17"]
          + (fever == nil ? ["--no", "febrile neutropenia"] : []))
      let isOfTheFull = result.output.contains(
        "neutropenic-fever before 2025-01-27: 75 % of the full 60 mg/m² = 45 mg/m²")
      #expect(isOfTheFull == (fever == nil), "\(result.output)")
      return decisions(result.output).map { $0.replacing("doxorubicin-label-ac: doxorubicin: ", with: "") }
    }
    #expect(try decision("45") == ["as planned now = 45 mg/m²"])
    #expect(
      try decision("45", fever: "2025-02-06") == [
        "75 % of planned now = 33.75 mg/m²; of the full 60 mg/m² it would be 45 mg/m²"
      ])
    #expect(try decision("54").first?.contains("45 mg/m²") ?? false)
  }

  /// The regimen has six cycles at most; the dose of 12 May would be the seventh.
  @Test func aCycleBeyondTheRegimen() throws {
    let rows = zip(1...6, ["01-06", "01-27", "02-17", "03-10", "03-31", "04-21"]).map {
      "gd,Gemcitabin,\($0),1,2025-\($1),900 mg/m2,"
    }
    let seventh = try adapt(Self.gemcitabine, administrations: rows, Self.label + ["--on", "2025-05-12"])
    #expect(seventh.errors.contains("Cycle 7: gem-doc-900-75-q21 has at most 6."))
    let sixth = try adapt(Self.gemcitabine, administrations: rows, Self.label + ["--on", "2025-04-21"])
    #expect(!sixth.errors.contains("has at most"))
  }

  /// By the product text for AC a fever in neutropenia means 75 %: of 60 mg/m², 45. What words deny is not so, and words that are not understood are named.
  @Test(arguments: [
    ("Fieber bei Neutropenie", true, "\"used, as febrile neutropenia\""),
    ("neutropenes Fieber", true, "\"used, as febrile neutropenia\""),
    ("fever with neutropenia", true, "\"used, as febrile neutropenia\""),
    ("Neutropenie ohne Fieber", false, "as lowest neutrophils 0.5–1 10⁹/L"),
    ("Neutropenie mit erhöhter Temperatur", false, "; its other words are not read"),
    ("neutropenic sepsis", true, "\"used, as febrile neutropenia\""),
    ("Pneumonie", false, "\"used, as fever or infection\""),
  ])
  func feverInNeutropeniaInARecord(term: String, isIt: Bool, use: String) throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: doxorubicin
        id: dox
        regimen: doxorubicin-60-q21
        when: 2025-01-06
      - toxicity: \(term)
        grade: 3
        version: 5.0
        of: dox
        when: 2025-01-16

      """
    let result = try adapt(
      course, administrations: ["dox,doxorubicin,1,1,2025-01-06,60 mg/m2,"],
      labs: ["ANC,2025-01-27,2,G/L", "PLT,2025-01-27,200,G/L"],
      ["--rules", "doxorubicin-label-ac", "--on", "2025-01-27"])
    // The text speaks of neutropenic fever alone; of another infection it says nothing, and so of no dose. Of the lowest count it says nothing either.
    let full =
      use.contains("infection")
      ? "not determined: no rule reads fever or infection, grade of infection 3"
      : "full dose = 60 mg/m², without regard to nadir neutrophils"
    #expect(
      decisions(result.output) == [
        "doxorubicin-label-ac: doxorubicin: \(isIt ? "75 % = 45 mg/m²" : full)"
      ])
    #expect(result.output.contains(use), "\(result.output)")
  }

  /// 675 of 900 mg/m² was given last, and no phase says whether that holds: both are judged.
  @Test func aReductionThatMayHold() throws {
    let given = Self.cycles + ["gd,Gemcitabin,2,8,2025-02-05,675 mg/m2,haematotoxicity"]
    let result = try adapt(
      Self.gemcitabine, administrations: given, labs: ["ANC,2025-02-19,1.6,G/L", "PLT,2025-02-19,150,G/L"], Self.label)
    #expect(
      decisions(result.output).prefix(2) == [
        "gemcitabine-us-pancreas: gemcitabine: full dose = 900 mg/m²",
        "gemcitabine-us-pancreas: gemcitabine: as last given = 675 mg/m²",
      ])
    #expect(result.errors.contains("The dose last given is not the planned one"))
  }

  /// Diarrhoea of grade 3 with a version is a grade; without one it is none. The trabectedin label counts any grade 3 that is not of the blood.
  @Test(arguments: ["\n  version: \"5.0\"", ""])
  func gradesNeedAVersion(version: String) throws {
    let course = Self.trabectedin + "- toxicity: Durchfall\n  grade: 3\(version)\n  of: tra\n  when: 2025-02-01\n"
    let result = try adapt(
      course, administrations: Self.two, labs: ["PLT,2025-02-17,150,G/L", "ANC,2025-02-17,2,G/L"],
      ["--rules", "trabectedin-us", "--on", "2025-02-17"])
    let found = try #require(decisions(result.output).first)
    // A grade 3 also holds the cycle until it has gone; what else is not known leaves the decision open.
    #expect(version.isEmpty ? found.hasSuffix(": not decided") : found.contains("delay the cycle"))
    #expect(
      result.output.contains(version.isEmpty ? "not used: no CTCAE version" : "grade 3, CTCAE 5.0\",2025-02-01,used"))
    #expect(version.isEmpty || result.output.contains("severe-toxicity: one dose level down"))
  }

  static let regorafenib = """
    - diagnosis: leiomyosarcoma
      when: 2024-12-01
    - therapy: regorafenib
      id: reg
      regimen: regorafenib-160-q28
      when: 2025-05-05

    """
  /// All that asks for a liver is normal.
  static let liver =
    ["--others-absent", "--rules", "regorafenib-us"]
    + ["bilirubin 0.5 mg/dL", "AST 20 U/L", "ALT 20 U/L"].flatMap { ["--value", $0] }
    + ["bilirubin 0.1-1 mg/dL", "AST 5-40 U/L", "ALT 5-40 U/L"].flatMap { ["--limits", $0] }

  /// 21 days on and 7 off from 5 May: days 22 to 28 are 26 May to 1 June, and nothing is due, whether each intake has a row or only the first. 2 June is day 1 again.
  @Test(arguments: [
    ("2025-05-20", 16, true), ("2025-05-26", 22, false), ("2025-06-01", 28, false), ("2025-06-02", 1, true),
  ])
  func aPauseIsNotDue(date: String, day: Int, isDue: Bool) throws {
    let result = try adapt(
      Self.regorafenib, administrations: ["reg,regorafenib,1,1,2025-05-05,160 mg,"], Self.liver + ["--on", date])
    #expect(result.status == 0, "\(result.errors)")
    let found = try #require(decisions(result.output).first)
    #expect(isDue ? found.contains("160 mg") : found.contains("not due on day \(day)"), "\(found)")
    #expect(!result.errors.contains("taken for day 21"))
  }

  /// A hand-foot reaction of grade 3 on 18 May, without a version, is of no known grade and not of none, whatever else is absent; with one, and an intake after it, whether
  /// it is over is not recorded. Ended, or with a lower grade later, it is not held against the day.
  @Test(arguments: [
    ("    when: 2025-05-18\n", false, "not used: no CTCAE version"),
    ("    version: \"5.0\"\n    when: 2025-05-18\n", false, "whether it is over is not recorded"),
    ("    version: \"5.0\"\n    when: 2025-05-10\n    ends: 2025-05-14\n", true, "for events before the last dose"),
  ])
  func aToxicityUnderADailyDrug(times: String, isOver: Bool, use: String) throws {
    let course =
      Self.regorafenib + "- toxicity: Hand-Fuß-Syndrom\n  grade: 3\n  of: reg\n" + times.replacing("    ", with: "  ")
    let second = isOver || use.contains("over") ? ["reg,regorafenib,1,15,2025-05-19,160 mg,"] : []
    let result = try adapt(
      course, administrations: ["reg,regorafenib,1,1,2025-05-05,160 mg,"] + second, Self.liver + ["--on", "2025-05-20"])
    let found = try #require(decisions(result.output).first)
    #expect(result.output.contains(use), "\(result.output)")
    // Grade 3 before an intake that went on with 160 is one level down by now, 120. The drug is interrupted for at least 7 days: on 20 May a reaction of 18 May
    // holds it, whether it is over or not, and one of 10 May does not.
    #expect(
      found.hasSuffix(second.isEmpty ? ": not decided" : isOver ? ": 120 mg once daily" : ": hold this dose"),
      "\(found)")
    #expect(result.output.contains("regorafenib-us,hand-foot-3,no,") == isOver, "\(result.output)")
  }

  /// Events and complications are listed; those whose words rules know are adverse events. By the US label fever with neutrophils below 1.0 is a step of eribulin, from 1.4 to 1.1.
  @Test(arguments: [
    ("event: Fieber 39,2 °C", "used, as fever or infection"),
    ("complication: Sepsis in der Neutropenie", "used, as febrile neutropenia, fever or infection"),
    ("event: moved to another town", "not used: no rule reads these words"),
  ])
  func eventsOfTheRecordAreRead(entry: String, use: String) throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: eribulin
        id: eri
        regimen: eribulin-mesylate-q21
        when: 2025-05-05
      - \(entry)
        when: 2025-05-17

      """
    let result = try adapt(
      course,
      administrations: ["eri,eribulin,1,1,2025-05-05,1.4 mg/m2,", "eri,eribulin,1,8,2025-05-12,1.4 mg/m2,"],
      labs: ["ANC,2025-05-17,0.8,G/L", "ANC,2025-05-26,2,G/L", "PLT,2025-05-26,200,G/L"],
      ["--rules", "eribulin-us", "--others-absent", "--on", "2025-05-26", "--value", "creatinine clearance 90 mL/min"])
    #expect(result.output.contains(use), "\(result.output)")
    let found = try #require(decisions(result.output).first)
    #expect(use.hasPrefix("used") == found.contains("1.1 mg/m²"), "\(found)")
  }

  /// (140 − 55) × 60 ÷ (72 × 2.1) × 0.85 = 28.67 mL/min, a year older 28.34: below 50, so that the label's dose is 1.1. The age at diagnosis, half a year before, is 55 or 56 by now.
  @Test func creatinineBecomesClearance() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        id: dx
        when: 2024-12-01
      - therapy: eribulin
        id: eri
        regimen: eribulin-mesylate-q21
        when: 2025-05-05

      """
    let result = try adapt(
      course, administrations: ["eri,eribulin,1,1,2025-05-05,1.4 mg/m2,"],
      labs: ["ANC,2025-05-12,2,G/L", "PLT,2025-05-12,200,G/L", "creatinine,2025-05-12,2.1,mg/dL"],
      facts: "sex: female\nage: 55 at dx\nweight: 60 kg\nheight: 165 cm\n",
      ["--rules", "eribulin-us", "--others-absent", "--on", "2025-05-12"])
    #expect(
      result.output.contains("by Cockcroft-Gault: creatinine 2.1 mg/dL, 55 to 56 years, 60 kg (undated), female"),
      "\(result.output)")
    #expect(decisions(result.output).first?.contains("1.1 mg/m²") == true, "\(decisions(result.output))")
  }

  /// A day 8 that was late and given at 1.1 has been acted on: cycle 3 goes on with 1.1, and not with 0.7.
  @Test(arguments: [("1.1 mg/m2", "1.1 mg/m²"), ("1.4 mg/m2", "1.1 mg/m²")])
  func aLateDayEightAtALowerDose(dose: String, next: String) throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: eribulin
        id: eri
        regimen: eribulin-mesylate-q21
        when: 2025-05-05

      """
    let result = try adapt(
      course,
      administrations: [
        "eri,eribulin,1,1,2025-05-05,1.4 mg/m2,", "eri,eribulin,1,8,2025-05-19,\(dose),haematotoxicity",
      ],
      labs: ["ANC,2025-06-02,2,G/L", "PLT,2025-06-02,200,G/L"],
      ["--rules", "eribulin-us", "--others-absent", "--on", "2025-06-02", "--value", "creatinine clearance 90 mL/min"])
    let found = decisions(result.output)
    #expect(found.contains { $0.contains(next) } && !found.contains { $0.contains("0.7") }, "\(found)")
  }

  /// By the US label for ovarian cancer a cycle that is more than 7 days late lowers the dose to 800 mg/m² on days 1 and 8 for good, and a second time to day 1 alone.
  /// Cycle 2 began on 5 February, 9 days after 27 January: one event, though days 1 and 8 both came after it. Cycle 3 is due on 26 February; on 8 March it is 10 days late.
  /// Only a delay that toxicity caused counts; where nobody says why, both outcomes are shown.
  @Test func aDelayIsOneEvent() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: gemcitabine
        id: gem
        when: 2025-01-06
        planned: [{id: plan, dose: 1000 mg/m2, days: [1, 8], every: 21 d}]

      """
    let rows = [
      "gem,gemcitabine,1,1,2025-01-06,1000 mg/m2,", "gem,gemcitabine,1,8,2025-01-13,1000 mg/m2,",
    ]
    func decision(_ day: String, _ reason: String, _ more: [String] = [], _ third: [String] = []) throws -> [String] {
      let second = [
        "gem,gemcitabine,2,1,2025-02-05,1000 mg/m2,\(reason)", "gem,gemcitabine,2,8,2025-02-12,1000 mg/m2,",
      ]
      let result = try adapt(
        course, administrations: rows + second + third, labs: ["ANC,\(day),3,G/L", "PLT,\(day),200,G/L"],
        ["--rules", "gemcitabine-us-ovary", "--others-absent", "--on", day] + more)
      let known =
        reason.isEmpty
        ? "not used: why is not recorded (`reason`)" : "used, \(reason == "preference" ? "not " : "")for toxicity"
      #expect(result.output.contains(known), "\(result.output)")
      return decisions(result.output).map {
        $0.replacingOccurrences(of: "gemcitabine-us-ovary: gemcitabine: ", with: "")
      }
    }
    let (toxic, other) = ("if late for toxicity: ", "if late for another reason: ")
    #expect(try decision("2025-02-26", "haematotoxicity") == ["800 mg/m²"])
    #expect(try decision("2025-02-26", "preference") == ["full dose = 1000 mg/m²"])
    #expect(try decision("2025-02-26", "") == [toxic + "800 mg/m²", other + "full dose = 1000 mg/m²"])
    // On 8 March the third cycle is late. On day 1 a second event leaves 800 mg/m² too; a first one lowers the dose.
    #expect(try decision("2025-03-08", "haematotoxicity") == ["800 mg/m²"])
    #expect(try decision("2025-03-08", "preference") == [toxic + "800 mg/m²", other + "full dose = 1000 mg/m²"])
    #expect(try decision("2025-03-08", "preference", ["--yes", "delay for toxicity"]) == ["800 mg/m²"])
    #expect(try decision("2025-03-08", "preference", ["--no", "delay for toxicity"]) == ["full dose = 1000 mg/m²"])
    // Day 8 of the cycle after a second delay is left out.
    let late = ["gem,gemcitabine,3,1,2025-03-08,800 mg/m2,"]
    #expect(
      try decision("2025-03-15", "haematotoxicity", [], [late[0] + "toxicity"]) == ["hold this dose"])
    #expect(
      try decision("2025-03-15", "haematotoxicity", [], late).prefix(1) == [toxic + "hold this dose"])
  }

  /// A daily drug has no day of a cycle to ask for, and a dose below that of the first phase is no full one.
  @Test func aDailyDrug() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: Votrient
        id: paz
        when: 2025-01-06
        phases:
          - {id: full, dose: 800 mg, days: 1-28, every: 28 d, when: 2025-01-06}
          - {id: less, dose: 600 mg, days: 1-28, every: 28 d, when: 2025-03-03}

      """
    let result = try adapt(
      course, labs: ["GPT,2025-03-20,30,U/L"],
      ["--rules", "pazopanib-rcc", "--limits", "GPT 0-45 U/L", "--others-absent", "--on", "2025-03-21"])
    #expect(decisions(result.output).first?.contains("as planned now = 600 mg once daily") ?? false)
    #expect(!result.errors.contains("day of the cycle"))
  }

  /// What `doses` says of each administration of the example by its counts is what `adapt` says on its day: the same share of the planned dose.
  @Test(arguments: ["2024-01-22", "2024-02-12", "2024-02-19", "2024-03-18", "2024-05-20"])
  func agreesWithTheAudit(day: String) throws {
    let record = CommandLineTests.root.appendingPathComponent("Examples/full-record").path
    func tables(_ arguments: String...) throws -> [String: [[String: Any]]] {
      let text = try command.run(arguments + ["--format", "json"]).output
      let all = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
      return Dictionary(
        all.map { ($0["name"] as? String ?? "", $0["rows"] as? [[String: Any]] ?? []) }, uniquingKeysWith: { $1 })
    }
    let audits = try #require(try tables("doses", record)["dose-rules"]).filter { $0["Date"] as? String == day }
    let decisions = try #require(try tables("adapt", record, "S1", "--on", day)["adaptation"])
    #expect(audits.count == 4)
    for audit in audits {
      let said = try #require(audit["It says"] as? String)
      let set = audit["Rule set"] as? String
      let own = decisions.filter { $0["rule set"] as? String == set }.compactMap { $0["decision"] as? String }
      let share = said.replacing(" or stricter", with: "")
      #expect(!own.isEmpty && own[0].hasPrefix(share), "\(day) \(set ?? ""): \(said), \(own)")
    }
  }

  @Test func whatCannotBeJudgedIsRefused() throws {
    let over = try command.run(
      "adapt", CommandLineTests.root.appendingPathComponent("Examples/full-record").path, "S1", "--therapy", "gem",
      "--on",
      "2025-01-01")
    #expect(
      over.status == 2 && over.errors.contains("no systemic therapy is being given on 2025-01-01; the record has gem"))
    let none = try adapt(Self.trabectedin, administrations: Self.two, ["--on", "2024-12-24"])
    #expect(none.status == 2 && none.output.isEmpty)
    #expect(none.errors.contains("no systemic therapy is being given on 2024-12-24; the record has tra (trabectedin"))
    let dose = try adapt(Self.trabectedin, administrations: Self.two, ["--dose", "1.5 mg/m2", "--level", "1"])
    #expect(dose.status == 2 && dose.errors.contains("--dose 1.5 mg/m2: the record has the doses"))
    #expect(dose.errors.contains("--level 1: the record has the doses that were given"))
    let folder = try command.run("adapt", CommandLineTests.root.appendingPathComponent("Examples/full-record").path)
    #expect(folder.status == 2 && folder.errors.contains("name the patient too"))
    let nobody = try command.run(
      "adapt", CommandLineTests.root.appendingPathComponent("Examples/full-record").path, "S2")
    #expect(nobody.status == 2 && nobody.errors.contains("there is no patient `S2`; did you mean `S1`?"))
    #expect(try command.run("adapt", "gemcitabine", "--on", "2024-01-01").errors.contains("--on 2024-01-01: only of"))
  }
}
