// SPDX-License-Identifier: Apache-2.0

import Notation
import Course
import Testing

@testable import Exchange

@Suite("What charts hold")
struct ChartWordsTests {
  private func read(_ entry: String) -> (entry: Entry?, problems: [String]) {
    let reading = StudyFolder.read(files: folder(patient: "patient: 1\ncourse:\n  - \(entry)\n"))
    return (reading.study?.patients.first?.entries.first, reading.problems.map(\.description))
  }

  private func therapy(_ entry: String) throws -> Therapy {
    let reading = read(entry)
    #expect(reading.problems == [])
    guard case .therapy(let therapy)? = reading.entry?.content else { throw NoTherapy() }
    return therapy
  }

  private struct NoTherapy: Error {}

  @Test("intents, cycle lengths in weeks, days from one to another and several doses a day are read")
  func read() throws {
    for intent in ["second-line", "third-line", "curative", "consolidation"] {
      #expect(try therapy("{therapy: x, intent: \(intent)}").intent?.rawValue == intent)
    }
    #expect(try therapy("{therapy: x, every: 4 wk}").cycleLength.value?.days == [28])
    #expect(try therapy("{therapy: x, every: q21d}").cycleLength.value?.days == [21])
    let phase = try therapy("{therapy: x, phases: [{dose: 5 mg, days: 1-28, times a day: 2, every: 4 wk}]}").phases[0]
    #expect(phase.days == Array(1...28) && phase.timesADay == 2)
    #expect(try therapy("{therapy: x, phases: [{days: '1-5, 8'}]}").phases[0].days == [1, 2, 3, 4, 5, 8])
    #expect(try therapy("{therapy: x, phases: [{days: [1-5, 8]}]}").phases[0].days == [1, 2, 3, 4, 5, 8])
    let daily = try therapy("{therapy: x, phases: [{dose: 400 mg, days: twice daily}]}").phases[0]
    #expect(daily.days == Array(1...28) && daily.timesADay == 2 && daily.cycleLength.value?.days == [28])
    let pausing = try therapy("{therapy: x, phases: [{dose: 50 mg, days: '4 weeks on, 2 off'}]}").phases[0]
    #expect(pausing.days == Array(1...28) && pausing.timesADay == 1 && pausing.cycleLength.value?.days == [42])
    // In cycles of three weeks a drug of every day has 21 days.
    #expect(try therapy("{therapy: x, every: 21 d, phases: [{dose: 50 mg, days: daily}]}").phases[0].days.last == 21)
    #expect(try therapy("{therapy: x, phases: [{days: daily, every: 35 d}]}").phases[0].days.last == 35)
    #expect(try therapy("{therapy: x, phases: [{dose: AUC 5}]}").phases[0].dose.value?.text == "5 AUC")
  }

  @Test(
    "what the record holds in another form is answered by it",
    arguments: [
      (
        "{therapy: x, phases: [{dose: 5 mg bid}]}",
        "3:34: error: `5 mg bid`; expected the dose of one administration, `5 mg`, and `times a day: 2` beside it"
      ),
      (
        "{therapy: x, phases: [{days: '4 weeks on, 2 off', every: 28 d}]}",
        "3:62: error: a cycle of 28 days beside `4 weeks on, 2 off`, which are 42; expected `every: 42 d`, or no `every`"
      ),
      (
        "{therapy: x, phases: [{days: twice daily, times a day: 3}]}",
        "3:60: error: `times a day: 3` beside `twice daily`; expected one of them"
      ),
      (
        "{therapy: x, phases: [{days: 8-1}]}",
        "3:34: error: `8-1` for a day of the cycle; expected a whole number, 1 to 366"
      ),
      (
        "{therapy: x, phases: [{days: 1-5, omitted: 3-4}]}",
        "3:48: error: day 3 is both given and omitted; expected each day in one of the lists"
      ),
      (
        "{radiotherapy: hip, dose: 50 Gy + 10 Gy}",
        "3:31: error: `50 Gy + 10 Gy` for a total dose; expected the sum (`60 Gy`), or an entry for each course of radiation"
      ),
      (
        "{toxicity: x, grade: 4-3}", "3:26: error: `4-3` for `grade`; expected a whole number, 1 to 5, or `3-4`"
      ),
      (
        "{therapy: x, phases: [{support: [{drug: filgrastim, dose: 300 µg}]}]}",
        "3:63: error: `300 µg`; expected a number and `mg`; did you mean `0.3 mg`?"
      ),
      (
        "{therapy: x, intent: 2nd line}",
        "3:26: error: `2nd line`; expected `neoadjuvant`, `adjuvant`, `first-line`, `second-line`, `third-line`, `salvage`, "
          + "`curative`, `consolidation`, `maintenance` or `palliative`; did you mean `second-line`?"
      ),
    ])
  func answered(entry: String, expected: String) {
    #expect(read(entry).problems.first == "patients/1.yaml:" + expected)
  }

  /// Rows in any order are read in that of their dates; a cycle that comes before the one before it is questioned, and kept.
  @Test func administrationsInAnyOrder() {
    var files = folder(patient: "patient: 1\ncourse:\n  - {therapy: x, id: x}\n")
    files["administrations.csv"] =
      "patient,therapy,cycle,day,date,dose\n1,x,3,1,2020-02-12,1000 mg/m2\n1,x,1,1,2020-01-22,1000 mg/m2\n1,x,2,1,2020-01-01,1000 mg/m2\n"
    let reading = StudyFolder.read(files: files)
    #expect(
      reading.problems.map(\.description) == [
        "administrations.csv:4:1: warning: cycle 2 day 1 on 2020-01-01, not after cycle 1 day 1 on 2020-01-22; expected dates that rise with cycle and day"
      ])
    #expect(reading.study?.patients.first?.therapies.first?.therapy.administrations.map(\.cycle) == [2, 1, 3])
  }

  /// A row or a phase may call a drug of the therapy by another name of it; one that is no drug of it, or could be two, is refused as before.
  @Test func drugsByTheirOtherNames() {
    var files = folder(
      patient:
        "patient: 1\ncourse:\n  - {therapy: Adriamycin + DTIC, id: x, phases: [{id: a, drug: doxorubicin, dose: 75 mg/m2}, {id: b, drug: Dacarbazin, dose: 850 mg/m2}]}\n"
    )
    files["administrations.csv"] =
      "patient,therapy,cycle,day,date,dose,drug\n1,x,1,1,2020-01-01,75 mg/m2,Doxorubicin\n1,x,1,1,2020-01-01,850 mg/m2,DTIC\n"
    let reading = StudyFolder.read(files: files)
    #expect(reading.problems.map(\.description) == [])
    let therapy = reading.study?.patients.first?.therapies.first?.therapy
    #expect(therapy?.phases.map(\.drug) == ["Adriamycin", "DTIC"])
    #expect(Set(therapy?.administrations.map(\.drug) ?? []) == ["Adriamycin", "DTIC"])
    files["administrations.csv"] = "patient,therapy,cycle,day,date,dose,drug\n1,x,1,1,2020-01-01,40 mg/m2,Caelyx\n"
    #expect(
      StudyFolder.read(files: files).problems.map(\.description) == [
        "administrations.csv:2:29: error: `Caelyx` is no drug of this therapy; expected `Adriamycin` or `DTIC`"
      ])
  }

  @Test("amounts in mg of a table have no thousands")
  func milligrams() {
    var files = folder(patient: "patient: 1\ncourse:\n  - {therapy: x, id: x}\n")
    files["administrations.csv"] = "patient,therapy,cycle,day,date,dose,mg\n1,x,1,1,2020-01-01,1000 mg/m2,1.400\n"
    #expect(
      problems(files) == [
        "administrations.csv:2:31: error: `1.400` for a dose in mg; expected `1400` or `1.4`: before three digits a point or "
          + "comma can mean thousands or a decimal"
      ])
  }
}
