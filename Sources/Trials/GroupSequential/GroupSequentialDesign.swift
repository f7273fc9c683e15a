// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// A group-sequential test: bounds on the z-scale at shares of the information, and how much more information it needs than a test with one look.
public struct GroupSequentialDesign: Sendable, Hashable {
  /// Shares of the information at the looks; the last is 1.
  public let shares: [Double]
  /// The family of the bounds of efficacy.
  public let family: BoundaryFamily
  /// The rule of futility.
  public let futility: FutilityRule
  /// Errors.
  public let errors: ErrorRates
  /// One side or two; of two the bounds are symmetric and power is of the side of benefit.
  public let sides: Sides
  /// H0 is rejected at or above these.
  public let upper: [Double]
  /// The trial stops as futile below these; nil where a look has none. The last is that of efficacy where there is futility at all.
  public let lower: [Double?]
  /// The mean of the last z under the alternative.
  public let drift: Double

  /// Bounds and drift.
  public init(
    shares: [Double], family: BoundaryFamily, futility: FutilityRule = .none, _ errors: ErrorRates, sides: Sides = .one
  ) throws(DesignProblem) {
    guard let last = shares.last, abs(last - 1) < 1e-6, shares.count <= 20, shares[0] > 0,
      zip(shares, shares.dropFirst()).allSatisfy({ $1 - $0 > 1e-6 })
    else {
      throw DesignProblem(
        "shares of information", found: shares.map { "\($0)" }.joined(separator: ", "),
        expected: "1 to 20 rising shares above 0, the last 1")
    }
    if sides == .two, futility != .none {
      throw DesignProblem("futility", found: "with a two-sided test", expected: "a one-sided test")
    }
    let solver = BoundarySolver(shares: Array(shares.dropLast()) + [1], errors: errors, sides: sides)
    let found = try solver.solve(family, futility)
    self.shares = solver.shares
    self.family = family
    self.futility = futility
    self.errors = errors
    self.sides = sides
    upper = found.upper
    lower = found.lower.map { $0 == -.infinity ? nil : $0 }
    drift = found.drift
  }

  /// The information it needs, over that of a test with one look.
  public var inflation: Double {
    let fixed = sides.critical(errors.alpha) + Normal.quantile(errors.power.value)
    return drift * drift / (fixed * fixed)
  }

  /// One-sided p at which each look rejects.
  public var levels: [Double] { upper.map { Normal.upperTail($0) } }

  /// What happens at each look.
  public struct Course: Sendable, Hashable {
    /// Probability to reject for benefit at each look.
    public let rejection: [Double]
    /// Probability to reject for harm at each look; 0 of a one-sided test.
    public let harm: [Double]
    /// Probability to stop as futile at each look but the last.
    public let futility: [Double]
    /// Probability to end at each look.
    public let ending: [Double]
    /// Expected information, over that of the last look.
    public let expectedShare: Double

    /// Probability to reject for benefit.
    public var rejecting: Double { rejection.reduce(0, +) }
  }

  /// The course when the mean of the last z is `drift`: 0 under H0, ``drift`` under the alternative. With futility bounds that are not binding the course obeys them, so that under
  /// H0 it rejects less often than alpha.
  public func course(drift: Double) -> Course {
    let lower = sides == .two ? upper.map { -$0 } : self.lower.map { $0 ?? -.infinity }
    let crossing = BoundaryWalk.crossing(shares, upper: upper, lower: lower, drift: drift)
    var ending = zip(crossing.above, crossing.below).map(+)
    ending[ending.count - 1] = max(0, 1 - ending.dropLast().reduce(0, +))
    let none = [Double](repeating: 0, count: shares.count)
    return Course(
      rejection: crossing.above, harm: sides == .two ? crossing.below : none,
      futility: sides == .two ? none : Array(crossing.below.dropLast()) + [0], ending: ending,
      expectedShare: zip(ending, shares).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// Alpha spent by each look, both sides together, where futility is not obeyed; of binding bounds, obeyed.
  public var alphaSpent: [Double] {
    var lower = [Double](repeating: -.infinity, count: shares.count)
    if sides == .two { lower = upper.map { -$0 } }
    if case .spending(_, binding: true) = futility { lower = self.lower.map { $0 ?? -.infinity } }
    let crossing = BoundaryWalk.crossing(shares, upper: upper, lower: lower, drift: 0)
    var sum = 0.0
    return crossing.above.indices.map { index in
      sum += crossing.above[index] + (sides == .two ? crossing.below[index] : 0)
      return sum
    }
  }

  /// Beta spent by each look: stopped as futile under the alternative, at the last look not rejected.
  public var betaSpent: [Double] {
    let course = course(drift: drift)
    var sum = 0.0
    return shares.indices.map { index in
      sum += index + 1 < shares.count ? course.futility[index] : course.ending[index] - course.rejection[index]
      return sum
    }
  }

  /// Expected information over that of a test with one look: under H0, half way, and under the alternative.
  public var expectedInformation: (null: Double, half: Double, alternative: Double) {
    (
      inflation * course(drift: 0).expectedShare, inflation * course(drift: drift / 2).expectedShare,
      inflation * course(drift: drift).expectedShare
    )
  }
}
