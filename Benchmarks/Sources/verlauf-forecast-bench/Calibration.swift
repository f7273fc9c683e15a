// SPDX-License-Identifier: Apache-2.0

import Foundation
import Marrow

/// Simulation-based calibration (Talts et al., arXiv:1804.06788) of what `verlauf forecast` does with the counts of a patient, refusals included: where the true parameters and the true nadir of the next cycle lie among the
/// draws of each posterior is uniform, and bands hold the truth in their share. What is refused is refused for the counts alone, so that of the others both still hold.
struct Calibration: Sendable {
  var patients = 1000
  var seed: UInt64 = 20
  /// So many patients, and so many of those whose nadirs lie farthest outside, are forecast by the reference method too.
  var references = 0

  /// What became of a patient.
  private struct Result: Sendable {
    var patient: SimulatedPatient
    var refusal: String?
    /// The share of the posterior that lies below each true eta.
    var places: [Double] = []
    var band: CountForecast.Band?

    /// By which factor the true nadir lies outside of nine tenths; 1 within.
    var miss: Double {
      guard let ninety = band?.ninety else { return 1 }
      return max(1, ninety.lowerBound / patient.nadir, patient.nadir / ninety.upperBound)
    }
  }

  func run(_ model: MarrowModel, _ schedule: MarrowSchedule) async throws {
    let prior = try MarrowPrior(model)
    guard case .logAdditive(let scatter) = prior.residual else { return }
    let truths = try MarrowPosterior.population(prior, draws: patients, seed: seed).draws
    let results = try await onAllCores(patients) { replicate in
      let patient = try SimulatedPatient(
        prior, schedule, scatter: scatter, truth: truths[replicate], seed: seed, replicate: replicate)
      do {
        return try await forecast(patient, model)
      } catch let problem as MarrowProblem {
        return Result(patient: patient, refusal: "problem(\(problem))")
      }
    }
    tell(results, prior)
    guard references > 0 else { return }
    let answered = results.filter { $0.band != nil }
    try await compare("patients as they come", Array(answered.prefix(references)), prior)
    try await compare(
      "patients whose nadirs lie farthest outside",
      Array(answered.sorted { ($1.miss, $0.patient.replicate) < ($0.miss, $1.patient.replicate) }.prefix(references)),
      prior)
  }

  /// A seed that no truth was drawn with.
  private func seed(of patient: SimulatedPatient) -> UInt64 {
    seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 &+ UInt64(patient.replicate)
  }

  private func forecast(_ patient: SimulatedPatient, _ model: MarrowModel) async throws -> Result {
    switch try await PatientForecast.make(model, patient.question, [patient.next], seed: seed(of: patient)) {
    case .refused(let refusal): return Result(patient: patient, refusal: String(describing: refusal))
    case .forecast(_, let posterior, let forecasts):
      let places = patient.truth.enumerated().map { index, eta in
        zip(posterior.draws, posterior.weights).reduce(0) { $1.0[index] < eta ? $0 + $1.1 : $0 }
      }
      return Result(patient: patient, places: places, band: forecasts[0].nadir)
    }
  }

  private func tell(_ results: [Result], _ prior: MarrowPrior) {
    let answered = results.compactMap { result in result.band.map { (result, $0) } }
    let count = Double(answered.count)
    print("calibration: \(results.count) simulated patients, seed \(seed), \(answered.count) forecast")
    for refusal in Dictionary(grouping: results.compactMap(\.refusal), by: { $0.prefix { $0 != "(" } })
      .sorted(by: { $0.key < $1.key })
    {
      print("  refused, \(refusal.key): \(refusal.value.count), such as \(refusal.value[0])")
    }
    for (index, key) in prior.keys.enumerated() {
      let distance = rounded(distance(answered.map { $0.0.places[index] }))
      print("  \(key.rawValue): Kolmogorov-Smirnov \(distance), p = 0.05 at \(rounded(1.358 / count.squareRoot()))")
    }
    for (name, share, range) in [
      ("50 %", 0.5, { (band: CountForecast.Band) in band.half }), ("90 %", 0.9, { $0.ninety }),
    ] {
      let within = answered.count { range($0.1).contains($0.0.patient.nadir) }
      let lower = answered.count { $0.0.patient.nadir < range($0.1).lowerBound }
      print(
        "  the band of \(name) holds the nadir in \(rounded(Double(within) / count)), standard error "
          + "\(rounded((share * (1 - share) / count).squareRoot())); \(lower) lie below it, \(answered.count - within - lower) above"
      )
    }
  }

  /// The bands beside those of a random walk with 20,000 draws.
  private func compare(_ name: String, _ results: [Result], _ prior: MarrowPrior) async throws {
    let bands = try await onAllCores(results.count) { index in
      let patient = results[index].patient
      let walk = try MarrowPosterior.metropolis(try IndividualFit(prior, patient.past), seed: seed(of: patient))
      return try await CountForecast.all(walk, patient.question, [patient.next])[0].nadir
    }
    print("  \(results.count) \(name), beside the reference method:")
    for (level, place) in [("5 %", 0), ("50 %", 2), ("95 %", 4)] {
      let ratios = zip(results, bands).compactMap { own, other in
        own.band.map { log($0.quantiles[place] / other.quantiles[place]) }
      }
      let mean = ratios.reduce(0, +) / Double(ratios.count)
      let worst = ratios.map(\.magnitude).max() ?? 0
      print(
        "    \(level) of the nadir: on average \(rounded(100 * (exp(mean) - 1))) % higher, at most \(rounded(100 * (exp(worst) - 1))) % apart"
      )
    }
    let own = results.count { $0.miss == 1 }
    let other = zip(results, bands).count { $1.ninety.contains($0.patient.nadir) }
    print("    within nine tenths: \(own), by the reference \(other)")
  }

  /// What work on so many gives, in their order.
  private func onAllCores<Value: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      // No more at once than there are cores: what is begun is in memory.
      var found: [(Int, Value)] = []
      for index in 0..<count {
        if index >= ProcessInfo.processInfo.activeProcessorCount, let next = try await group.next() {
          found.append(next)
        }
        group.addTask { (index, try await work(index)) }
      }
      for try await next in group { found.append(next) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
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
