// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The distribution of log time in an accelerated-failure-time model.
public enum FailureDistribution: String, Sendable, Hashable, CaseIterable {
  /// Constant hazard; the scale is fixed at 1.
  case exponential
  /// Hazard rises or falls as a power of time.
  case weibull
  /// Log time is normal.
  case logNormal = "lognormal"
  /// Log time is logistic.
  case logLogistic = "loglogistic"

  /// log S, density and the derivative of log density at u.
  func survival(_ u: Double) -> Double {
    switch self {
    case .exponential, .weibull: exp(-exp(u))
    case .logNormal: Normal.upperTail(u)
    case .logLogistic: 1 / (1 + exp(u))
    }
  }

  func density(_ u: Double) -> Double {
    switch self {
    case .exponential, .weibull: exp(u - exp(u))
    case .logNormal: Normal.density(u)
    case .logLogistic: survival(u) * (1 - survival(u))
    }
  }

  func logDensitySlope(_ u: Double) -> Double {
    switch self {
    case .exponential, .weibull: 1 - exp(u)
    case .logNormal: -u
    case .logLogistic: 2 * survival(u) - 1
    }
  }

  func logDensityCurvature(_ u: Double) -> Double {
    switch self {
    case .exponential, .weibull: -exp(u)
    case .logNormal: -1
    case .logLogistic: -2 * density(u)
    }
  }

  func logDensity(_ u: Double) -> Double {
    switch self {
    case .exponential, .weibull: u - exp(u)
    case .logNormal: -0.5 * u * u - 0.5 * log(2 * Double.pi)
    case .logLogistic: -u - 2 * log1p(exp(-u))
    }
  }
}

/// A parametric model log T = intercept + coefficients · x + scale · error, by maximum likelihood; times may be exact,
/// right-, left- or interval-censored.
///
/// The parametrisation and log likelihood (on the scale of time) are those of R's `survreg`.
public struct AcceleratedFailureModel: Sendable, Hashable {
  /// Intercept first, then one coefficient for each covariate: the change of log time.
  public let coefficients: [Double]
  /// Scale of the error; 1 for the exponential.
  public let scale: Double
  /// Standard errors of the coefficients.
  public let standardErrors: [Double]
  /// Standard error of log scale; nil for the exponential.
  public let logScaleError: Double?
  /// Log likelihood.
  public let logLikelihood: Double
  /// Steps of Newton's method.
  public let iterations: Int

  /// Fits `distribution`; exact times must be above 0.
  ///
  /// Throws `noEvents` where every time is censored on the right, `collinear`, `separated` where the likelihood has no maximum (a group without an
  /// event, a fit without error), or what is wrong with a row.
  ///
  /// - Parameters:
  ///   - sample: the times.
  ///   - covariates: one column each.
  ///   - names: what problems call them; `covariate 1` and so on without.
  ///   - distribution: of log time.
  public init(
    _ sample: IntervalSample, covariates: [[Double]] = [], names: [String]? = nil, distribution: FailureDistribution
  ) throws(SampleProblem) {
    let items = sample.observations
    let names = names ?? covariates.indices.map { "covariate \($0 + 1)" }
    guard names.count == covariates.count else { throw .lengths("names", names.count, covariates.count) }
    try SampleProblem.check(covariates: covariates, rows: items.count)
    for (row, item) in items.enumerated() where item.left == item.right && item.left <= 0 {
      throw .time(row: row, item.left)
    }
    guard items.contains(where: { $0.right.isFinite }) else { throw .noEvents }
    if let column = Collinearity.first(covariates) { throw .collinear(names[column]) }
    let fitsScale = distribution != .exponential
    let size = 1 + covariates.count
    let x = items.indices.map { row in [1] + covariates.map { $0[row] } }
    // Start from the mean and spread of log times, with the middle of an interval for its time.
    let logs = items.map { log($0.right.isFinite ? max(($0.left + $0.right) / 2, 1e-10) : max($0.left, 1e-10)) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    let spread = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logs.count)).squareRoot()
    var parameters = [mean] + [Double](repeating: 0, count: covariates.count)
    if fitsScale { parameters.append(log(max(spread, 0.1))) }
    let ends = FailureTimeEnds(items, covariates: covariates, fitsScale: fitsScale)
    var state = Self.evaluate(items, x, parameters, distribution)
    var iterations = 0
    var settled = false
    while !settled {
      var system = state.information
      var factor = system.cholesky()
      var ridge = 1e-6
      while factor == nil, ridge < 1e12 {
        system = state.information
        for index in parameters.indices { system[index, index] += ridge * max(1, abs(system[index, index])) }
        factor = system.cholesky()
        ridge *= 10
      }
      guard iterations < 200, let factor else { throw ends.whyWithout(parameters, names, iterations) }
      let step = factor.solve(state.score)
      let gain = dot(step, state.score)
      // A maximum is where the standardised times come to rest; where there is none they go on while the likelihood creeps to its limit.
      let moved = ends.step(step, at: parameters)
      let motion = ends.motion(moved)
      if motion > 1e-3, iterations > 3, let direction = ends.monotone(moved) {
        throw .separated(ends.named(direction, names))
      }
      var share = 1.0
      var next = state
      var candidate = parameters
      var hasRisen = false
      for _ in 0..<60 {
        candidate = zip(parameters, step).map { $0 + share * $1 }
        next = Self.evaluate(items, x, candidate, distribution)
        if next.logLikelihood.isFinite, next.logLikelihood >= state.logLikelihood - 1e-12 * abs(state.logLikelihood) {
          hasRisen = true
          break
        }
        share /= 2
      }
      guard hasRisen else { throw ends.whyWithout(parameters, names, iterations) }
      parameters = candidate
      state = next
      iterations += 1
      settled = share == 1 && gain < 1e-14 * (1 + abs(state.logLikelihood)) && motion < 1e-5
    }
    guard let covariance = state.information.cholesky()?.inverse else {
      throw ends.whyWithout(parameters, names, iterations)
    }
    coefficients = Array(parameters[0..<size])
    scale = fitsScale ? exp(parameters[size]) : 1
    standardErrors = (0..<size).map { covariance[$0, $0].squareRoot() }
    logScaleError = fitsScale ? covariance[size, size].squareRoot() : nil
    logLikelihood = state.logLikelihood
    self.iterations = iterations
  }

  private static func evaluate(
    _ items: [IntervalSample.Observation], _ x: [[Double]], _ parameters: [Double], _ distribution: FailureDistribution
  ) -> LikelihoodState {
    let size = x.first?.count ?? 0
    let logScale = parameters.count > size ? parameters[size] : 0
    let scale = exp(logScale)
    var state = LikelihoodState(size: parameters.count)
    for (row, item) in items.enumerated() {
      let centre = (0..<size).reduce(0) { $0 + parameters[$1] * x[row][$1] }
      func standard(_ time: Double) -> Double { (log(time) - centre) / scale }
      /// The derivatives of u by the parameters: −x / scale, and −u by log scale.
      func slope(_ u: Double) -> [Double] {
        x[row].map { -$0 / scale } + (parameters.count > size ? [-u] : [])
      }
      func add(first: Double, at u: Double) {
        let du = slope(u)
        for i in parameters.indices { state.score[i] += first * du[i] }
        // Second derivatives of u: x / scale by (coefficient, log scale), u by log scale twice.
        guard parameters.count > size else { return }
        for i in 0..<size {
          state.information[i, size] -= first * x[row][i] / scale
          state.information[size, i] -= first * x[row][i] / scale
        }
        state.information[size, size] -= first * u
      }
      func add(second: Double, _ u: Double, _ v: Double) {
        let du = slope(u)
        let dv = slope(v)
        for i in parameters.indices {
          for j in parameters.indices { state.information[i, j] -= second * du[i] * dv[j] }
        }
      }
      if item.left == item.right {
        let u = standard(item.left)
        state.logLikelihood += distribution.logDensity(u) - logScale - log(item.left)
        if parameters.count > size { state.score[size] -= 1 }
        add(first: distribution.logDensitySlope(u), at: u)
        add(second: distribution.logDensityCurvature(u), u, u)
        continue
      }
      let left = item.left > 0 ? standard(item.left) : nil
      let right = item.right.isFinite ? standard(item.right) : nil
      let chance = (left.map { distribution.survival($0) } ?? 1) - (right.map { distribution.survival($0) } ?? 0)
      state.logLikelihood += log(chance)
      let fromLeft = left.map { -distribution.density($0) / chance } ?? 0
      let fromRight = right.map { distribution.density($0) / chance } ?? 0
      if let left {
        add(first: fromLeft, at: left)
        add(second: fromLeft * distribution.logDensitySlope(left) - fromLeft * fromLeft, left, left)
      }
      if let right {
        add(first: fromRight, at: right)
        add(second: fromRight * distribution.logDensitySlope(right) - fromRight * fromRight, right, right)
      }
      if let left, let right {
        add(second: -fromLeft * fromRight, left, right)
        add(second: -fromLeft * fromRight, right, left)
      }
    }
    return state
  }
}
