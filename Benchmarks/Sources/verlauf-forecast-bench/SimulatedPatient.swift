// SPDX-License-Identifier: Apache-2.0

import Foundation
import Marrow

/// A patient drawn from the population, with counts of a first cycle that scatter as the model says, and with the nadir of the second.
struct SimulatedPatient: Sendable {
  let replicate: Int
  /// The true etas.
  let truth: [Double]
  let past: PatientCounts
  let question: CountForecast.Question
  let next: CountForecast.Alternative
  /// The true nadir of the next cycle.
  let nadir: Double

  /// Numbers of its own, so that nothing that is tested draws them; a patient's do not depend on who was drawn before.
  private struct Noise {
    private var state: UInt64

    init(seed: UInt64, replicate: Int) {
      state = Self.mixed(seed) ^ Self.mixed(~UInt64(replicate))
    }

    private static func mixed(_ state: UInt64) -> UInt64 {
      var value = state &+ 0x9E37_79B9_7F4A_7C15
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }

    private mutating func unit() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      return (Double(Self.mixed(state) >> 11) + 0.5) * 0x1p-53
    }

    mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit()) }
  }

  init(
    _ prior: MarrowPrior, _ schedule: MarrowSchedule, scatter: Double, truth: [Double], seed: UInt64, replicate: Int
  ) throws {
    self.replicate = replicate
    self.truth = truth
    let (start, end) = (Hours(days: 28), Hours(days: 56))
    let given = try schedule.infusions(from: .zero, cycles: 1, surface: 1.8)
    next = CountForecast.Alternative("next", try schedule.infusions(from: start, cycles: 1, surface: 1.8))
    var parameters = prior.typical
    for (key, eta) in zip(prior.keys, truth) {
      parameters = try parameters.with(key, (parameters[key] ?? 1) * exp(eta))
    }
    let course = try CountCourse(
      parameters, given + next.infusions, to: end, at: [0.0, 6.9, 13.9, 20.9, 27.9].map { Hours(days: $0) },
      stretches: [(start, end)])
    var noise = Noise(seed: seed, replicate: replicate)
    past = PatientCounts(
      given,
      try course.points.map {
        try CountObservation(at: $0.time, min(400, max(1e-4, $0.count * exp(scatter * noise.normal()))))
      })
    question = try CountForecast.Question(after: past, from: start, to: end)
    nadir = course.nadirs[0].count
  }
}
