// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The partial likelihood of a sample: sorted once, evaluated at any coefficients in one pass from the last time to the first.
struct PartialLikelihood: Sendable, Hashable, RiskSetLikelihood {
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
  /// Standard deviations of the covariates among those who are ever at risk of an event.
  let spreads: [Double]
  /// Most deaths at one time that the exact method counts together; else 1.
  let largestTerm: Int

  /// A row on its way to its place in the pass.
  private struct Place {
    var time: Double
    var stratum: Int
    var row: Int32
  }

  init(_ sample: SurvivalSample, covariates: [[Double]], strata: [Int]?, ties: TieMethod) throws(SampleProblem) {
    let count = sample.count
    guard count > 0 else { throw .empty }
    guard !covariates.isEmpty else { throw .empty }
    guard sample.eventCount > 0 else { throw .noEvents }
    if let strata, strata.count != count { throw .lengths("strata", strata.count, count) }
    try SampleProblem.check(covariates: covariates, rows: count)
    let size = covariates.count
    var order: [Place] = []
    order.reserveCapacity(count)
    for row in 0..<count { order.append(Place(time: sample.times[row], stratum: strata?[row] ?? 0, row: Int32(row))) }
    order.sort { $0.stratum == $1.stratum ? $0.time > $1.time : $0.stratum < $1.stratum }
    var ranges: [Range<Int>] = []
    var start = 0
    // Who leaves before the first event of a stratum is in no risk set, and has no say in what is far from what.
    var counted = 0..<0
    var countedRanges: [Range<Int>] = []
    for position in 1...count {
      if position < count, order[position].stratum == order[start].stratum { continue }
      ranges.append(start..<position)
      counted = start..<start
      for index in start..<position where sample.events[Int(order[index].row)] { counted = start..<(index + 1) }
      var end = counted.upperBound
      while end < position, end > start, order[end].time == order[end - 1].time { end += 1 }
      countedRanges.append(start..<end)
      start = position
    }
    let total = Double(countedRanges.reduce(0) { $0 + $1.count })
    var means: [Double] = []
    var spreads: [Double] = []
    var rows = [Double](repeating: 0, count: count * size)
    for (column, values) in covariates.enumerated() {
      var sum = 0.0
      for range in countedRanges { for index in range { sum += values[Int(order[index].row)] / total } }
      var squares = 0.0
      for (position, item) in order.enumerated() { rows[position * size + column] = values[Int(item.row)] - sum }
      for range in countedRanges {
        for index in range { squares += rows[index * size + column] * rows[index * size + column] / total }
      }
      means.append(sum)
      spreads.append(squares.squareRoot())
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
    var largest = 1
    if ties == .exact {
      var deaths = 0
      for (position, item) in order.enumerated() {
        if position > 0, item.time != order[position - 1].time || item.stratum != order[position - 1].stratum {
          deaths = 0
        }
        if sample.events[Int(item.row)] { deaths += 1 }
        largest = max(largest, deaths)
      }
    }
    largestTerm = largest
  }

  /// Log likelihood, score and information at `beta`.
  func evaluate(_ beta: [Double]) throws(SampleProblem) -> LikelihoodState {
    if ties == .exact { return try evaluateExactly(beta) }
    var state = LikelihoodState(size: size)
    pass(beta) { moment in
      state.logLikelihood += moment.logLikelihood
      for i in 0..<size {
        state.score[i] += moment.score[i]
        state.reference[i] += moment.reference[i]
        for j in 0..<size { state.information[i, j] += moment.information[i * size + j] }
      }
    }
    return state
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
    /// Squares of the covariates, of which the diagonal of the information is what the squares of their means leave.
    var reference: [Double]

    init(size: Int) {
      score = [Double](repeating: 0, count: size)
      information = [Double](repeating: 0, count: size * size)
      reference = score
    }
  }

  /// Visits the event times of each stratum from the last to the first.
  func pass(_ beta: [Double], _ visit: (borrowing Moment) -> Void) {
    let size = size
    var moment = Moment(size: size)
    // Sums of weight, weight·x and weight·x·xᵀ (upper triangle) over those at risk and over those who die.
    let triangle = size * (size + 1) / 2
    var risk = [Double](repeating: 0, count: 1 + size + triangle)
    var dying = risk
    var mean = [Double](repeating: 0, count: size)
    var deathSum = mean
    // All weights are divided by exp(shift), which follows the largest linear predictor, so that none overflows.
    var shift = 0.0
    rows.withUnsafeBufferPointer { x in
      func predictor(_ row: Int) -> Double {
        let base = row * size
        var eta = 0.0
        for i in 0..<size { eta += beta[i] * x[base + i] }
        return eta
      }
      func add(_ row: Int, _ sign: Double, to sums: inout [Double]) {
        let base = row * size
        let weight = sign * exp(predictor(row) - shift)
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
      /// Makes room for a row before it is added.
      func prepare(_ row: Int) {
        let eta = predictor(row)
        guard abs(eta - shift) > 30 else { return }
        if risk[0] == 0, dying[0] == 0 {
          shift = eta
        } else if eta > shift {
          let factor = exp(shift - eta)
          for k in risk.indices { risk[k] *= factor }
          for k in dying.indices { dying[k] *= factor }
          shift = eta
        }
      }
      for (stratum, range) in strata.enumerated() {
        shift = 0
        for k in risk.indices { risk[k] = 0 }
        for k in dying.indices { dying[k] = 0 }
        var index = range.lowerBound
        var left = range.lowerBound
        while index < range.upperBound {
          let time = times[index]
          for k in dying.indices { dying[k] = 0 }
          for i in 0..<size { deathSum[i] = 0 }
          var deaths = 0
          var etaSum = 0.0
          while index < range.upperBound, times[index] == time {
            prepare(index)
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
            let before = risk[0]
            while left < range.upperBound, entries[Int(byEntry[left])] >= time {
              add(Int(byEntry[left]), -1, to: &risk)
              left += 1
            }
            // Where nearly all the weight has left, what remains is rounding: it is summed anew.
            if risk[0] < 1e-3 * before {
              for k in risk.indices { risk[k] = 0 }
              for k in dying.indices { dying[k] = 0 }
              for row in range.lowerBound..<index where entries[row] < time {
                prepare(row)
                if events[row], times[row] == time { add(row, 1, to: &dying) } else { add(row, 1, to: &risk) }
              }
              for k in risk.indices { risk[k] += dying[k] }
            }
          }
          guard deaths > 0 else { continue }
          moment.time = time
          moment.stratum = stratum
          moment.deaths = deaths
          moment.logLikelihood = etaSum
          moment.hazard = 0
          for i in 0..<size {
            moment.score[i] = deathSum[i]
            moment.reference[i] = 0
          }
          for k in moment.information.indices { moment.information[k] = 0 }
          let rounds = ties == .efron ? deaths : 1
          let repeats = ties == .efron ? 1.0 : Double(deaths)
          for round in 0..<rounds {
            let share = ties == .efron ? Double(round) / Double(deaths) : 0
            let total = risk[0] - share * dying[0]
            let inverse = 1 / total
            moment.logLikelihood -= repeats * (log(total) + shift)
            moment.hazard += repeats * inverse * exp(-shift)
            for i in 0..<size {
              mean[i] = (risk[1 + i] - share * dying[1 + i]) * inverse
              moment.score[i] -= repeats * mean[i]
            }
            var at = 1 + size
            for i in 0..<size {
              for j in i..<size {
                let square = (risk[at] - share * dying[at]) * inverse
                if i == j { moment.reference[i] += repeats * square }
                moment.information[i * size + j] += repeats * (square - mean[i] * mean[j])
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
