// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing
import VerlaufTesting

/// Against the definition, written out here and maximised by golden sections: no derivative, and nothing of the package.
@Suite("Cox's model with Firth's penalty")
struct PenalisedCoxTests {
  struct Data {
    var times: [Double]
    var events: [Bool]
    var x: [[Double]]
    var ties: TieMethod

    /// The log partial likelihood with half the log determinant of its information; one or two covariates.
    func penalised(_ beta: [Double]) -> Double {
      var value = 0.0
      var information = [[0.0, 0.0], [0.0, 0.0]]
      for time in Set(zip(times, events).filter(\.1).map(\.0)) {
        let risk = times.indices.filter { times[$0] >= time }
        let dead = risk.filter { times[$0] == time && events[$0] }
        for (round, row) in dead.enumerated() {
          let share = ties == .efron ? Double(round) / Double(dead.count) : 0
          let etas = risk.map { row in zip(beta, x).reduce(0.0) { $0 + $1.0 * $1.1[row] } }
          let top = etas.max() ?? 0
          let weights = zip(risk, etas).map { row, eta in
            exp(eta - top) * (dead.contains(row) ? 1 - share : 1)
          }
          let total = weights.reduce(0, +)
          value += zip(beta, x).reduce(0.0) { $0 + $1.0 * $1.1[row] } - log(total) - top
          let means = x.map { column in zip(risk, weights).reduce(0.0) { $0 + column[$1.0] * $1.1 / total } }
          for i in x.indices {
            for j in x.indices {
              information[i][j] += zip(risk, weights).reduce(0.0) {
                $0 + $1.1 / total * (x[i][$1.0] - means[i]) * (x[j][$1.0] - means[j])
              }
            }
          }
        }
      }
      let determinant =
        x.count == 1
        ? information[0][0] : information[0][0] * information[1][1] - information[0][1] * information[1][0]
      return value + log(determinant) / 2
    }

    /// The largest value with the first coefficient held.
    func profile(_ first: Double) -> Double {
      guard x.count == 2 else { return penalised([first]) }
      let second = maximiser({ penalised([first, $0]) }, -12, 12)
      return penalised([first, second])
    }

    /// Where the profile falls to a value, beyond the estimate.
    func crossing(_ value: Double, from estimate: Double, to far: Double) -> Double {
      var (inner, outer) = (estimate, far)
      for _ in 0..<36 {
        let middle = (inner + outer) / 2
        if profile(middle) > value { inner = middle } else { outer = middle }
      }
      return inner
    }

    var sample: SurvivalSample { get throws { try SurvivalSample(times: times, events: events) } }
    var covariates: [(name: String, values: [Double])] { x.enumerated().map { ("x\($0)", $1) } }
  }

  private func compare(_ data: Data, _ place: Comment) throws {
    let model = try PenalisedCoxModel(data.sample, covariates: data.covariates, ties: data.ties)
    let first = maximiser(data.profile, -12, 12)
    let best = data.profile(first)
    let term = model.terms[0]
    #expect(abs(term.coefficient - first) < 2e-6, place)
    #expect(close(model.logLikelihood, best, relative: 1e-9), place)
    // 3.841458820694124 is R's qchisq(0.95, 1).
    let fallen = best - 3.841458820694124 / 2
    let limits = term.coefficientLimits
    #expect(abs((limits.lower ?? .nan) - data.crossing(fallen, from: first, to: -40)) < 1e-5, place)
    #expect(abs((limits.upper ?? .nan) - data.crossing(fallen, from: first, to: 40)) < 1e-5, place)
    #expect(abs(term.test.statistic - 2 * (best - data.profile(0))) < 1e-8, place)
  }

  /// Two people who die, one with x = 1 first. The likelihood is p = e^b/(1 + e^b), its information p(1 − p): the logarithm of
  /// p·√(p(1 − p)) is largest at p = 3/4, the hazard ratio 3.
  @Test func twoPeopleByHand() throws {
    let sample = try SurvivalSample(times: [1, 2], events: [true, true])
    let model = try PenalisedCoxModel(sample, covariates: [(name: "x", values: [1, 0])])
    #expect(close(model.terms[0].hazardRatio, 3, relative: 1e-9))
    #expect(close(model.logLikelihood, log(0.75) + log(0.75 * 0.25) / 2))
  }

  @Test(arguments: [TieMethod.efron, .breslow]) func separated(_ ties: TieMethod) throws {
    try compare(
      Data(
        times: [1, 2, 3, 4, 5, 6, 7], events: [Bool](repeating: true, count: 7), x: [[1, 0, 0, 0, 0, 0, 0]], ties: ties),
      "first of seven")
    try compare(
      Data(
        times: [1, 1, 2, 3, 3, 4, 5, 5, 6, 7], events: (0..<10).map { $0 % 4 != 3 },
        x: [(0..<10).map { $0 % 4 == 3 ? 1 : 0 }, [0, 1, 2, 1, 0, 2, 1, 0, 1, 2]], ties: ties), "group without event")
  }

  @Test func randomData() throws {
    for seed in UInt64(1)...2 {
      var generator = SeededGenerator(seed: seed)
      let count = Int.random(in: 6...12, using: &generator)
      try compare(
        Data(
          times: (0..<count).map { _ in Double(Int.random(in: 1...9, using: &generator)) },
          events: (0..<count).map { $0 == 0 || Bool.random(using: &generator) },
          x: (0..<2).map { _ in (0..<count).map { _ in Double(Int.random(in: -2...2, using: &generator)) } },
          ties: seed % 2 == 0 ? .efron : .breslow), "seed \(seed)")
    }
  }

  @Test func problems() throws {
    let sample = try SurvivalSample(times: [1, 2, 3], events: [true, true, true])
    #expect(throws: SampleProblem.collinear("x")) {
      try PenalisedCoxModel(sample, covariates: [(name: "x", values: [2, 2, 2])])
    }
    #expect(throws: SampleProblem.singular) {
      try PenalisedCoxModel(sample, covariates: [(name: "x", values: [1, 2, 2])], ties: .exact)
    }
  }
}
