// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How an interval of a proportion is made.
public enum BinomialMethod: String, Sendable, Hashable, CaseIterable {
  /// Exact: never covers less than its level. Clopper and Pearson, Biometrika 1934;26:404.
  case clopperPearson = "Clopper-Pearson"
  /// Inverts the score test. Wilson, J Am Stat Assoc 1927;22:209.
  case wilson = "Wilson"
  /// Wilson's with continuity correction. Newcombe, Stat Med 1998;17:857, method 4.
  case wilsonContinuity = "Wilson with continuity correction"
  /// Equal tails of the posterior under Jeffreys' prior. Brown, Cai and DasGupta, Stat Sci 2001;16:101.
  case jeffreys = "Jeffreys"

  /// The interval of `successes` out of `trials`; nil unless `0 ≤ successes ≤ trials` and `trials > 0`.
  public func interval(successes: Int, trials: Int, level: Double = 0.95) -> ConfidenceInterval? {
    guard trials > 0, (0...trials).contains(successes), level > 0, level < 1 else { return nil }
    let x = Double(successes)
    let n = Double(trials)
    let tail = (1 - level) / 2
    let limits: (Double, Double)
    switch self {
    case .clopperPearson:
      limits = (
        successes == 0 ? 0 : Beta.quantile(tail, alpha: x, beta: n - x + 1),
        // The upper limit is one minus the lower limit of the failures, which keeps its precision near 1.
        successes == trials ? 1 : 1 - Beta.quantile(tail, alpha: n - x, beta: x + 1)
      )
    case .jeffreys:
      limits = (
        successes == 0 ? 0 : Beta.quantile(tail, alpha: x + 0.5, beta: n - x + 0.5),
        successes == trials ? 1 : 1 - Beta.quantile(tail, alpha: n - x + 0.5, beta: x + 0.5)
      )
    case .wilson: limits = Self.score(x, n, level: level, correction: 0)
    case .wilsonContinuity:
      limits = Self.score(x, n, level: level, correction: 0.5)
    }
    return ConfidenceInterval(lower: limits.0, upper: limits.1, level: level)
  }

  private static func score(_ x: Double, _ n: Double, level: Double, correction: Double) -> (Double, Double) {
    let z = Normal.critical(level: level)
    let half = z * z / (2 * n)
    func limit(_ share: Double, _ sign: Double) -> Double {
      (share + half + sign * z * (share * (1 - share) / n + half / (2 * n)).squareRoot()) / (1 + 2 * half)
    }
    let low = (x - correction) / n
    let high = (x + correction) / n
    return (low <= 0 ? 0 : max(0, limit(low, -1)), high >= 1 ? 1 : min(1, limit(high, 1)))
  }
}
