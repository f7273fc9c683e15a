// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Figures
import Foundation
import Outcomes
import Plain
import Testing

@testable import Report

/// Doses as a reader finds them, against hand calculation from ``WorkedStudy/doses``.
@Suite("Tables of doses, worked by hand") struct DosingTableTests {
  /// Given 1000 + 750 + 750 = 2500 mg/m² in three administrations of two cycles, of 4000 planned.
  /// Dose alone: 2500/4000 = 62.5 %. Per course: cycle 2 began on day 28 instead of 21, so that 28 + 21 = 49 d: 2500 · 7/49 = 357.1 a week of
  /// 4000 · 7/42 = 666.7 planned, 53.6 %. The span has the last cycle in it.
  @Test func plannedAgainstGiven() async throws {
    let table = DosingTables.accounts(try await WorkedStudy.outcomes(WorkedStudy.doses))
    #expect(
      table.texts == [
        [
          "F", "gem", "gemcitabine", "1000 mg/m² d1, d8 repeated d22 (plan of the record (plan))", "2", "3",
          "2500 mg/m²",
          "833.3 mg/m²", "1250 mg/m²", "357.1 mg/m²/wk", "49", "53.6", "62.5", "cycle 2 +7 d",
          "haematotoxicity: 1 reduced, 1 omitted; no reason recorded: 1 reduced, 0 omitted",
        ]
      ])
  }

  /// Without the row of day 8 of cycle 1: at least 1750 of 4000, 43.8 %; over 49 d 250 of 666.7 a week, 37.5 %; 1750/2 a cycle. Total, week and intensities say
  /// the same of it.
  @Test func aPlannedDayWithoutARow() async throws {
    var files = WorkedStudy.doses
    files["administrations.csv"] = """
      patient,therapy,cycle,day,date,dose,mg,reason
      F,gem,1,1,2023-01-02,1000 mg/m2,1800,
      F,gem,2,1,2023-01-30,750 mg/m2,1350,
      F,gem,2,8,2023-02-06,omitted,,haematotoxicity

      """
    let table = DosingTables.accounts(try await WorkedStudy.outcomes(files))
    #expect(
      table.texts.map { Array($0[5...12]) } == [
        ["2", "≥ 1750 mg/m²", "875 mg/m²", "≥ 875 mg/m²", "≥ 250 mg/m²/wk", "49", "≥ 37.5", "≥ 43.8"]
      ])
    #expect(table.footnotes.first?.english.contains("has no row for cycle 1 day 8") == true)
    // The last row is missing: day 8 of cycle 2 is 2023-02-06, and treatment ended on 2023-02-13.
    files["administrations.csv"] = """
      patient,therapy,cycle,day,date,dose,mg,reason
      F,gem,1,1,2023-01-02,1000 mg/m2,1800,
      F,gem,1,8,2023-01-09,1000 mg/m2,1800,
      F,gem,2,1,2023-01-30,1000 mg/m2,1800,

      """
    let last = DosingTables.accounts(try await WorkedStudy.outcomes(files))
    #expect(
      last.texts.map { Array($0[5...12]) } == [
        ["3", "≥ 3000 mg/m²", "1000 mg/m²", "≥ 1500 mg/m²", "≥ 428.6 mg/m²/wk", "49", "≥ 64.3", "≥ 75"]
      ])
    #expect(last.texts.first?.last == "none in its rows")
  }

  /// Rows of docetaxel alone, of gemcitabine with docetaxel: what was given of gemcitabine is not known, and it is told beside it.
  @Test func oneDrugOfACombinationWithoutRows() async throws {
    let table = DosingTables.accounts(
      try await WorkedStudy.outcomes(
        [
          "patients/1.yaml": """
          patient: 1
          course:
            - diagnosis: leiomyosarcoma
              when: 2022-12-01
            - therapy: gemcitabine + docetaxel
              id: gd
              regimen: gem-doc-900-100-q21
              when: 2023-01-09
              ends: 2023-02-20

          """,
          "administrations.csv":
            "patient,therapy,cycle,day,date,dose,drug\n1,gd,1,8,2023-01-16,100 mg/m2,docetaxel\n1,gd,2,8,2023-02-06,100 mg/m2,docetaxel\n",
        ], library: true))
    #expect(table.texts.map { $0[2] }.sorted() == ["docetaxel", "gemcitabine"])
    let missing = try #require(table.texts.first { $0[2] == "gemcitabine" })
    #expect(
      missing[3]
        == "not comparable: it has no row, and other drugs of the therapy have: what was given of it is not known")
  }

  /// Three doses of cycle 1 from 2023-01-09, no end, and seen until the cut-off of 2024-01-01: at least 3000 mg/m², and no intensity is known.
  @Test func noEndIsStated() async throws {
    let table = DosingTables.accounts(
      try await WorkedStudy.outcomes(
        [
          "patients/1.yaml": """
          patient: 1
          course:
            - diagnosis: leiomyosarcoma
              when: 2022-12-01
            - therapy: gemcitabine
              id: gem
              regimen: gemcitabine-1000-q28
              when: 2023-01-09
            - last contact: true
              when: 2023-12-01

          """,
          "administrations.csv":
            "patient,therapy,cycle,day,date,dose\n1,gem,1,1,2023-01-09,1000 mg/m2\n1,gem,1,8,2023-01-16,1000 mg/m2\n1,gem,1,15,2023-01-23,1000 mg/m2\n",
        ], library: true))
    let row = try #require(table.texts.first)
    #expect(
      Array(row[5...12]) == [
        "3", "≥ 3000 mg/m²", "1000 mg/m²", "not determined", "not determined", "28", "not determined", "not determined",
      ])
    #expect(
      table.footnotes.first?.english.contains(
        "no end of it is stated after its last row: what was given then is not known: the total is at least") == true)
  }

  /// Of one phase, 1000 mg/m² on two days of 21: 2000 a cycle, ÷ 3 = 666.7 a week, as planned. In force from 2 January to 13 February: 42 d, 1.4
  /// months; two whole cycles surely, and perhaps a third begun on the last day: 4000 to 6000 mg/m².
  @Test func doseIntensityOfAPhase() async throws {
    let table = ReportTables.doseIntensity(try await WorkedStudy.outcomes(WorkedStudy.doses))
    #expect(
      table.texts == [
        [
          "F", "full: gemcitabine", "1000 mg/m²", "d1, d8", "d22", "2000 mg/m²", "666.7 mg/m²/wk", "100 % of plan",
          "1.4 mo",
          "4000–6000 mg/m²",
        ]
      ])
  }

  /// Maintenance of which only single administrations are recorded: 750 and 1000 mg/m² on days 1 and 8, the second cycle 28 days after the first.
  @Test func maintenanceAsGiven() async throws {
    func table(_ phases: String) async throws -> [[String]] {
      ReportTables.regimens(
        try await WorkedStudy.outcomes([
          "patients/1.yaml": """
          patient: 1
          course:
            - therapy: doxorubicin
              when: 2022-01
              ends: 2022-06
            - therapy: gemcitabine
              id: gem
              intent: maintenance
              when: 2023-01-02
          \(phases)
          """,
          "administrations.csv": """
          patient,therapy,cycle,day,date,dose
          1,gem,1,1,2023-01-02,1000 mg/m2
          1,gem,1,8,2023-01-09,omitted
          1,gem,2,1,2023-01-30,750 mg/m2
          1,gem,2,8,2023-02-06,750 mg/m2
          """,
        ])
      ).texts
    }
    let told = "Single administrations: 1000 mg/m² (1), 750 mg/m² (2), omitted (1)"
    #expect(try await table("") == [["1", "gemcitabine", "750–1000 mg/m²", "d1, d8", "d29", "\(told)."]])
    let phase = "    phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d}]"
    #expect(
      try await table(phase) == [
        ["1", "gemcitabine", "750–1000 mg/m²", "d1, d8", "d22", "\(told); stated as 1000 mg/m²."]
      ])
  }

  /// Every day of the cycle is no list of 28 days; four weeks of six are a run.
  @Test func daysOfADailyDrug() throws {
    var phase = DosePhase(id: "full", drug: "pazopanib")
    phase.days = Array(1...28)
    phase.cycleLength = .stated(try CycleLength(parsing: "28 d"))
    #expect(DosingTables.days(phase).english == "once daily")
    phase.cycleLength = .stated(try CycleLength(parsing: "42 d"))
    #expect(DosingTables.days(phase).english == "d1-28")
    phase.timesADay = 2
    #expect(DosingTables.days(phase).english == "d1-28, twice daily")
    phase.days = [1, 8, 15]
    #expect(DosingTables.days(phase).english == "d1, d8, d15")
  }

  /// 2027-01-11 is a Monday; day 8 a week later, the next cycle 21 days on.
  @Test func daysOfAPlan() throws {
    var regimen = Regimen(
      id: "test", name: "Test", cycleDays: 21,
      components: [.init(drug: "gemcitabine", dose: Dose(amount: 1000, unit: .milligramsPerSquareMetre), days: [1, 8])])
    regimen.premedication = [.init(drug: "dexamethasone", days: [1], note: nil)]
    let start = try #require(Day(iso: "2027-01-11"))
    let plan = try TreatmentPlan.make(regimen, start: start, cycles: 2)
    let table = DosingTables.plan(plan, doses: [1624.59])
    let treatment = table.texts.filter { $0[4] == "gemcitabine" }
    #expect(
      treatment.map { Array($0[0...6]) } == [
        ["2027-01-11", "Mon", "1", "1", "gemcitabine", "1000 mg/m²", "1624.6"],
        ["2027-01-18", "Mon", "1", "8", "gemcitabine", "1000 mg/m²", "1624.6"],
        ["2027-02-01", "Mon", "2", "1", "gemcitabine", "1000 mg/m²", "1624.6"],
        ["2027-02-08", "Mon", "2", "8", "gemcitabine", "1000 mg/m²", "1624.6"],
      ])
    #expect(table.texts.count { $0[4] == "dexamethasone" } == 2)
  }

  /// 60 · 4 + 75 = 315; with the 75 about to be given 390 of 550 leave 160, two full doses of 75.
  @Test func cumulativeAnthracycline() throws {
    let total = try AnthracyclineTotal(
      [
        GivenCourse(drug: "doxorubicin", administrations: 4, milligramsPerSquareMetre: 60),
        GivenCourse(drug: "doxorubicin", administrations: 1, milligramsPerSquareMetre: 75),
      ], factors: [:], limit: 550)
    let next = (words: "doxorubicin 75 = 75 mg/m²", milligramsPerSquareMetre: 75.0)
    let rows = DosingTables.cumulative(total, next: next, risks: []).texts
    #expect(
      rows.suffix(6) == [
        ["sum so far", "315"], ["about to be given", "doxorubicin 75 = 75 mg/m²"], ["sum with it", "390"],
        ["limit", "550"], ["left after it", "160"], ["full doses of 75 mg/m² left after it", "2"],
      ])
  }

  /// Case 101: epirubicin without a factor is not known, never zero. 4 · 60 = 240 at least; 550 − 240 − 75 = 235 at most.
  @Test func whatIsNotCountedLeavesBounds() throws {
    let total = try AnthracyclineTotal(
      [
        GivenCourse(drug: "doxorubicin", administrations: 4, milligramsPerSquareMetre: 60),
        GivenCourse(drug: "epirubicin", administrations: 4, milligramsPerSquareMetre: 90),
      ], factors: [:], limit: 550)
    let table = DosingTables.cumulative(total, next: ("75", 75), risks: [])
    let rows = Dictionary(uniqueKeysWithValues: table.texts.filter { $0[0] != "given" }.map { ($0[0], $0[1]) })
    #expect(rows["sum so far"] == "at least 240 (not known)" && rows["left after it"] == "at most 235 (not known)")
    #expect(rows["full doses of 75 mg/m² left after it"] == "at most 3 (not known)")
    #expect(table.footnotes.contains { $0.hasPrefix("Not counted, for want of a factor: epirubicin") })
  }

  /// An administration beside what the counts before it say, day by day.
  @Test func administrationsAndRules() async throws {
    var files = WorkedStudy.doses
    files["patients/F.yaml"] = files["patients/F.yaml"]?.replacingOccurrences(
      of: "    intent: maintenance\n", with: "    intent: maintenance\n    regimen: gemcitabine-1000-q28\n")
    files["labs.csv"] =
      "patient,analyte,when,value,unit\nF,neutrophils,2023-01-02,4.2,10^9/L\nF,platelets,2023-01-02,265,10^9/L\n"
    let table = DosingTables.audits(try await WorkedStudy.outcomes(files, library: true))
    #expect(table.texts.allSatisfy { $0[0] == "F" && $0[4] == "gemcitabine" })
    // Sorted by day; every rule set of the regimen has a row a day.
    let days = table.texts.map { $0[1] }
    #expect(days == days.sorted() && Set(days).isSubset(of: ["2023-01-02", "2023-01-09", "2023-01-30", "2023-02-06"]))
    let first = try #require(table.texts.first)
    #expect(first[2...6] == ["1", "1", "gemcitabine", "neutrophils 4.2, platelets 265", "100"])
    #expect(first[8] == "full dose" || first[8].hasPrefix("full dose"))
  }

  /// The count of the first day is in doubt: 800 is a slip of the unit, and what it was nobody knows.
  @Test func countsThatNoRuleCanUse() async throws {
    var files = WorkedStudy.doses
    files["patients/F.yaml"] = files["patients/F.yaml"]?.replacingOccurrences(
      of: "    intent: maintenance\n", with: "    intent: maintenance\n    regimen: gemcitabine-1000-q28\n")
    files["labs.csv"] =
      "patient,analyte,when,value,unit\nF,neutrophils,2023-01-01,4.2,10^9/L\nF,neutrophils,2023-01-02,800,10^9/L\n"
      + "F,platelets,2023-01-02,265,10^9/L\n"
    let outcomes = try await WorkedStudy.outcomes(files, library: true)
    let first = try #require(DosingTables.audits(outcomes).texts.first)
    #expect(first[5] == "neutrophils not usable, platelets 265")
    #expect(
      DosingTables.laboratoryDoubts(outcomes).texts == [
        [
          "F", "lab-2", "2023-01-02", "neutrophils 800 10^9/L",
          "neutrophils 800 10^9/L cannot be; expected 0 to 150 10^9/L: a digit or the unit is wrong",
        ]
      ])
  }

  /// A cycle of 21 or 28 days is drawn in the middle, 24.5: day 1 on days 0 and 24.5 of 48, day 8 a week after each.
  @Test func anOpenCycleLengthIsDrawnInTheMiddle() async throws {
    var files = WorkedStudy.doses
    files["administrations.csv"] = nil
    files["patients/F.yaml"] = files["patients/F.yaml"]?
      .replacingOccurrences(of: "2023-02-13", with: "2023-02-19")
      .replacingOccurrences(
        of: "{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d",
        with: "{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d or 28 d")
    let outcomes = try await WorkedStudy.outcomes(files)
    let course = try #require(outcomes.doseCourses.first?.course)
    #expect(course.administrations.map(\.day) == [0, 7, 24.5, 31.5])
  }
}
