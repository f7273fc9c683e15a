// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Gray's test that the cumulative incidence of one kind of event is the same in k groups.
///
/// Gray, Ann Stat 1988;16:1141, with weights (1 − F(t−))^rho; rho = 0 is the usual test. With strata, scores and variances of the strata are
/// added up, so that groups are compared within each.
public struct GrayTest: Sendable, Hashable {
  /// Score of each group: weighted events less those expected.
  public let scores: [Double]
  /// The test.
  public let test: ChiSquaredTest

  /// Compares `groups` (numbered from 0) for events of `cause`, within `strata` where they are given (numbers of any kind).
  public init(
    _ sample: CompetingSample, groups: [Int], groupCount: Int, cause: Int, rho: Double = 0, strata: [Int]? = nil
  ) throws(SampleProblem) {
    try SampleProblem.check(groups: groups, count: groupCount, rows: sample.times.count)
    if let strata, strata.count != sample.times.count {
      throw .lengths("strata", strata.count, sample.times.count)
    }
    guard cause > 0 else { throw .cause(cause) }
    guard sample.causes.contains(cause) else { throw .noEvents }
    guard rho >= 0, rho.isFinite else { throw .weight(rho) }
    var scores = [Double](repeating: 0, count: groupCount)
    var variance = Matrix(size: groupCount)
    for rows in Strata.rows(strata, count: sample.times.count) {
      let state = Self.state(sample, rows, groups, groupCount, cause, rho)
      let own = state.finalVariance()
      for i in 0..<groupCount {
        scores[i] += state.score[i]
        for j in 0..<groupCount { variance[i, j] += own[i, j] }
      }
    }
    let free = Array(0..<(groupCount - 1))
    let tested = free.map { scores[$0] }
    guard let factor = variance.part(free).cholesky() else { throw .singular }
    let statistic = zip(tested, factor.solve(tested)).reduce(0) { $0 + $1.0 * $1.1 }
    self.scores = scores
    test = ChiSquaredTest(statistic, degreesOfFreedom: groupCount - 1)
  }

  /// What has accumulated over the times of one stratum.
  private static func state(
    _ sample: CompetingSample, _ rows: [Int], _ groups: [Int], _ groupCount: Int, _ cause: Int, _ rho: Double
  ) -> State {
    let order = rows.sorted { sample.times[$0] < sample.times[$1] }
    var state = State(groupCount: groupCount)
    for row in rows { state.atRisk[groups[row]] += 1 }
    var index = 0
    while index < order.count {
      let time = sample.times[order[index]]
      var own = [Double](repeating: 0, count: groupCount)
      var other = own
      var leaving = own
      while index < order.count, sample.times[order[index]] == time {
        let group = groups[order[index]]
        leaving[group] += 1
        if sample.causes[order[index]] == cause {
          own[group] += 1
        } else if sample.causes[order[index]] != 0 {
          other[group] += 1
        }
        index += 1
      }
      state.advance(own: own, other: other, rho: rho)
      for group in 0..<groupCount { state.atRisk[group] -= leaving[group] }
    }
    return state
  }

  /// What has accumulated up to one time: the score, and its variance as a sum over the martingale increments of the
  /// events of interest and of the others in each group.
  private struct State {
    let groupCount: Int
    var atRisk: [Double]
    /// All-cause survival just before the time, in each group.
    var survival: [Double]
    /// Incidence of interest, in each group and pooled.
    var incidence: [Double]
    var pooled = 0.0
    var score: [Double]
    /// Compensator weights that later increments meet.
    var drift: Matrix
    var direct: Matrix
    var mixed: Matrix
    var own: [Double]

    init(groupCount: Int) {
      self.groupCount = groupCount
      atRisk = [Double](repeating: 0, count: groupCount)
      survival = [Double](repeating: 1, count: groupCount)
      incidence = [Double](repeating: 0, count: groupCount)
      score = incidence
      own = incidence
      drift = Matrix(size: groupCount)
      direct = drift
      mixed = drift
    }

    mutating func advance(own events: [Double], other: [Double], rho: Double) {
      let total = events.reduce(0, +)
      let others = other.reduce(0, +)
      guard total + others > 0 else { return }
      let present = (0..<groupCount).filter { atRisk[$0] > 0 }
      var after = survival
      var reached = incidence
      // Risk sets scaled so that those who had another event stay in them as long as they might have been followed.
      var scaled = [Double](repeating: 0, count: groupCount)
      var scaledTotal = 0.0
      var eligible = 0.0
      for k in present {
        after[k] = survival[k] * (atRisk[k] - events[k] - other[k]) / atRisk[k]
        reached[k] = incidence[k] + survival[k] * events[k] / atRisk[k]
        scaled[k] = atRisk[k] / survival[k]
        scaledTotal += scaled[k]
        eligible += scaled[k] * (1 - incidence[k])
      }
      let pooledAfter = pooled + total / scaledTotal
      let weight = pow(1 - pooled, rho)
      var spread = Matrix(size: groupCount)
      for i in present {
        for j in present {
          spread[i, j] = weight * scaled[i] * ((i == j ? 1 : 0) - scaled[j] / scaledTotal)
          drift[i, j] += spread[i, j] * total / (scaledTotal * (1 - pooled))
        }
        score[i] += weight * (events[i] - total * scaled[i] * (1 - incidence[i]) / eligible)
      }
      if total > 0 {
        for k in present {
          let factor = after[k] > 0 ? 1 - (1 - pooledAfter) / after[k] : 1
          let ties = total > 1 ? 1 - (total - 1) / (scaledTotal * survival[k] - 1) : 1
          add(k, factor, ties * survival[k] * total / (scaledTotal * atRisk[k])) { spread[$0, k] }
        }
      }
      if others > 0 {
        for k in present where after[k] > 0 && other[k] > 0 {
          let factor = (1 - pooledAfter) / after[k]
          let ties = other[k] > 1 ? 1 - (other[k] - 1) / (atRisk[k] - 1) : 1
          // The same sum with the sign turned: these events take people away instead of counting.
          add(k, -factor, ties * survival[k] * survival[k] * other[k] / (atRisk[k] * atRisk[k])) { _ in 0 }
        }
      }
      survival = after
      incidence = reached
      pooled = pooledAfter
    }

    private mutating func add(_ k: Int, _ factor: Double, _ variance: Double, _ spread: (Int) -> Double) {
      own[k] += factor * factor * variance
      let parts = (0..<groupCount).map { spread($0) - factor * drift[$0, k] }
      for i in 0..<groupCount {
        mixed[i, k] += parts[i] * factor * variance
        for j in 0..<groupCount { direct[i, j] += parts[i] * parts[j] * variance }
      }
    }

    func finalVariance() -> Matrix {
      var variance = direct
      for i in 0..<groupCount {
        for j in 0..<groupCount {
          for k in 0..<groupCount {
            variance[i, j] += drift[i, k] * drift[j, k] * own[k] + drift[i, k] * mixed[j, k] + drift[j, k] * mixed[i, k]
          }
        }
      }
      return variance
    }
  }
}
