// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A rate under one line over the same under another of the same patient, who is the own control: what was measured, and no cause of it. Time, the order of lines and what else was done differ too.
public struct TumourComparison: Sendable, Hashable {
  /// Of which rate.
  public let parameter: TumourFit.Parameter
  /// The later over the earlier.
  public let ratio: Double
  /// 95 %, of the logarithm, with Student's t and degrees of freedom by Welch and Satterthwaite (Welch, Biometrika 1947;34:28); the fits are taken as independent.
  public let interval: ClosedRange<Double>

  /// A comparison; nil where either fit has no interval of the rate.
  public init?(_ later: TumourFit, over earlier: TumourFit, _ parameter: TumourFit.Parameter) {
    guard let one = later.estimate(parameter), let other = earlier.estimate(parameter), let first = one.logError,
      let second = other.logError
    else { return nil }
    let (a, b) = (first * first, second * second)
    guard a + b > 0 else { return nil }
    let freedom =
      (a + b) * (a + b) / (a * a / Double(later.degreesOfFreedom) + b * b / Double(earlier.degreesOfFreedom))
    let width = TumourFit.critical(freedom) * (a + b).squareRoot()
    self.parameter = parameter
    ratio = one.value / other.value
    interval = ratio * exp(-width)...ratio * exp(width)
  }
}
