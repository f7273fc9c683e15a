// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Value and derivatives of a likelihood at some coefficients.
struct LikelihoodState {
  var logLikelihood: Double
  var score: [Double]
  var information: Matrix
  /// What the diagonal of the information is the small difference of: below 1e-14 of it nothing is left but rounding.
  var reference: [Double]

  init(size: Int) {
    logLikelihood = 0
    score = [Double](repeating: 0, count: size)
    information = Matrix(size: size)
    reference = score
  }

  /// The factor of the information, or the first parameter of which it says nothing.
  func factor() -> Result<Cholesky, Matrix.Dependent> { information.cholesky(above: reference.map { $0 * 1e-14 }) }
}

/// A log likelihood that is a sum, over events, of a linear predictor less the log of a weighted sum of exponentials over a risk set.
///
/// Concave; whether it has a maximum is a question to the data that `maximum` answers.
protocol RiskSetLikelihood {
  var size: Int { get }
  /// Standard deviations of the covariates.
  var spreads: [Double] { get }
  /// Most events that one term of the sum counts together.
  var largestTerm: Int { get }

  func evaluate(_ beta: [Double]) throws(SampleProblem) -> LikelihoodState
  /// The largest of √(x·M⁻¹·x) over all rows, their covariates centred.
  func reach(_ factor: Cholesky) -> Double
  /// Of all events, the difference (own covariates less those of somebody at risk) whose product with `direction` is smallest.
  func leastDifference(_ direction: [Double]) -> [Double]?
  /// Whether any event's product with `direction` is above `bound` more than that of somebody at risk.
  func hasDifference(_ direction: [Double], above bound: Double) -> Bool
}

/// Coefficients at the maximum of a likelihood.
struct LikelihoodMaximum {
  var beta: [Double]
  var state: LikelihoodState
  var factor: Cholesky
  var iterations: Int
}

extension RiskSetLikelihood {
  /// The maximum by Newton's method, shortened where the likelihood would fall.
  ///
  /// That there is one is certified before it is believed: such likelihoods are self-concordant in the sense of Bach (Electron J Stat
  /// 2010;4:384, Proposition 2), and where Newton's decrement, times twice the largest distance of a row in the metric of the information, is at
  /// most one half, a maximum exists next to the point. Along a monotone direction that product stays near one for ever. There the direction of
  /// the step is asked of the data, and the problem names its covariates. The size of a coefficient says nothing.
  ///
  /// Throws `collinear`, `separated`, or `divergent` where neither was shown.
  func maximum(_ names: [String], from state: LikelihoodState) throws(SampleProblem) -> LikelihoodMaximum {
    var state = state
    var beta = [Double](repeating: 0, count: size)
    var last: [Double]?
    for iteration in 0..<120 {
      let factor: Cholesky
      switch state.factor() {
      case .success(let found): factor = found
      case .failure(let dependent):
        if let last, let direction = monotone(last) { throw .separated(named(direction, names)) }
        throw iteration == 0 ? .collinear(names[dependent.column]) : .divergent(iterations: iteration)
      }
      let step = factor.solve(state.score)
      let gain = dot(step, state.score)
      last = step
      let isCertain = gain < 1e-2 && 2 * Double(largestTerm) * gain.squareRoot() * reach(factor) <= 0.5
      if !isCertain, gain < 1e-2, let direction = monotone(step) { throw .separated(named(direction, names)) }
      // What is left to win is bounded by the decrement; one step more squares it.
      let isSettled = gain < 1e-14 * (1 + abs(state.logLikelihood))
      if isSettled && (isCertain || iteration > 60) || gain < 1e-24 && isCertain {
        return try polished(beta, state, step, iteration)
      }
      var share = 1.0
      for attempt in 0..<60 {
        let candidate = zip(beta, step).map { $0 + share * $1 }
        let next = try evaluate(candidate)
        if next.logLikelihood.isFinite, next.logLikelihood >= state.logLikelihood - 1e-12 * abs(state.logLikelihood) {
          beta = candidate
          state = next
          break
        }
        if attempt == 59 { throw .divergent(iterations: iteration) }
        share /= 2
      }
    }
    throw .divergent(iterations: 120)
  }

  /// One step more than is needed, where it does not fall.
  private func polished(
    _ beta: [Double], _ state: LikelihoodState, _ step: [Double], _ iteration: Int
  ) throws(SampleProblem) -> LikelihoodMaximum {
    let candidate = zip(beta, step).map { $0 + $1 }
    let next = try evaluate(candidate)
    let isBetter = next.logLikelihood >= state.logLikelihood - 1e-9 * abs(state.logLikelihood)
    let chosen = isBetter ? next : state
    guard case .success(let factor) = chosen.factor() else { throw .divergent(iterations: iteration) }
    return LikelihoodMaximum(
      beta: isBetter ? candidate : beta, state: chosen, factor: factor, iterations: iteration + 1)
  }

  /// The monotone direction next to a step, in the covariates' own units; nil if the step is none.
  private func monotone(_ step: [Double]) -> [Double]? {
    // In standard deviations, so that all parameters have one scale.
    let scales = spreads.map { $0 > 0 ? $0 : 1 }
    func own(_ direction: [Double]) -> [Double] { zip(direction, scales).map { $0 / $1 } }
    return MonotoneDirection.near(
      zip(step, scales).map { $0 * $1 },
      worst: { direction in
        leastDifference(own(direction)).map { difference in
          MonotoneDirection.Violation(vector: zip(difference, scales).map { $0 / $1 })
        }
      },
      rises: { hasDifference(own($0), above: $1) }
    ).map(own)
  }

  /// The covariates that a direction moves.
  private func named(_ direction: [Double], _ names: [String]) -> [String] {
    let sizes = zip(direction, spreads).map { abs($0 * $1) }
    let largest = sizes.max() ?? 0
    return zip(names, sizes).filter { $0.1 > 1e-6 * largest }.map(\.0)
  }
}
