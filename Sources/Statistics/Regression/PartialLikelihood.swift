// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The partial likelihood of a sample: sorted once, evaluated at any coefficients in one pass from the last time to the first.
struct PartialLikelihood: Sendable, Hashable {
  /// Value and derivatives at some coefficients.
  struct State {
    var logLikelihood: Double
    var score: [Double]
    var information: Matrix
  }

  let size: Int
  let ties: TieMethod
  /// Covariates row by row in the order of the pass, centred, so that exponents stay small.
  let rows: [Double]
  let times: [Double]
  let events: [Bool]
  /// Entry times in the order of the pass, and the rows by entry, latest first; empty without delayed entry.
  let entries: [Double]
  let byEntry: [Int32]
  /// Ranges of the strata.
  let strata: [Range<Int>]
  let means: [Double]
  /// Standard deviations of the covariates, to judge whether a coefficient runs away.
  let spreads: [Double]

  /// A row on its way to its place in the pass.
  private struct Place {
    var time: Double
    var stratum: Int
    var row: Int32
  }

  init(_ sample: SurvivalSample, covariates: [[Double]], strata: [Int]?, ties: TieMethod) throws(SampleProblem) {
    let count = sample.count
    guard count > 0 else { throw .empty }
    guard !covariates.isEmpty else { throw .singular }
    guard sample.eventCount > 0 else { throw .noEvents }
    if let strata, strata.count != count { throw .lengths("strata", strata.count, count) }
    let size = covariates.count
    var means: [Double] = []
    var spreads: [Double] = []
    for (column, values) in covariates.enumerated() {
      guard values.count == count else { throw .lengths("covariate \(column + 1)", values.count, count) }
      var sum = 0.0
      for (row, value) in values.enumerated() {
        guard value.isFinite else { throw .covariate(row: row, column: column) }
        sum += value
      }
      let mean = sum / Double(count)
      means.append(mean)
      spreads.append((values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot())
    }
    var order: [Place] = []
    order.reserveCapacity(count)
    for row in 0..<count { order.append(Place(time: sample.times[row], stratum: strata?[row] ?? 0, row: Int32(row))) }
    order.sort { $0.stratum == $1.stratum ? $0.time > $1.time : $0.stratum < $1.stratum }
    var rows = [Double](repeating: 0, count: count * size)
    for (column, values) in covariates.enumerated() {
      let mean = means[column]
      for (position, item) in order.enumerated() { rows[position * size + column] = values[Int(item.row)] - mean }
    }
    var ranges: [Range<Int>] = []
    var start = 0
    for position in 1...count {
      if position < count, order[position].stratum == order[start].stratum { continue }
      ranges.append(start..<position)
      start = position
    }
    self.size = size
    self.ties = ties
    self.rows = rows
    times = order.map { $0.time }
    events = order.map { sample.events[Int($0.row)] }
    let entries = sample.entries.map { entries in order.map { entries[Int($0.row)] } } ?? []
    self.entries = entries
    byEntry =
      entries.isEmpty
      ? [] : ranges.flatMap { range in range.map { Int32($0) }.sorted { entries[Int($0)] > entries[Int($1)] } }
    self.strata = ranges
    self.means = means
    self.spreads = spreads
  }

  /// Log likelihood, score and information at `beta`.
  func evaluate(_ beta: [Double]) throws(SampleProblem) -> State {
    if ties == .exact { return try evaluateExactly(beta) }
    var logLikelihood = 0.0
    var score = [Double](repeating: 0, count: size)
    var information = Matrix(size: size)
    pass(beta) { moment in
      logLikelihood += moment.logLikelihood
      for i in 0..<size {
        score[i] += moment.score[i]
        for j in 0..<size { information[i, j] += moment.information[i * size + j] }
      }
    }
    return State(logLikelihood: logLikelihood, score: score, information: information)
  }

  /// What one event time adds to the likelihood and its derivatives.
  struct Moment {
    var time = 0.0
    var stratum = 0
    var deaths = 0
    var logLikelihood = 0.0
    /// The step of the cumulative hazard, at the means of the covariates.
    var hazard = 0.0
    var score: [Double]
    var information: [Double]
  }

  /// Visits the event times of each stratum from the last to the first.
  func pass(_ beta: [Double], _ visit: (borrowing Moment) -> Void) {
    let size = size
    var moment = Moment(
      score: [Double](repeating: 0, count: size), information: [Double](repeating: 0, count: size * size))
    // Sums of weight, weight·x and weight·x·xᵀ (upper triangle) over those at risk and over those who die.
    let triangle = size * (size + 1) / 2
    var risk = [Double](repeating: 0, count: 1 + size + triangle)
    var dying = risk
    var mean = [Double](repeating: 0, count: size)
    var deathSum = mean
    rows.withUnsafeBufferPointer { x in
      func add(_ row: Int, _ sign: Double, to sums: inout [Double]) {
        let base = row * size
        var eta = 0.0
        for i in 0..<size { eta += beta[i] * x[base + i] }
        let weight = sign * exp(eta)
        sums.withUnsafeMutableBufferPointer { sums in
          sums[0] += weight
          var at = 1 + size
          for i in 0..<size {
            let part = weight * x[base + i]
            sums[1 + i] += part
            for j in i..<size {
              sums[at] += part * x[base + j]
              at += 1
            }
          }
        }
      }
      for (stratum, range) in strata.enumerated() {
        for k in risk.indices { risk[k] = 0 }
        var index = range.lowerBound
        var left = range.lowerBound
        while index < range.upperBound {
          let time = times[index]
          for k in dying.indices { dying[k] = 0 }
          for i in 0..<size { deathSum[i] = 0 }
          var deaths = 0
          var etaSum = 0.0
          while index < range.upperBound, times[index] == time {
            if events[index] {
              add(index, 1, to: &dying)
              deaths += 1
              for i in 0..<size {
                deathSum[i] += x[index * size + i]
                etaSum += beta[i] * x[index * size + i]
              }
            } else {
              add(index, 1, to: &risk)
            }
            index += 1
          }
          for k in risk.indices { risk[k] += dying[k] }
          if !byEntry.isEmpty {
            // Going back in time, a row leaves the risk set at its entry.
            while left < range.upperBound, entries[Int(byEntry[left])] >= time {
              add(Int(byEntry[left]), -1, to: &risk)
              left += 1
            }
          }
          guard deaths > 0 else { continue }
          moment.time = time
          moment.stratum = stratum
          moment.deaths = deaths
          moment.logLikelihood = etaSum
          moment.hazard = 0
          for i in 0..<size { moment.score[i] = deathSum[i] }
          for k in moment.information.indices { moment.information[k] = 0 }
          let rounds = ties == .efron ? deaths : 1
          let repeats = ties == .efron ? 1.0 : Double(deaths)
          for round in 0..<rounds {
            let share = ties == .efron ? Double(round) / Double(deaths) : 0
            let total = risk[0] - share * dying[0]
            let inverse = 1 / total
            moment.logLikelihood -= repeats * log(total)
            moment.hazard += repeats * inverse
            for i in 0..<size {
              mean[i] = (risk[1 + i] - share * dying[1 + i]) * inverse
              moment.score[i] -= repeats * mean[i]
            }
            var at = 1 + size
            for i in 0..<size {
              for j in i..<size {
                let value = repeats * ((risk[at] - share * dying[at]) * inverse - mean[i] * mean[j])
                moment.information[i * size + j] += value
                at += 1
              }
            }
          }
          for i in 0..<size { for j in 0..<i { moment.information[i * size + j] = moment.information[j * size + i] } }
          visit(moment)
        }
      }
    }
  }

  /// Cumulative hazard at covariates of 0, in each stratum; times ascending.
  func baseline(_ beta: [Double]) -> [[(time: Double, cumulative: Double)]] {
    var steps = [[(time: Double, cumulative: Double)]](repeating: [], count: strata.count)
    let shift = exp(-zip(beta, means).reduce(0) { $0 + $1.0 * $1.1 })
    pass(beta) { steps[$0.stratum].append(($0.time, $0.hazard * shift)) }
    return steps.map { list in
      var sum = 0.0
      return list.reversed().map { step in
        sum += step.cumulative
        return (step.time, sum)
      }
    }
  }
}
