// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

@testable import Marrow

@Suite("Growth of tumours")
struct TumourTests {
  struct Curve: Decodable {
    var id: String
    var model: String
    var params: [String: Value]
    var exposure_segments_day: [[Double]]?
    var doses_week_mg: [[Double]]?
    var t: [Double]
    var y: [Double]
    var nadir_time: Double?
    var nadir_value: Double?

    /// A number; notes beside them are none.
    enum Value: Decodable {
      case number(Double)
      case text
      init(from decoder: any Decoder) throws {
        self = (try? decoder.singleValueContainer().decode(Double.self)).map { .number($0) } ?? .text
      }
    }

    func number(_ name: String) throws -> Double {
      guard case .number(let value)? = params[name] else { throw MarrowProblem(id, found: "none", expected: name) }
      return value
    }
  }

  @Test func everyReferenceCurve() throws {
    var agreement = Agreement("growth of tumours")
    for curve in try Reference.read("tgi", as: Curve.self) {
      let found: [Double]
      switch curve.model {
      case "STEIN", "CLARET", "ZECCHIN":
        let model = try model(curve)
        found = try curve.t.map { try #require(model.millimetres(day: $0)) }
        if let expected = curve.nadir_time, let value = curve.nadir_value {
          let nadir = try #require(model.nadir)
          agreement.add("nadir day", nadir.day, expected, within: 1e-6, absolute: true, curve.id)
          agreement.add("nadir", nadir.millimetres, value, within: 1e-9, curve.id)
        }
      default:
        let tumour = TurnoverTumour(
          start: try curve.number("size0_cm"), turnover: try curve.number("Tturnover_wk_cm"),
          halfAmount: try curve.number("AE50_mg"), halfLife: try curve.number("thalf_wk"),
          doses: (curve.doses_week_mg ?? []).map { ($0[0], $0[1]) })
        found = try tumour.centimetres(at: curve.t)
      }
      #expect(found.count == curve.y.count)
      for (value, (time, expected)) in zip(found, zip(curve.t, curve.y)) {
        agreement.add(curve.model, value, expected, within: 1e-8, "\(curve.id) at \(time)")
      }
    }
    agreement.report()
  }

  private func model(_ curve: Curve) throws -> TumourCurve {
    switch curve.model {
    case "STEIN":
      return .stein(
        start: try curve.number("y0_mm"), growth: PerDay(try curve.number("g_per_day")),
        shrinkage: PerDay(try curve.number("d_per_day")))
    case "CLARET":
      return .claret(
        start: try curve.number("y0_mm"), growth: PerDay(try curve.number("KL_per_day")),
        effect: try curve.number("KD_per_day_per_exposure"), resistance: PerDay(try curve.number("lambda_per_day")),
        try (curve.exposure_segments_day ?? []).map { try ExposureStretch($0[0]...$0[1], $0[2]) })
    default:
      // The file's rates are thousandths and hundredths; exposure is on for days 0 to 126.
      func stretch(_ name: String) throws -> [ExposureStretch] {
        [try ExposureStretch(0...126, try curve.number(name))]
      }
      return .zecchin(
        start: 1000 * (try curve.number("IBASE_m")), growth: PerDay(try curve.number("KG") / 1000),
        effects: [
          .init(try curve.number("KD0") / 1000, try stretch("AUC_CARBO")),
          .init(try curve.number("KD1") / 100, try stretch("AUC_GEM")),
        ])
    }
  }

  /// Sums of a curve give its parameters back, without scatter to a relative 1e-6.
  @Test func parametersComeBack() throws {
    var agreement = Agreement("growth of tumours, fitted")
    for curve in try Reference.read("tgi", as: Curve.self) where curve.model != "THAM" {
      let sums = try zip(curve.t, curve.y).map { try LesionSum(day: $0, millimetres: $1) }
      let form: TumourFit.Form
      var expected: [Double]
      switch try model(curve) {
      case .stein(let start, let growth, let shrinkage):
        form = .stein
        expected = [start, growth.value, shrinkage.value]
      case .claret(let start, let growth, let effect, let resistance, let stretches):
        form = .claret(stretches)
        expected = [start, growth.value, effect, resistance.value]
      case .zecchin(let start, let growth, let effects):
        // Both exposures are on at the same time: the fit has their sum as the effect of an exposure of 1.
        form = .zecchin([try ExposureStretch(0...126, 1)])
        expected = [start, growth.value, effects.reduce(0) { $0 + $1.effect * $1.stretches[0].exposure }]
      }
      let fit = try TumourFit(form, sums)
      for (estimate, value) in zip(fit.estimates, expected) {
        agreement.add(estimate.parameter.rawValue, estimate.value, value, within: 1e-5, curve.id)
        if let interval = estimate.interval { #expect(interval.upperBound / interval.lowerBound < 1.05) }
      }
    }
    agreement.report()
  }

  /// The 95 % interval of Stein's rates holds the truth in about 95 of 100 series with scatter (seeded); within 4 standard errors of a share of 400.
  @Test func coverageOfIntervals() throws {
    let truth = TumourCurve.stein(start: 80, growth: PerDay(0.002), shrinkage: PerDay(0.006))
    var (hits, all) = (0, 0)
    for replicate in 0..<400 {
      var stream = NormalStream(seed: 5, replicate: UInt64(replicate))
      let sums = try (0..<10).map { index in
        let day = Double(index) * 42
        return try LesionSum(
          day: day, millimetres: (truth.millimetres(day: day) ?? 0) * exp(0.05 * stream.normal()))
      }
      guard let interval = try TumourFit(.stein, sums).estimates[1].interval else { continue }
      all += 1
      if interval.contains(0.002) { hits += 1 }
    }
    #expect(all > 390)
    let share = Double(hits) / Double(all)
    #expect(abs(share - 0.95) < 4 * (0.95 * 0.05 / Double(all)).squareRoot() + 0.01, "\(share)")
  }

  /// t for 4 and 10 degrees of freedom: 2.776 and 2.228 of every table.
  @Test func criticalByHand() {
    #expect(abs(TumourFit.critical(4) - 2.7764) < 1e-4 && abs(TumourFit.critical(10) - 2.2281) < 1e-4)
  }

  /// Sums that only grow have no shrinkage: what is left is a line through their logarithms, whose slope and error a hand can compute.
  ///
  /// Days 0, 50, 100, 150 and logarithms of 50 mm plus 0.1·(0, 1, 2, 3) − (0.01, −0.01, −0.01, 0.01), which bend as no growth after shrinkage does: the additions are orthogonal to a line, so that the slope is 0.002 a day; what is left is 4 · 0.01² with 2
  /// degrees of freedom, s² = 0.0002, Σ(t − 75)² = 12,500, so that the slope's error is √(0.0002/12,500) = 0.00012649, t for 2 is 4.3027: that of ln g is 0.063246, and its 95 % ±0.27213.
  @Test func growthAloneByHand() throws {
    let sums = try [(0.0, -0.01), (50, 0.11), (100, 0.21), (150, 0.29)].map {
      try LesionSum(day: $0.0, millimetres: 50 * exp($0.1))
    }
    let fit = try #require(try TumourFit.rates(sums))
    #expect(fit.form == .growthAlone && fit.estimate(.shrinkage) == nil && fit.degreesOfFreedom == 2)
    let growth = try #require(fit.estimate(.growth))
    #expect(abs(growth.value - 0.002) < 1e-9)
    #expect(abs(try #require(growth.logError) - 0.063246) < 1e-5)
    let interval = try #require(growth.interval)
    #expect(abs(log(interval.upperBound / 0.002) - 0.27213) < 1e-4)
    #expect(abs(log(interval.lowerBound / 0.002) + 0.27213) < 1e-4)
    #expect(abs(try #require(fit.scatter) - 0.0002.squareRoot()) < 1e-7)
  }

  /// The same, shrinking; and too few sums for anything.
  @Test func shrinkageAloneAndTooFew() throws {
    let sums = try [(0.0, -0.01), (50, -0.09), (100, -0.19), (150, -0.31)].map {
      try LesionSum(day: $0.0, millimetres: 50 * exp($0.1))
    }
    let fit = try #require(try TumourFit.rates(sums))
    #expect(fit.form == .shrinkageAlone)
    #expect(abs(try #require(fit.estimate(.shrinkage)).value - 0.002) < 1e-9)
    #expect(throws: MarrowProblem.self) { try TumourFit.rates(Array(sums.prefix(3))) }
    // Two sums of one day are one day.
    #expect(throws: MarrowProblem.self) { try TumourFit.rates(Array(sums.prefix(3)) + [sums[0]]) }
  }

  /// Two lines of the example by hand, one growing half as fast: the ratio is ½. Both errors are those of the slope over the slope, 0.063246 and 0.126491, with 2 degrees of freedom each: √(0.004 + 0.016) = 0.141421 with
  /// 0.02²/(0.004²/2 + 0.016²/2) = 2.94118 degrees of freedom, of which t is between 3.1824 (3) and 4.3027 (2).
  @Test func ratioByHand() throws {
    func fit(_ slope: Double) throws -> TumourFit {
      let sums = try [(0.0, 0.01), (50, -0.01), (100, -0.01), (150, 0.01)].map {
        try LesionSum(day: $0.0, millimetres: 50 * exp($0.1 + slope * $0.0))
      }
      return try TumourFit(.growthAlone, sums)
    }
    let (fast, slow) = (try fit(0.002), try fit(0.001))
    let compared = try #require(TumourComparison(slow, over: fast, .growth))
    #expect(abs(compared.ratio - 0.5) < 1e-7)
    let width = log(compared.interval.upperBound / compared.ratio) / 0.141421
    #expect(width > 3.1824 && width < 3.3, "\(width)")
    #expect(TumourComparison(slow, over: fast, .shrinkage) == nil)
  }

  @Test func whatIsNotDeterminedIsToldSo() throws {
    let three = try [(0.0, 50.0), (42, 45), (84, 47)].map { try LesionSum(day: $0.0, millimetres: $0.1) }
    let fit = try TumourFit(.stein, three)
    #expect(fit.scatter == nil && fit.estimates.allSatisfy { $0.interval == nil })
    #expect(throws: MarrowProblem.self) { try TumourFit(.stein, Array(three.prefix(2))) }
    #expect(throws: MarrowProblem.self) { try LesionSum(day: -1, millimetres: 40) }
    #expect(throws: MarrowProblem.self) { try LesionSum(day: 1, millimetres: 0) }
  }
}
