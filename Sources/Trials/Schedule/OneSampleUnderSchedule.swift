// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// What a one-sample log-rank test really does when progression is seen only at scans, and the historical curve is of progression as it happens.
///
/// A progression counts on the day of the next scan, a death on its own day; who is not seen to progress is at risk until the end of follow-up. Time at risk is therefore longer than the
/// truth and the curve expects more events of it: fewer are observed than expected although the treatment changes nothing. Every scan is on its day.
public struct OneSampleUnderSchedule: Sendable, Hashable {
  /// From scan to scan.
  public let schedule: ImagingSchedule
  /// The share of events that are deaths, which are seen on their day.
  public let deaths: Double
  /// The level that the test really has.
  public let alpha: Double
  /// Its power at the design's hazard ratio.
  public let power: Double

  /// What a schedule makes of a design.
  public init(_ design: OneSampleLogRankDesign, schedule: ImagingSchedule, deaths: Double = 0) throws(DesignProblem) {
    guard deaths >= 0, deaths <= 1 else {
      throw DesignProblem("share of deaths", found: "\(deaths)", expected: "0 to 1")
    }
    self.schedule = schedule
    self.deaths = deaths
    let za = -Normal.quantile(design.errors.alpha.value)
    func rejection(_ ratio: Double) throws(DesignProblem) -> Double {
      let moments = try Self.moments(design, ratio, schedule, deaths)
      return Normal.cumulative(
        (Double(design.size).squareRoot() * (moments.expected - moments.observed)
          - moments.expected.squareRoot() * za) / moments.variance.squareRoot())
    }
    alpha = try rejection(1)
    power = try rejection(design.hazardRatio)
  }

  /// Means of O and E and the variance of O − E of one patient whose true hazard is the curve's times `ratio`.
  static func moments(
    _ design: OneSampleLogRankDesign, _ ratio: Double, _ schedule: ImagingSchedule, _ deaths: Double
  ) throws(DesignProblem) -> (observed: Double, expected: Double, variance: Double) {
    guard let interval = schedule.interval?.value else {
      let plain = try OneSampleMoments(design.curve, ratio, accrual: design.accrual, followUp: design.followUp)
      return (plain.observed, plain.expected, plain.variance)
    }
    let (low, high) = (design.followUp.value, design.followUp.value + design.accrual.value)
    let curve = design.curve
    func survival(_ time: Double) -> Double { exp(-ratio * curve.cumulative(time)) }
    // Follow-up is uniform from `low` to `high`; between two scans, and between two pieces of the curve, everything is smooth.
    var scan = 0
    var sums = Sums()
    var total = Sums()
    var start = low
    let turns = (curve.pieces?.starts ?? []).filter { $0 > low && $0 < high }.sorted()
    while start < high {
      // Scans by the start, each with those whose progression it shows.
      while Double(scan + 1) * interval <= start + 1e-9 * interval {
        scan += 1
        let (before, here) = (Double(scan - 1) * interval, Double(scan) * interval)
        sums.add(survival(before) - survival(here), observed: true, expected: curve.cumulative(here))
      }
      let turn = turns.first { $0 > start + 1e-12 } ?? high
      let end = min(high, turn, Double(scan + 1) * interval)
      let (seen, left) = (sums, survival(Double(scan) * interval))
      total.add(
        seen, left: left, deaths: deaths, ratio: ratio, from: start, to: end, share: (end - start) / (high - low)
      ) { curve.cumulative($0) }
      start = end
    }
    let (observed, expected) = (total.observed, total.expected)
    let mean = observed - expected
    return (observed, expected, observed - 2 * total.both + total.square - mean * mean)
  }

  /// Means of O, E, E² and OE.
  private struct Sums {
    var observed = 0.0
    var expected = 0.0
    var square = 0.0
    var both = 0.0

    mutating func add(_ mass: Double, observed isObserved: Bool, expected own: Double) {
      expected += mass * own
      square += mass * own * own
      guard isObserved else { return }
      observed += mass
      both += mass * own
    }

    /// Adds what follow-up between two times gives, averaged over it: progressions that scans have shown, who is not seen to progress, and deaths.
    mutating func add(
      _ seen: Sums, left: Double, deaths: Double, ratio: Double, from start: Double, to end: Double, share: Double,
      cumulative: (Double) -> Double
    ) {
      guard end > start else { return }
      func mean(_ value: (Double) -> Double) -> Double {
        GaussLegendre.of20.integral(start...end) { value(cumulative($0)) } / (end - start)
      }
      let free = 1 - deaths
      // A death at u = Λ(t) before U: O = 1 and E = u; else O = 0 and E = U.
      func dead(_ u: Double) -> Double { 1 - exp(-ratio * u) }
      func deadWithTime(_ u: Double) -> Double { 1 - exp(-ratio * u) * (1 + ratio * u) }
      observed += share * (free * seen.observed + deaths * mean(dead))
      expected += share * (free * (seen.expected + left * mean { $0 }) + deaths * mean(dead) / ratio)
      square +=
        share
        * (free * (seen.square + left * mean { $0 * $0 }) + deaths * 2 * mean(deadWithTime) / (ratio * ratio))
      both += share * (free * seen.both + deaths * mean(deadWithTime) / ratio)
    }
  }
}
