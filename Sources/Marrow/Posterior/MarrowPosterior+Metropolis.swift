// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

extension MarrowPosterior {
  /// The reference method: a random walk (Metropolis et al., J Chem Phys 1953;21:1087) whose steps follow the covariance of what it has seen (Haario et al., Bernoulli 2001;7:223), which ends with the run-in.
  ///
  /// - Parameters:
  ///   - fit: where it begins.
  ///   - count: draws that are kept.
  ///   - runIn: steps before them.
  ///   - seed: of its stream.
  public static func metropolis(
    _ fit: IndividualFit, draws count: Int = 20_000, runIn: Int = 2000, seed: UInt64 = 1
  ) throws(MarrowProblem) -> MarrowPosterior {
    guard (100...1_000_000).contains(count), (100...1_000_000).contains(runIn) else {
      throw MarrowProblem("draws", found: "\(count) after \(runIn)", expected: "100 to 1,000,000 each")
    }
    let objective = try Objective(fit.prior, fit.data, weight: fit.priorWeight, control: .draws)
    let size = fit.etas.count
    let scale = 2.38 / Double(size).squareRoot()
    guard let first = fit.covariance.cholesky()?.lower else {
      throw MarrowProblem("fit", found: "a covariance that is none", expected: "a positive definite one")
    }
    var factor = first
    var stream = NormalStream(seed: seed, replicate: 0)
    var place = fit.etas
    var value = objective.value(fit.prior.standard(place))
    var seen: [[Double]] = []
    var kept: [[Double]] = []
    kept.reserveCapacity(count)
    var accepted = 0
    for step in 0..<(runIn + count) {
      let z = (0..<size).map { _ in stream.normal() }
      let trial = (0..<size).map { row in
        (0...row).reduce(place[row]) { $0 + scale * factor[row, $1] * z[$1] }
      }
      let found = objective.value(fit.prior.standard(trial))
      if found < value || stream.unit() < exp((value - found) / 2) {
        (place, value) = (trial, found)
        if step >= runIn { accepted += 1 }
      }
      if step < runIn {
        seen.append(place)
        if step >= 500, step.isMultiple(of: 250) {
          let even = MarrowPosterior(
            prior: fit.prior, method: .population, draws: seen, weights: seen.map { _ in 1 })
          factor = even.covariance.cholesky()?.lower ?? factor
        }
      } else {
        kept.append(place)
      }
    }
    return MarrowPosterior(
      prior: fit.prior, method: .metropolis(accepted: Double(accepted) / Double(count)), draws: kept,
      weights: [Double](repeating: 1, count: count))
  }
}
