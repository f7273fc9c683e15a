// SPDX-License-Identifier: Apache-2.0

import Foundation
import Marrow

/// Simulation-based calibration (Talts et al., arXiv:1804.06788): patients drawn from the population with counts that scatter as the model says; where the true parameters and the true nadir of the next cycle lie among the
/// draws of each posterior is then uniform, and bands hold the truth in their share.
struct Calibration {
  var patients = 1000
  var draws = 400
  var seed: UInt64 = 20

  /// Numbers of its own, so that nothing that is tested draws them.
  private struct Noise {
    var state: UInt64

    mutating func unit() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return (Double((value ^ (value >> 31)) >> 11) + 0.5) * 0x1p-53
    }

    mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit()) }
  }

  func run(_ model: MarrowModel, _ schedule: MarrowSchedule) async throws {
    let prior = try MarrowPrior(model)
    guard case .logAdditive(let scatter) = prior.residual else { return }
    let truths = try MarrowPosterior.population(prior, draws: patients, seed: seed)
    let given = try schedule.infusions(from: .zero, cycles: 1, surface: 1.8)
    let start = Hours(days: 28)
    let next = try schedule.infusions(from: start, cycles: 1, surface: 1.8)
    let days = [0.0, 6.9, 13.9, 20.9, 27.9].map { Hours(days: $0) }
    var noise = Noise(state: seed)
    var places = prior.keys.map { _ in [Double]() }
    var nadirs: [Double] = []
    var (half, ninety, refused) = (0, 0, 0)
    for (replicate, truth) in truths.draws.enumerated() {
      var parameters = prior.typical
      for (key, eta) in zip(prior.keys, truth) {
        parameters = try parameters.with(key, (parameters[key] ?? 1) * exp(eta))
      }
      let course = try CountCourse(
        parameters, given + next, to: Hours(days: 56), at: days, stretches: [(start, Hours(days: 56))])
      let counts = try course.points.map {
        try CountObservation(at: $0.time, min(400, max(1e-4, $0.count * exp(scatter * noise.normal()))))
      }
      let past = PatientCounts(given, counts)
      let posterior = try MarrowPosterior(try IndividualFit(prior, past), draws: draws, seed: seed &+ UInt64(replicate))
      guard posterior.isBelievable else {
        refused += 1
        continue
      }
      for (index, eta) in truth.enumerated() {
        places[index].append(
          zip(posterior.draws, posterior.weights).reduce(0) { $1.0[index] < eta ? $0 + $1.1 : $0 })
      }
      let question = try CountForecast.Question(after: past, from: start, to: Hours(days: 56))
      let forecast = try await CountForecast.all(posterior, question, [.init("next", next)])[0]
      let nadir = course.nadirs[0].count
      nadirs.append(nadir)
      if forecast.nadir.half.contains(nadir) { half += 1 }
      if forecast.nadir.ninety.contains(nadir) { ninety += 1 }
    }
    let count = Double(nadirs.count)
    print("calibration: \(nadirs.count) simulated patients, \(refused) refused for uneven draws")
    for (key, own) in zip(prior.keys, places) {
      print(
        "  \(key.rawValue): Kolmogorov-Smirnov \(rounded(distance(own))), p = 0.05 at \(rounded(1.358 / count.squareRoot()))"
      )
    }
    print(
      "  bands of the nadir hold it: 50 % in \(rounded(Double(half) / count)), 90 % in \(rounded(Double(ninety) / count))"
    )
  }

  /// The greatest distance of places from the uniform distribution.
  private func distance(_ places: [Double]) -> Double {
    let count = Double(places.count)
    return places.sorted().enumerated().reduce(0) { worst, place in
      max(
        worst, abs(place.element - Double(place.offset) / count), abs(place.element - Double(place.offset + 1) / count))
    }
  }

  private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
