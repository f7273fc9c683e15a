// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The beta distribution, which exact binomial intervals and Student's t rest on.
public enum Beta {
  /// P(X ≤ x) for Beta(`alpha`, `beta`): the regularised incomplete beta function, by the continued fraction of
  /// Abramowitz and Stegun 26.5.8 on the side where it converges fast.
  public static func cumulative(_ x: Double, alpha: Double, beta: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let front = exp(lgamma(alpha + beta) - lgamma(alpha) - lgamma(beta) + alpha * log(x) + beta * log1p(-x))
    if x < (alpha + 1) / (alpha + beta + 2) { return front * fraction(x, alpha, beta) / alpha }
    return 1 - front * fraction(1 - x, beta, alpha) / beta
  }

  /// The x below which a share `probability` lies.
  ///
  /// Newton's steps inside a bracket that every step tightens, until the bracket or the step is at machine precision.
  public static func quantile(_ probability: Double, alpha: Double, beta: Double) -> Double {
    guard probability > 0 else { return 0 }
    guard probability < 1 else { return 1 }
    var low = 0.0
    var high = 1.0
    var x = alpha / (alpha + beta)
    let scale = lgamma(alpha + beta) - lgamma(alpha) - lgamma(beta)
    for _ in 0..<400 {
      let excess = cumulative(x, alpha: alpha, beta: beta) - probability
      if excess == 0 { break }
      if excess > 0 { high = x } else { low = x }
      let density = exp(scale + (alpha - 1) * log(x) + (beta - 1) * log1p(-x))
      var next = x - excess / density
      if !(next >= low && next <= high) { next = (low + high) / 2 }
      let change = abs(next - x)
      x = next
      if change <= 2e-16 * x { break }
    }
    return x
  }

  private static func fraction(_ x: Double, _ alpha: Double, _ beta: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (alpha + beta) * x / (alpha + 1)
    if abs(d) < tiny { d = tiny }
    d = 1 / d
    var value = d
    for index in 1...100_000 {
      let m = Double(index)
      let even = m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m))
      d = 1 + even * d
      if abs(d) < tiny { d = tiny }
      c = 1 + even / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      value *= d * c
      let odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1))
      d = 1 + odd * d
      if abs(d) < tiny { d = tiny }
      c = 1 + odd / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = d * c
      value *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return value
  }
}

/// Student's t distribution.
public enum StudentT {
  /// Two-sided p of `t` with (possibly fractional) degrees of freedom.
  public static func twoSidedP(_ t: Double, degreesOfFreedom: Double) -> Double {
    Beta.cumulative(degreesOfFreedom / (degreesOfFreedom + t * t), alpha: degreesOfFreedom / 2, beta: 0.5)
  }

  /// The t of a two-sided interval of `level`.
  public static func critical(level: Double, degreesOfFreedom: Double) -> Double {
    let x = Beta.quantile(1 - level, alpha: degreesOfFreedom / 2, beta: 0.5)
    return (degreesOfFreedom * (1 - x) / x).squareRoot()
  }
}
