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
        if let interval = estimate.interval { #expect(interval.upperBound / interval.lowerBound < 1.001) }
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

  @Test func whatIsNotDeterminedIsToldSo() throws {
    let three = try [(0.0, 50.0), (42, 45), (84, 47)].map { try LesionSum(day: $0.0, millimetres: $0.1) }
    let fit = try TumourFit(.stein, three)
    #expect(fit.scatter == nil && fit.estimates.allSatisfy { $0.interval == nil })
    #expect(throws: MarrowProblem.self) { try TumourFit(.stein, Array(three.prefix(2))) }
    #expect(throws: MarrowProblem.self) { try LesionSum(day: -1, millimetres: 40) }
    #expect(throws: MarrowProblem.self) { try LesionSum(day: 1, millimetres: 0) }
  }
}
