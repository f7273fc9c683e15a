// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Ranks with ties sharing their mean rank.
enum Ranks {
  static func of(_ values: [Double]) -> (ranks: [Double], ties: [Int]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var ties: [Int] = []
    var index = 0
    while index < order.count {
      var end = index
      while end < order.count, values[order[end]] == values[order[index]] { end += 1 }
      for place in index..<end { ranks[order[place]] = Double(index + 1 + end) / 2 }
      ties.append(end - index)
      index = end
    }
    return (ranks, ties)
  }

  /// Sum of t³ − t over groups of ties.
  static func tieSum(_ ties: [Int]) -> Double {
    ties.reduce(0) { sum, tie in sum + Double(tie) * (Double(tie) * Double(tie) - 1) }
  }
}

/// Comparisons of samples by means and ranks, as a baseline table or a reviewer may ask for. All p are two-sided. Each throws `value` for a
/// number that is not finite.
public enum RankTests {
  private static func check(_ samples: [[Double]], arePairs: Bool = false) throws(SampleProblem) {
    if arePairs, let first = samples.first, let last = samples.last, first.count != last.count {
      throw .lengths("pairs", last.count, first.count)
    }
    for (sample, values) in samples.enumerated() {
      for (row, value) in values.enumerated() where !value.isFinite { throw .value(sample: sample, row: row, value) }
    }
  }

  /// A statistic with its p.
  public struct Result: Sendable, Hashable {
    /// The statistic, as the method's page names it.
    public var statistic: Double
    /// Two-sided p.
    public var p: Double
  }

  /// Wilcoxon's rank-sum (Mann-Whitney) test by the normal approximation with correction for ties; the statistic is the
  /// number of pairs in which the value of `a` is larger. nil if a sample is empty or all values are the same.
  public static func rankSum(_ a: [Double], _ b: [Double], continuityCorrection: Bool = true) throws(SampleProblem)
    -> Result?
  {
    try check([a, b])
    guard !a.isEmpty, !b.isEmpty else { return nil }
    let (ranks, ties) = Ranks.of(a + b)
    let m = Double(a.count)
    let n = Double(b.count)
    let w = ranks[0..<a.count].reduce(0, +) - m * (m + 1) / 2
    let total = m + n
    let spread = (m * n / 12 * (total + 1 - Ranks.tieSum(ties) / (total * (total - 1)))).squareRoot()
    guard spread > 0 else { return nil }
    let difference = w - m * n / 2
    let correction = continuityCorrection ? (difference > 0 ? 0.5 : difference < 0 ? -0.5 : 0) : 0
    return Result(statistic: w, p: min(1, Normal.twoSidedP((difference - correction) / spread)))
  }

  /// Wilcoxon's signed-rank test of pairs: exact (unless not asked for) below 50 differences without ties or zeros, else
  /// by the normal approximation with continuity correction. The statistic is the sum of ranks of positive `a − b`.
  public static func signedRank(_ a: [Double], _ b: [Double], exact: Bool = true) throws(SampleProblem) -> Result? {
    try check([a, b], arePairs: true)
    let all = zip(a, b).map { $0 - $1 }
    let differences = all.filter { $0 != 0 }
    guard !differences.isEmpty else { return nil }
    let (ranks, ties) = Ranks.of(differences.map { abs($0) })
    let v = zip(differences, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let n = differences.count
    if exact, n < 50, differences.count == all.count, ties.allSatisfy({ $0 == 1 }) {
      // Number of sets of ranks with each sum.
      var ways = [Double](repeating: 0, count: n * (n + 1) / 2 + 1)
      ways[0] = 1
      for rank in 1...n {
        for sum in stride(from: ways.count - 1, through: rank, by: -1) { ways[sum] += ways[sum - rank] }
      }
      let all = pow(2.0, Double(n))
      let lower = ways[0...Int(v)].reduce(0, +) / all
      let upper = ways[Int(v)...].reduce(0, +) / all
      return Result(statistic: v, p: min(1, 2 * min(lower, upper)))
    }
    let count = Double(n)
    let difference = v - count * (count + 1) / 4
    let spread = (count * (count + 1) * (2 * count + 1) / 24 - Ranks.tieSum(ties) / 48).squareRoot()
    guard spread > 0 else { return nil }
    let correction = difference > 0 ? 0.5 : difference < 0 ? -0.5 : 0
    return Result(statistic: v, p: min(1, Normal.twoSidedP((difference - correction) / spread)))
  }

  /// Kruskal and Wallis's test of k samples, with correction for ties; chi-squared with k − 1 degrees of freedom.
  public static func kruskalWallis(_ samples: [[Double]]) throws(SampleProblem) -> ChiSquaredTest? {
    try check(samples)
    let samples = samples.filter { !$0.isEmpty }
    let all = samples.flatMap { $0 }
    guard samples.count > 1 else { return nil }
    let (ranks, ties) = Ranks.of(all)
    let n = Double(all.count)
    var start = 0
    var sum = 0.0
    for sample in samples {
      let own = ranks[start..<(start + sample.count)].reduce(0, +)
      sum += own * own / Double(sample.count)
      start += sample.count
    }
    let divisor = 1 - Ranks.tieSum(ties) / (n * n * n - n)
    guard divisor > 0 else { return nil }
    return ChiSquaredTest((12 * sum / (n * (n + 1)) - 3 * (n + 1)) / divisor, degreesOfFreedom: samples.count - 1)
  }

  /// Spearman's rank correlation; p by enumeration up to 8 pairs, by the Edgeworth series of Best and Roberts (Appl Stat
  /// 1975;24:377) without ties, else (or if not asked for) by Student's t.
  public static func spearman(_ a: [Double], _ b: [Double], exact: Bool = true) throws(SampleProblem) -> Result? {
    try check([a, b], arePairs: true)
    guard a.count > 2 else { return nil }
    let first = Ranks.of(a)
    let second = Ranks.of(b)
    let n = Double(a.count)
    let mean = (n + 1) / 2
    var cross = 0.0
    var squares = (0.0, 0.0)
    for (x, y) in zip(first.ranks, second.ranks) {
      cross += (x - mean) * (y - mean)
      squares.0 += (x - mean) * (x - mean)
      squares.1 += (y - mean) * (y - mean)
    }
    guard squares.0 > 0, squares.1 > 0 else { return nil }
    let rho = cross / (squares.0 * squares.1).squareRoot()
    let hasTies = first.ties.contains { $0 > 1 } || second.ties.contains { $0 > 1 }
    if hasTies || !exact {
      let t = rho * ((n - 2) / max(1e-300, 1 - rho * rho)).squareRoot()
      return Result(statistic: rho, p: StudentT.twoSidedP(t, degreesOfFreedom: n - 2))
    }
    let distance = ((n * n * n - n) * (1 - rho) / 6).rounded()
    let centre = (n * n * n - n) / 6
    let p =
      distance > centre
      ? upperTailOfDistance(distance, count: a.count) : 1 - upperTailOfDistance(distance + 2, count: a.count)
    return Result(statistic: rho, p: min(1, 2 * p))
  }

  /// P(sum of squared rank differences ≥ `distance`) for `count` pairs without ties; the sum is always even.
  private static func upperTailOfDistance(_ distance: Double, count: Int) -> Double {
    let n = Double(count)
    if distance <= 0 { return 1 }
    if distance > (n * n * n - n) / 3 { return 0 }
    if count <= 8 {
      var reached = 0
      var all = 0
      visitPermutations(count) { order in
        all += 1
        let sum = order.enumerated().reduce(0) { $0 + ($1.offset - $1.element) * ($1.offset - $1.element) }
        if Double(sum) >= distance { reached += 1 }
      }
      return Double(reached) / Double(all)
    }
    let b = 1 / n
    let x = (6 * (distance - 1) * b / (n * n - 1) - 1) * (n - 1).squareRoot()
    let y = x * x
    let inner = y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y))
    let middle = y * b * (0.0879 + 0.0151 * b - inner)
    let series = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * (-0.0758 + b * (0.1033 + 0.3932 * b) - middle))
    return min(1, max(0, Normal.upperTail(x) + series * exp(-y / 2)))
  }

  private static func visitPermutations(_ count: Int, _ visit: ([Int]) -> Void) {
    var order = Array(0..<count)
    func go(_ index: Int) {
      if index == count { return visit(order) }
      for other in index..<count {
        order.swapAt(index, other)
        go(index + 1)
        order.swapAt(index, other)
      }
    }
    go(0)
  }

  /// Welch's comparison of two means.
  public struct Welch: Sendable, Hashable {
    /// Student's t.
    public var t: Double
    /// Degrees of freedom by Welch and Satterthwaite.
    public var degreesOfFreedom: Double
    /// Two-sided p.
    public var p: Double
    /// Interval of the difference of means, first less second.
    public var interval: ConfidenceInterval
  }

  /// Welch's t test; nil with fewer than two values in a sample or without spread.
  public static func welch(_ a: [Double], _ b: [Double], level: Double = 0.95) throws(SampleProblem) -> Welch? {
    try check([a, b])
    guard let meanA = Quantiles.mean(a), let meanB = Quantiles.mean(b), let sdA = Quantiles.standardDeviation(a),
      let sdB = Quantiles.standardDeviation(b)
    else { return nil }
    let va = sdA * sdA / Double(a.count)
    let vb = sdB * sdB / Double(b.count)
    guard va + vb > 0 else { return nil }
    let error = (va + vb).squareRoot()
    let df = (va + vb) * (va + vb) / (va * va / Double(a.count - 1) + vb * vb / Double(b.count - 1))
    let t = (meanA - meanB) / error
    let half = StudentT.critical(level: level, degreesOfFreedom: df) * error
    return Welch(
      t: t, degreesOfFreedom: df, p: StudentT.twoSidedP(t, degreesOfFreedom: df),
      interval: ConfidenceInterval(lower: meanA - meanB - half, upper: meanA - meanB + half, level: level))
  }
}
