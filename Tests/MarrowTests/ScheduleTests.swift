// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Marrow

@Suite("Schedules as people write them")
struct ScheduleTests {
  /// 500 mg/m² on 1.8 m² are 900 mg; day 15 begins at hour 336, day 1 of the next cycle at hour 672.
  @Test func byHand() throws {
    let schedule = try MarrowSchedule(parsing: "500 mg/m² d1, d15 repeated d29")
    let given = try schedule.infusions(from: Hours(100), cycles: 2, surface: 1.8)
    #expect(given.map(\.start.value) == [100, 436, 772, 1108])
    #expect(given.allSatisfy { $0.amount.value == 900 && $0.duration.value == 0.5 && $0.drug == .gemcitabine })
    let three = try MarrowSchedule(
      parsing: "pegfilgrastim 6 mg d9 q21; docetaxel 75 mg/m2 d8 q21; gemcitabine 900 mg/m2 d1, 8 q21")
    #expect(three.drugs == Set(MarrowDrug.allCases) && three.cycleDays == 21)
    let all = try three.infusions(from: .zero, cycles: 1, surface: 2)
    #expect(all.map(\.drug) == [.gemcitabine, .gemcitabine, .docetaxel, .pegfilgrastim])
    #expect(all.map(\.start.value) == [0, 168, 168.5, 192])
  }

  @Test(arguments: [
    "", "500", "500 mg/m2", "trabectedin 1.5 mg/m2 d1 q21", "500 mg/m2 d1, d15", "5 AUC d1 q21",
    "pegfilgrastim 3 mg d2 q21", "900 mg/m2 d1 q21; docetaxel 75 mg/m2 d8 q28", "900 mg/m2 d30 q21",
    "-500 mg/m2 d1 q21",
  ]) func whatIsNoScheduleIsRefused(text: String) {
    #expect(throws: MarrowProblem.self) { try MarrowSchedule(parsing: text) }
  }

  @Test func withoutASurfaceThereIsNoAmount() throws {
    let schedule = try MarrowSchedule(parsing: "500 mg/m2 d1 q28")
    #expect(throws: MarrowProblem.self) { try schedule.infusions(from: .zero, cycles: 1, surface: nil) }
    #expect(throws: MarrowProblem.self) { try schedule.infusions(from: .zero, cycles: 1, surface: 17) }
    #expect(throws: MarrowProblem.self) { try schedule.infusions(from: .zero, cycles: 0, surface: 1.8) }
  }
}
