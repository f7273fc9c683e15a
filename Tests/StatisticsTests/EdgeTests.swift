// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

/// What no estimator can take is a typed problem: no trap, no loop without end, no number.
@Suite("Numbers that no estimator can take")
struct EdgeTests {
  static let bad = [Double.nan, .infinity, -.infinity]

  @Test(arguments: bad) func samples(_ value: Double) throws {
    #expect(throws: SampleProblem.self) { try SurvivalSample(times: [1, value], events: [true, true]) }
    #expect(throws: SampleProblem.self) {
      try SurvivalSample(times: [1, 2], events: [true, true], entries: [0, value])
    }
    #expect(throws: SampleProblem.self) { try CompetingSample(times: [1, value], causes: [1, 2]) }
    #expect(throws: SampleProblem.self) { try IntervalSample([.exactly(value)]) }
    #expect(throws: SampleProblem.self) { try IntervalSample([.after(value)]) }
    #expect(throws: SampleProblem.self) { try IntervalSample([.between(value, 3)]) }
    if value != .infinity { #expect(throws: SampleProblem.self) { try IntervalSample([.between(1, value)]) } }
    #expect(throws: SampleProblem.entry(row: 0, entry: -1, time: 1)) {
      try SurvivalSample(times: [1], events: [true], entries: [-1])
    }
    #expect(throws: SampleProblem.cause(-1)) { try CompetingSample(times: [1, 2], causes: [1, -1]) }
  }

  @Test(arguments: bad) func covariates(_ value: Double) throws {
    let sample = try SurvivalSample(times: [1, 2, 3], events: [true, true, true])
    let x = [0, value, 1]
    let expected = SampleProblem.covariate(row: 1, column: 0)
    #expect(throws: expected) { try CoxModel(sample, covariates: [(name: "x", values: x)]) }
    #expect(throws: expected) { try PenalisedCoxModel(sample, covariates: [(name: "x", values: x)]) }
    #expect(throws: expected) { try Concordance(sample, risks: x) }
    let competing = try CompetingSample(times: [1, 2, 3], causes: [1, 2, 1])
    #expect(throws: expected) { try FineGrayModel(competing, covariates: [(name: "x", values: x)], cause: 1) }
    #expect(throws: expected) {
      try AcceleratedFailureModel(
        IntervalSample([.exactly(1), .exactly(2), .exactly(3)]), covariates: [x], distribution: .weibull)
    }
  }

  @Test(arguments: bad) func ranks(_ value: Double) throws {
    let odd = [1, value, 3]
    let fine = [1.0, 2, 3]
    let second = SampleProblem.value(sample: 0, row: 1, value)
    // NaN is not equal to itself, so problems are compared by their words.
    func check(_ test: () throws -> Void) { #expect { try test() } throws: { "\($0)" == "\(second)" } }
    check { _ = try RankTests.rankSum(odd, fine) }
    check { _ = try RankTests.signedRank(odd, fine) }
    check { _ = try RankTests.spearman(odd, fine) }
    check { _ = try RankTests.kruskalWallis([odd, fine]) }
    check { _ = try RankTests.welch(odd, fine) }
    #expect(Quantiles.value(odd, 0.5) == nil && Quantiles.mean(odd) == nil && Quantiles.standardDeviation(odd) == nil)
    #expect(Quantiles.value(fine, value) == nil)
    #expect(throws: SampleProblem.lengths("pairs", 2, 3)) { try RankTests.signedRank(fine, [1, 2]) }
  }

  @Test func groups() throws {
    let sample = try SurvivalSample(times: [1, 2, 3], events: [true, true, false])
    let competing = try CompetingSample(times: [1, 2, 3], causes: [1, 2, 0])
    for (groups, count, expected) in [
      ([0, 1, 2], 2, SampleProblem.group(row: 2, 2, of: 2)), ([0, -1, 1], 2, .group(row: 1, -1, of: 2)),
      ([0, 0, 2], 3, .emptyGroup(1)), ([0, 1, 1], 1, .singular), ([0, 0, 0], 0, .singular),
      ([0, 1], 2, .lengths("groups", 2, 3)),
      ([0, 1, 1], .max, .emptyGroup(3)),
    ] {
      #expect(throws: expected) { try LogRankTest(sample, groups: groups, groupCount: count) }
      #expect(throws: expected) { try GrayTest(competing, groups: groups, groupCount: count, cause: 1) }
    }
    #expect(throws: SampleProblem.cause(0)) { try GrayTest(competing, groups: [0, 1, 1], groupCount: 2, cause: 0) }
    #expect(throws: SampleProblem.cause(0)) { try CumulativeIncidence(competing, cause: 0) }
    #expect(throws: SampleProblem.cause(0)) {
      try FineGrayModel(competing, covariates: [(name: "x", values: [0, 1, 1])], cause: 0)
    }
    for weight in [-1, Double.infinity] {
      #expect(throws: SampleProblem.weight(weight)) {
        try LogRankTest(
          sample, groups: [0, 1, 1], groupCount: 2, weight: .flemingHarrington(rho: weight, gamma: 0))
      }
    }
    let nobody = try SurvivalSample(times: [], events: [])
    #expect(throws: SampleProblem.empty) { try KaplanMeier(nobody) }
    #expect(throws: SampleProblem.empty) { try LogRankTest(nobody, groups: [], groupCount: 2) }
    #expect(throws: SampleProblem.empty) { try CoxModel(nobody, covariates: [(name: "x", values: [])]) }
    #expect(throws: SampleProblem.empty) { try CoxModel(sample, covariates: []) }
  }

  @Test(arguments: bad + [-1]) func landmarks(_ time: Double) throws {
    let curve = try KaplanMeier(SurvivalSample(times: [1, 2, 3], events: [true, true, false]))
    let words = "\(SampleProblem.landmark(time))"
    #expect { try curve.at(time) } throws: { "\($0)" == words }
    #expect { try curve.restrictedMean(to: time) } throws: { "\($0)" == words }
    #expect {
      try Turnbull.bootstrap(IntervalSample([.after(1), .between(0, 2)]), at: time, rounds: 2, seed: 1)
    } throws: { "\($0)" == words }
    let incidence = try CumulativeIncidence(CompetingSample(times: [1, 2], causes: [1, 2]), cause: 1)
    #expect(incidence.at(time) == nil)
    #expect(curve.quantile(time).estimate == nil)
  }

  @Test func levels() throws {
    let curve = try KaplanMeier(SurvivalSample(times: [1, 2, 3], events: [true, true, false]))
    for level in [Double.nan, -1, 2] {
      let interval = curve.interval(curve.steps[0], level: level)
      #expect(interval.lower?.isNaN != true && interval.upper?.isNaN != true)
      #expect(BinomialMethod.wilson.interval(successes: 1, trials: 3, level: level) == nil)
    }
    #expect(ChiSquared.upperTail(.nan, degreesOfFreedom: 1).isNaN)
    #expect(ChiSquared.upperTail(.nan, degreesOfFreedom: 3).isNaN)
  }

  @Test func largeCounts() throws {
    for counts in [[Int.max, 1, 1, 1], [1 << 53, 1 << 53, 0, 0], [-1, 2, 3, 4], [0, 0, 0, 0]] {
      #expect(throws: SampleProblem.counts) { try TwoByTwo(counts[0], counts[1], counts[2], counts[3]) }
      #expect(throws: SampleProblem.counts) {
        try ContingencyTable([Array(counts[0...1]), Array(counts[2...3])])
      }
    }
    let large = try TwoByTwo(1 << 40, 1 << 41, 1 << 42, 1 << 40)
    #expect(throws: SampleProblem.tooManyTables) { try large.fisher() }
    #expect(large.chiSquared().map { $0.statistic.isFinite } == true)
    #expect(throws: SampleProblem.counts) { try ContingencyTable([[1, 2], [3]]) }
    #expect(throws: SampleProblem.counts) { try ContingencyTable([[1, 0], [3, 0]]) }
    #expect(throws: SampleProblem.counts) { try ContingencyTable([]) }
    // More tables than can be gone through are refused, not waited for.
    #expect(throws: SampleProblem.tooManyTables) {
      try ContingencyTable((0..<8).map { row in (0..<8).map { 40 + (row * $0) % 17 } }).fisher()
    }
  }

  /// R 4.2.2, survival 3.5-3, `print(survfit(...))`: of times 1, 2, 3+, 4+ the curve stays at one half from 2 on: 2, and not 3 or 4; of 1, 2, 3+, 9 an
  /// event ends the stretch: 5.5; of 1, 2, 3+, 4, 5+ it is not level: 4.
  @Test func levelMedians() throws {
    func median(_ times: [Double], _ events: [Bool], _ convention: KaplanMeier.QuantileConvention) throws -> Double? {
      try KaplanMeier(SurvivalSample(times: times, events: events)).median(convention: convention).estimate
    }
    #expect(try median([1, 2, 3, 4], [true, true, false, false], .midpoint) == 2)
    #expect(try median([1, 2, 3, 4], [true, true, false, false], .first) == 2)
    #expect(try median([1, 2, 3, 9], [true, true, false, true], .midpoint) == 5.5)
    #expect(try median([1, 2, 3, 9], [true, true, false, true], .first) == 2)
    #expect(try median([1, 2, 3, 4, 5], [true, true, false, true, false], .midpoint) == 4)
  }
}

@Suite("Tables of several groups against R stats 4.2.2")
struct ContingencyTests {
  struct Case: CustomTestStringConvertible {
    var counts: [[Int]]
    var fisher: Double
    var chiSquared: Double
    var df: Int
    var p: Double
    var testDescription: String { "\(counts)" }
  }

  /// `fisher.test(m)$p.value` and `chisq.test(m, correct = FALSE)`, 16 digits. The first table is that of job satisfaction (Agresti) in R's help.
  static let cases = [
    Case(
      counts: [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]], fisher: 0.7826849389665465,
      chiSquared: 5.965514588770403, df: 9, p: 0.7433647250525508),
    Case(counts: [[3, 0, 2], [1, 4, 2]], fisher: 0.2121212121212117, chiSquared: 4.8, df: 2, p: 0.09071795328941251),
    Case(
      counts: [[8, 1, 0], [4, 5, 3], [1, 2, 9], [0, 6, 2]], fisher: 4.277533709485953e-05,
      chiSquared: 29.90521978021978, df: 6, p: 4.09732809678782e-05),
    Case(
      counts: [[30, 12, 5], [18, 22, 9], [7, 15, 21]], fisher: 7.381359119115995e-06, chiSquared: 29.94779804667702,
      df: 4, p: 5.015673019909686e-06),
    Case(
      counts: [[10, 0], [0, 10], [1, 0]], fisher: 5.670284308055145e-06, chiSquared: 21, df: 2,
      p: 2.753644934974716e-05),
  ]

  @Test(arguments: cases) func agrees(_ expected: Case) throws {
    let table = try ContingencyTable(expected.counts)
    #expect(close(table.chiSquared.statistic, expected.chiSquared, relative: 1e-12))
    #expect(table.chiSquared.degreesOfFreedom == expected.df)
    #expect(close(table.chiSquared.p, expected.p))
    #expect(close(try table.fisher(), expected.fisher))
    // Turned round, and with rows in another order and an empty one among them.
    let turned = expected.counts[0].indices.map { column in expected.counts.map { $0[column] } }
    #expect(close(try ContingencyTable(turned).fisher(), expected.fisher))
    let other = [[Int](repeating: 0, count: expected.counts[0].count)] + expected.counts.reversed()
    #expect(close(try ContingencyTable(other).fisher(), expected.fisher))
    #expect(try ContingencyTable(other).chiSquared.degreesOfFreedom == expected.df)
  }

  /// Two by two it is the test of two by two, whose p is tested against R and by hand.
  @Test func twoByTwo() throws {
    for counts in [[3, 1, 1, 3], [10, 2, 3, 15], [0, 5, 4, 4], [7, 7, 7, 7]] {
      let small = try TwoByTwo(counts[0], counts[1], counts[2], counts[3])
      let table = try ContingencyTable([Array(counts[0...1]), Array(counts[2...3])])
      #expect(close(try table.fisher(), try small.fisher().p))
      #expect(close(table.chiSquared.statistic, small.chiSquared()?.statistic))
    }
  }

  /// R survival 3.5-3: `cox.zph(coxph(Surv(time, status) ~ factor(ph.ecog) + sex + age, lung))`, rows with a missing value dropped; by factor, by single
  /// covariate (`terms = FALSE`), and with time itself (`transform = "identity"`).
  @Test func proportionalHazardsByFactor() throws {
    let data = try DataSet("lung")
    let table = try Reference("survival/lung/input.csv")
    let ecog = try table.numbers("ph_ecog")
    let sex = data.groups.map { $0 == "female" ? 2.0 : 1 }
    let age = try table.numbers("age")
    let kept = ecog.indices.filter { !ecog[$0].isNaN && !sex[$0].isNaN && !age[$0].isNaN }
    let sample = try SurvivalSample(
      times: kept.map { data.sample.times[$0] }, events: kept.map { data.sample.events[$0] })
    let covariates = (1...3).map { level in
      (name: "ecog \(level)", values: kept.map { ecog[$0] == Double(level) ? 1.0 : 0 })
    }
    // R's fit stops at a relative 1e-9 of the likelihood, which leaves 2e-8 in the statistics made from it.
    let model = try CoxModel(
      sample,
      covariates: covariates + [
        (name: "sex", values: kept.map { sex[$0] }), (name: "age", values: kept.map { age[$0] }),
      ])
    for (term, value) in zip(
      model.terms,
      [0.41004801491927428, 0.90330300964720545, 1.95454337814390300, -0.54583051920572878, 0.01079467552824038])
    {
      #expect(close(term.coefficient, value))
    }
    let factors = [[0, 1, 2], [3], [4]]
    let km = try model.proportionalHazards(sample, factors: factors)
    #expect(km.terms.map(\.degreesOfFreedom) == [3, 1, 1] && km.global.degreesOfFreedom == 5)
    for (found, value) in zip(
      km.terms + [km.global], [5.6498636294172888, 2.4064260626901763, 0.1632245824809803, 7.7767313880967466])
    {
      #expect(close(found.statistic, value, relative: 1e-7))
    }
    #expect(close(km.terms[0].p, 0.1299448721452426, relative: 1e-7))
    let identity = try model.proportionalHazards(sample, scale: .identity, factors: factors)
    for (found, value) in zip(
      identity.terms + [identity.global],
      [4.8758539066898283, 2.6190424080563779, 0.1305104358791515, 6.9982219362384352])
    {
      #expect(close(found.statistic, value, relative: 1e-7))
    }
    let single = try model.proportionalHazards(sample)
    for (found, value) in zip(single.terms, [1.09253323465038643, 2.95547740325866748, 2.77057264781470636]) {
      #expect(close(found.statistic, value, relative: 1e-7))
    }
    #expect(throws: SampleProblem.lengths("factor", 10, 5)) { try model.proportionalHazards(sample, factors: [[9]]) }
  }
}
