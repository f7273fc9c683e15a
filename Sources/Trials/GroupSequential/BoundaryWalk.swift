// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// The distribution of a Brownian motion that has crossed no bound, carried from look to look. Armitage, McPherson and Rowe, J R Stat Soc A 1969;132:235.
///
/// The score B(t) has mean drift·t and variance t. Between the bounds its density is smooth: Gauss and Legendre's rule with 64 nodes, more where looks are close
/// together, is good to 1e-10.
struct BoundaryWalk {
  let drift: Double
  private var time = 0.0
  private var places: [Double] = [0]
  private var masses: [Double] = [1]

  init(drift: Double) { self.drift = drift }

  /// P(going on until now and above z) at a next look.
  func above(_ z: Double, at time: Double) -> Double {
    let width = time - self.time
    let scale = width.squareRoot()
    let bound = z * time.squareRoot() - drift * width
    var sum = 0.0
    for index in places.indices { sum += masses[index] * Normal.upperTail((bound - places[index]) / scale) }
    return sum
  }

  /// P(going on until now and below z).
  func below(_ z: Double, at time: Double) -> Double {
    let width = time - self.time
    let scale = width.squareRoot()
    let bound = z * time.squareRoot() - drift * width
    var sum = 0.0
    for index in places.indices { sum += masses[index] * Normal.cumulative((bound - places[index]) / scale) }
    return sum
  }

  /// Goes on to a look: what is outside of `low`…`high` has stopped.
  mutating func advance(to time: Double, low: Double, high: Double) {
    let root = time.squareRoot()
    let centre = drift * time
    let first = max(low * root, centre - 8.5 * root)
    let last = max(min(high * root, centre + 8.5 * root), first + 1e-12)
    let width = time - self.time
    let scale = width.squareRoot()
    let needed = (last - first) / scale * 5
    let rule: GaussLegendre = needed <= 64 ? .of64 : needed <= 128 ? .of128 : .of256
    let half = (last - first) / 2
    var next = [Double](repeating: 0, count: rule.nodes.count)
    var weighted = next
    let factor = 1 / (scale * (2 * Double.pi).squareRoot())
    for index in next.indices {
      let place = first + half * (rule.nodes[index] + 1)
      var sum = 0.0
      for other in places.indices {
        let z = (place - places[other] - drift * width) / scale
        if z * z < 80 { sum += masses[other] * exp(-0.5 * z * z) }
      }
      next[index] = place
      weighted[index] = sum * factor * rule.weights[index] * half
    }
    places = next
    masses = weighted
    self.time = time
  }

  /// Probabilities to leave at each look.
  struct Crossing: Sendable, Hashable {
    /// Above the upper bound.
    var above: [Double] = []
    /// Below the lower bound.
    var below: [Double] = []
  }

  /// The whole course with z-bounds; a lower bound of minus infinity is none.
  static func crossing(_ shares: [Double], upper: [Double], lower: [Double], drift: Double) -> Crossing {
    var walk = BoundaryWalk(drift: drift)
    var result = Crossing()
    for (index, share) in shares.enumerated() {
      result.above.append(walk.above(upper[index], at: share))
      result.below.append(lower[index] == -.infinity ? 0 : walk.below(lower[index], at: share))
      if index + 1 < shares.count { walk.advance(to: share, low: lower[index], high: upper[index]) }
    }
    return result
  }
}
