// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Cox's regression with Firth's penalty: the named alternative where the likelihood has no maximum.
///
/// The log partial likelihood plus half the log determinant of its information (Jeffreys' prior) always has a maximum at finite coefficients:
/// Firth, Biometrika 1993;80:27; Heinze and Schemper, Biometrics 2001;57:114. Wald's limits are worthless where a likelihood is flat to one side:
/// limits and p come from the profile of the penalised likelihood. Cost grows with events × rows; for small series.
public struct PenalisedCoxModel: Sendable, Hashable {
  /// One covariate of the fit.
  public struct Term: Sendable, Hashable {
    /// The covariate's name.
    public var name: String
    /// Log hazard ratio for one unit more.
    public var coefficient: Double
    /// Limits of the coefficient by the profile; nil where the profile does not fall so far within 100 standard errors.
    public var coefficientLimits: ConfidenceInterval
    /// Penalised likelihood-ratio test that it is 0.
    public var test: ChiSquaredTest

    /// The hazard ratio.
    public var hazardRatio: Double { exp(coefficient) }
    /// Its limits.
    public var interval: ConfidenceInterval {
      ConfidenceInterval(
        lower: coefficientLimits.lower.map { exp($0) }, upper: coefficientLimits.upper.map { exp($0) },
        level: coefficientLimits.level)
    }
  }

  /// The covariates with their coefficients.
  public let terms: [Term]
  /// Penalised log likelihood at the estimate.
  public let logLikelihood: Double
  /// Penalised likelihood-ratio test of all coefficients together.
  public let test: ChiSquaredTest
  /// Rows used.
  public let count: Int
  /// Events used.
  public let eventCount: Int

  /// Fits `covariates`; `ties` are Efron's or Breslow's (`singular` for the exact method, which has no penalty here).
  public init(
    _ sample: SurvivalSample, covariates: [(name: String, values: [Double])], strata: [Int]? = nil,
    ties: TieMethod = .efron, level: Double = 0.95
  ) throws(SampleProblem) {
    guard ties != .exact else { throw .singular }
    let plain = try PartialLikelihood(sample, covariates: covariates.map { $0.values }, strata: strata, ties: ties)
    if let column = Collinearity.first(covariates.map { $0.values }) { throw .collinear(covariates[column].name) }
    let size = covariates.count
    let zero = [Double](repeating: 0, count: size)
    if case .failure(let dependent) = try plain.evaluate(zero).factor() {
      throw .collinear(covariates[dependent.column].name)
    }
    let likelihood = PenalisedLikelihood(plain)
    let best = try likelihood.maximum(from: zero, free: Array(0..<size))
    let none = try likelihood.evaluate(zero).logLikelihood
    let drop = pow(Normal.critical(level: level), 2) / 2
    var terms: [Term] = []
    for index in 0..<size {
      let profile = Profile(likelihood, index: index, best: best)
      let null = try profile.value(0)
      terms.append(
        Term(
          name: covariates[index].name, coefficient: best.beta[index],
          coefficientLimits: ConfidenceInterval(
            lower: try profile.limit(-1, drop: drop), upper: try profile.limit(1, drop: drop), level: level),
          test: ChiSquaredTest(max(0, 2 * (best.state.logLikelihood - null)), degreesOfFreedom: 1)))
    }
    self.terms = terms
    logLikelihood = best.state.logLikelihood
    test = ChiSquaredTest(max(0, 2 * (best.state.logLikelihood - none)), degreesOfFreedom: size)
    count = sample.count
    eventCount = sample.eventCount
  }

  /// The largest penalised likelihood with one coefficient held.
  private struct Profile {
    let likelihood: PenalisedLikelihood
    let index: Int
    let best: PenalisedLikelihood.Maximum
    let others: [Int]

    init(_ likelihood: PenalisedLikelihood, index: Int, best: PenalisedLikelihood.Maximum) {
      self.likelihood = likelihood
      self.index = index
      self.best = best
      others = (0..<best.beta.count).filter { $0 != index }
    }

    func value(_ coefficient: Double) throws(SampleProblem) -> Double {
      var start = best.beta
      start[index] = coefficient
      return try likelihood.maximum(from: start, free: others).state.logLikelihood
    }

    /// Where the profile has fallen by `drop` to one side of the estimate: outwards in doubled steps, then by halving.
    func limit(_ side: Double, drop: Double) throws(SampleProblem) -> Double? {
      let goal = best.state.logLikelihood - drop
      let error = best.standardErrors[index]
      var inner = best.beta[index]
      var width = error
      var outer = inner + side * width
      while try value(outer) > goal {
        inner = outer
        width *= 2
        guard width < 200 * error else { return nil }
        outer = best.beta[index] + side * width
      }
      for _ in 0..<80 {
        let middle = (inner + outer) / 2
        if try value(middle) > goal { inner = middle } else { outer = middle }
        if abs(outer - inner) < 1e-11 * max(error, abs(outer)) { break }
      }
      return (inner + outer) / 2
    }
  }
}

/// A partial likelihood with Firth's penalty.
private struct PenalisedLikelihood {
  struct Maximum {
    var beta: [Double]
    var state: LikelihoodState
    var standardErrors: [Double]
  }

  let plain: PartialLikelihood

  init(_ plain: PartialLikelihood) { self.plain = plain }

  /// Penalised value and score, and the information of the plain likelihood.
  func evaluate(_ beta: [Double]) throws(SampleProblem) -> LikelihoodState {
    var state = try plain.evaluate(beta)
    guard case .success(let factor) = state.factor() else {
      state.logLikelihood = -.infinity
      return state
    }
    state.logLikelihood += factor.logDeterminant / 2
    let inverse = factor.inverse
    let size = plain.size
    plain.thirdMoments(beta) { third in
      // Half the trace of the inverse times what the information changes by each coefficient.
      for r in 0..<size {
        var trace = 0.0
        for i in 0..<size {
          for j in 0..<size { trace += inverse[i, j] * third[(r * size + i) * size + j] }
        }
        state.score[r] += trace / 2
      }
    }
    return state
  }

  /// How the score falls with some coefficients, by central differences; nil where it does not fall in every direction.
  ///
  /// The information of the plain likelihood is no stand-in: with half of the curvature steps would go to and fro for ever.
  private func curvature(_ beta: [Double], _ free: [Int]) throws(SampleProblem) -> Cholesky? {
    var columns: [[Double]] = []
    for index in free {
      let width = 1e-4 / max(plain.spreads[index], 1e-300)
      var ends: [[Double]] = []
      for side in [1.0, -1] {
        var near = beta
        near[index] += side * width
        ends.append(try evaluate(near).score)
      }
      columns.append(free.map { (ends[1][$0] - ends[0][$0]) / (2 * width) })
    }
    var matrix = Matrix(size: free.count)
    for i in free.indices {
      for j in free.indices { matrix[i, j] = (columns[i][j] + columns[j][i]) / 2 }
    }
    return matrix.cholesky()
  }

  /// The maximum over some coefficients, the others as they are.
  func maximum(from start: [Double], free: [Int]) throws(SampleProblem) -> Maximum {
    var beta = start
    var state = try evaluate(beta)
    var least = Double.infinity
    for iteration in 0..<200 {
      guard case .success(let full) = state.factor(), state.logLikelihood.isFinite else {
        throw .divergent(iterations: iteration)
      }
      let errors = full.inverse
      let found = Maximum(
        beta: beta, state: state, standardErrors: beta.indices.map { errors[$0, $0].squareRoot() })
      guard !free.isEmpty, let factor = try curvature(beta, free) ?? state.information.part(free).cholesky() else {
        return found
      }
      let slope = free.map { state.score[$0] }
      var step = factor.solve(slope)
      let gain = dot(step, slope)
      if gain < 1e-24 || (gain < 1e-18 && gain >= least) { return found }
      least = min(least, gain)
      // The penalty is not concave far out: no step goes further than it can be trusted.
      let longest = zip(free, step).reduce(0) { max($0, abs($1.1) * plain.spreads[$1.0]) }
      if longest > 3 { step = step.map { $0 * 3 / longest } }
      var hasRisen = false
      var share = 1.0
      for _ in 0..<50 {
        var candidate = beta
        for (place, index) in free.enumerated() { candidate[index] += share * step[place] }
        let next = try evaluate(candidate)
        // Close to the maximum the value no longer tells steps apart; the score does.
        let slack = gain < 1e-6 ? 1e-12 * (1 + abs(state.logLikelihood)) : 0
        if next.logLikelihood.isFinite, next.logLikelihood >= state.logLikelihood - slack {
          beta = candidate
          state = next
          hasRisen = true
          break
        }
        share /= 2
      }
      // Nothing is left to win but rounding.
      if !hasRisen {
        guard gain < 1e-8 else { throw .divergent(iterations: iteration) }
        return found
      }
    }
    throw .divergent(iterations: 200)
  }
}

extension PartialLikelihood {
  /// Visits the third central moments of the covariates at each event: by what its information changes with each coefficient.
  func thirdMoments(_ beta: [Double], _ visit: ([Double]) -> Void) {
    let etas = times.indices.map { row in (0..<size).reduce(0.0) { $0 + beta[$1] * rows[row * size + $1] } }
    for range in strata {
      for first in range where events[first] {
        let time = times[first]
        // Those who die together are visited once, with the first of them.
        guard !(range.lowerBound..<first).contains(where: { times[$0] == time && events[$0] }) else { continue }
        let atRisk = range.filter { times[$0] >= time && (entries.isEmpty || entries[$0] < time) }
        let dead = atRisk.filter { times[$0] == time && events[$0] }
        let shift = atRisk.reduce(-Double.infinity) { max($0, etas[$1]) }
        let rounds = ties == .efron ? dead.count : 1
        let repeats = ties == .efron ? 1.0 : Double(dead.count)
        for round in 0..<rounds {
          let share = ties == .efron ? Double(round) / Double(dead.count) : 0
          let weights = atRisk.map { row in
            exp(etas[row] - shift) * (times[row] == time && events[row] ? 1 - share : 1)
          }
          let total = weights.reduce(0, +)
          var mean = [Double](repeating: 0, count: size)
          for (row, weight) in zip(atRisk, weights) {
            for i in 0..<size { mean[i] += weight / total * rows[row * size + i] }
          }
          var third = [Double](repeating: 0, count: size * size * size)
          for (row, weight) in zip(atRisk, weights) {
            let x = (0..<size).map { rows[row * size + $0] - mean[$0] }
            for r in 0..<size {
              for i in 0..<size {
                for j in 0..<size {
                  third[(r * size + i) * size + j] += repeats * weight / total * x[r] * x[i] * x[j]
                }
              }
            }
          }
          visit(third)
        }
      }
    }
  }
}
