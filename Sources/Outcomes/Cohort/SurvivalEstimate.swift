// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Statistics

/// The distribution of a time in a cohort or a group of it.
public struct SurvivalEstimate: Sendable {
  /// What is timed.
  public var endPoint: EndPoint
  /// The group; nil for the cohort.
  public var group: String?
  /// The patients' times.
  public var times: [TimeToEvent]
  /// The curve, in months.
  public var curve: Curve
  /// Scale of the intervals.
  public var scale: SurvivalScale
  /// Level of the intervals.
  public var level: Double
  /// Which time is the quantile where S is level at it.
  public var convention: KaplanMeier.QuantileConvention

  /// How S was estimated.
  public enum Curve: Sendable {
    /// All times are exact or right-censored.
    case kaplanMeier(KaplanMeier)
    /// Some are intervals.
    case turnbull(Turnbull)

    /// `KM`, `Turnbull`
    public var shortName: String {
      switch self {
      case .kaplanMeier: "KM"
      case .turnbull: "Turnbull"
      }
    }

    /// `Kaplan-Meier`, `Turnbull (interval-censored)`
    public var name: String {
      switch self {
      case .kaplanMeier: "Kaplan-Meier"
      case .turnbull: "Turnbull (interval-censored)"
      }
    }
  }

  /// Estimates from `times`; nil without any. Those that their statements contradict, or that nothing bounds, are left out.
  public init?(
    _ endPoint: EndPoint, group: String? = nil, times: [TimeToEvent], uncertainty: CohortOptions.Uncertainty,
    scale: SurvivalScale, level: Double, convention: KaplanMeier.QuantileConvention = .midpoint
  ) {
    let times = times.filter(\.isKnown)
    let observations = times.map { $0.observation(uncertainty) }
    guard let sample = try? IntervalSample(observations) else { return nil }
    self.endPoint = endPoint
    self.group = group
    self.times = times
    self.scale = scale
    self.level = level
    self.convention = convention
    let isExact = observations.allSatisfy { $0.left == $0.right || $0.right == .infinity }
    if isExact,
      let exact = try? SurvivalSample(times: observations.map(\.left), events: observations.map { $0.right.isFinite }),
      let curve = try? KaplanMeier(exact)
    {
      self.curve = .kaplanMeier(curve)
    } else {
      curve = .turnbull(Turnbull(sample))
    }
  }

  /// Number of events.
  public var eventCount: Int { times.filter(\.isEvent).count }

  /// A quantile as a range of months (a point for exact times) with its limits; nil limits are not reached.
  public struct Quantile: Sendable, Hashable {
    /// Earliest and latest month at which it may lie; nil if not reached.
    public var range: ClosedRange<Double>?
    /// Limits.
    public var interval: ConfidenceInterval

    /// A quantile.
    public init(range: ClosedRange<Double>?, interval: ConfidenceInterval) {
      self.range = range
      self.interval = interval
    }

    /// `6.2 (3.1–n.r.)`, `not reached (4.4–n.r.)`
    public var text: String {
      func number(_ value: Double) -> String { Numbers.text(value, decimals: 1) }
      let value: String
      if let range {
        let low = number(range.lowerBound)
        let high = number(range.upperBound)
        value = low == high ? low : "\(low)–\(high)"
      } else {
        value = "not reached"
      }
      let low = interval.lower.map(number) ?? "n.d."
      let high = interval.upper.map(number) ?? "n.r."
      return "\(value) (\(low)–\(high))"
    }
  }

  /// The time by which a share `probability` had the event. Its limits are never inside the range of it.
  public func quantile(_ probability: Double) -> Quantile {
    switch curve {
    case .kaplanMeier(let curve):
      let found = curve.quantile(probability, scale: scale, level: level, convention: convention)
      return Quantile(range: found.estimate.map { $0...$0 }, interval: found.interval)
    case .turnbull(let curve):
      return Quantile(
        range: curve.quantile(probability, convention: convention).map { $0.earliest...$0.latest },
        interval: curve.quantileLimits(probability, scale: scale, level: level, convention: convention))
    }
  }

  /// S at a time, as a range where the estimate leaves it open, with limits and the number at risk.
  public struct Landmark: Sendable, Hashable {
    /// Months.
    public var months: Double
    /// S.
    public var survival: ClosedRange<Double>
    /// Limits; nil where there are none.
    public var interval: ConfidenceInterval
    /// Patients known to be free of the event and followed so far.
    public var atRisk: Int
    /// Whether follow-up ends before.
    public var isBeyondFollowUp: Bool

    /// In percent: `66.7 (5.4–94.5)`; `n.d.` beyond follow-up.
    public var text: String {
      if isBeyondFollowUp { return "n.d." }
      func percent(_ value: Double) -> String { Numbers.text(value * 100, decimals: 1) }
      let low = percent(survival.lowerBound)
      let high = percent(survival.upperBound)
      let limits =
        interval.lower == nil && interval.upper == nil
        ? "" : " (\(interval.lower.map(percent) ?? "n.d.")–\(interval.upper.map(percent) ?? "n.d."))"
      return (low == high ? low : "\(low)–\(high)") + limits
    }
  }

  /// S by Kaplan-Meier with every time at one of its bounds.
  private func atBound(_ months: Double, _ bound: CohortOptions.Uncertainty) -> Double? {
    let points = times.map { $0.observation(bound) }
    let sample = try? SurvivalSample(times: points.map(\.left), events: points.map { $0.right.isFinite })
    return sample.flatMap { try? KaplanMeier($0).at(months, scale: scale, level: level) }?.survival
  }

  /// S at `months`: by Kaplan-Meier, or by Turnbull with what the bounds of the single times still allow.
  ///
  /// Throws `landmark` for a time below 0 or infinite.
  public func landmark(_ months: Double) throws(SampleProblem) -> Landmark {
    let atRisk = times.filter { $0.isFree(at: months) == true }.count
    let lastFollowed = times.map { $0.months.latest ?? $0.months.earliest }.max() ?? 0
    switch curve {
    case .kaplanMeier(let curve):
      let found = try curve.at(months, scale: scale, level: level)
      return Landmark(
        months: months, survival: found.survival...found.survival, interval: found.interval, atRisk: found.atRisk,
        isBeyondFollowUp: found.isBeyondFollowUp)
    case .turnbull(let curve):
      // The estimate sets mass where intervals overlap and may look surer than the courses are: where every time lay at its
      // earliest or its latest bound, S would be these.
      let ends = [CohortOptions.Uncertainty.earliest, .latest].compactMap { atBound(months, $0) }
      let estimated = curve.survival(at: months)
      let all = ends + [estimated.lowerBound, estimated.upperBound]
      let range = (all.min() ?? estimated.lowerBound)...(all.max() ?? estimated.upperBound)
      return Landmark(
        months: months, survival: range,
        interval: curve.limits(at: months, containing: range, scale: scale, level: level),
        atRisk: atRisk, isBeyondFollowUp: months > lastFollowed && range.upperBound > 0)
    }
  }
}
