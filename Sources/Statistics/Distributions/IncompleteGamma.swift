// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The regularised incomplete gamma function, by its series below and its continued fraction above `shape + 1`
/// (Abramowitz and Stegun 6.5.29 and 6.5.31).
enum IncompleteGamma {
  /// Q(shape, x) = Γ(shape, x) / Γ(shape).
  static func upper(shape: Double, _ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    guard x > 0 else { return 1 }
    guard x.isFinite else { return 0 }
    let front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1 {
      var term = 1 / shape
      var sum = term
      var index = shape
      while abs(term) > abs(sum) * 1e-17 {
        index += 1
        term *= x / index
        sum += term
      }
      return 1 - front * sum
    }
    // Lentz's evaluation of the continued fraction.
    let tiny = 1e-300
    var b = x + 1 - shape
    var c = 1 / tiny
    var d = 1 / b
    var fraction = d
    for index in 1...10_000 {
      let step = -Double(index) * (Double(index) - shape)
      b += 2
      d = step * d + b
      if abs(d) < tiny { d = tiny }
      c = b + step / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = c * d
      fraction *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return front * fraction
  }
}

/// The chi-squared distribution.
public enum ChiSquared {
  /// P(X > statistic) with `degreesOfFreedom`; the p of a score, Wald or likelihood-ratio test.
  public static func upperTail(_ statistic: Double, degreesOfFreedom: Int) -> Double {
    guard !statistic.isNaN else { return .nan }
    guard degreesOfFreedom > 0, statistic > 0 else { return 1 }
    if degreesOfFreedom == 1 { return Normal.twoSidedP(statistic.squareRoot()) }
    return IncompleteGamma.upper(shape: Double(degreesOfFreedom) / 2, statistic / 2)
  }
}
