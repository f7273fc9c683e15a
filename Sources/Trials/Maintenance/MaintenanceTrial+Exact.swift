// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

extension MaintenanceTrial {
  /// What a simulation is held against.
  public struct Benchmark: Sendable, Hashable {
    /// Probability to reject H0.
    public let rejection: Double
    /// Probability to stop early as futile; nil where there is no such look.
    public let futility: Double?
    /// Expected number of patients of the stages that are judged; nil where all are.
    public let judged: Double?
    /// Whether it is exact; else it is an approximation.
    public let isExact: Bool
    /// How it was computed.
    public let words: String
  }

  /// The result without simulation; nil where there is none.
  public var benchmark: Benchmark? {
    switch question {
    case .landmark(let time, let design):
      guard let free = freeAtLandmark(time) else { return nil }
      let found = design.characteristics(at: free)
      return Benchmark(
        rejection: found.rejection, futility: found.stopping, judged: found.expectedSize, isExact: true,
        words:
          "exact: each patient is free of a seen event with probability \(free), by quadrature; binomials of both stages"
      )
    case .oneSample(let curve, let alpha, let followUp): return oneSample(curve, alpha, followUp)
    case .logRank(let treated, let controls, let looks, let upper, let lower):
      guard case .events(let counts) = looks, !isLinked, let last = counts.last else { return nil }
      let ratio = Double(treated) / Double(controls)
      let mean =
        LogRankFormula.schoenfeld.effect(hazardRatio: truth.hazardRatio, allocation: ratio) * Double(last).squareRoot()
      let found = BoundaryWalk.crossing(
        counts.map { Double($0) / Double(last) }, upper: upper,
        lower: lower.indices.map { $0 + 1 < lower.count ? lower[$0] ?? -.infinity : -.infinity }, drift: mean)
      return Benchmark(
        rejection: found.above.reduce(0, +), futility: found.below.dropLast().reduce(0, +), judged: nil, isExact: false,
        words: "normal approximation by Schoenfeld's mean of z, every event seen at once")
    }
  }

  /// Whether the hazard goes with doses, which are drawn.
  private var isLinked: Bool { dosing.map { $0.isEffectByDose && truth.hazardRatio != 1 } ?? false }

  /// The probability that a patient of a single arm is in the trial and free of a seen event at a landmark; nil where the hazard goes with doses.
  ///
  /// Either nothing has happened, or a progression was missed by every scan since and not followed by death: scan k falls into the time since with the share of its window that lies in it.
  public func freeAtLandmark(_ landmark: Months) -> Double? {
    guard !isLinked, let hazard = try? truth.hazard.times(truth.hazardRatio) else { return nil }
    let end = landmark.value
    let (window, interval) = (scans.window.value, scans.schedule.interval?.value)
    let stay = exp(-truth.dropout.perMonth * end)
    let untouched = exp(-hazard.cumulative(end))
    guard let interval, truth.deaths < 1 else { return stay * untouched }
    let last = Int(((end + window) / interval + 1e-9).rounded(.down))
    let planned = (0...last).dropFirst().map { Double($0) * interval }
    func missedAll(since time: Double) -> Double {
      var chance = 1.0
      for scan in planned where scan + window >= time - 1e-9 * interval {
        let inside: Double
        if window > 0 {
          inside = max(0, min(end, scan + window) - max(time, scan - window)) / (2 * window)
        } else {
          inside = scan <= end + 1e-12 ? 1 : 0
        }
        chance *= 1 - (1 - scans.missed) * inside
        if chance == 0 { break }
      }
      return chance
    }
    let breaks = Set(
      ([0, end] + hazard.starts + planned.flatMap { [$0 - window, $0, $0 + window] }).filter { $0 >= 0 && $0 <= end }
    )
    .sorted()
    var unseen = 0.0
    for (low, high) in zip(breaks, breaks.dropFirst()) where high - low > 1e-12 {
      let rate = hazard.rates[hazard.starts.lastIndex { $0 <= (low + high) / 2 } ?? 0]
      unseen += GaussLegendre.of20.integral(low...high) { time in
        rate * exp(-hazard.cumulative(time) - truth.afterProgression.perMonth * (end - time)) * missedAll(since: time)
      }
    }
    return stay * min(1, untouched + (1 - truth.deaths) * unseen)
  }

  private func oneSample(_ curve: HistoricalCurve, _ alpha: Probability, _ followUp: Months) -> Benchmark? {
    guard !isLinked, curve.shape == 1, curve.pieces == nil, truth.hazard.rates.count == 1, truth.dropout.perMonth == 0,
      case let ratio = truth.hazard.rates[0] * truth.hazardRatio * curve.median.value / log(2), ratio > 0,
      let moments = try? OneSampleMoments(
        curve, ratio, accrual: Months(Double(intake.registered) / (intake.perMonth * intake.eligible)),
        followUp: followUp)
    else { return nil }
    let za = Sides.one.critical(alpha)
    let root = Double(intake.registered).squareRoot()
    return Benchmark(
      rejection: Normal.cumulative(
        (root * moments.effect - moments.expected.squareRoot() * za) / moments.variance.squareRoot()),
      futility: nil, judged: nil, isExact: false,
      words: "normal approximation (Wu, Pharm Stat 2015;14:26), accrual even, every event seen at once")
  }
}
