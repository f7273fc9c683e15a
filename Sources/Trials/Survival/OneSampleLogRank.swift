// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Statistics

/// The one-sample log-rank test: events observed against events expected of the same patients under a historical curve.
public struct OneSampleLogRankTest: Sendable, Hashable {
  /// Events observed.
  public let observed: Int
  /// Cumulative hazards of the curve, summed over all patients' times.
  public let expected: Double

  /// A test of times in months from the start of the clock.
  public init(times: [Months], events: [Bool], curve: HistoricalCurve) throws(DesignProblem) {
    guard times.count == events.count, !times.isEmpty else {
      throw DesignProblem(
        "times", found: "\(times.count) times and \(events.count) states", expected: "as many, of one patient or more")
    }
    guard let wrong = times.first(where: { !($0.value >= 0) || !$0.value.isFinite }) else {
      if let longest = times.max() { try curve.reaches(longest.value) }
      observed = events.count { $0 }
      expected = times.reduce(0.0) { $0 + curve.cumulative($1.value) }
      guard expected > 0 else {
        throw DesignProblem("times", found: "no time at risk", expected: "one patient seen after the start or more")
      }
      return
    }
    throw DesignProblem("time", found: "\(wrong.value) months", expected: "0 or more")
  }

  /// (O − E)/√E: negative means fewer events than the curve has (Breslow, Appl Stat 1975;24:1).
  public var z: Double { (Double(observed) - expected) / expected.squareRoot() }
  /// (O − E)/√((O + E)/2): nearer to its level in small samples (Wu, Pharm Stat 2014;13:357).
  public var zByWu: Double { (Double(observed) - expected) / ((Double(observed) + expected) / 2).squareRoot() }
  /// O/E.
  public var ratio: Double { Double(observed) / expected }

  /// Exact interval of O/E by the Poisson distribution (Garwood, Biometrika 1936;28:437).
  public func ratioInterval(level: Double = 0.95) throws(DesignProblem) -> ConfidenceInterval {
    let tail = (1 - (try Probability(level, "level").value)) / 2
    func quantile(_ upper: Double, _ degrees: Int) -> Double? {
      Roots.rising(from: 0, guess: Double(degrees)) { upper - ChiSquared.upperTail($0, degreesOfFreedom: degrees) }
    }
    let low = observed == 0 ? 0 : quantile(1 - tail, 2 * observed).map { $0 / 2 / expected }
    let high = quantile(tail, 2 * observed + 2).map { $0 / 2 / expected }
    return ConfidenceInterval(lower: low, upper: high, level: level)
  }
}

/// Patients for a one-sample log-rank test against a historical curve. Wu, Pharm Stat 2015;14:26.
///
/// The true hazard is the curve's times `hazardRatio`. The test is (O − E)/√E; under the alternative its variance is that of O − E, not that of E alone.
public struct OneSampleLogRankDesign: Sendable, Hashable {
  /// The historical curve.
  public let curve: HistoricalCurve
  /// Hazard of the new treatment over that of the curve.
  public let hazardRatio: Double
  /// Level, one-sided, and power.
  public let errors: ErrorRates
  /// Uniform accrual over so long.
  public let accrual: Months
  /// Follow-up after the last patient.
  public let followUp: Months
  /// Patients.
  public let size: Int
  /// Power with so many.
  public let power: Double
  /// Events expected under the alternative.
  public let expectedEvents: Double
  /// The level that the test really has if the curve's own estimate is uncertain, and nothing but chance made it; nil where the curve is taken as known.
  ///
  /// The log of the historical hazard has the variance 1/events, so that the test's variance is larger by the share of new to old events.
  public let alphaWithUncertainCurve: Double?

  /// The least number with the power.
  public init(
    _ curve: HistoricalCurve, hazardRatio: Double, _ errors: ErrorRates, accrual: Months, followUp: Months
  ) throws(DesignProblem) {
    guard hazardRatio > 0, hazardRatio < 1 else {
      throw DesignProblem("hazard ratio", found: "\(hazardRatio)", expected: "above 0 and below 1")
    }
    let moments = try OneSampleMoments(curve, hazardRatio, accrual: accrual, followUp: followUp)
    let za = -Normal.quantile(errors.alpha.value)
    let zb = Normal.quantile(errors.power.value)
    let root = (moments.expected.squareRoot() * za + moments.variance.squareRoot() * zb) / moments.effect
    let size = (root * root).rounded(.up)
    guard size < 1e6 else {
      throw DesignProblem(
        "hazard ratio", found: "\(hazardRatio), for which \(size) patients are needed", expected: "a stronger effect")
    }
    self.curve = curve
    self.hazardRatio = hazardRatio
    self.errors = errors
    self.accrual = accrual
    self.followUp = followUp
    self.size = Int(size)
    power = Normal.cumulative(
      (size.squareRoot() * moments.effect - moments.expected.squareRoot() * za) / moments.variance.squareRoot())
    expectedEvents = size * moments.observed
    let null = try OneSampleMoments(curve, 1, accrual: accrual, followUp: followUp)
    alphaWithUncertainCurve = curve.events.map { events in
      Normal.upperTail(za / (1 + size * null.expected / events).squareRoot())
    }
  }
}

/// Moments of O and E of one patient whose hazard is a curve's times a ratio, with uniform accrual and no dropout.
struct OneSampleMoments: Sendable {
  /// Mean of O: the share with an event.
  let observed: Double
  /// Mean of E: the cumulative hazard of the curve gone through.
  let expected: Double
  /// Mean of E − O.
  var effect: Double { expected - observed }
  /// Variance of O − E.
  let variance: Double

  init(_ curve: HistoricalCurve, _ ratio: Double, accrual: Months, followUp: Months) throws(DesignProblem) {
    let duration = try accrual.positive("accrual")
    guard followUp.value >= 0, followUp.value.isFinite else {
      throw DesignProblem("follow-up", found: "\(followUp.value) months", expected: "0 or more")
    }
    try curve.reaches(followUp.value + duration)
    self.init(curve, ratio, from: followUp.value, to: followUp.value + duration)
  }

  /// Follow-up is uniform between `low` and `high`; below 0 a patient has not come in yet.
  ///
  /// Integrated over u = Λ(t), in which the hazard of the curve is 1 and nothing is singular at 0 whatever the shape.
  init(_ curve: HistoricalCurve, _ ratio: Double, from low: Double, to high: Double) {
    func time(_ u: Double) -> Double { curve.time(ofCumulative: u) }
    func watched(_ t: Double) -> Double { t <= low ? 1 : max(0, (high - t) / (high - low)) }
    func integral(_ weight: (Double) -> Double) -> Double {
      let ends = [curve.cumulative(low), curve.cumulative(high)]
      var sum = 0.0
      if let pieces = curve.pieces {
        // Within a piece everything is smooth.
        let breaks = Set([0] + ends + pieces.starts.map { pieces.cumulative($0) }.filter { $0 < ends[1] }).sorted()
        for (start, end) in zip(breaks, breaks.dropFirst()) {
          sum += GaussLegendre.of20.integral(start...end) { u in watched(time(u)) * exp(-ratio * u) * weight(u) }
        }
        return sum
      }
      for (start, end) in [(0, ends[0]), (ends[0], ends[1])] where end > start {
        // The end of watching goes to 0 like a root of u for high shapes: parts that narrow towards both ends.
        sum += GaussLegendre.of64.integral(0...1, parts: 4) { s in
          let share = s * s * (3 - 2 * s)
          let u = start + (end - start) * share
          return watched(time(u)) * exp(-ratio * u) * weight(u) * (end - start) * 6 * s * (1 - s)
        }
      }
      return sum
    }
    let first = integral { _ in 1 }
    let second = integral { $0 }
    expected = first
    observed = ratio * first
    let (p0, p1, p00, p01) = (first, ratio * first, second, ratio * second)
    variance = p1 - p1 * p1 + 2 * p00 - p0 * p0 - 2 * p01 + 2 * p0 * p1
  }
}
