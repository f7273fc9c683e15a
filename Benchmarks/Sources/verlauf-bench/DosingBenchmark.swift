// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Dosing

/// A million doses, each with its rules; and the accounts of 100,000 patients.
enum DosingBenchmark {
  static func run() {
    let library = BuiltInLibrary.read().library
    guard let set = library.rules["gemcitabine-us-pancreas"],
      let pattern = CyclePattern(days: [1, 8, 15], cycleDays: 28)
    else { return }
    let planned = Dose(amount: 1000, unit: .milligramsPerSquareMetre)
    let (dosing, sum) = time { () -> Double in
      var sum = 0.0
      for index in 0..<1_000_000 {
        var order = DoseOrder(
          planned,
          size: BodySize(
            heightCentimetres: 155 + Double(index % 45), weightKilograms: 50 + Double(index % 71), sex: .female))
        order.basis = .adjustedDevine
        var observations = Observations()
        observations.day = 8
        observations.values[.neutrophils] = .init(today: Double(index % 40) / 10)
        observations.values[.platelets] = .init(today: Double(index % 300))
        let decision = set.decide("gemcitabine", planned: planned, observations)
        order.percent = max(decision.percent ?? 0, 1)
        if let milligrams = try? order.milligrams() { sum += milligrams }
      }
      return sum
    }
    line("1,000,000 doses by adjusted weight, each with a rule set", dosing, "s")
    precondition(sum > 0)
    let plan = AccountPlan(dose: planned, pattern: pattern)
    let (accounting, total) = time { () -> Double in
      (0..<100_000).reduce(0.0) { sum, patient in
        let cycles = (0..<8).map { cycle in
          GivenCycle(
            startDay: cycle * 28 + (patient % 3) * cycle,
            doses: [1, 8, 15].map {
              GivenDose(day: $0, amount: $0 == 15 && patient % 2 == 0 ? 0 : 1000, reason: .haematotoxicity)
            })
        }
        return sum + (DoseAccount(plan: plan, cycles: cycles)?.relativePercent(.perCourse) ?? 0)
      }
    }
    line("accounts of 100,000 patients of 8 cycles", accounting, "s")
    precondition(total > 0)
  }

  private static func time<Value>(_ work: () -> Value) -> (Double, Value) {
    let start = ContinuousClock.now
    let value = work()
    let elapsed = ContinuousClock.now - start
    return (Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18, value)
  }
}
