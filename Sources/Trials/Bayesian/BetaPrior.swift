// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// A beta prior of a rate: as if `successes` of `successes + failures` had been seen.
public struct BetaPrior: Sendable, Hashable {
  /// Its first parameter.
  public let successes: Double
  /// Its second.
  public let failures: Double

  /// A prior; both parameters are above 0.
  public init(_ successes: Double, _ failures: Double) throws(DesignProblem) {
    guard successes > 0, failures > 0, successes.isFinite, failures.isFinite else {
      throw DesignProblem("beta prior", found: "\(successes), \(failures)", expected: "two numbers above 0")
    }
    self.successes = successes
    self.failures = failures
  }

  /// P(rate > `rate`) after so many of so many.
  public func above(_ rate: Double, after responses: Int, of patients: Int) -> Double {
    Beta.cumulative(
      1 - rate, alpha: failures + Double(patients - responses), beta: successes + Double(responses))
  }

  /// How likely so many more of so many more are, after `responses` of `patients`: the beta-binomial distribution.
  func ahead(_ more: Int, of next: Int, after responses: Int, of patients: Int) -> Double {
    let a = successes + Double(responses)
    let b = failures + Double(patients - responses)
    func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
    return exp(logChoose(next, more) + logBeta(a + Double(more), b + Double(next - more)) - logBeta(a, b))
  }
}
