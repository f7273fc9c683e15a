// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// How many events the log-rank test of two arms needs.
public enum LogRankFormula: String, Sendable, Hashable, CaseIterable {
  /// Schoenfeld, Biometrics 1983;39:499: the score statistic is normal with mean log HR.
  case schoenfeld = "Schoenfeld"
  /// Freedman, Stat Med 1982;1:121: patients at risk stay in the ratio of allocation.
  case freedman = "Freedman"
  /// Hsieh, Stat Med 1992;11:1525, with Freedman's effect at the variance of Schoenfeld.
  case hsiehFreedman = "Hsieh-Freedman"

  /// Events, as a number that is not rounded.
  ///
  /// - Parameters:
  ///   - ratio: hazard of treatment over that of control.
  ///   - errors: level and power.
  ///   - sides: of the test.
  ///   - allocation: treated patients for one control.
  public func events(
    hazardRatio ratio: Double, _ errors: ErrorRates, sides: Sides = .one, allocation: Double = 1
  ) throws(DesignProblem) -> Double {
    guard ratio > 0, ratio.isFinite, ratio != 1 else {
      throw DesignProblem("hazard ratio", found: "\(ratio)", expected: "a number above 0 that is not 1")
    }
    try Self.check(allocation: allocation)
    let z = sides.critical(errors.alpha) + Normal.quantile(errors.power.value)
    let shares = (1 + allocation) * (1 + allocation) / allocation
    switch self {
    case .schoenfeld: return z * z * shares / (log(ratio) * log(ratio))
    case .freedman:
      let effect = (1 + allocation * ratio) / (1 - ratio)
      return z * z * effect * effect / allocation
    case .hsiehFreedman:
      let effect = (1 + ratio) / (1 - ratio)
      return z * z * shares * effect * effect / 4
    }
  }

  static func check(allocation: Double) throws(DesignProblem) {
    guard allocation > 0, allocation.isFinite else {
      throw DesignProblem("allocation", found: "\(allocation)", expected: "treated patients for one control, above 0")
    }
  }
}

/// Whether a test looks to one side or to both.
public enum Sides: Int, Sendable, Hashable, CaseIterable {
  /// Alpha is all on the side of benefit.
  case one = 1
  /// Half of alpha on each side.
  case two = 2

  /// The z above which a test of a level rejects.
  public func critical(_ alpha: Probability) -> Double { -Normal.quantile(alpha.value / Double(rawValue)) }
}
