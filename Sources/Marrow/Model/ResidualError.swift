// SPDX-License-Identifier: Apache-2.0

/// How counts scatter around what a model says.
public enum ResidualError: Sendable, Hashable {
  /// The logarithm scatters with a standard deviation.
  case logAdditive(Double)
  /// The count scatters with a variance of (share · count)² + own², the second in 10⁹/L.
  case combined(share: Double, own: Double)

  /// Checks its numbers.
  func checked() throws(MarrowProblem) -> ResidualError {
    switch self {
    case .logAdditive(let sd) where sd.isFinite && sd > 0.001 && sd < 5: return self
    case .combined(let share, let own)
    where share.isFinite && share >= 0 && share < 5 && own.isFinite && own >= 0 && own < 50 && share + own > 0.001:
      return self
    default:
      throw MarrowProblem("residual error", found: "\(self)", expected: "standard deviations above 0, and finite")
    }
  }
}
