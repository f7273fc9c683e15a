// SPDX-License-Identifier: Apache-2.0

import Testing
import Trials

/// What scans do to a one-sample log-rank test.
@Suite struct OneSampleUnderScheduleTests {
  private func seen(
    _ median: Double, _ ratio: Double, accrual: Double, followUp: Double, weeks: Double, deaths: Double
  ) throws -> (design: OneSampleLogRankDesign, seen: OneSampleUnderSchedule) {
    let design = try OneSampleLogRankDesign(
      HistoricalCurve(median: Months(median)), hazardRatio: ratio, ErrorRates(alpha: 0.05, power: 0.8),
      accrual: Months(accrual), followUp: Months(followUp))
    return (
      design, try OneSampleUnderSchedule(design, schedule: ImagingSchedule(every: Months(weeks: weeks)), deaths: deaths)
    )
  }

  /// Level and power by a program of its own in Python: sums over the scans, deaths by `scipy.integrate.quad` of λt in each power, follow-up by 12 points of Gauss and Legendre between two scans.
  @Test(
    arguments: [
      (3.5, 0.6, 24.0, 6.0, 6.0, 0.0, 31, 0.172789742, 0.913492661),
      (3.5, 0.6, 24, 6, 6, 0.3, 31, 0.12444775, 0.886685194),
    ])
  func besideScipy(
    _ median: Double, _ ratio: Double, _ accrual: Double, _ followUp: Double, _ weeks: Double, _ deaths: Double,
    _ size: Int, _ alpha: Double, _ power: Double
  ) throws {
    let found = try seen(median, ratio, accrual: accrual, followUp: followUp, weeks: weeks, deaths: deaths)
    #expect(found.design.size == size)
    #expect(abs(found.seen.alpha - alpha) < 2e-9 && abs(found.seen.power - power) < 2e-9)
  }

  /// All events deaths, or scans without end: what is seen is what happens, and the level is the one asked for.
  @Test func nothingIsLate() throws {
    let dead = try seen(3.5, 0.6, accrual: 24, followUp: 6, weeks: 8, deaths: 1)
    #expect(abs(dead.seen.alpha - 0.05) < 1e-9 && abs(dead.seen.power - dead.design.power) < 1e-9)
    let atOnce = try OneSampleUnderSchedule(dead.design, schedule: .continuous)
    #expect(abs(atOnce.alpha - 0.05) < 1e-9 && abs(atOnce.power - dead.design.power) < 1e-9)
    let often = try seen(3.5, 0.6, accrual: 24, followUp: 6, weeks: 0.01, deaths: 0)
    #expect(abs(often.seen.alpha - 0.05) < 1e-3)
    #expect(throws: DesignProblem.self) {
      try OneSampleUnderSchedule(dead.design, schedule: .continuous, deaths: 1.1)
    }
  }

  /// The rarer the scans, the higher the level; hazards that change and a curve of pieces are the same as one hazard where its pieces are alike.
  @Test func rarerScansRaiseTheLevel() throws {
    let levels = try [3.0, 6, 9, 12].map {
      try seen(4, 0.6, accrual: 24, followUp: 3, weeks: $0, deaths: 0.1).seen.alpha
    }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 } && levels[0] > 0.05)
    let pieces = try HistoricalCurve(
      PiecewiseHazard([Hazard(median: Months(4)), Hazard(median: Months(4))], breaks: [Months(5)]))
    let design = try OneSampleLogRankDesign(
      pieces, hazardRatio: 0.6, ErrorRates(alpha: 0.05, power: 0.8), accrual: Months(24), followUp: Months(3))
    let own = try OneSampleUnderSchedule(design, schedule: ImagingSchedule(every: Months(weeks: 9)), deaths: 0.1)
    #expect(abs(own.alpha - levels[2]) < 1e-9)
  }
}
