// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The anthracyclines that a record has before a day, with what it surely does not have. Sums are worked by hand beside each test.
@Suite struct CumulativeRecordTests: RecordAdapting {
  /// Doxorubicin 4 × 60 = 240 before; epirubicin 3 × 90 = 270, × 0.8 = 216 (ESC 2022): 456 mg/m² together.
  @Test func anthracyclinesBefore() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-01-01
      - therapy: epirubicin
        id: epi
        when: 2024-02-01
        ends: 2024-04-30
        cycles: 3
        every: 21 d
        phases: [{id: epi-full, dose: 90 mg/m2, days: [1]}]
      - therapy: Adriamycin
        id: dox
        regimen: doxorubicin-60-q21
        when: 2025-01-06

      """
    let rows = zip(1...4, ["01-06", "01-27", "02-17", "03-10"]).map { "dox,Adriamycin,\($0),1,2025-\($1),60 mg/m2," }
    let result = try adapt(course, administrations: rows, ["--on", "2025-03-31"])
    #expect(result.errors.contains("doxorubicin given before 2025-03-31: 240 mg/m²"))
    #expect(result.errors.contains("As doxorubicin by ESC 2022: doxorubicin 240 + epirubicin 270 × 0.8 = 456 mg/m²."))
    // The dose of 10 March is not before 10 March: 3 × 60.
    let third = try adapt(course, administrations: rows, ["--on", "2025-03-10"])
    #expect(third.errors.contains("doxorubicin given before 2025-03-10: 180 mg/m²"))
  }

  static let doxorubicin = """
    - diagnosis: leiomyosarcoma
      when: 2024-12-01
    - therapy: doxorubicin
      id: dox
      regimen: doxorubicin-75-q21
      when: 2025-01-06

    """

  /// Cycles 1, 2 and 4 have a row: 3 × 75 = 225 mg/m² at least, and what cycle 3 had is not known.
  @Test func aCycleWithoutARowMakesALeastSum() throws {
    func errors(_ cycles: [(Int, String)]) throws -> String {
      let rows = cycles.map { "dox,doxorubicin,\($0.0),1,2025-\($0.1),75 mg/m2," }
      return try adapt(Self.doxorubicin, administrations: rows, ["--on", "2025-04-07"]).errors
    }
    let gap = try errors([(1, "01-06"), (2, "01-27"), (4, "03-17")])
    #expect(gap.contains("doxorubicin given before 2025-04-07: ≥ 225 mg/m² (dox ≥ 225 (no row of cycle 3))"), "\(gap)")
    #expect(gap.contains("No row of cycle 3 is recorded"))
    let late = try errors([(3, "02-17"), (4, "03-17")])
    #expect(late.contains("≥ 150 mg/m² (dox ≥ 150 (no row of cycles 1, 2))"), "\(late)")
    let whole = try errors([(1, "01-06"), (2, "01-27"), (3, "02-17"), (4, "03-17")])
    #expect(whole.contains("doxorubicin given before 2025-04-07: 300 mg/m² (dox 300)"), "\(whole)")
  }

  /// Myocet is an anthracycline that the library has no file of and no factor for: it is named, and the sum as doxorubicin is a least one.
  @Test(arguments: ["Myocet", "liposomal doxorubicin", "aldoxorubicin", "pirarubicin"])
  func anAnthracyclineThatTheLibraryLacks(name: String) throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-01-01
      - therapy: \(name)
        id: lipo
        when: 2024-02-01
        ends: 2024-04-30
        cycles: 4
        every: 21 d
        phases: [{id: lipo-full, dose: 60 mg/m2, days: [1]}]
      - therapy: doxorubicin
        id: dox
        regimen: doxorubicin-75-q21
        when: 2025-01-06

      """
    let result = try adapt(
      course, administrations: ["dox,doxorubicin,1,1,2025-01-06,75 mg/m2,"], ["--on", "2025-01-27"])
    #expect(result.errors.contains("given before 2025-01-27: 240 mg/m² (lipo-full 240)"), "\(result.errors)")
    #expect(result.errors.contains("= ≥ 75 mg/m²; not counted, for want of a factor: "), "\(result.errors)")
    #expect(
      result.errors.contains(
        "may take all anthracyclines, as doxorubicin by ESC 2022, Feijen 2019, IGHG, past 550 mg/m²"),
      "\(result.errors)")
  }

  /// Phases without rows: on 17 February, 42 days after the first dose, at most two cycles of 21 days have begun before: 150 mg/m².
  @Test func phasesBeforeADayAreBoundedByTime() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: doxorubicin
        id: dox
        when: 2025-01-06
        phases: [{id: full, dose: 75 mg/m2, days: [1], every: 21 d}]

      """
    let result = try adapt(course, ["--on", "2025-02-17", "--day", "1"])
    #expect(
      result.errors.contains("doxorubicin given before 2025-02-17: 0–150 mg/m² (full at most 150 before 2025-02-17)"),
      "\(result.errors)")
  }

  /// 7 × 75 = 525 mg/m² were given; the eighth dose of 75 makes 600, above 550. After six it makes 525, above 400 alone.
  @Test func theDoseOfTheDayPassesALimit() throws {
    let days = ["2024-07-01", "2024-07-22", "2024-08-12", "2024-09-02", "2024-09-23", "2024-10-14", "2024-11-04"]
    let course = Self.doxorubicin.replacingOccurrences(of: "2025-01-06", with: "2024-07-01")
      .replacingOccurrences(of: "2024-12-01", with: "2024-06-01")
    func errors(_ count: Int, _ day: String) throws -> String {
      let rows = zip(1...count, days).map { "dox,doxorubicin,\($0),1,\($1),75 mg/m2," }
      return try adapt(course, administrations: rows, ["--on", day]).errors
    }
    let eighth = try errors(7, "2024-11-25")
    #expect(
      eighth.contains("Warning: 75 mg/m² doxorubicin on 2024-11-25 takes the cumulative doxorubicin past 550 mg/m²"),
      "\(eighth)")
    #expect(eighth.contains("525 before and 75."))
    let seventh = try errors(6, "2024-11-04")
    #expect(!seventh.contains("past 550"))
    #expect(seventh.contains("past 400 mg/m²"), "\(seventh)")
    #expect(try !errors(1, "2024-07-22").contains("Warning"))
  }
}
