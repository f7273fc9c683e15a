// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A design of the BOP2 kind: go on while P(rate > p0) is at least λ·(n/N)^γ, with λ and γ chosen for the most power at an exact level.
///
/// Zhou, Lee and Yuan, Stat Med 2017;36:3302, for a yes-or-no endpoint. Every pair of a grid is evaluated exactly; pairs with the same bounds are the same design.
public struct OptimalBayesianDesign: Sendable, Hashable {
  /// λ.
  public let lambda: Double
  /// γ.
  public let gamma: Double
  /// At each look the trial stops with so many or fewer; at the last, more than this is a success.
  public let stopAtMost: [Int?]
  /// The rule.
  public let rule: SequentialRule
  /// Its exact level.
  public let alpha: Double
  /// Its exact power.
  public let power: Double
  /// Probability to stop before the last look at p0.
  public let stopping: Double
  /// Expected patients at p0.
  public let expectedUnderNull: Double
  /// Expected patients at p1.
  public let expectedUnderAlternative: Double

  /// The best of the grid λ 0.50, 0.51, … 0.99 and γ 0, 0.025, … 1; of equally powerful ones the one of least λ, then γ. Throws where none keeps alpha.
  public init(
    _ rates: RateHypotheses, looks: [Int], prior: BetaPrior, alpha most: Probability
  ) throws(DesignProblem) {
    // The rule checks the looks before anything is computed of them.
    _ = try SequentialRule(looks: looks, stopAtMost: looks.map { _ in nil }, stopAbove: looks.map { _ in nil })
    let size = looks.last ?? 1
    let beliefs = looks.map { look in
      (0...look).map { prior.above(rates.null.value, after: $0, of: look) }
    }
    var best: (lambda: Double, gamma: Double, bounds: [Int?], power: Double)?
    var seen: [[Int?]: (alpha: Double, power: Double)] = [:]
    for step in 0..<50 {
      let lambda = 0.5 + Double(step) * 0.01
      for part in 0...40 {
        let gamma = Double(part) * 0.025
        let bounds = looks.indices.map { index -> Int? in
          let least = lambda * pow(Double(looks[index]) / Double(size), gamma)
          // The belief rises with the responses.
          let first = beliefs[index].firstIndex { $0 >= least } ?? looks[index] + 1
          return first == 0 ? nil : first - 1
        }
        let found: (alpha: Double, power: Double)
        if let known = seen[bounds] {
          found = known
        } else {
          let rule = try Self.rule(looks, bounds)
          found = (rule.course(at: rates.null.value).crossing, rule.course(at: rates.alternative.value).crossing)
          seen[bounds] = found
        }
        guard found.alpha <= most.value else { continue }
        if best.map({ found.power > $0.power + 1e-12 }) ?? true { best = (lambda, gamma, bounds, found.power) }
      }
    }
    guard let best else {
      throw DesignProblem(
        "alpha", found: "no cut-off of up to 0.99 that keeps \(most.value)", expected: "a larger alpha or more patients"
      )
    }
    lambda = best.lambda
    gamma = best.gamma
    stopAtMost = best.bounds
    rule = try Self.rule(looks, best.bounds)
    let null = rule.course(at: rates.null.value)
    let other = rule.course(at: rates.alternative.value)
    alpha = null.crossing
    power = other.crossing
    stopping = null.earlyBelow
    expectedUnderNull = null.expectedSize
    expectedUnderAlternative = other.expectedSize
  }

  private static func rule(_ looks: [Int], _ bounds: [Int?]) throws(DesignProblem) -> SequentialRule {
    try SequentialRule(
      looks: looks, stopAtMost: Array(bounds.dropLast()) + [nil],
      stopAbove: [Int?](repeating: nil, count: looks.count - 1) + [(bounds.last ?? nil) ?? -1])
  }
}
