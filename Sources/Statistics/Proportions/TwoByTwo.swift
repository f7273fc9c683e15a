// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A table of two groups by two outcomes.
public struct TwoByTwo: Sendable, Hashable {
  let a: Int
  let b: Int
  let c: Int
  let d: Int

  /// The counts: first row `a`, `b`, second row `c`, `d`. Throws `counts` if one is negative, all are 0, or their sum is beyond 2⁵³.
  public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) throws(SampleProblem) {
    let limit = 1 << 53
    guard min(a, b, c, d) >= 0, max(a, b, c, d) <= limit, (1...limit).contains(a + b + c + d) else { throw .counts }
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  /// Fisher's exact test with the conditional odds ratio and its exact interval, as R's `fisher.test`.
  public struct Exact: Sendable, Hashable {
    /// Two-sided p: tables as probable as the one seen or less.
    public var p: Double
    /// Conditional maximum-likelihood odds ratio; infinite or 0 at the ends.
    public var oddsRatio: Double
    /// Its exact interval; a nil upper limit is infinite.
    public var interval: ConfidenceInterval
  }

  /// Pearson's chi-squared, with Yates's correction if asked for; nil if a margin is 0.
  public func chiSquared(yates: Bool = false) -> ChiSquaredTest? {
    let n = Double(a + b + c + d)
    let margins = Double(a + b) * Double(c + d) * Double(a + c) * Double(b + d)
    guard margins > 0 else { return nil }
    let determinant = abs(Double(a) * Double(d) - Double(b) * Double(c))
    // The correction never turns the difference round.
    let reduced = yates ? max(0, determinant - n / 2) : determinant
    return ChiSquaredTest(n * reduced * reduced / margins, degreesOfFreedom: 1)
  }

  /// Fisher's exact test. Throws `tooManyTables` beyond ten million counted, where log factorials lose the digits that p needs, or a million tables.
  public func fisher(level: Double = 0.95) throws(SampleProblem) -> Exact {
    let lowest = max(0, (a + b) + (a + c) - (a + b + c + d))
    let highest = min(a + b, a + c)
    guard a + b + c + d <= 10_000_000, highest - lowest <= 1_000_000 else { throw .tooManyTables }
    let support = Array(lowest...highest)
    func logChoose(_ n: Int, _ k: Int) -> Double {
      lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
    }
    let logs = support.map { logChoose(a + b, $0) + logChoose(c + d, a + c - $0) }
    /// The distribution of `a` given the margins, at an odds ratio.
    func chances(_ odds: Double) -> [Double] {
      let shifted = zip(support, logs).map { $1 + Double($0) * log(odds) }
      let top = shifted.max() ?? 0
      let raw = shifted.map { exp($0 - top) }
      let sum = raw.reduce(0, +)
      return raw.map { $0 / sum }
    }
    let null = chances(1)
    let seen = null[a - lowest]
    let p = null.reduce(0) { $0 + ($1 <= seen * (1 + 1e-7) ? $1 : 0) }
    func mean(_ odds: Double) -> Double { zip(support, chances(odds)).reduce(0) { $0 + Double($1.0) * $1.1 } }
    func tail(_ odds: Double, upper: Bool) -> Double {
      zip(support, chances(odds)).reduce(0) { $0 + ((upper ? $1.0 >= a : $1.0 <= a) ? $1.1 : 0) }
    }
    /// The odds ratio at which a rising function of it reaches `target`, by halving on the log scale.
    func solve(_ target: Double, _ value: (Double) -> Double) -> Double {
      var low = -60.0
      var high = 60.0
      for _ in 0..<200 {
        let middle = (low + high) / 2
        if value(exp(middle)) < target { low = middle } else { high = middle }
      }
      return exp((low + high) / 2)
    }
    let tailShare = (1 - level) / 2
    return Exact(
      p: min(1, p),
      oddsRatio: a == lowest ? 0 : a == highest ? .infinity : solve(Double(a)) { mean($0) },
      interval: ConfidenceInterval(
        lower: a == lowest ? 0 : solve(tailShare) { tail($0, upper: true) },
        upper: a == highest ? nil : solve(-tailShare) { -tail($0, upper: false) }, level: level))
  }
}
