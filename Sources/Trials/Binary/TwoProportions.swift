// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// Two arms of one size with a yes-or-no endpoint, compared by Fisher's exact test on the side of more successes in the first. Power is the exact sum over all outcomes.
public struct TwoProportions: Sendable, Hashable {
  /// Patients of each arm.
  public let size: Int
  /// The level, one-sided.
  public let alpha: Double
  /// For each number of successes in all: the test rejects with at least so many in the first arm; more than there can be where it never does.
  private let critical: [Int]

  /// The test of two arms of a size.
  public init(size: Int, alpha: Probability) throws(DesignProblem) {
    guard (1...2000).contains(size) else {
      throw DesignProblem("patients of each arm", found: "\(size)", expected: "1 to 2000")
    }
    self.size = size
    self.alpha = alpha.value
    critical = (0...2 * size).map { total in
      let (low, high) = (max(0, total - size), min(size, total))
      let whole = logChoose(2 * size, total)
      // From the end down, as long as the tail keeps the level; a tail that is the level but for its last bits keeps it.
      var (tail, bound) = (0.0, high + 1)
      while bound > low {
        let mass = exp(logChoose(size, bound - 1) + logChoose(size, total - bound + 1) - whole)
        guard tail + mass <= alpha.value * (1 + 1e-12) else { break }
        tail += mass
        bound -= 1
      }
      return bound
    }
  }

  /// The exact probability to reject with true rates of both arms.
  public func rejection(_ first: Double, _ second: Double) -> Double {
    let (one, two) = (
      BinomialLaw(trials: size, probability: first), BinomialLaw(trials: size, probability: second)
    )
    var sum = 0.0
    for (total, bound) in critical.enumerated() {
      let (low, high) = (max(bound, total - size), min(size, total))
      guard low <= high else { continue }
      for x in low...high { sum += one.mass[x] * two.mass[total - x] }
    }
    return min(1, sum)
  }

  /// The least size with the power, looked for upwards from half of what the normal approximation needs: the power is a saw-tooth, so that one more may have less.
  public static func size(
    _ first: Double, _ second: Double, _ errors: ErrorRates, limit: Int = 1000
  ) throws(DesignProblem) -> (test: TwoProportions, power: Double) {
    guard first > second, second >= 0, first <= 1 else {
      throw DesignProblem("rates", found: "\(first) and \(second)", expected: "more in the first arm, 0 to 1")
    }
    let z = -Normal.quantile(errors.alpha.value) + Normal.quantile(errors.power.value)
    let spread = first * (1 - first) + second * (1 - second)
    let normal = z * z * spread / ((first - second) * (first - second))
    if normal < Double(limit) {
      for size in max(2, Int(normal / 2))...limit {
        let test = try TwoProportions(size: size, alpha: errors.alpha)
        let power = test.rejection(first, second)
        if power >= errors.power.value { return (test, power) }
      }
    }
    throw DesignProblem(
      "patients of each arm", found: "more than \(limit) for \(first) against \(second)",
      expected: "rates further apart")
  }
}
