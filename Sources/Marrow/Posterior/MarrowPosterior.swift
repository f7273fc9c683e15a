// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Statistics
import Trials

/// What a patient's parameters can be, given the counts: draws with weights.
public struct MarrowPosterior: Sendable, Hashable {
  /// How the draws were made.
  public enum Method: Sendable, Hashable {
    /// From a distribution around the most probable parameters, weighted by what they are worth.
    case importance
    /// A random walk that takes what is worth more, and less in proportion (the reference; slow).
    case metropolis(accepted: Double)
    /// From the population, for a patient without counts.
    case population
  }

  /// The prior that it rests on.
  public let prior: MarrowPrior
  /// How it was made.
  public let method: Method
  /// Etas of each draw, in the order of the prior's keys.
  public let draws: [[Double]]
  /// The weight of each; they sum to 1.
  public let weights: [Double]
  /// 1/Σw²: so many draws of equal weight are as good.
  public let effectiveSize: Double

  init(prior: MarrowPrior, method: Method, draws: [[Double]], weights: [Double]) {
    self.prior = prior
    self.method = method
    self.draws = draws
    let sum = weights.reduce(0, +)
    self.weights = weights.map { $0 / sum }
    effectiveSize = sum * sum / weights.reduce(0) { $0 + $1 * $1 }
  }

  /// Least effective size for a forecast to be shown, as a number and as a share of the draws.
  public static let leastEffective = (size: 100.0, share: 0.1)

  /// Whether the weights are even enough to believe what is computed of them.
  public var isBelievable: Bool {
    effectiveSize >= Self.leastEffective.size && effectiveSize >= Self.leastEffective.share * Double(draws.count)
  }

  /// The places of the draws of which forecasts are made. What weighs less than 10⁻¹² changes no digit that is shown, and far from the patient the equations may have no solution.
  var counted: [Int] { weights.indices.filter { weights[$0] >= 1e-12 } }

  /// The population itself: of a patient of whom nothing is known.
  public static func population(
    _ prior: MarrowPrior, draws count: Int = 2000, seed: UInt64 = 1
  ) throws(MarrowProblem) -> MarrowPosterior {
    let count = try checked(count)
    let draws = (0..<count).map { index in
      var stream = NormalStream(seed: seed, replicate: UInt64(index))
      return prior.etas(prior.keys.map { _ in stream.normal() })
    }
    return MarrowPosterior(
      prior: prior, method: .population, draws: draws, weights: [Double](repeating: 1, count: count))
  }

  /// By importance: draws from a t-distribution with the centre and the spread of the fit (the approximation of Laplace), weighted by the posterior over it. Where the weights are uneven, centre and spread are those of the
  /// weighted draws, up to twice (Cappé et al., J Comput Graph Stat 2004;13:907). On all cores; not a bit depends on how many there are.
  public init(_ fit: IndividualFit, draws count: Int = 1000, seed: UInt64 = 1) async throws(MarrowProblem) {
    let count = try Self.checked(count)
    let prior = fit.prior
    var centre = fit.etas
    var spread = fit.covariance
    var result: MarrowPosterior?
    for round in 0..<3 {
      guard let factor = spread.cholesky()?.lower else { break }
      let (draws, weights) = try await Self.sample(
        fit, centre, factor, count, seed: seed &+ UInt64(round) &* 0x9E37_79B9, freedom: round == 0 ? 8 : 5)
      guard weights.contains(where: { $0 > 0 }) else { break }
      let found = MarrowPosterior(prior: prior, method: .importance, draws: draws, weights: weights)
      if found.effectiveSize > result?.effectiveSize ?? 0 { result = found }
      if found.effectiveSize > 0.4 * Double(count) { break }
      centre = found.mean
      spread = found.covariance
    }
    guard let result else {
      throw MarrowProblem("posterior", found: "no draw with a weight", expected: "a fit with a curvature")
    }
    self = result
  }

  private static func checked(_ count: Int) throws(MarrowProblem) -> Int {
    guard (100...1_000_000).contains(count) else {
      throw MarrowProblem("draws", found: "\(count)", expected: "100 to 1,000,000")
    }
    return count
  }

  /// Draws from a t-distribution, and their weights up to a factor.
  private static func sample(
    _ fit: IndividualFit, _ centre: [Double], _ factor: Matrix, _ count: Int, seed: UInt64, freedom: Int
  ) async throws(MarrowProblem) -> (draws: [[Double]], weights: [Double]) {
    let found = try await OverDraws.collect(count, stretch: 8 * BatchMethod.lanes) { range throws(MarrowProblem) in
      let objective = try Objective(fit.prior, fit.data, weight: fit.priorWeight, control: .draws)
      let proposals = range.map { proposal($0, centre, factor, seed: seed, freedom: freedom) }
      let values = objective.values(proposals.map { fit.prior.standard($0.draw) })
      return zip(proposals, values).map { (draw: $0.draw, log: -0.5 * $1 - $0.log) }
    }
    let top = found.map(\.log).max() ?? 0
    return (found.map(\.draw), found.map { $0.log.isFinite && top.isFinite ? exp($0.log - top) : 0 })
  }

  /// A draw from a t-distribution, and the logarithm of its density up to a constant.
  private static func proposal(
    _ index: Int, _ centre: [Double], _ factor: Matrix, seed: UInt64, freedom: Int
  ) -> (draw: [Double], log: Double) {
    let size = centre.count
    var stream = NormalStream(seed: seed, replicate: UInt64(index))
    let z = (0..<size).map { _ in stream.normal() }
    let chi = (0..<freedom).reduce(0.0) { sum, _ in
      let next = stream.normal()
      return sum + next * next
    }
    let scale = (Double(freedom) / chi).squareRoot()
    let draw = (0..<size).map { row in
      (0...row).reduce(centre[row]) { $0 + factor[row, $1] * z[$1] * scale }
    }
    let distance = z.reduce(0) { $0 + $1 * $1 } * scale * scale
    return (draw, -0.5 * Double(freedom + size) * log1p(distance / Double(freedom)))
  }

  /// The weighted mean of each eta.
  public var mean: [Double] {
    var mean = [Double](repeating: 0, count: prior.keys.count)
    for (draw, weight) in zip(draws, weights) { for index in mean.indices { mean[index] += weight * draw[index] } }
    return mean
  }

  /// The weighted covariance of the etas.
  package var covariance: Matrix {
    let mean = mean
    var covariance = Matrix(size: mean.count)
    for (draw, weight) in zip(draws, weights) {
      for row in mean.indices {
        for column in mean.indices {
          covariance[row, column] += weight * (draw[row] - mean[row]) * (draw[column] - mean[column])
        }
      }
    }
    return covariance
  }

  /// A weighted quantile of one eta.
  public func quantile(_ probability: Double, of index: Int) -> Double? {
    WeightedSample(draws.map { $0[index] }, weights).quantile(probability)
  }
}
