// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@testable import Trials

@Suite("Further designs")
struct FurtherDesignTests {
  // MARK: Two proportions

  /// Enumerated with scipy 1.17.1 and whole binomial coefficients: the least size with the power, and the power of sizes.
  @Test func fisher() throws {
    for (size, p1, p2, alpha, wanted, power) in [
      (73, 0.4, 0.2, 0.05, 0.8, 0.803_409_227_811_259_6), (41, 0.6, 0.3, 0.05, 0.8, 0.813_255_891_540_425),
      (28, 0.5, 0.2, 0.1, 0.8, 0.806_381_239_011_151_9), (36, 0.9, 0.6, 0.025, 0.8, 0.800_390_202_256_218_4),
      (42, 0.3, 0.05, 0.05, 0.9, 0.901_162_776_070_964_5), (50, 0.7, 0.5, 0.1, 0.7, 0.704_156_903_155_378_3),
    ] {
      let found = try TwoProportions.size(p1, p2, ErrorRates(alpha: alpha, power: wanted))
      #expect(found.test.size == size, "\(p1) \(p2): \(found.test.size)")
      #expect(abs(found.power - power) < 5e-10)
    }
    for (size, p1, p2, alpha, power) in [
      (10, 0.5, 0.1, 0.05, 0.471_342_942_232_030_9), (25, 0.5, 0.2, 0.025, 0.510_373_447_682_195_1),
      (40, 0.35, 0.2, 0.1, 0.494_407_695_621_295), (7, 0.95, 0.2, 0.05, 0.832_697_560_302_079_8),
      (33, 0.2, 0.2, 0.05, 0.024_865_917_560_282_485), (60, 0.3, 0.1, 0.01, 0.609_990_834_298_422_9),
    ] {
      let test = try TwoProportions(size: size, alpha: Probability(alpha))
      #expect(abs(test.rejection(p1, p2) - power) < 5e-10, "\(size)")
    }
    // The level is never above alpha, wherever both rates are; more of the first is rejected more often.
    for size in [5, 17, 40] {
      let test = try TwoProportions(size: size, alpha: Probability(0.1))
      for rate in stride(from: 0.0, through: 1, by: 0.05) {
        #expect(test.rejection(rate, rate) <= 0.1 + 1e-12)
        #expect(test.rejection(min(1, rate + 0.1), rate) >= test.rejection(rate, rate) - 1e-12)
        // Failures of the second are what successes of the first are.
        #expect(abs(test.rejection(rate, 0.3) - test.rejection(0.7, 1 - rate)) < 1e-12)
      }
    }
    #expect(throws: DesignProblem.self) { try TwoProportions.size(0.2, 0.3, ErrorRates(alpha: 0.05, power: 0.8)) }
    #expect(throws: DesignProblem.self) { try TwoProportions.size(0.200_01, 0.2, ErrorRates(alpha: 0.05, power: 0.8)) }
  }

  // MARK: Randomised discontinuation

  /// Median 4 months, run-in 4: of the others a half are left. A ratio of ½ leaves 2^(−½) = 0.70711 of the sensitive. With 40 % sensitive 0.4·0.70711 + 0.6·0.5 = 0.58284 are randomised, of whom
  /// 0.28284/0.58284 = 0.48528 are sensitive; after 4 months more 0.48528·0.70711 + 0.51472·0.5 = 0.60051 of those who go on are free, and 0.5 of those who stop.
  @Test func discontinuation() throws {
    let trial = try RandomisedDiscontinuation(
      sensitive: 0.4, hazard: Hazard(median: Months(4)), hazardRatio: 0.5, runIn: Months(4), after: Months(4))
    let free = 0.5.squareRoot()
    #expect(abs(trial.randomised - (0.4 * free + 0.3)) < 1e-9)
    #expect(abs(trial.enriched - 0.4 * free / (0.4 * free + 0.3)) < 1e-9)
    #expect(abs(trial.continuing - (0.4 * free * free + 0.3 * 0.5) / (0.4 * free + 0.3)) < 1e-9)
    #expect(abs(trial.stopping - 0.5) < 1e-9 && trial.open == 0)
    let all = trial.upfront(Months(4))
    #expect(abs(all.treated - (0.4 * free + 0.3)) < 1e-9 && abs(all.control - 0.5) < 1e-9)
    // Half of the sensitive respond: as many less are randomised, and go on openly.
    let half = try RandomisedDiscontinuation(
      sensitive: 0.4, hazard: Hazard(median: Months(4)), hazardRatio: 0.5, responding: 0.5, runIn: Months(4),
      after: Months(4))
    #expect(abs(half.randomised - (0.2 * free + 0.3)) < 1e-9 && abs(half.open - 0.2 * free) < 1e-9)
    // Without a run-in it is the trial that randomises all.
    let none = try RandomisedDiscontinuation(
      sensitive: 0.4, hazard: Hazard(median: Months(4)), hazardRatio: 0.2, runIn: Months(0), after: Months(6))
    let errors = try ErrorRates(alpha: 0.05, power: 0.8)
    #expect(try none.size(errors) == none.upfrontSize(Months(6), errors))
    #expect(none.randomised == 1)
    // The longer the run-in, the more of the randomised are sensitive and the fewer are randomised: Kopec et al.
    let series = try [0.0, 2, 4, 8].map {
      try RandomisedDiscontinuation(
        sensitive: 0.3, hazard: Hazard(median: Months(4)), hazardRatio: 0.3, runIn: Months($0), after: Months(4))
    }
    for (one, next) in zip(series, series.dropFirst()) {
      #expect(one.enriched < next.enriched && one.randomised > next.randomised && one.continuing < next.continuing)
    }
    for make in [
      {
        try RandomisedDiscontinuation(
          sensitive: 0, hazard: Hazard(perMonth: 1), hazardRatio: 0.5, runIn: Months(1), after: Months(1))
      },
      {
        try RandomisedDiscontinuation(
          sensitive: 0.5, hazard: .none, hazardRatio: 0.5, runIn: Months(1), after: Months(1))
      },
      {
        try RandomisedDiscontinuation(
          sensitive: 0.5, hazard: Hazard(perMonth: 1), hazardRatio: 1, runIn: Months(1), after: Months(1))
      },
      {
        try RandomisedDiscontinuation(
          sensitive: 0.5, hazard: Hazard(perMonth: 1), hazardRatio: 0.5, runIn: Months(1), after: Months(0))
      },
    ] { #expect(throws: DesignProblem.self) { try make() } }
  }

  // MARK: n of 1

  /// Power of Student's t by scipy's noncentral t (1.17.1), one-sided 0.05: n patients whose mean differences have deviation 1.
  @Test func noncentral() throws {
    for (patients, effect, power) in [
      (2, 0.3, 0.080_816_097_093_807_87), (2, 0.5, 0.105_822_890_602_454_77), (2, 1, 0.179_562_487_557_327_73),
      (2, 2.5, 0.419_797_331_371_947_97), (3, 0.3, 0.101_846_441_963_296_17), (3, 0.5, 0.151_250_007_428_325_34),
      (3, 1, 0.321_836_409_148_460_35), (3, 2.5, 0.848_415_193_740_871_3), (5, 0.3, 0.139_919_225_407_914_32),
      (5, 0.5, 0.238_995_170_903_529_62), (5, 1, 0.579_737_358_862_188_8), (5, 2.5, 0.997_511_477_686_877_1),
      (10, 0.3, 0.221_658_065_521_185_4), (10, 0.5, 0.427_289_826_771_178_5), (10, 1, 0.897_516_994_339_682_8),
      (10, 2.5, 0.999_999_986_571_654_8), (20, 0.3, 0.362_779_648_846_427_44), (20, 0.5, 0.695_149_338_244_341_2),
      (20, 1, 0.996_102_863_634_313_1), (20, 2.5, 1), (60, 0.3, 0.742_849_380_131_034_3),
      (60, 0.5, 0.985_488_592_251_845_5), (60, 1, 0.999_999_999_070_219_2), (60, 2.5, 1),
    ] as [(Int, Double, Double)] {
      // τ² + 2σ²/m = 0.36 + 2·0.96/3 = 1.
      let trials = try NOfOneTrials(patients: patients, pairs: 3, within: 0.96.squareRoot(), among: 0.6)
      #expect(abs(trials.variance - 1) < 1e-12)
      #expect(try abs(trials.power(effect: effect, alpha: Probability(0.05)) - power) < 1e-8, "\(patients) \(effect)")
    }
  }

  /// τ² / (τ² + 2σ²/m) of σ = 8, τ = 4, three pairs: 16/(16 + 128/3) = 0.27273; more pairs need no more patients; at no effect the power is the level.
  @Test func nOfOne() throws {
    let trials = try NOfOneTrials(patients: 20, pairs: 3, within: 8, among: 4)
    #expect(abs(trials.reliability - 16 / (16 + 128.0 / 3)) < 1e-12)
    #expect(abs(trials.error - ((16 + 128.0 / 3) / 20).squareRoot()) < 1e-12)
    #expect(try abs(trials.power(effect: 0, alpha: Probability(0.05)) - 0.05) < 1e-9)
    #expect(
      trials.power(effect: 5, alpha: try Probability(0.05)) == trials.power(effect: -5, alpha: try Probability(0.05)))
    let errors = try ErrorRates(alpha: 0.05, power: 0.8)
    let sizes = try (1...6).map { try NOfOneTrials.size(effect: 5, pairs: $0, within: 8, among: 4, errors) }
    for (one, next) in zip(sizes, sizes.dropFirst()) { #expect(one.patients >= next.patients) }
    for found in sizes {
      #expect(found.power(effect: 5, alpha: errors.alpha) >= 0.8)
      let fewer = try NOfOneTrials(patients: found.patients - 1, pairs: found.pairs, within: 8, among: 4)
      #expect(fewer.power(effect: 5, alpha: errors.alpha) < 0.8)
    }
    // R's power.t.test(delta = 0.5, sd = 1, sig.level = 0.05, power = 0.8, type = "one.sample", alternative = "one.sided") needs 26.14 patients.
    #expect(try NOfOneTrials.size(effect: 0.5, pairs: 2, within: 1, among: 0, errors).patients == 27)
    #expect(throws: DesignProblem.self) { try NOfOneTrials.size(effect: 0, pairs: 1, within: 1, among: 0, errors) }
    #expect(throws: DesignProblem.self) { try NOfOneTrials.size(effect: 1e-6, pairs: 1, within: 1, among: 0, errors) }
  }

  // MARK: Curves

  /// Through points of an exponential curve of median 3.5 the design is that of the median. Hazards that change and are the same are none.
  @Test func curvesOfPoints() throws {
    let errors = try ErrorRates(alpha: 0.05, power: 0.8)
    func design(_ curve: HistoricalCurve) throws -> OneSampleLogRankDesign {
      try OneSampleLogRankDesign(curve, hazardRatio: 0.6, errors, accrual: Months(24), followUp: Months(6))
    }
    let plain = try design(HistoricalCurve(median: Months(3.5)))
    let points = stride(from: 0.7, through: 35, by: 0.7).map { HistoricalCurve.Point(Months($0), pow(0.5, $0 / 3.5)) }
    let through = try HistoricalCurve(through: points, events: 40)
    let found = try design(through)
    #expect(found.size == plain.size && abs(found.power - plain.power) < 1e-9)
    #expect(abs(found.expectedEvents - plain.expectedEvents) < 1e-7)
    #expect(abs(through.median.value - 3.5) < 1e-9)
    let interval = try #require(through.medianInterval())
    #expect(abs(try #require(interval.lower) - 3.5 * exp(-1.959964 / 40.squareRoot())) < 1e-5)
    let hazard = try Hazard(median: Months(3.5))
    let same = try design(HistoricalCurve(PiecewiseHazard([hazard, hazard], breaks: [Months(2)])))
    #expect(same.size == plain.size && abs(same.power - plain.power) < 1e-9)
    // A Weibull curve of shape 1.4 through its own points, close together: the same patients.
    let weibull = try HistoricalCurve(median: Months(5), shape: 1.4)
    let dense = (1...400).map {
      HistoricalCurve.Point(Months(Double($0) * 0.08), weibull.survival(at: Months(Double($0) * 0.08)))
    }
    let (one, other) = (try design(weibull), try design(HistoricalCurve(through: dense)))
    #expect(one.size == other.size && abs(one.power - other.power) < 1e-4)
    // Between two points the hazard is constant: the share at the middle is the geometric mean.
    let two = try HistoricalCurve(through: [.init(Months(0), 1), .init(Months(2), 0.5), .init(Months(6), 0.2)])
    #expect(abs(two.survival(at: Months(1)) - 0.5.squareRoot()) < 1e-12)
    #expect(abs(two.survival(at: Months(4)) - (0.5 * 0.2).squareRoot()) < 1e-12)
    #expect(two.median == Months(2) && two.end == Months(6))
    // Steps as they are read off a curve: of two shares at one time the lower counts.
    let steps = try HistoricalCurve(through: [.init(Months(2), 0.8), .init(Months(2), 0.5), .init(Months(6), 0.2)])
    #expect(steps.survival(at: Months(1)) == two.survival(at: Months(1)))
    // Extended by its mean hazard: 0.2 at 6 months, 0.04 at 12.
    let long = try HistoricalCurve(through: [.init(Months(2), 0.5), .init(Months(6), 0.2)], isExtended: true)
    #expect(abs(long.survival(at: Months(12)) - 0.04) < 1e-12 && long.end == nil)
  }

  /// What is not known is not taken: beyond its last point a curve says nothing.
  @Test func curvesThatCannotBe() throws {
    typealias Point = HistoricalCurve.Point
    func refused(_ points: [Point], _ words: String) {
      do {
        _ = try HistoricalCurve(through: points)
        Issue.record("not refused: \(points)")
      } catch { #expect(error.description.contains(words), "\(error)") }
    }
    refused([], "points of the curve: found 0")
    refused([Point(Months(1), 1)], "a curve that falls")
    refused([Point(Months(1), 0.5), Point(Months(2), 0)], "leave out where nobody is left")
    refused([Point(Months(1), 0.5), Point(Months(2), 0.6)], "fall or stay")
    refused([Point(Months(2), 0.5), Point(Months(1), 0.4)], "times that rise")
    refused([Point(Months(1), 50)], "shares of at most 1")
    refused([Point(Months(0), 0.9), Point(Months(1), 0.5)], "1 at time 0")
    refused([Point(Months(1), .nan)], "fall or stay")
    refused((1...600).map { Point(Months(Double($0)), pow(0.99, Double($0))) }, "1 to 500")
    let curve = try HistoricalCurve(through: [Point(Months(2), 0.5), Point(Months(6), 0.2)])
    let errors = try ErrorRates(alpha: 0.05, power: 0.8)
    #expect {
      try OneSampleLogRankDesign(curve, hazardRatio: 0.6, errors, accrual: Months(24), followUp: Months(6))
    } throws: { "\($0)".contains("points up to 6.0 months; expected up to 30.0 months") }
    #expect(throws: DesignProblem.self) {
      try OneSampleLogRankTest(times: [Months(7)], events: [true], curve: curve)
    }
    #expect(throws: DesignProblem.self) { try SeenCurve(curve, schedule: .continuous) }
    // A curve that does not come to a half has no median, and nothing waits for it.
    let high = try HistoricalCurve(through: [Point(Months(6), 0.9)])
    #expect(high.median.value == .infinity)
    #expect(try abs(OneSampleLogRankTest(times: [Months(6)], events: [true], curve: high).expected + log(0.9)) < 1e-12)
  }

  // MARK: BOIN

  /// 0/3, 1/6, 3/6: shares 0.05/3.1, 1.05/6.1, 3.05/6.1 rise, so that they are the estimates. 2/6 below 1/6 is pooled with it by the weights n²(n + 1)/((y + 0.05)(n − y + 0.05)), n with its 0.1.
  @Test func isotonicEstimates() throws {
    let design = try BOIN(target: Probability(0.25))
    let rising = try design.estimates(patients: [3, 6, 6], toxicities: [0, 1, 3])
    for (found, expected) in zip(rising, [0.05 / 3.1, 1.05 / 6.1, 3.05 / 6.1]) {
      #expect(abs(try #require(found.rate) - expected) < 1e-12 && !found.isEliminated)
    }
    // P(rate > 0.25) of no toxicity in 3, from a uniform prior: 0.75⁴.
    #expect(abs(rising[0].aboveTarget - pow(0.75, 4)) < 1e-12)
    let pooled = try design.estimates(patients: [6, 6, 0], toxicities: [2, 1, 0])
    func weight(_ y: Double) -> Double { 6.1 * 6.1 * 7.1 / ((y + 0.05) * (6 - y + 0.05)) }
    let mean = (weight(2) * 2.05 / 6.1 + weight(1) * 1.05 / 6.1) / (weight(2) + weight(1))
    #expect(
      abs(try #require(pooled[0].rate) - mean) < 1e-12 && pooled[1].rate == pooled[0].rate && pooled[2].rate == nil)
    // 3 of 3 give a dose up with all above it: P(rate > 0.25) = 1 − 0.25⁴ = 0.9961.
    let given = try design.estimates(patients: [3, 3, 3], toxicities: [0, 3, 0])
    #expect(given.map(\.isEliminated) == [false, true, true] && given[1].rate == nil)
    #expect(abs(given[1].aboveTarget - (1 - pow(0.25, 4))) < 1e-12)
  }
}
