// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Regression of the hazard of a cumulative incidence (the subdistribution hazard).
///
/// Fine and Gray, J Am Stat Assoc 1999;94:496: those who had another event stay at risk, weighted by the probability of
/// not yet being censored. Ties as Breslow's; variance by their sandwich, which knows that the weights are estimated.
/// Cost grows with rows × distinct event times.
public struct FineGrayModel: Sendable, Hashable {
  /// The covariates with coefficients and robust standard errors.
  public let terms: [CoxModel.Term]
  /// Steps of Newton's method.
  public let iterations: Int

  /// Fits `covariates` (one column each) to the events of `cause`.
  public init(
    _ sample: CompetingSample, covariates: [(name: String, values: [Double])], cause: Int
  ) throws(SampleProblem) {
    let count = sample.times.count
    let size = covariates.count
    guard size > 0 else { throw .singular }
    for (column, covariate) in covariates.enumerated() {
      guard covariate.values.count == count else {
        throw .lengths("covariate \(column + 1)", covariate.values.count, count)
      }
      for (row, value) in covariate.values.enumerated() where !value.isFinite {
        throw .covariate(row: row, column: column)
      }
    }
    guard sample.causes.contains(cause) else { throw .noEvents }
    let risk = try SubdistributionRisk(sample, covariates: covariates.map { $0.values }, cause: cause)
    var beta = [Double](repeating: 0, count: size)
    var iterations = 0
    var state = risk.evaluate(beta)
    var settled = false
    while !settled, iterations < 50 {
      guard let factor = state.information.cholesky() else {
        throw iterations == 0 ? .singular : .divergent(iterations: iterations)
      }
      let step = factor.solve(state.score)
      let gain = zip(step, state.score).reduce(0) { $0 + $1.0 * $1.1 }
      var share = 1.0
      var next = state
      var candidate = beta
      for _ in 0..<30 {
        candidate = zip(beta, step).map { $0 + share * $1 }
        next = risk.evaluate(candidate)
        if next.logLikelihood.isFinite, next.logLikelihood >= state.logLikelihood - 1e-9 * abs(state.logLikelihood) {
          break
        }
        share /= 2
      }
      beta = candidate
      state = next
      iterations += 1
      settled = gain < 1e-14 * (1 + abs(state.logLikelihood))
    }
    guard settled, let inverse = state.information.cholesky()?.inverse else { throw .divergent(iterations: iterations) }
    let covariance = inverse.times(risk.middle(beta)).times(inverse)
    terms = covariates.indices.map {
      CoxModel.Term(name: covariates[$0].name, coefficient: beta[$0], standardError: covariance[$0, $0].squareRoot())
    }
    self.iterations = iterations
  }
}

/// The weighted risk sets of Fine and Gray.
private struct SubdistributionRisk {
  let size: Int
  let times: [Double]
  let isOwn: [Bool]
  let isOther: [Bool]
  let isCensored: [Bool]
  let x: [[Double]]
  /// Probability of not being censored before each row's time, and before each event time.
  let freeOfCensoring: [Double]
  let eventTimes: [Double]
  let freeAtEvent: [Double]
  let deaths: [[Int]]

  init(_ sample: CompetingSample, covariates: [[Double]], cause: Int) throws(SampleProblem) {
    size = covariates.count
    times = sample.times
    isOwn = sample.causes.map { $0 == cause }
    isOther = sample.causes.map { $0 != cause && $0 != 0 }
    isCensored = sample.causes.map { $0 == 0 }
    let means = covariates.map { $0.reduce(0, +) / Double($0.count) }
    x = sample.times.indices.map { row in covariates.indices.map { covariates[$0][row] - means[$0] } }
    let censoring = try KaplanMeier(SurvivalSample(times: sample.times, events: sample.causes.map { $0 == 0 }))
    let steps = censoring.steps
    func before(_ time: Double) -> Double {
      let index = steps.partitioningIndex { $0.time >= time }
      return index > 0 ? steps[index - 1].survival : 1
    }
    freeOfCensoring = sample.times.map(before)
    var rows: [Double: [Int]] = [:]
    for row in sample.times.indices where sample.causes[row] == cause {
      rows[sample.times[row], default: []].append(row)
    }
    eventTimes = rows.keys.sorted()
    freeAtEvent = eventTimes.map(before)
    deaths = eventTimes.map { rows[$0] ?? [] }
  }

  private func weight(_ row: Int, _ event: Int) -> Double {
    if times[row] >= eventTimes[event] { return 1 }
    return isOther[row] ? freeAtEvent[event] / freeOfCensoring[row] : 0
  }

  private func exponents(_ beta: [Double]) -> [Double] {
    x.map { row in exp(zip(beta, row).reduce(0) { $0 + $1.0 * $1.1 }) }
  }

  private func sums(_ event: Int, _ risks: [Double]) -> (total: Double, mean: [Double], second: Matrix) {
    var total = 0.0
    var mean = [Double](repeating: 0, count: size)
    var second = Matrix(size: size)
    for row in times.indices {
      let w = weight(row, event) * risks[row]
      guard w > 0 else { continue }
      total += w
      for i in 0..<size {
        mean[i] += w * x[row][i]
        for j in 0..<size { second[i, j] += w * x[row][i] * x[row][j] }
      }
    }
    for i in 0..<size { mean[i] /= total }
    for i in 0..<size { for j in 0..<size { second[i, j] = second[i, j] / total - mean[i] * mean[j] } }
    return (total, mean, second)
  }

  func evaluate(_ beta: [Double]) -> PartialLikelihood.State {
    let risks = exponents(beta)
    var state = PartialLikelihood.State(
      logLikelihood: 0, score: [Double](repeating: 0, count: size), information: Matrix(size: size))
    for event in eventTimes.indices {
      let (total, mean, second) = sums(event, risks)
      for row in deaths[event] {
        state.logLikelihood += log(risks[row] / total)
        for i in 0..<size {
          state.score[i] += x[row][i] - mean[i]
          for j in 0..<size { state.information[i, j] += second[i, j] }
        }
      }
    }
    return state
  }

  /// Sum over people of the square of their influence on the score, through their own events and through the weights.
  func middle(_ beta: [Double]) -> Matrix {
    let risks = exponents(beta)
    var influence = [[Double]](repeating: [Double](repeating: 0, count: size), count: times.count)
    // What those with another event before u lose at events after u: summed for each censoring time u.
    let censored = Array(Set(times.indices.filter { isCensored[$0] }.map { times[$0] })).sorted()
    var loss = [[Double]](repeating: [Double](repeating: 0, count: size), count: censored.count)
    for event in eventTimes.indices {
      let (total, mean, _) = sums(event, risks)
      let hazard = Double(deaths[event].count) / total
      for row in deaths[event] { for i in 0..<size { influence[row][i] += x[row][i] - mean[i] } }
      let upTo = censored.partitioningIndex { $0 > eventTimes[event] }
      for row in times.indices {
        let w = weight(row, event) * risks[row] * hazard
        guard w > 0 else { continue }
        let isWaiting = isOther[row] && times[row] < eventTimes[event]
        let from = isWaiting ? censored.partitioningIndex { $0 > times[row] } : 0
        for i in 0..<size {
          let part = (x[row][i] - mean[i]) * w
          influence[row][i] -= part
          if isWaiting { for u in from..<max(from, upTo) { loss[u][i] += part } }
        }
      }
    }
    // Martingales of censoring: each censored row jumps, everybody at risk pays.
    for (u, time) in censored.enumerated() {
      let atRisk = Double(times.reduce(0) { $0 + ($1 >= time ? 1 : 0) })
      let jumps = Double(times.indices.reduce(0) { $0 + (isCensored[$1] && times[$1] == time ? 1 : 0) })
      for row in times.indices where times[row] >= time {
        let own = isCensored[row] && times[row] == time ? 1.0 : 0
        let share = (own - jumps / atRisk) / atRisk
        for i in 0..<size { influence[row][i] += loss[u][i] * share }
      }
    }
    var matrix = Matrix(size: size)
    for row in influence {
      for i in 0..<size { for j in 0..<size { matrix[i, j] += row[i] * row[j] } }
    }
    return matrix
  }
}
