// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The standard normal distribution.
public enum Normal {
  /// P(Z ≤ z).
  public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// P(Z > z), without the loss of `1 - cumulative(z)` in the far tail.
  public static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

  /// Two-sided p of a statistic that is standard normal under the null hypothesis.
  public static func twoSidedP(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

  /// Density at `z`.
  public static func density(_ z: Double) -> Double { exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }

  /// The z below which a share `probability` lies; infinite at 0 and 1, NaN outside.
  ///
  /// Starts from the rational approximation 26.2.23 of Abramowitz and Stegun and polishes it by Halley's method to
  /// the precision of `erfc`.
  public static func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    let tail = min(probability, 1 - probability)
    let root = (-2 * log(tail)).squareRoot()
    let top = 2.515517 + root * (0.802853 + root * 0.010328)
    let bottom = 1 + root * (1.432788 + root * (0.189269 + root * 0.001308))
    var z = -(root - top / bottom)
    for _ in 0..<8 {
      let step = (cumulative(z) - tail) / density(z)
      let change = step / (1 + z * step / 2)
      z -= change
      if abs(change) <= 1e-15 * abs(z) { break }
    }
    return probability <= 0.5 ? z : -z
  }

  /// The z of a two-sided interval: 1.959964 for a level of 0.95.
  public static func critical(level: Double) -> Double { quantile(0.5 + level / 2) }
}
