// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Testing

/// Numbers that are not finite, or that no patient has, are refused where a dose is made: no trap, no dose, no dash in print.
@Suite struct ImpossibleNumberTests {
  static let strange = [Double.nan, .infinity, -.infinity, 1e308, -1e308]

  @Test(arguments: strange) func noDoseFromAStrangeNumber(value: Double) {
    let size = BodySize(heightCentimetres: 170, weightKilograms: 70, sex: .male)
    let sound = DoseOrder(Dose(amount: 900, unit: .milligramsPerSquareMetre), size: size)
    #expect(throws: Never.self) { try sound.compute() }
    let changes: [(inout DoseOrder) -> Void] = [
      { $0.dose.amount = value }, { $0.percent = value }, { $0.size?.heightCentimetres = value },
      { $0.size?.weightKilograms = value }, { $0.basis = .adjusted(.devine, factor: value) },
      { $0.rounding = .vial(milligrams: value, limitPercent: 10) },
      { $0.rounding = .vial(milligrams: 200, limitPercent: value) }, { $0.rounding = .percentage(limitPercent: value) },
    ]
    for (index, change) in changes.enumerated() {
      var order = sound
      change(&order)
      // An infinite vial rounds to nothing finite; a huge finite one is refused by its limit.
      if index == 5, value == 1e308 { continue }
      #expect(throws: DoseProblem.self, "change \(index)") { try order.compute() }
    }
    var carboplatin = DoseOrder(Dose(amount: 5, unit: .areaUnderCurve))
    carboplatin.filtrationMillilitresPerMinute = value
    #expect(throws: DoseProblem.self) { try carboplatin.compute() }
    #expect(
      CreatinineClearance(
        ageYears: 60, weightKilograms: 70, creatinineMilligramsPerDecilitre: value < 0 ? value : 1, isFemale: false,
        floor: value == 1e308 ? .infinity : value) == nil)
  }

  @Test(arguments: strange) func noTotalFromAStrangeNumber(value: Double) {
    let given = GivenCourse(drug: "doxorubicin", administrations: 4, milligramsPerSquareMetre: 60)
    if value != 1e308 {
      #expect(throws: AnthracyclineProblem.limit) { try AnthracyclineTotal([given], factors: [:], limit: value) }
    }
    #expect(throws: AnthracyclineProblem.self) {
      try AnthracyclineTotal(
        [GivenCourse(drug: "doxorubicin", administrations: 4, milligramsPerSquareMetre: value)], factors: [:],
        limit: 550)
    }
  }

  /// `Int` of what no `Int` holds traps; the largest limit must count without.
  @Test func aHugeLimitLeavesACountNotATrap() throws {
    let total = try AnthracyclineTotal([], factors: [:], limit: 1e308)
    #expect(total.fullDosesLeft(of: 75) == 1_000_000)
    #expect(total.fullDosesLeft(of: .nan) == 0)
    #expect(throws: AnthracyclineProblem.self) {
      try AnthracyclineTotal(
        [GivenCourse(drug: "doxorubicin", administrations: .max, milligramsPerSquareMetre: 60)], factors: [:],
        limit: 550)
    }
  }

  @Test(arguments: [
    "dose inf mg", "dose nan mg/m2", "dose 0x10 mg/m2", "dose 1e5 mg", "dose 200001 mg", "dose 31 AUC", "dose -5 mg",
    "dose 800 mg/m2 on days 1, 99999999999999999999", "dose 800 mg/m2 on days -1, 8", "delay up to 0x7 d",
  ]) func noActionFromAStrangeNumber(text: String) {
    #expect(throws: RuleSyntaxError.self) { try RuleAction(parsing: text) }
  }

  @Test(arguments: [
    "neutrophils < inf 10^9/L", "neutrophils < 0x1 10^9/L", "neutrophils < nan 10^9/L",
    "nadir neutrophils < 0.5 10^9/L for > inf d", "nadir neutrophils < 0.5 10^9/L for > 1e9 d", "age >= 1e2 y",
    "neutrophils < 0.5-1.0 10^9/L",
  ]) func noConditionFromAStrangeNumber(text: String) {
    #expect(throws: RuleSyntaxError.self) { try Condition(parsing: text) }
  }

  @Test(arguments: [
    "d1 q9223372036854775807w", "d1 q99999999999999999999", "d8-1 q21", "d1- q21", "-8 q21", "d1 repeated d0",
  ]) func noPatternFromAStrangeNumber(text: String) {
    #expect(throws: CyclePatternProblem.self) { try CyclePattern(parsing: text) }
  }

  @Test(arguments: ["PLT <", "ANC -", "ANC >=", "ANC ~", "< ANC", "ANC (", "1 ANC", ""]) func aNameIsAName(text: String)
  {
    #expect(Analyte(named: text) == nil)
  }
}
