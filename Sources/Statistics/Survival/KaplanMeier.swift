// SPDX-License-Identifier: Apache-2.0

import Foundation

/// On which scale the interval of a survival probability is symmetric.
public enum SurvivalScale: String, Sendable, Hashable, CaseIterable {
  /// S ± z·se, cut to 0 and 1.
  case plain
  /// On log S.
  case log
  /// On log(−log S): stays inside 0 and 1 and holds its level in small series. The default here.
  case logLog = "log-log"
}

/// The product-limit estimate of survival, with Greenwood's variance and the Nelson-Aalen cumulative hazard.
///
/// Kaplan and Meier, J Am Stat Assoc 1958;53:457. With delayed entry a row counts as at risk after its entry.
public struct KaplanMeier: Sendable, Hashable {
  /// What is known at one time at which somebody left.
  public struct Step: Sendable, Hashable {
    /// The time.
    public var time: Double
    /// At risk just before it.
    public var atRisk: Int
    /// Events at it.
    public var events: Int
    /// Censored at it (or left for a later row of the same person).
    public var censored: Int
    /// S just after it.
    public var survival: Double
    /// Greenwood's sum d/(n(n−d)) up to it; infinite once S is 0.
    public var greenwood: Double
    /// Nelson-Aalen estimate of the cumulative hazard up to it.
    public var cumulativeHazard: Double
    /// Variance of `cumulativeHazard`, the sum of d/n².
    public var hazardVariance: Double

    /// Standard error of `survival`; nil once S is 0.
    public var standardError: Double? { greenwood.isFinite ? survival * greenwood.squareRoot() : nil }
  }

  /// One step for each distinct time, ascending.
  public let steps: [Step]
  /// Rows in the sample.
  public let count: Int
  /// Events in the sample.
  public let eventCount: Int
  private let entries: [Double]?

  /// The estimate from `sample`; `SampleProblem.empty` if nobody is in it.
  public init(_ sample: SurvivalSample) throws(SampleProblem) {
    guard sample.count > 0 else { throw .empty }
    let order = sample.times.indices.lazy.map { (time: sample.times[$0], event: sample.events[$0]) }
      .sorted { $0.time < $1.time }
    let entries = sample.entries?.sorted()
    var steps: [Step] = []
    var survival = 1.0
    var greenwood = 0.0
    var hazard = 0.0
    var hazardVariance = 0.0
    var eventCount = 0
    var index = 0
    var entered = entries == nil ? order.count : 0
    while index < order.count {
      let time = order[index].time
      if let entries { while entered < entries.count, entries[entered] < time { entered += 1 } }
      let atRisk = entered - index
      var deaths = 0
      let first = index
      while index < order.count, order[index].time == time {
        if order[index].event { deaths += 1 }
        index += 1
      }
      if deaths > 0 {
        let n = Double(atRisk)
        let d = Double(deaths)
        survival = deaths == atRisk ? 0 : survival * (n - d) / n
        greenwood += deaths == atRisk ? .infinity : d / (n * (n - d))
        hazard += d / n
        hazardVariance += d / (n * n)
        eventCount += deaths
      }
      steps.append(
        Step(
          time: time, atRisk: atRisk, events: deaths, censored: index - first - deaths, survival: survival,
          greenwood: greenwood, cumulativeHazard: hazard, hazardVariance: hazardVariance))
    }
    self.steps = steps
    self.count = order.count
    self.eventCount = eventCount
    self.entries = entries
  }

  /// The limits of S after `step`; both nil where the scale gives none (log-log at S = 1, all at S = 0).
  public func interval(_ step: Step, scale: SurvivalScale = .logLog, level: Double = 0.95) -> ConfidenceInterval {
    let limits = Self.limits(step.survival, step.greenwood, scale: scale, critical: Normal.critical(level: level))
    return ConfidenceInterval(lower: limits?.0, upper: limits?.1, level: level)
  }

  /// S and its limits at any time, the rows at risk there, and whether the follow-up reaches it.
  public struct Landmark: Sendable, Hashable {
    /// The time asked for.
    public var time: Double
    /// Rows with a time at or after it that had entered before it.
    public var atRisk: Int
    /// S at it; the value of the last step where the time lies beyond all follow-up.
    public var survival: Double
    /// Greenwood's standard error; nil once S is 0.
    public var standardError: Double?
    /// Interval of `survival`.
    public var interval: ConfidenceInterval
    /// Whether the time lies beyond the last observation with S still above 0: then S is not determined there.
    public var isBeyondFollowUp: Bool
  }

  /// S at `time`; throws `landmark` for one below 0 or infinite.
  public func at(
    _ time: Double, scale: SurvivalScale = .logLog, level: Double = 0.95
  ) throws(SampleProblem) -> Landmark {
    try SampleProblem.check(landmark: time)
    let after = firstStep { $0.time > time }
    let from = firstStep { $0.time >= time }
    let step = after > 0 ? steps[after - 1] : nil
    var atRisk = steps[from...].reduce(0) { $0 + $1.events + $1.censored }
    if let entries { atRisk -= entries.count - entries.partitioningIndex { $0 >= time } }
    // At the start everybody who enters then is about to be at risk.
    if time <= 0, let first = steps.first { atRisk = first.atRisk }
    let survival = step?.survival ?? 1
    return Landmark(
      time: time, atRisk: max(0, atRisk), survival: survival,
      standardError: step.map { $0.standardError } ?? 0,
      interval: step.map { interval($0, scale: scale, level: level) }
        ?? ConfidenceInterval(lower: scale == .logLog ? nil : 1, upper: scale == .logLog ? nil : 1, level: level),
      isBeyondFollowUp: after == steps.count && survival > 0 && (step.map { $0.time < time } ?? false))
  }

  /// Which time is the quantile where S equals 1 − p over a whole stretch.
  public enum QuantileConvention: String, Sendable, Hashable, CaseIterable {
    /// The middle of the stretch, from its first time to the event that ends it, as R prints a `survfit` and SAS does; its first time where no event
    /// ends it. The default.
    case midpoint
    /// Its first time, as the definition inf{t: S(t) ≤ 1 − p} and lifelines do.
    case first
  }

  /// Where a band that rises again is taken to cross a level. Bands on the log and log-log scales can rise when few are
  /// left at risk.
  public enum BandCrossing: String, Sendable, Hashable, CaseIterable {
    /// The first time at which the band is at or below the level, as the inverted test says. The default.
    case first
    /// The time of the band's highest value at or below the level, as R's `survfit` finds by sorting the band's values.
    case nearest
  }

  /// A quantile and the limits from inverting the band (Brookmeyer and Crowley, Biometrics 1982;38:29).
  public struct Quantile: Sendable, Hashable {
    /// The share of the sample, 0.5 for the median.
    public var probability: Double
    /// The time; nil if not reached.
    public var estimate: Double?
    /// Its interval; a nil limit is not reached.
    public var interval: ConfidenceInterval
  }

  /// The time by which a share `probability` had the event; not reached where that is no share between 0 and 1.
  public func quantile(
    _ probability: Double, scale: SurvivalScale = .logLog, level: Double = 0.95,
    convention: QuantileConvention = .midpoint, band: BandCrossing = .first
  ) -> Quantile {
    guard (0...1).contains(probability) else {
      return Quantile(
        probability: probability, estimate: nil, interval: ConfidenceInterval(lower: nil, upper: nil, level: level))
    }
    let critical = Normal.critical(level: level)
    let limits = steps.map { Self.limits($0.survival, $0.greenwood, scale: scale, critical: critical) }
    return Quantile(
      probability: probability,
      estimate: crossing(1 - probability, steps.map { $0.survival }, convention),
      interval: ConfidenceInterval(
        lower: crossing(1 - probability, limits.map { $0?.0 }, convention, band),
        upper: crossing(1 - probability, limits.map { $0?.1 }, convention, band), level: level))
  }

  /// The median with its limits.
  public func median(
    scale: SurvivalScale = .logLog, level: Double = 0.95, convention: QuantileConvention = .midpoint
  ) -> Quantile {
    quantile(0.5, scale: scale, level: level, convention: convention)
  }

  private func firstStep(where condition: (Step) -> Bool) -> Int { steps.partitioningIndex(where: condition) }

  /// First time at which `values` are at or below `target`; values equal to it but for rounding count as equal.
  private func crossing(
    _ target: Double, _ values: [Double?], _ convention: QuantileConvention, _ band: BandCrossing = .first
  ) -> Double? {
    let tolerance = 1.5e-8
    var reached = values.firstIndex { $0.map { $0 <= target + tolerance } ?? false }
    if band == .nearest, let start = reached {
      for index in start..<values.count {
        guard let value = values[index], value <= target + tolerance, let best = reached, let held = values[best] else {
          continue
        }
        if value > held { reached = index }
      }
    }
    guard let first = reached, let value = values[first] else { return nil }
    if convention == .first || value < target - tolerance { return steps[first].time }
    // Without a later event the stretch has no end: its first time stands, as in R's print, and never that of somebody censored.
    guard let end = values[first...].firstIndex(where: { $0.map { $0 < target - tolerance } ?? false }) else {
      return steps[first].time
    }
    return (steps[first].time + steps[end].time) / 2
  }

  static func limits(
    _ survival: Double, _ greenwood: Double, scale: SurvivalScale, critical: Double
  ) -> (Double, Double)? {
    guard survival > 0, greenwood.isFinite else { return nil }
    let error = greenwood.squareRoot() * critical
    switch scale {
    case .plain: return (max(0, survival - survival * error), min(1, survival + survival * error))
    case .log: return (survival * exp(-error), min(1, survival * exp(error)))
    case .logLog:
      guard survival < 1 else { return nil }
      let centre = Foundation.log(-Foundation.log(survival))
      let half = error / abs(Foundation.log(survival))
      return (exp(-exp(centre + half)), exp(-exp(centre - half)))
    }
  }
}

extension RandomAccessCollection {
  /// First index whose element fulfils `condition`, where all later ones do too.
  func partitioningIndex(where condition: (Element) -> Bool) -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if condition(self[middle]) {
        length = half
      } else {
        low = index(after: middle)
        length -= half + 1
      }
    }
    return low
  }
}
