// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Regression of the hazard of a cumulative incidence (the subdistribution hazard).
///
/// Fine and Gray, J Am Stat Assoc 1999;94:496: those who had another event stay at risk, weighted by the probability of
/// not yet being censored. Ties as Breslow's; variance by their sandwich, which knows that the weights are estimated.
/// Cost grows with rows × distinct event times. With strata each has risk sets, a baseline and a distribution of censoring of its own, and the
/// coefficients are common (Zhou, Latouche, Rocha & Fine, Biometrics 2011;67:661, for strata of few large groups). Delayed entry is not offered: its
/// weights need a model of the entry too (Geskus, Biometrics 2011;67:39).
public struct FineGrayModel: Sendable, Hashable {
  /// The covariates with coefficients and robust standard errors.
  public let terms: [CoxModel.Term]
  /// Steps of Newton's method.
  public let iterations: Int

  /// Fits `covariates` (one column each) to the events of `cause`, within `strata` where they are given (numbers of any kind).
  ///
  /// Throws `noEvents`, `collinear`, `separated` (no maximum) or what is wrong with a row.
  public init(
    _ sample: CompetingSample, covariates: [(name: String, values: [Double])], cause: Int,
    strata: [Int]? = nil
  ) throws(SampleProblem) {
    let count = sample.times.count
    let size = covariates.count
    guard size > 0 else { throw .empty }
    try SampleProblem.check(covariates: covariates.map { $0.values }, rows: count)
    guard cause > 0 else { throw .cause(cause) }
    guard sample.causes.contains(cause) else { throw .noEvents }
    let names = covariates.map { $0.name }
    if let column = Collinearity.first(covariates.map { $0.values }) { throw .collinear(names[column]) }
    if let strata, strata.count != count {
      throw .lengths("strata", strata.count, count)
    }
    var parts: [SubdistributionRisk] = []
    for rows in Strata.rows(strata, count: count) {
      let own = try CompetingSample(times: rows.map { sample.times[$0] }, causes: rows.map { sample.causes[$0] })
      // A stratum without an event of interest has no term of the likelihood.
      guard own.causes.contains(cause) else { continue }
      parts.append(
        try SubdistributionRisk(
          own, covariates: covariates.map { column in rows.map { column.values[$0] } }, cause: cause))
    }
    let risk = StratifiedRisk(parts: parts, size: size, spreads: Self.spreads(covariates.map { $0.values }))
    let maximum = try risk.maximum(names, from: risk.evaluate([Double](repeating: 0, count: size)))
    let (beta, inverse) = (maximum.beta, maximum.factor.inverse)
    let covariance = inverse.times(risk.middle(beta)).times(inverse)
    terms = covariates.indices.map {
      CoxModel.Term(name: covariates[$0].name, coefficient: beta[$0], standardError: covariance[$0, $0].squareRoot())
    }
    iterations = maximum.iterations
  }

  private static func spreads(_ columns: [[Double]]) -> [Double] {
    columns.map { column in
      let mean = column.reduce(0, +) / Double(column.count)
      return (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)).squareRoot()
    }
  }
}

/// The risk sets of strata that share their coefficients: what each adds to the likelihood is added up.
private struct StratifiedRisk: RiskSetLikelihood {
  let parts: [SubdistributionRisk]
  let size: Int
  let spreads: [Double]
  let largestTerm = 1

  func evaluate(_ beta: [Double]) -> LikelihoodState {
    var state = LikelihoodState(size: size)
    for part in parts {
      let own = part.evaluate(beta)
      state.logLikelihood += own.logLikelihood
      for i in 0..<size {
        state.score[i] += own.score[i]
        state.reference[i] += own.reference[i]
        for j in 0..<size { state.information[i, j] += own.information[i, j] }
      }
    }
    return state
  }

  func reach(_ factor: Cholesky) -> Double { parts.reduce(0) { max($0, $1.reach(factor)) } }

  func leastDifference(_ direction: [Double]) -> [Double]? {
    parts.compactMap { $0.leastDifference(direction) }.min { dot($0, direction) < dot($1, direction) }
  }

  func hasDifference(_ direction: [Double], above bound: Double) -> Bool {
    parts.contains { $0.hasDifference(direction, above: bound) }
  }

  /// Strata are independent: their sums of squared influences add up.
  func middle(_ beta: [Double]) -> Matrix {
    var matrix = Matrix(size: size)
    for part in parts {
      let own = part.middle(beta)
      for i in 0..<size { for j in 0..<size { matrix[i, j] += own[i, j] } }
    }
    return matrix
  }
}

/// The weighted risk sets of Fine and Gray.
private struct SubdistributionRisk: RiskSetLikelihood {
  let size: Int
  let spreads: [Double]
  let largestTerm = 1
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
    let x = sample.times.indices.map { row in covariates.indices.map { covariates[$0][row] - means[$0] } }
    self.x = x
    spreads = covariates.indices.map { column in
      (x.reduce(0) { $0 + $1[column] * $1[column] / Double(x.count) }).squareRoot()
    }
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

  private func predictors(_ beta: [Double]) -> [Double] { x.map { dot(beta, $0) } }

  /// The weighted sum of exponentials over the risk set of an event as a logarithm, with the means of the covariates and of their squares.
  private func sums(
    _ event: Int, _ predictors: [Double]
  ) -> (logTotal: Double, mean: [Double], second: Matrix) {
    // Divided by the largest, so that none overflows.
    var shift = -Double.infinity
    for row in times.indices where weight(row, event) > 0 { shift = max(shift, predictors[row]) }
    var total = 0.0
    var mean = [Double](repeating: 0, count: size)
    var second = Matrix(size: size)
    for row in times.indices {
      var w = weight(row, event)
      guard w > 0 else { continue }
      w *= exp(predictors[row] - shift)
      total += w
      for i in 0..<size {
        mean[i] += w * x[row][i]
        for j in 0..<size { second[i, j] += w * x[row][i] * x[row][j] }
      }
    }
    for i in 0..<size { mean[i] /= total }
    for i in 0..<size { for j in 0..<size { second[i, j] /= total } }
    return (log(total) + shift, mean, second)
  }

  func evaluate(_ beta: [Double]) -> LikelihoodState {
    let predictors = predictors(beta)
    var state = LikelihoodState(size: size)
    for event in eventTimes.indices {
      let (logTotal, mean, second) = sums(event, predictors)
      for row in deaths[event] {
        state.logLikelihood += predictors[row] - logTotal
        for i in 0..<size {
          state.score[i] += x[row][i] - mean[i]
          state.reference[i] += second[i, i]
          for j in 0..<size { state.information[i, j] += second[i, j] - mean[i] * mean[j] }
        }
      }
    }
    return state
  }

  func reach(_ factor: Cholesky) -> Double {
    x.reduce(0) { farthest, row in max(farthest, row.withUnsafeBufferPointer { factor.length($0) }) }
  }

  func leastDifference(_ direction: [Double]) -> [Double]? {
    let values = predictors(direction)
    var worst: (product: Double, dead: Int, other: Int)?
    for event in eventTimes.indices {
      guard let dead = deaths[event].min(by: { values[$0] < values[$1] }),
        let other = atRisk(event).max(by: { values[$0] < values[$1] })
      else { continue }
      let product = values[dead] - values[other]
      if worst.map({ product < $0.product }) ?? true { worst = (product, dead, other) }
    }
    return worst.map { worst in (0..<size).map { x[worst.dead][$0] - x[worst.other][$0] } }
  }

  func hasDifference(_ direction: [Double], above bound: Double) -> Bool {
    let values = predictors(direction)
    return eventTimes.indices.contains { event in
      let most = deaths[event].map { values[$0] }.max() ?? -.infinity
      return most - (atRisk(event).map { values[$0] }.min() ?? .infinity) > bound
    }
  }

  private func atRisk(_ event: Int) -> [Int] { times.indices.filter { weight($0, event) > 0 } }

  /// Sum over people of the square of their influence on the score, through their own events and through the weights.
  func middle(_ beta: [Double]) -> Matrix {
    let predictors = predictors(beta)
    var influence = [[Double]](repeating: [Double](repeating: 0, count: size), count: times.count)
    // What those with another event before u lose at events after u: summed for each censoring time u.
    let censored = Array(Set(times.indices.filter { isCensored[$0] }.map { times[$0] })).sorted()
    var loss = [[Double]](repeating: [Double](repeating: 0, count: size), count: censored.count)
    for event in eventTimes.indices {
      let (logTotal, mean, _) = sums(event, predictors)
      let count = Double(deaths[event].count)
      for row in deaths[event] { for i in 0..<size { influence[row][i] += x[row][i] - mean[i] } }
      let upTo = censored.partitioningIndex { $0 > eventTimes[event] }
      for row in times.indices {
        let w = weight(row, event) * exp(predictors[row] - logTotal) * count
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
