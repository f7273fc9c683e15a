// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Plain
import Testing

@Suite("Dose accounts against reference vectors")
struct AccountTests {
  struct Case: Decodable {
    struct Plan: Decodable {
      var dose: Double
      var days: [Int]
      var cycle_days: Int
    }
    struct Cycle: Decodable {
      var start_day: Int
      var doses: [Given]
    }
    struct Given: Decodable {
      var day: Int
      var mg_m2: Double
    }
    var name: String
    var plan: Plan
    var cycles: [Cycle]
    var total_mg_m2: Double
    var planned_total_mg_m2: Double
    var actual_days: Int
    var planned_days: Int
    var planned_di_mg_m2_wk: Double
    var delivered_di_mg_m2_wk: Double
    var rdi_percent: Double
    var dose_only_percent: Double
    var rdi_first_to_last_dose_percent: Double
    var time_ratio: Double
    var tolerance: Double
  }

  func account(_ vector: Case) throws -> DoseAccount {
    let pattern = try #require(CyclePattern(days: vector.plan.days, cycleDays: vector.plan.cycle_days))
    let plan = AccountPlan(
      dose: Dose(amount: vector.plan.dose, unit: .milligramsPerSquareMetre), pattern: pattern)
    return try #require(
      DoseAccount(
        plan: plan,
        cycles: vector.cycles.map { cycle in
          GivenCycle(startDay: cycle.start_day, doses: cycle.doses.map { GivenDose(day: $0.day, amount: $0.mg_m2) })
        }))
  }

  @Test func threeDefinitions() throws {
    let cases: [Case] = try Vectors.read("dose_intensity")
    #expect(cases.count == 5)
    for vector in cases {
      let account = try account(vector)
      #expect(account.total == vector.total_mg_m2)
      #expect(account.plannedTotal == vector.planned_total_mg_m2)
      #expect(account.actualDays == vector.actual_days)
      #expect(account.plannedDays == vector.planned_days)
      #expect(abs(account.plannedPerWeek - vector.planned_di_mg_m2_wk) < vector.tolerance)
      #expect(abs(account.perWeek - vector.delivered_di_mg_m2_wk) < vector.tolerance)
      #expect(abs(account.timeRatio - vector.time_ratio) < vector.tolerance)
      for (definition, percent) in [
        (RelativeIntensityDefinition.perCourse, vector.rdi_percent), (.doseOnly, vector.dose_only_percent),
        (.firstToLastDose, vector.rdi_first_to_last_dose_percent),
      ] {
        let found = try #require(account.relativePercent(definition))
        #expect(abs(found - percent) < vector.tolerance, "\(vector.name), \(definition)")
      }
    }
  }

  /// Exact delivery is 100 % under the first two definitions, whatever the schedule; under the third it is more.
  @Test func exactDelivery() throws {
    for (days, length) in [([1], 21), ([1, 8], 21), ([1, 8, 15], 28), ([1, 15], 28), (Array(1...21), 28)] {
      for count in 1...12 {
        let pattern = try #require(CyclePattern(days: days, cycleDays: length))
        let account = try #require(
          DoseAccount(
            plan: AccountPlan(dose: Dose(amount: 900, unit: .milligramsPerSquareMetre), pattern: pattern),
            cycles: (0..<count).map { index in
              GivenCycle(startDay: 1 + index * length, doses: days.map { GivenDose(day: $0, amount: 900) })
            }))
        #expect(abs((account.relativePercent(.perCourse) ?? 0) - 100) < 1e-9)
        #expect(abs((account.relativePercent(.doseOnly) ?? 0) - 100) < 1e-9)
        #expect((account.relativePercent(.firstToLastDose) ?? 101) > 100)
        #expect(account.delays.isEmpty && account.changes.isEmpty)
      }
    }
  }

  /// Days 1 and 8 of 21, rows of cycles 1, 2 and 4: day 8 of cycle 1 on day 15 is 7 days late, of cycle 2 there is no day 8, of cycle 3 nothing. Cycle 4 begins 7
  /// days late after two lengths, 42 + 7 = 49 days after cycle 2. What has no row is named and is neither an omission nor a delay.
  @Test func whatHasNoRowIsNamed() throws {
    let pattern = try #require(CyclePattern(days: [1, 8], cycleDays: 21))
    let day1 = GivenDose(day: 1, amount: 1000, plannedDay: 1)
    let account = try #require(
      DoseAccount(
        plan: AccountPlan(dose: Dose(amount: 1000, unit: .milligramsPerSquareMetre), pattern: pattern),
        cycles: [
          GivenCycle(number: 1, startDay: 1, doses: [day1, GivenDose(day: 15, amount: 1000, plannedDay: 8)]),
          GivenCycle(number: 2, startDay: 22, doses: [day1]),
          GivenCycle(number: 4, startDay: 71, doses: [day1, GivenDose(day: 8, amount: 1000, plannedDay: 8)]),
        ]))
    #expect(account.delays.map { [$0.cycle, $0.days] } == [[4, 7]])
    #expect(account.shifts.map { [$0.cycle, $0.day, $0.days] } == [[1, 8, 7]])
    #expect(account.unrecorded.map { [$0.cycle, $0.day] } == [[3, nil], [2, 8]])
    #expect(account.changes.isEmpty && account.total == 5000)
    // Of the last cycle nothing is owed after its last row: the course has ended there, or goes on.
    let begun = try #require(
      DoseAccount(
        plan: AccountPlan(dose: Dose(amount: 1000, unit: .milligramsPerSquareMetre), pattern: pattern),
        cycles: [GivenCycle(number: 1, startDay: 1, doses: [day1])]))
    #expect(begun.unrecorded.isEmpty)
  }

  /// Days 1, 8 and 15 of 28 at 1000 mg/m²: 3000 a cycle, 750 a week. What has no row bounds every sum from below.
  @Test func whatHasNoRowIsNotNothing() throws {
    let pattern = try #require(CyclePattern(days: [1, 8, 15], cycleDays: 28))
    let plan = AccountPlan(dose: Dose(amount: 1000, unit: .milligramsPerSquareMetre), pattern: pattern)
    func cycle(_ number: Int, _ start: Int, _ days: Int...) -> GivenCycle {
      GivenCycle(number: number, startDay: start, doses: days.map { GivenDose(day: $0, amount: 1000, plannedDay: $0) })
    }
    func isNear(_ bounds: NumberBounds?, _ lower: Double) -> Bool { abs((bounds?.lower ?? 0) - lower) < 1e-9 }

    // Day 8 has no row: 2000 of 3000, at least 66.7 %, by either definition.
    let day8 = try #require(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 15)]))
    #expect(day8.isLeast && day8.unrecorded.map { [$0.cycle, $0.day] } == [[1, 8]])
    for definition in RelativeIntensityDefinition.printed {
      #expect(isNear(day8.relative(definition), 200.0 / 3) && day8.relative(definition)?.upper == nil)
    }
    // Day 15, day number 15, has none, and treatment ended on day 29: at least so much. It ended on day 14: exactly.
    let open = try #require(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8)], ended: 29))
    #expect(open.isLeast && open.trailing.map { [$0.cycle, $0.day] } == [[1, 15]])
    #expect(open.relative(.doseOnly)?.upper == nil)
    let ended = try #require(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8)], ended: 14))
    #expect(!ended.isLeast && isNear(ended.relative(.doseOnly), 200.0 / 3))
    #expect(ended.relative(.doseOnly)?.isExact == true)
    // Cycles 1 and 3, the third 56 days after the first: 6000 of 9000, and over 84 d 500 of 750 a week; 2000 for each of three cycles.
    let second = try #require(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8, 15), cycle(3, 57, 1, 8, 15)]))
    #expect(second.isLeast && second.plannedTotal == 9000 && second.perCycle == 2000 && second.perWeek == 500)
    for definition in RelativeIntensityDefinition.printed {
      #expect(isNear(second.relative(definition), 200.0 / 3) && second.relative(definition)?.upper == nil)
    }
    // Two cycles are stated, and rows are of one: 3000 of 6000; over 56 d 375 of 750 a week.
    let stated = try #require(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8, 15)], stated: 2))
    #expect(stated.isLeast && stated.perWeek == 375)
    for definition in RelativeIntensityDefinition.printed { #expect(isNear(stated.relative(definition), 50)) }
    // Rows of the first of six cycles of 28 d, and treatment that surely went on to day number 169: 3000 of 18,000, at least 16.7 %; over 168 d 125 of 750 a week.
    // Cycle 2 begins on day 29, and is missing from day 43 on; where a number of cycles is stated that decides.
    let long = try #require(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8, 15)], ended: 169, until: 169))
    #expect(long.missingCycles == 5 && long.plannedTotal == 18_000 && long.perWeek == 125)
    for definition in RelativeIntensityDefinition.printed {
      #expect(isNear(long.relative(definition), 100.0 / 6) && long.relative(definition)?.upper == nil)
    }
    for (until, missing) in [(42, 0), (43, 1), (70, 1), (71, 2)] {
      #expect(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8, 15)], until: until)?.missingCycles == missing)
    }
    #expect(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8, 15)], stated: 1, until: 169)?.missingCycles == 0)
    // Rows of cycle 1, and another drug with rows of cycle 2 from day number 29 on: 3000 of 6000. A drug of day 15 that was not due before treatment ended on day 42
    // (day 15 of cycle 2 is 43) lacks none.
    let proved = try #require(
      DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8, 15)], ended: 42, begunByOthers: [1: 1, 2: 29]))
    #expect(proved.missingCycles == 1 && isNear(proved.relative(.doseOnly), 50))
    let late = AccountPlan(dose: plan.dose, pattern: try #require(CyclePattern(days: [15], cycleDays: 28)))
    for (ended, missing) in [(42, 0), (43, 1)] {
      let account = DoseAccount(plan: late, cycles: [cycle(1, 1, 15)], ended: ended, begunByOthers: [1: 1, 2: 29])
      #expect(account?.missingCycles == missing)
    }
    // All of one cycle.
    let whole = try #require(DoseAccount(plan: plan, cycles: [cycle(1, 1, 1, 8, 15)]))
    #expect(!whole.isLeast && whole.relative(.perCourse)?.isExact == true && isNear(whole.relative(.perCourse), 100))
  }

  /// One row of 160 mg of a drug taken on 21 days is no account of 4.8 %: what was taken on the other 20 is not recorded. All 21 rows are one of 3,360 mg.
  @Test func aFirstIntakeIsNoAccount() throws {
    var phase = DosePhase(id: "plan", drug: "regorafenib")
    phase.dose = .stated(Dose(amount: 160, unit: .milligrams))
    phase.days = Array(1...21)
    phase.cycleLength = .stated(CycleLength(days: [28]))
    func therapy(_ days: ClosedRange<Int>) throws -> Therapy {
      var therapy = Therapy(drugs: ["regorafenib"])
      therapy.planned = [phase]
      therapy.administrations = days.map { day in
        Administration(
          drug: "regorafenib", cycle: 1, day: day, date: Day(20_000 + day),
          state: .given(Dose(amount: 160, unit: .milligrams)))
      }
      return therapy
    }
    let entry = Entry(id: "reg", content: .therapy(try therapy(1...1)))
    #expect(TherapyAccount.of(entry, try therapy(1...1), library: RegimenLibrary()).isEmpty)
    #expect(
      TherapyAccount.gaps(entry, try therapy(1...1), library: RegimenLibrary()).map(\.why) == [
        "it is taken day after day, and 1 of 21 days of the cycles begun have a row: what was taken on the others is not recorded"
      ])
    #expect(TherapyAccount.of(entry, try therapy(1...21), library: RegimenLibrary()).map(\.account.total) == [3360])
  }

  @Test func aDoseByAnotherWeightIsNoReduction() throws {
    let pattern = try #require(CyclePattern(days: [1, 8], cycleDays: 21))
    let account = try #require(
      DoseAccount(
        plan: AccountPlan(dose: Dose(amount: 1000, unit: .milligramsPerSquareMetre), pattern: pattern),
        cycles: [
          GivenCycle(
            startDay: 1,
            doses: [
              GivenDose(day: 1, amount: 900, reason: .bodySize), GivenDose(day: 8, amount: 0, reason: .haematotoxicity),
            ])
        ]))
    #expect(account.changedForToxicity == 1)
    #expect(account.changes.count == 2)
  }

  /// 1000 mg/m² on days 1, 8 and 15 of 28 from day 0, rows of cycles 1 to 4, until day 148: cycle 5 (day 112) had surely begun, cycle 6 (day 140) may have. Of 6 cycles 12 000 of 18 000 are 66.7 %, and 2000 a cycle.
  @Test func aCycleThatMayHaveBegunCountsInTheLeast() throws {
    let pattern = try #require(CyclePattern(days: [1, 8, 15], cycleDays: 28))
    let plan = AccountPlan(dose: Dose(amount: 1000, unit: .milligramsPerSquareMetre), pattern: pattern)
    let cycles = (0..<4).map { cycle in
      GivenCycle(
        number: cycle + 1, startDay: cycle * 28,
        doses: [1, 8, 15].map { GivenDose(day: $0, amount: 1000, plannedDay: $0) })
    }
    let account = try #require(DoseAccount(plan: plan, cycles: cycles, ended: 148, until: 148))
    #expect(account.missingCycles == 1 && account.possibleCycles == 1 && account.isLeast)
    let doseOnly = try #require(account.relative(.doseOnly)?.lower)
    #expect(abs(doseOnly - 12_000.0 / 18_000 * 100) < 1e-9 && abs(account.leastPerCycle - 2000) < 1e-9)
    // 168 d: 12 000 · 7/168 = 500 of 750 a week.
    let perCourse = try #require(account.relative(.perCourse)?.lower)
    #expect(abs(perCourse - 500.0 / 750 * 100) < 1e-9)
    // Where nothing is missing, a stop some days into the next cycle begins none.
    let whole = try #require(DoseAccount(plan: plan, cycles: cycles, ended: 118, until: 118))
    #expect(!whole.isLeast && whole.relative(.doseOnly) == NumberBounds(100))
  }
}
