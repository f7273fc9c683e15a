// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The binomial distribution of one size: masses and both tails, each tail summed from its small end.
struct BinomialLaw: Sendable {
  let trials: Int
  /// P(X = x).
  let mass: [Double]
  /// P(X ≤ x).
  private let lower: [Double]
  /// P(X > x).
  private let upper: [Double]

  /// The largest mass by log-gamma, the others by their ratios outwards, so that none suffers from the cancellation of another.
  init(trials: Int, probability p: Double) {
    self.trials = trials
    var mass = [Double](repeating: 0, count: trials + 1)
    if p <= 0 {
      mass[0] = 1
    } else if p >= 1 {
      mass[trials] = 1
    } else {
      let n = Double(trials)
      let mode = min(trials, Int((n + 1) * p))
      let m = Double(mode)
      let ways: Double = logChoose(trials, mode)
      let chance: Double = m * log(p) + (n - m) * log1p(-p)
      mass[mode] = exp(ways + chance)
      let odds = p / (1 - p)
      var value = mass[mode]
      for x in stride(from: mode + 1, through: trials, by: 1) {
        value *= odds * Double(trials - x + 1) / Double(x)
        mass[x] = value
      }
      value = mass[mode]
      for x in stride(from: mode - 1, through: 0, by: -1) {
        value *= Double(x + 1) / (odds * Double(trials - x))
        mass[x] = value
      }
      // What log-gamma loses is lost by all alike: together they are 1.
      let total = mass[..<mode].reduce(0, +) + mass[mode...].reversed().reduce(0, +)
      for x in mass.indices { mass[x] /= total }
    }
    self.mass = mass
    var sum = 0.0
    lower = mass.map {
      sum += $0
      return min(1, sum)
    }
    var tail = [Double](repeating: 0, count: trials + 1)
    for x in stride(from: trials - 1, through: 0, by: -1) { tail[x] = min(1, tail[x + 1] + mass[x + 1]) }
    upper = tail
  }

  /// P(X = x), for any x.
  func at(_ x: Int) -> Double { mass.indices.contains(x) ? mass[x] : 0 }
  /// P(X ≤ x), for any x.
  func atMost(_ x: Int) -> Double { x < 0 ? 0 : x >= trials ? 1 : lower[x] }
  /// P(X > x), for any x.
  func above(_ x: Int) -> Double { x < 0 ? 1 : x >= trials ? 0 : upper[x] }
}

/// log of the binomial coefficient.
func logChoose(_ n: Int, _ k: Int) -> Double {
  guard k >= 0, k <= n else { return -.infinity }
  return lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
}
