// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Dosing
import Testing

@Suite("Schedules and calendars")
struct ScheduleTests {
  struct Case: Decodable {
    struct Expected: Decodable {
      var cycle: Int
      var day: Int
      var date: String
    }
    var regimen: String
    var start: String
    var cycle_days: Int
    var days: [Int]
    var cycles: Int
    var expect: [Expected]
    var warn: String?
  }

  func regimen(_ days: [Int], _ cycle: Int) -> Regimen {
    Regimen(
      id: "test", name: "Test", cycleDays: cycle,
      components: [
        .init(drug: "gemcitabine", dose: Dose(amount: 900, unit: .milligramsPerSquareMetre), days: days)
      ])
  }

  @Test func vectors() throws {
    let cases: [Case] = try Vectors.read("schedule")
    for vector in cases {
      let plan = try TreatmentPlan.make(
        regimen(vector.days, vector.cycle_days), start: try #require(Day(iso: vector.start)), cycles: vector.cycles
      )
      let found = plan.days.map { "\($0.cycle) \($0.day) \($0.date)" }
      #expect(found == vector.expect.map { "\($0.cycle) \($0.day) \($0.date)" })
      #expect(plan.warnings.contains { $0.contains("no rest week") } == (vector.warn != nil))
      // The calendar gives the days back.
      let inverse = TreatmentPlan.cycleDays(of: plan.days.map(\.date), cycleStarts: plan.cycleStarts)
      #expect(inverse.map { "\($0.cycle) \($0.day) \($0.date)" } == found)
    }
  }

  @Test func everyScheduleInverts() throws {
    let start = try #require(Day(iso: "2020-01-31"))
    for length in [7, 14, 21, 28, 42] {
      for days in [[1], [1, 3], [1, 2, 3, 7]] {
        let plan = try TreatmentPlan.make(regimen(days, length), start: start, cycles: 7)
        let inverse = TreatmentPlan.cycleDays(of: plan.days.map(\.date), cycleStarts: plan.cycleStarts)
        #expect(inverse.map(\.day) == plan.days.map(\.day))
        #expect(inverse.map(\.cycle) == plan.days.map(\.cycle))
      }
    }
  }

  @Test(arguments: [
    ("d1, d8 repeated d22", [1, 8], 21), ("d1,8,15 q28", [1, 8, 15], 28), ("days 1 and 8 every 21 days", [1, 8], 21),
    ("d1-21 q28d", Array(1...21), 28), ("d1 q3w", [1], 21), ("d1, d15, repeat d29", [1, 15], 28),
    ("1000 d1".replacing("1000 ", with: "") + " repeated on day 22", [1], 21),
  ])
  func patternsAreRead(text: String, days: [Int], length: Int) throws {
    let pattern = try CyclePattern(parsing: text)
    #expect(pattern.days == days && pattern.cycleDays == length)
    #expect(try CyclePattern(parsing: pattern.description) == pattern)
  }

  @Test(arguments: ["d1, d8", "d8, d1 q21", "d1, d22 q21", "d1 q3 months", "foo q21", "q21", "", "d0 q21"])
  func wrongPatternsAreTold(text: String) {
    #expect(throws: CyclePatternProblem.self) { try CyclePattern(parsing: text) }
  }

  /// RFC 5545, 3.3.4: a date has a year of four digits. Day 8 of a second cycle of 21 days is the 28th day after the first.
  @Test func aPlanEndsWithTheCalendar() throws {
    let last = try #require(Day(iso: "9999-12-31"))
    let fits = try TreatmentPlan.make(regimen([1, 8], 21), start: Day(last.number - 28), cycles: 2)
    #expect(fits.days.last?.date == last)
    #expect(throws: ScheduleProblem.calendarEnd) {
      try TreatmentPlan.make(regimen([1, 8], 21), start: Day(last.number - 27), cycles: 2)
    }
  }

  /// A late day never comes to the day of the next dose or past it, and one that comes near it is told: day 8 of 21 by 13 days is day 21, a day before the next cycle.
  @Test func aLateDayDoesNotMeetTheNext() throws {
    let start = try #require(Day(iso: "2021-02-22"))
    func plan(_ delays: [ScheduleDelay], _ policy: DelayPolicy) throws -> TreatmentPlan {
      try TreatmentPlan.make(regimen([1, 8], 21), start: start, cycles: 2, delays: delays, policy: policy)
    }
    let near = try plan([ScheduleDelay(cycle: 1, day: 8, days: 13)], .movesDay)
    #expect(
      near.warnings.contains {
        $0.hasSuffix(
          "cycle 2, day 1 on 2021-03-15 is only 1 d after the late dose of 2021-03-14; the schedule has 14 d between them."
        )
      })
    // A week late leaves one of two weeks, which some texts do not allow.
    #expect(
      try plan([ScheduleDelay(cycle: 1, day: 8, days: 7)], .movesDay).warnings.contains {
        $0.hasSuffix("is only 7 d after the late dose of 2021-03-08; the schedule has 14 d between them.")
      })
    #expect(
      try plan([ScheduleDelay(cycle: 1, day: 8, days: 13)], .movesAll).warnings.allSatisfy { !$0.contains("late dose") }
    )
    for days in [14, 15, 30] {
      #expect(throws: ScheduleProblem.self) { try plan([ScheduleDelay(cycle: 1, day: 8, days: days)], .movesDay) }
    }
    let twice = ScheduleDelay(cycle: 2, days: 3)
    #expect(throws: ScheduleProblem.delayedTwice(twice)) {
      try plan([ScheduleDelay(cycle: 2, days: 7), twice], .movesAll)
    }
  }

  @Test func delaysMoveWhatFollowsAsChosen() throws {
    let start = try #require(Day(iso: "2021-02-22"))
    func dates(_ delay: ScheduleDelay, _ policy: DelayPolicy) throws -> [String] {
      try TreatmentPlan.make(regimen([1, 8], 21), start: start, cycles: 2, delays: [delay], policy: policy)
        .days.map { String($0.date.description.dropFirst(5)) }
    }
    let lateDay8 = ScheduleDelay(cycle: 1, day: 8, days: 7)
    #expect(try dates(lateDay8, .movesAll) == ["02-22", "03-08", "03-22", "03-29"])
    #expect(try dates(lateDay8, .movesCycle) == ["02-22", "03-08", "03-15", "03-22"])
    #expect(try dates(ScheduleDelay(cycle: 2, days: 7), .movesDay) == ["02-22", "03-01", "03-22", "03-29"])
    let late = ScheduleDelay(cycle: 3, days: 7)
    #expect(throws: ScheduleProblem.delay(late)) {
      try TreatmentPlan.make(regimen([1, 8], 21), start: start, cycles: 2, delays: [late])
    }
  }

  struct Growth: Decodable {
    struct Expected: Decodable {
      var days_after_last_chemo: Int
      var days_to_next_chemo: Int
      var ok_after: Bool
      var ok_before: Bool
    }
    var chemo_days: [Int]
    var peg_days: [Int]
    var cycle_days: Int
    var expect: [Expected]
    var once_per_cycle_rule: String?
  }

  @Test func pegfilgrastimWindow() throws {
    let window = try #require(GrowthFactorWindow.of("pegfilgrastim"))
    let cases: [Growth] = try Vectors.read("pegfilgrastim")
    for vector in cases {
      let checks = window.check(days: vector.peg_days, chemotherapy: vector.chemo_days, cycleDays: vector.cycle_days)
      #expect(checks.map(\.daysAfterLast) == vector.expect.map(\.days_after_last_chemo))
      #expect(checks.map(\.daysToNext) == vector.expect.map(\.days_to_next_chemo))
      #expect(checks.map(\.isRightAfter) == vector.expect.map(\.ok_after))
      #expect(checks.map(\.isRightBefore) == vector.expect.map(\.ok_before))
      #expect((vector.peg_days.count > (window.mostPerCycle ?? 9)) == (vector.once_per_cycle_rule == "violated"))
    }
  }

  /// Without a length only the doses of the cycle are known: nothing follows day 8.
  @Test func aGrowthFactorInACycleOfUnknownLength() throws {
    let window = try #require(GrowthFactorWindow.of("pegfilgrastim"))
    let check = try #require(window.check(days: [9], chemotherapy: [1, 8], cycleDays: nil).first)
    #expect(check.daysAfterLast == 1 && check.daysToNext == nil && check.isRightBefore)
    // With 21 d the next dose is on day 22.
    #expect(window.check(days: [9], chemotherapy: [1, 8], cycleDays: 21).map(\.daysToNext) == [13])
  }

  /// Within the cycle, and from its last dose to the next day 1: 21 + 1 − 15 = 7.
  @Test(arguments: [([1, 8, 15], 28, 7), ([1], 21, 21), ([1, 15], 21, 7), ([1, 2, 3], 21, 1)])
  func theShortestGapOfAPlan(days: [Int], cycleDays: Int, gap: Int) throws {
    #expect(try #require(CyclePattern(days: days, cycleDays: cycleDays)).shortestGap == gap)
  }

  @Test func iCalendarLinesAreFoldedAndEscaped() throws {
    let start = try #require(Day(iso: "2021-02-22"))
    let plan = try TreatmentPlan.make(regimen([1, 8], 21), start: start, cycles: 2)
    let text = ICalendar.text(
      plan, title: "Ward 7, Müller; §1\\2 — a title that is long enough to be folded twice over",
      patient: "Müller", notes: ["For 175 cm, 70 kg."], stamp: "20210201T080000Z"
    ) { _ in "900 mg/m²" }
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    let unfolded = text.replacingOccurrences(of: "\r\n ", with: "")
    #expect(unfolded.contains("SUMMARY:Ward 7\\, Müller\\; §1\\\\2"))
    #expect(unfolded.contains("DTSTART;VALUE=DATE:20210222\r\nDTEND;VALUE=DATE:20210223"))
    #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 5)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
  }

  /// Two patients with one regimen and one start have no event in common, and no identifier tells a name; one patient's stay the same.
  @Test func identifiersOfTwoPatients() throws {
    let start = try #require(Day(iso: "2021-02-22"))
    let plan = try TreatmentPlan.make(regimen([1, 8], 21), start: start, cycles: 2)
    func identifiers(_ patient: String) -> Set<String> {
      let text = ICalendar.text(plan, title: "", patient: patient, stamp: "20210201T080000Z") { _ in nil }
      return Set(text.components(separatedBy: "\r\n").filter { $0.hasPrefix("UID") })
    }
    let (one, other) = (identifiers("P07"), identifiers("P08"))
    #expect(one.count == 4 && one.isDisjoint(with: other) && one == identifiers("P07"))
    #expect(!one.contains { $0.contains("P07") })
  }

  /// RFC 5545, 3.1: a line break within a value would begin a property of its own.
  @Test func nothingInAPlanIsAProperty() throws {
    let hostile = "x\r\nATTACH:file:///etc/passwd\rURL:y\u{B}LOCATION:z\u{2028}ORGANIZER:w,\u{301};\u{1B}[0m"
    var regimen = Regimen(
      id: hostile, name: hostile, cycleDays: 21,
      components: [.init(drug: hostile, dose: Dose(amount: 900, unit: .milligramsPerSquareMetre), days: [1])])
    regimen.support = [.init(drug: hostile, days: [2])]
    let plan = try TreatmentPlan.make(regimen, start: try #require(Day(iso: "2021-02-22")), cycles: 1)
    let text = ICalendar.text(plan, title: hostile, patient: hostile, notes: [hostile], stamp: hostile) { _ in hostile }
    let unfolded: String = text.replacingOccurrences(of: "\r\n ", with: "")
    let lines: [String] = unfolded.components(separatedBy: "\r\n").dropLast()
    let names = Set(lines.map { $0.prefix { $0 != ":" && $0 != ";" } })
    #expect(
      names == [
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND",
        "SUMMARY", "DESCRIPTION", "TRANSP", "END",
      ])
    #expect(lines.count == 7 + 2 * 9)
    #expect(
      text.unicodeScalars.allSatisfy {
        $0 == "\r" || $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) || $0.value > 0x9F
      })
  }
}
