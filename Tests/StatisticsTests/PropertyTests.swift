// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing
import VerlaufTesting

@Suite("Invariants of the estimators")
struct PropertyTests {
  static let seeds: [UInt64] = Array(1...12)

  /// Times with ties, half of them censored.
  private func people(_ seed: UInt64, events: Bool? = nil) throws -> (
    sample: SurvivalSample, groups: [Int], x: [Double]
  ) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 8...60, using: &generator)
    return (
      try SurvivalSample(
        times: (0..<count).map { _ in Double(Int.random(in: 1...25, using: &generator)) },
        events: (0..<count).map { _ in events ?? Bool.random(using: &generator) }),
      (0..<count).map { $0 % 2 },
      (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    )
  }

  private func reorder<Value>(_ list: [Value], _ order: [Int]) -> [Value] { order.map { list[$0] } }

  @Test(arguments: seeds) func orderOfRowsDoesNotMatter(_ seed: UInt64) throws {
    let (sample, groups, x) = try people(seed)
    var generator = SeededGenerator(seed: seed &+ 99)
    let order = Array(0..<sample.count).shuffled(using: &generator)
    let other = try SurvivalSample(times: reorder(sample.times, order), events: reorder(sample.events, order))
    #expect(try KaplanMeier(sample).steps == KaplanMeier(other).steps)
    let first = try LogRankTest(sample, groups: groups, groupCount: 2)
    let second = try LogRankTest(other, groups: reorder(groups, order), groupCount: 2)
    #expect(close(first.chiSquared, second.chiSquared, relative: 1e-12))
    let cox = try CoxModel(sample, covariates: [(name: "x", values: x)])
    let shuffled = try CoxModel(other, covariates: [(name: "x", values: reorder(x, order))])
    #expect(close(cox.terms[0].coefficient, shuffled.terms[0].coefficient, relative: 1e-9))
  }

  /// In another unit of time, probabilities and tests stay and times scale.
  @Test(arguments: seeds) func unitOfTimeDoesNotMatter(_ seed: UInt64) throws {
    let (sample, groups, x) = try people(seed)
    let other = try SurvivalSample(times: sample.times.map { $0 * 8 }, events: sample.events)
    let days = try KaplanMeier(sample)
    let eighths = try KaplanMeier(other)
    #expect(days.steps.map { $0.survival } == eighths.steps.map { $0.survival })
    #expect(days.median().estimate.map { $0 * 8 } == eighths.median().estimate)
    #expect(days.median().interval.upper.map { $0 * 8 } == eighths.median().interval.upper)
    #expect(try close(days.restrictedMean(to: 10).estimate * 8, eighths.restrictedMean(to: 80).estimate))
    #expect(
      close(
        try LogRankTest(sample, groups: groups, groupCount: 2).chiSquared,
        try LogRankTest(other, groups: groups, groupCount: 2).chiSquared))
    #expect(
      close(
        try CoxModel(sample, covariates: [(name: "x", values: x)]).terms[0].coefficient,
        try CoxModel(other, covariates: [(name: "x", values: x)]).terms[0].coefficient))
  }

  /// Without censoring, S is the share of people with a longer time, and the mean is the mean.
  @Test(arguments: seeds) func withoutCensoringTheEmpiricalDistribution(_ seed: UInt64) throws {
    let sample = try people(seed, events: true).sample
    let curve = try KaplanMeier(sample)
    for step in curve.steps {
      let longer = sample.times.filter { $0 > step.time }.count
      #expect(close(step.survival, Double(longer) / Double(sample.count)))
      // Greenwood's variance is then the binomial one.
      if let error = step.standardError {
        #expect(close(error * error, step.survival * (1 - step.survival) / Double(sample.count)))
      }
    }
    let mean = try curve.restrictedMean(to: 30)
    #expect(close(mean.estimate, sample.times.reduce(0, +) / Double(sample.count)))
    #expect(!mean.isExtrapolated)
  }

  @Test(arguments: seeds) func turnbullOnExactTimesIsKaplanMeier(_ seed: UInt64) throws {
    let sample = try people(seed).sample
    let curve = try KaplanMeier(sample)
    let found = Turnbull(
      try IntervalSample(
        sample.times.indices.map { sample.events[$0] ? .exactly(sample.times[$0]) : .after(sample.times[$0]) }))
    for step in curve.steps where step.events > 0 {
      #expect(close(found.survival(at: step.time).lowerBound, step.survival, relative: 1e-9))
    }
  }

  /// Turnbull's masses are a distribution, and no neighbouring distribution is more likely.
  @Test(arguments: seeds) func turnbullIsAMaximum(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let rows: [IntervalSample.Observation] = (0..<40).map { _ in
      let left = Double(Int.random(in: 0...20, using: &generator))
      return Bool.random(using: &generator)
        ? .after(left) : .between(left, left + Double(Int.random(in: 1...8, using: &generator)))
    }
    let found = Turnbull(try IntervalSample(rows))
    #expect(close(found.cells.reduce(0) { $0 + $1.mass }, 1, relative: 1e-12))
    #expect(found.certificate < 1e-10)
    /// The likelihood from its definition, row by row.
    func likelihood(_ masses: [Double]) -> Double {
      rows.reduce(0) { sum, row in
        let chance = zip(found.cells, masses).reduce(0) {
          $0 + ($1.0.left >= row.left && $1.0.right <= row.right ? $1.1 : 0)
        }
        return sum + log(chance)
      }
    }
    let masses = found.cells.map { $0.mass }
    #expect(close(likelihood(masses), found.logLikelihood, relative: 1e-10))
    for index in masses.indices {
      var other = masses.map { $0 * 0.999 }
      other[index] += 0.001
      #expect(likelihood(other) <= found.logLikelihood + 1e-9)
    }
  }

  /// Incidences of all kinds and survival free of any add up to one.
  @Test(arguments: seeds) func incidencesAddUp(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let times = (0..<50).map { _ in Double(Int.random(in: 1...30, using: &generator)) }
    let causes = (0..<50).map { _ in Int.random(in: 0...3, using: &generator) }
    let sample = try CompetingSample(times: times, causes: causes)
    let curve = try KaplanMeier(SurvivalSample(times: times, events: causes.map { $0 != 0 }))
    let parts = try (1...3).map { try CumulativeIncidence(sample, cause: $0) }
    for step in curve.steps {
      let sum = parts.reduce(0) { $0 + ($1.at(step.time)?.incidence ?? 0) }
      #expect(close(sum + step.survival, 1, relative: 1e-12))
    }
  }

  /// Rows in another order, times in another unit: regressions, the penalised one and those of competing and interval-censored times stay, but for the
  /// intercept of log time, which moves by the log of the unit.
  @Test(arguments: seeds) func regressionsKnowNeitherOrderNorUnit(_ seed: UInt64) throws {
    let (sample, groups, x) = try people(seed)
    var generator = SeededGenerator(seed: seed &+ 7)
    let order = Array(0..<sample.count).shuffled(using: &generator)
    let unit = 8.0
    let other = try SurvivalSample(
      times: reorder(sample.times, order).map { $0 * unit }, events: reorder(sample.events, order))
    let firth = try PenalisedCoxModel(sample, covariates: [(name: "x", values: x)]).terms[0]
    let shuffled = try PenalisedCoxModel(other, covariates: [(name: "x", values: reorder(x, order))]).terms[0]
    #expect(abs(firth.coefficient - shuffled.coefficient) < 1e-7)
    #expect(abs((firth.coefficientLimits.lower ?? 0) - (shuffled.coefficientLimits.lower ?? 0)) < 1e-6)
    let causes = sample.events.enumerated().map { $1 ? 1 + $0 % 2 : 0 }
    let competing = try CompetingSample(times: sample.times, causes: causes)
    let moved = try CompetingSample(times: other.times, causes: reorder(causes, order))
    // One kind of event may be separated where few of it are left; then it is in any order.
    let fine = try? FineGrayModel(competing, covariates: [(name: "x", values: x)], cause: 1).terms[0]
    let gray = try? FineGrayModel(moved, covariates: [(name: "x", values: reorder(x, order))], cause: 1).terms[0]
    #expect((fine == nil) == (gray == nil))
    if let fine, let gray {
      #expect(abs(fine.coefficient - gray.coefficient) < 1e-7)
      #expect(close(fine.standardError, gray.standardError, relative: 1e-6))
    }
    #expect(
      close(
        try GrayTest(competing, groups: groups, groupCount: 2, cause: 1).test.statistic,
        try GrayTest(moved, groups: reorder(groups, order), groupCount: 2, cause: 1).test.statistic, relative: 1e-9))
    func intervals(_ sample: SurvivalSample, _ width: Double) throws -> IntervalSample {
      try IntervalSample(
        sample.times.indices.map {
          sample.events[$0] ? .between(sample.times[$0] / 2, sample.times[$0] + width) : .after(sample.times[$0])
        })
    }
    let (first, second) = (try intervals(sample, 1), try intervals(other, unit))
    let (curve, scaled) = (Turnbull(first), Turnbull(second))
    #expect(abs(curve.logLikelihood - scaled.logLikelihood) < 1e-8)
    #expect(curve.cells.map { $0.left * unit } == scaled.cells.map(\.left))
    for (one, two) in zip(curve.cells, scaled.cells) { #expect(abs(one.mass - two.mass) < 1e-6) }
    let weibull = try AcceleratedFailureModel(first, covariates: [x], distribution: .weibull)
    let stretched = try AcceleratedFailureModel(second, covariates: [reorder(x, order)], distribution: .weibull)
    #expect(abs(weibull.coefficients[0] + log(unit) - stretched.coefficients[0]) < 1e-6)
    #expect(abs(weibull.coefficients[1] - stretched.coefficients[1]) < 1e-6)
    #expect(abs(weibull.scale - stretched.scale) < 1e-6)
  }

  /// With one two-group covariate and no ties the score test of Cox's model is the log-rank test.
  @Test(arguments: seeds) func scoreTestIsLogRank(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let times = Array(1...30).map { Double($0) }.shuffled(using: &generator)
    let sample = try SurvivalSample(times: times, events: times.map { _ in Bool.random(using: &generator) })
    let groups = times.indices.map { $0 % 2 }
    let cox = try CoxModel(sample, covariates: [(name: "group", values: groups.map { Double($0) })])
    #expect(
      close(cox.score.statistic, try LogRankTest(sample, groups: groups, groupCount: 2).chiSquared, relative: 1e-10))
  }
}

@Suite("The ratio of progression-free times against R survival")
struct RatioTests {
  @Test func kaplanMeierOfTheRatio() throws {
    let table = try Reference("gmi/input_simulated.csv")
    let json = try #require(try Reference.json("gmi/expected.json") as? [String: Any])
    let first = try table.numbers("pfs1_months")
    let second = try table.numbers("pfs2_months")
    let events = try table.numbers("pfs2_event").map { $0 == 1 }
    let ratios = zip(second, first).map { $0 / $1 }
    for (own, expected) in zip(ratios, try table.numbers("gmi")) { #expect(close(own, expected)) }
    let curve = try KaplanMeier(SurvivalSample(times: ratios, events: events))
    let km = try #require(json["km"] as? [String: Any])
    for (index, ratio) in numbers(km["ratio"]).enumerated() {
      let found = try curve.at(ratio)
      #expect(close(found.survival, numbers(km["surv"])[index]))
      #expect(close(found.standardError, numbers(km["se"])[index]))
      #expect(close(found.interval.lower, numbers(km["lower"])[index]))
      #expect(close(found.interval.upper, numbers(km["upper"])[index]))
    }
    let median = try #require(json["km_median"] as? [String: Any])
    #expect(close(curve.median().estimate, numbers(median["estimate"]).first))
    #expect(close(curve.median().interval.lower, numbers(median["lower"]).first))
    #expect(close(curve.median().interval.upper, numbers(median["upper"]).first))
    let naive = try #require(json["naive_gt_1_33"] as? [String: Any])
    let above = ratios.filter { $0 > 1.33 }.count
    #expect(Double(above) == numbers(naive["x"]).first)
    let exact = try #require(BinomialMethod.clopperPearson.interval(successes: above, trials: ratios.count))
    #expect(close(exact.lower, numbers(naive["clopper"]).first) && close(exact.upper, numbers(naive["clopper"]).last))
  }
}
