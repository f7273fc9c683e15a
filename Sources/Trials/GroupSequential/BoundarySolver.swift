// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// Finds the bounds that spend the errors.
struct BoundarySolver {
  let shares: [Double]
  let errors: ErrorRates
  let sides: Sides

  struct Bounds {
    var upper: [Double]
    var lower: [Double]
    var drift: Double
  }

  private var alpha: Double { errors.alpha.value }
  private var none: [Double] { [Double](repeating: -.infinity, count: shares.count) }

  func solve(_ family: BoundaryFamily, _ futility: FutilityRule) throws(DesignProblem) -> Bounds {
    let upper = try efficacy(family, lower: nil)
    switch futility {
    case .none:
      let lower = sides == .two ? upper.map { -$0 } : none
      let drift = try self.drift {
        BoundaryWalk.crossing(shares, upper: upper, lower: lower, drift: $0).above.reduce(0, +)
      }
      return Bounds(upper: upper, lower: none, drift: drift)
    case .pampallonaTsiatis(let delta):
      // The last bounds meet: drift − c is the last z of efficacy.
      func lower(_ drift: Double) -> [Double] {
        shares.map { share in
          drift * share.squareRoot() - (drift - upper[upper.count - 1]) * pow(share, delta - 0.5)
        }
      }
      let drift = try self.drift {
        BoundaryWalk.crossing(shares, upper: upper, lower: capped(lower($0), upper), drift: $0).above.reduce(0, +)
      }
      return Bounds(upper: upper, lower: capped(lower(drift), upper), drift: drift)
    case .spending(let spending, binding: false):
      let drift = try self.drift { drift in
        let lower = futile(spending, upper, drift)
        return BoundaryWalk.crossing(shares, upper: upper, lower: lower, drift: drift).above.reduce(0, +)
      }
      return Bounds(upper: upper, lower: futile(spending, upper, drift), drift: drift)
    case .spending(let spending, binding: true): return try binding(family, spending, upper)
    }
  }

  /// Both bounds hang together: the upper ones spend alpha of what the lower ones let go on, and the lower ones beta. In turn until they stand still.
  private func binding(
    _ family: BoundaryFamily, _ spending: Spending, _ start: [Double]
  ) throws(DesignProblem) -> Bounds {
    var upper = start
    var lower = none
    var drift = 0.0
    for _ in 0..<100 {
      let fixed = upper
      drift = try self.drift { drift in
        BoundaryWalk.crossing(shares, upper: fixed, lower: futile(spending, fixed, drift), drift: drift).above
          .reduce(0, +)
      }
      lower = futile(spending, upper, drift)
      let next = try efficacy(family, lower: lower)
      let change = zip(next, upper).map { abs($0 - $1) }.max() ?? 0
      upper = next
      if change < 1e-10 { break }
    }
    lower[lower.count - 1] = upper[upper.count - 1]
    return Bounds(upper: upper, lower: lower, drift: drift)
  }

  private func capped(_ lower: [Double], _ upper: [Double]) -> [Double] { zip(lower, upper).map { min($0, $1) } }

  /// The drift that gives the power.
  private func drift(_ power: (Double) -> Double) throws(DesignProblem) -> Double {
    let fixed = sides.critical(errors.alpha) + Normal.quantile(errors.power.value)
    guard
      let drift = Roots.find(max(0.01, fixed * 0.9)...(fixed + 6), tolerance: 1e-11, { power($0) - errors.power.value })
    else {
      throw DesignProblem(
        "power", found: "\(errors.power.value) is not reached with these bounds", expected: "other bounds or shares")
    }
    return drift
  }

  /// The bounds of efficacy: of a family by its one constant, of spending look by look.
  private func efficacy(_ family: BoundaryFamily, lower: [Double]?) throws(DesignProblem) -> [Double] {
    let bound = lower ?? none
    guard case .spending(let spending) = family else {
      let constant = Roots.find(0.01...12, tolerance: 1e-12) { constant in
        let upper = family.bounds(constant, shares) ?? []
        let low = sides == .two ? upper.map { -$0 } : capped(bound, upper)
        let crossing = BoundaryWalk.crossing(shares, upper: upper, lower: low, drift: 0)
        return crossing.above.reduce(0, +) + (sides == .two ? crossing.below.reduce(0, +) : 0) - alpha
      }
      guard let constant, let upper = family.bounds(constant, shares) else {
        throw DesignProblem(
          "alpha", found: "\(alpha) is not reached by these bounds", expected: "other bounds or shares")
      }
      return upper
    }
    // Of a two-sided test each side spends its half: what the other side has stopped matters to it too.
    let half = alpha / Double(sides.rawValue)
    var walk = BoundaryWalk(drift: 0)
    var upper: [Double] = []
    var spent = 0.0
    for (index, share) in shares.enumerated() {
      let target = spending.spent(of: half, at: share)
      let wanted = max(target - spent, 1e-300)
      guard
        let z = Roots.find(-10...38, tolerance: 1e-12, { log(max(walk.above($0, at: share), 1e-307)) - log(wanted) })
      else {
        throw DesignProblem(
          "alpha", found: "\(half) spent as \(target) at \(share)", expected: "a level that a bound can spend")
      }
      upper.append(z)
      spent = target
      let low = sides == .two ? -z : min(bound[index], z)
      if index + 1 < shares.count { walk.advance(to: share, low: low, high: z) }
    }
    return upper
  }

  /// The bounds of futility that spend beta at a drift; the last is that of efficacy.
  private func futile(_ spending: Spending, _ upper: [Double], _ drift: Double) -> [Double] {
    var walk = BoundaryWalk(drift: drift)
    var lower: [Double] = []
    var spent = 0.0
    for (index, share) in shares.enumerated() {
      guard index + 1 < shares.count else {
        lower.append(upper[index])
        break
      }
      let target = spending.spent(of: errors.beta, at: share)
      let wanted = target - spent
      let z = Roots.find(-12...upper[index], tolerance: 1e-12) { walk.below($0, at: share) - wanted }
      // Where all that goes on is less than may be spent, the bounds meet.
      lower.append(z ?? upper[index])
      spent = target
      walk.advance(to: share, low: lower[index], high: upper[index])
    }
    return lower
  }
}
