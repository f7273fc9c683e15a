// SPDX-License-Identifier: Apache-2.0

/// A chi-squared test with its degrees of freedom and p.
public struct ChiSquaredTest: Sendable, Hashable {
  /// The statistic.
  public var statistic: Double
  /// Degrees of freedom.
  public var degreesOfFreedom: Int
  /// Upper tail of the chi-squared distribution.
  public var p: Double

  init(_ statistic: Double, degreesOfFreedom: Int) {
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    p = ChiSquared.upperTail(statistic, degreesOfFreedom: degreesOfFreedom)
  }
}
