// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The ends of the times of an accelerated-failure-time model as vectors, by which it is told whether its likelihood has a maximum.
///
/// In the parameters γ = β/σ and τ = 1/σ a standardised time u = τ log t − γ·x is linear and the likelihood concave (Burridge, J R Stat Soc B
/// 1981;43:41). Along a direction it never falls exactly if no exact time moves, no time that the event lies after moves up, none that it lies
/// before moves down, and τ does not fall.
struct FailureTimeEnds {
  /// The products that have to be 0: exact times.
  private var exact: [[Double]] = []
  /// The products that must not be below 0: ends of intervals, and τ.
  private var bounds: [[Double]] = []
  private let means: [Double]
  private let spreads: [Double]
  private let logMean: Double
  private let logSpread: Double
  private let fitsScale: Bool

  init(_ items: [IntervalSample.Observation], covariates: [[Double]], fitsScale: Bool) {
    let count = Double(items.count)
    let means = covariates.map { $0.reduce(0, +) / count }
    let spreads = zip(covariates, means).map { column, mean in
      max(1e-300, (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }).squareRoot())
    }
    let logs = items.flatMap { item in [item.left, item.right].filter { $0 > 0 && $0.isFinite }.map { log($0) } }
    let logMean = logs.reduce(0, +) / Double(max(1, logs.count))
    let variance = logs.reduce(0) { $0 + ($1 - logMean) * ($1 - logMean) } / Double(max(1, logs.count))
    let logSpread = variance > 0 ? variance.squareRoot() : 1
    for (row, item) in items.enumerated() {
      /// How the standardised time of an end moves, by each parameter.
      func vector(_ time: Double, _ sign: Double) -> [Double] {
        ([-1] + covariates.indices.map { -(covariates[$0][row] - means[$0]) / spreads[$0] }
          + (fitsScale ? [(log(time) - logMean) / logSpread] : [])).map { sign * $0 }
      }
      if item.left == item.right {
        exact.append(vector(item.left, 1))
      } else {
        if item.left > 0 { bounds.append(vector(item.left, -1)) }
        if item.right.isFinite { bounds.append(vector(item.right, 1)) }
      }
    }
    if fitsScale { bounds.append([Double](repeating: 0, count: covariates.count + 1) + [1]) }
    self.means = means
    self.spreads = spreads
    self.logMean = logMean
    self.logSpread = logSpread
    self.fitsScale = fitsScale
  }

  /// A step of coefficients and log scale as a step of γ and τ, in standard deviations of what they multiply.
  func step(_ step: [Double], at parameters: [Double]) -> [Double] {
    let size = means.count + 1
    let slowness = fitsScale ? exp(-parameters[size]) : 1
    let logStep = fitsScale ? step[size] : 0
    let gamma = (0..<size).map { (step[$0] - parameters[$0] * logStep) * slowness }
    let tau = -logStep * slowness
    let centre = gamma[0] + dot(Array(gamma[1...]), means) - (fitsScale ? tau * logMean : 0)
    return [centre] + zip(gamma[1...], spreads).map { $0 * $1 } + (fitsScale ? [tau * logSpread] : [])
  }

  /// How far a step moves any standardised time.
  func motion(_ step: [Double]) -> Double {
    (exact + bounds).reduce(0) { max($0, abs(dot($1, step))) }
  }

  /// The monotone direction next to a step; nil if there is none.
  func monotone(_ step: [Double]) -> [Double]? {
    MonotoneDirection.near(
      step, equalities: exact,
      worst: { direction in
        bounds.min { dot($0, direction) < dot($1, direction) }.map(MonotoneDirection.Violation.init)
      },
      rises: { direction, bound in
        // A sharper error alone raises the density of exact times only.
        (exact.isEmpty && fitsScale ? bounds.dropLast() : bounds[...]).contains { dot($0, direction) > bound }
      })
  }

  /// Why a fit did not come to rest: a monotone direction next to one of the parameters; times that no longer matter, since the scale grows for ever;
  /// or it is not known.
  func whyWithout(_ parameters: [Double], _ names: [String], _ iterations: Int) -> SampleProblem {
    let size = means.count + 1 + (fitsScale ? 1 : 0)
    for index in 0..<size {
      for sign in [1.0, -1] {
        var start = [Double](repeating: 0, count: size)
        start[index] = sign
        if let direction = monotone(start) { return .separated(named(direction, names)) }
      }
    }
    if fitsScale, exact.isEmpty, exp(-parameters[means.count + 1]) * logSpread < 1e-3 {
      return .separated(["the scale"])
    }
    return .divergent(iterations: iterations)
  }

  /// The parameters that a direction moves.
  func named(_ direction: [Double], _ names: [String]) -> [String] {
    let all = ["the intercept"] + names + (fitsScale ? ["the scale"] : [])
    let largest = direction.reduce(0) { max($0, abs($1)) }
    let moved = zip(all, direction).dropFirst().filter { abs($0.1) > 1e-6 * largest }.map(\.0)
    return moved.isEmpty ? [all[0]] : moved
  }
}
