// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The weights of a test that compares survival between groups.
public enum LogRankWeight: Sendable, Hashable {
  /// All events weigh the same: the log-rank test.
  case logRank
  /// n: Gehan's and Breslow's Wilcoxon test.
  case gehanBreslow
  /// √n: Tarone and Ware, Biometrika 1977;64:156.
  case taroneWare
  /// S(t−)^rho · (1 − S(t−))^gamma of the pooled sample: Fleming and Harrington; (1, 0) is Peto and Peto's, R's `rho = 1`.
  case flemingHarrington(rho: Double, gamma: Double)

  func weight(atRisk: Double, survivalBefore: Double) -> Double {
    switch self {
    case .logRank: 1
    case .gehanBreslow: atRisk
    case .taroneWare: atRisk.squareRoot()
    case .flemingHarrington(let rho, let gamma): pow(survivalBefore, rho) * pow(1 - survivalBefore, gamma)
    }
  }
}

/// The (weighted, stratified) log-rank test of k groups, with the hypergeometric variance.
///
/// Mantel, Cancer Chemother Rep 1966;50:163. Tied events are handled by the hypergeometric variance.
public struct LogRankTest: Sendable, Hashable {
  /// Rows in each group, in the order of the group numbers.
  public let counts: [Int]
  /// (Weighted) events in each group.
  public let observed: [Double]
  /// (Weighted) events expected if survival were the same.
  public let expected: [Double]
  /// Covariance of observed minus expected.
  public let variance: [[Double]]
  /// The statistic.
  public let chiSquared: Double
  /// Groups that were ever at risk with an event elsewhere, less one.
  public let degreesOfFreedom: Int
  /// Upper tail of the chi-squared distribution.
  public let p: Double

  /// Compares the `groups` (numbered from 0) of `sample`, within each value of `strata`.
  ///
  /// Throws `noEvents` if nobody had the event, `emptyGroup` if nobody is in a group, and `singular` if fewer than two groups can be compared.
  public init(
    _ sample: SurvivalSample, groups: [Int], groupCount: Int, strata: [Int]? = nil, weight: LogRankWeight = .logRank
  ) throws(SampleProblem) {
    guard sample.count > 0 else { throw .empty }
    try SampleProblem.check(groups: groups, count: groupCount, rows: sample.count)
    if case .flemingHarrington(let rho, let gamma) = weight {
      for exponent in [rho, gamma] where !(exponent >= 0 && exponent.isFinite) { throw .weight(exponent) }
    }
    if let strata, strata.count != sample.count { throw .lengths("strata", strata.count, sample.count) }
    guard sample.eventCount > 0 else { throw .noEvents }
    var observed = [Double](repeating: 0, count: groupCount)
    var expected = observed
    var variance = [Double](repeating: 0, count: groupCount * groupCount)
    for rows in Self.rows(sample.count, strata) {
      Self.add(
        rows, of: sample, groups: groups, groupCount: groupCount, weight: weight, observed: &observed,
        expected: &expected, variance: &variance)
    }
    var counts = [Int](repeating: 0, count: groupCount)
    for group in groups { counts[group] += 1 }
    // A group without any expected event was never at risk while somebody had the event: it cannot be compared.
    let kept = (0..<groupCount).filter { expected[$0] > 0 }
    guard kept.count > 1 else { throw .singular }
    let free = kept.dropLast()
    let differences = free.map { observed[$0] - expected[$0] }
    let part = free.map { row in free.map { variance[row * groupCount + $0] } }
    guard let solved = Matrix(part).cholesky()?.solve(differences) else { throw .singular }
    let statistic = zip(differences, solved).reduce(0) { $0 + $1.0 * $1.1 }
    self.counts = counts
    self.observed = observed
    self.expected = expected
    self.variance = (0..<groupCount).map { Array(variance[($0 * groupCount)..<(($0 + 1) * groupCount)]) }
    self.chiSquared = statistic
    self.degreesOfFreedom = kept.count - 1
    self.p = ChiSquared.upperTail(statistic, degreesOfFreedom: kept.count - 1)
  }

  private static func rows(_ count: Int, _ strata: [Int]?) -> [[Int]] {
    guard let strata else { return [Array(0..<count)] }
    return Dictionary(grouping: 0..<count) { strata[$0] }.sorted { $0.key < $1.key }.map { $0.value }
  }

  private static func add(
    _ rows: [Int], of sample: SurvivalSample, groups: [Int], groupCount: Int, weight: LogRankWeight,
    observed: inout [Double], expected: inout [Double], variance: inout [Double]
  ) {
    // Plain rows sort faster than indices that look elsewhere for their key.
    let leaving = rows.map { (time: sample.times[$0], event: sample.events[$0], group: Int32(groups[$0])) }
      .sorted { $0.time < $1.time }
    let entering = sample.entries.map { entries in
      rows.map { (entry: entries[$0], group: groups[$0]) }.sorted { $0.entry < $1.entry }
    }
    var atRisk = [Int](repeating: 0, count: groupCount)
    if entering == nil { for row in leaving { atRisk[Int(row.group)] += 1 } }
    var entered = 0
    var deaths = [Int](repeating: 0, count: groupCount)
    var survival = 1.0
    var index = 0
    while index < leaving.count {
      let time = leaving[index].time
      if let entering {
        while entered < entering.count, entering[entered].entry < time {
          atRisk[entering[entered].group] += 1
          entered += 1
        }
      }
      let first = index
      var total = 0
      while index < leaving.count, leaving[index].time == time {
        if leaving[index].event {
          deaths[Int(leaving[index].group)] += 1
          total += 1
        }
        index += 1
      }
      if total > 0 {
        let n = Double(atRisk.reduce(0, +))
        let d = Double(total)
        let w = weight.weight(atRisk: n, survivalBefore: survival)
        let spread = n > 1 ? w * w * d * (n - d) / (n - 1) : 0
        for group in 0..<groupCount {
          let share = Double(atRisk[group]) / n
          observed[group] += w * Double(deaths[group])
          expected[group] += w * d * share
          for other in 0..<groupCount {
            variance[group * groupCount + other] +=
              spread * share * ((group == other ? 1 : 0) - Double(atRisk[other]) / n)
          }
          deaths[group] = 0
        }
        survival *= (n - d) / n
      }
      for row in leaving[first..<index] { atRisk[Int(row.group)] -= 1 }
    }
  }
}
