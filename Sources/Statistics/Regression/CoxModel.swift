// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the partial likelihood treats events at the same time.
public enum TieMethod: String, Sendable, Hashable, CaseIterable {
  /// Efron, J Am Stat Assoc 1977;72:557; close to exact, and the default here as in R.
  case efron
  /// Breslow, Biometrics 1974;30:89; biased towards no effect where ties are many.
  case breslow
  /// Cox's discrete (conditional logistic) likelihood. Cost grows with rows × ties: for small series; no delayed entry.
  case exact
}

/// Cox's proportional-hazards regression, fitted by Newton's method on the partial likelihood.
///
/// Cox, J R Stat Soc B 1972;34:187.
public struct CoxModel: Sendable, Hashable {
  /// One covariate of the fit.
  public struct Term: Sendable, Hashable {
    /// The covariate's name.
    public var name: String
    /// Log hazard ratio for one unit more.
    public var coefficient: Double
    /// Standard error from the observed information.
    public var standardError: Double

    /// Coefficient over its standard error.
    public var z: Double { coefficient / standardError }
    /// Two-sided p of Wald's test.
    public var p: Double { Normal.twoSidedP(z) }
    /// The hazard ratio.
    public var hazardRatio: Double { exp(coefficient) }

    /// Wald's interval of the hazard ratio.
    public func interval(level: Double = 0.95) -> ConfidenceInterval {
      let half = Normal.critical(level: level) * standardError
      return ConfidenceInterval(lower: exp(coefficient - half), upper: exp(coefficient + half), level: level)
    }
  }

  /// The covariates with their coefficients.
  public let terms: [Term]
  /// Inverse of the information at the estimate.
  public let covariance: [[Double]]
  /// Log partial likelihood with all coefficients 0.
  public let nullLogLikelihood: Double
  /// Log partial likelihood at the estimate.
  public let logLikelihood: Double
  /// Wald's test of all coefficients together.
  public let wald: ChiSquaredTest
  /// Score test of all coefficients together; with one two-group covariate and no ties, the log-rank test.
  public let score: ChiSquaredTest
  /// Rows used.
  public let count: Int
  /// Events used.
  public let eventCount: Int
  /// Steps of Newton's method.
  public let iterations: Int
  /// How ties were treated.
  public let ties: TieMethod
  let likelihood: PartialLikelihood

  /// Likelihood-ratio test of all coefficients together.
  public var likelihoodRatio: ChiSquaredTest {
    ChiSquaredTest(2 * (logLikelihood - nullLogLikelihood), degreesOfFreedom: terms.count)
  }

  /// Fits `covariates` (one column each, as long as the sample; all finite) with separate baselines for `strata`.
  ///
  /// Throws `noEvents`, `collinear` (constant or dependent columns), `separated` (the likelihood has no maximum; ``PenalisedCoxModel`` has one) or what
  /// is wrong with a row.
  public init(
    _ sample: SurvivalSample, covariates: [(name: String, values: [Double])], strata: [Int]? = nil,
    ties: TieMethod = .efron
  ) throws(SampleProblem) {
    let likelihood = try PartialLikelihood(
      sample, covariates: covariates.map { $0.values }, strata: strata, ties: ties)
    let size = covariates.count
    let names = covariates.map { $0.name }
    if let column = Collinearity.first(covariates.map { $0.values }) { throw .collinear(names[column]) }
    let start = try likelihood.evaluate([Double](repeating: 0, count: size))
    let maximum = try likelihood.maximum(names, from: start)
    guard case .success(let first) = start.factor() else { throw .divergent(iterations: 0) }
    let scoreStatistic = dot(start.score, first.solve(start.score))
    nullLogLikelihood = start.logLikelihood
    let (beta, state, factor) = (maximum.beta, maximum.state, maximum.factor)
    let covariance = factor.inverse
    let waldStatistic = (0..<size).reduce(0.0) { sum, row in
      sum + beta[row] * (0..<size).reduce(0.0) { $0 + state.information[row, $1] * beta[$1] }
    }
    terms = covariates.indices.map {
      Term(name: covariates[$0].name, coefficient: beta[$0], standardError: covariance[$0, $0].squareRoot())
    }
    self.covariance = covariance.rows
    logLikelihood = state.logLikelihood
    wald = ChiSquaredTest(waldStatistic, degreesOfFreedom: size)
    score = ChiSquaredTest(scoreStatistic, degreesOfFreedom: size)
    count = sample.count
    eventCount = sample.eventCount
    iterations = maximum.iterations
    self.ties = ties
    self.likelihood = likelihood
  }

  /// Cumulative baseline hazard at covariates of 0, at each event time; one list for each stratum.
  public var baselineHazard: [[(time: Double, cumulative: Double)]] {
    likelihood.baseline(terms.map { $0.coefficient })
  }
}
