// SPDX-License-Identifier: Apache-2.0

public import Plain
import Course
public import Statistics

/// The distribution of a time in a cohort or a group of it.
public struct SurvivalEstimate: Sendable {
  /// What is timed.
  public var endPoint: EndPoint
  /// The group; nil for the cohort.
  public var group: String?
  /// The patients' times, counted.
  public let counted: CountedTimes
  /// The patients' times, the shortest first.
  public var times: [TimeToEvent] { counted.each }
  /// The curve, in months.
  public var curve: Curve
  /// Scale of the intervals.
  public var scale: SurvivalScale
  /// Level of the intervals.
  public var level: Double
  /// Which time is the quantile where S is level at it.
  public var convention: KaplanMeier.QuantileConvention
  /// Where times are intervals: Kaplan and Meier's curves with every time at its earliest and at its latest; where censored times alone are, that with these at their latest. Wherever the times truly lie, theirs lies
  /// between the two; Turnbull's estimate sets mass where intervals overlap and may look surer than the courses are.
  private let ends: [KaplanMeier]

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
    self.init(
      endPoint, group: group, counted: CountedTimes(times), uncertainty: uncertainty, scale: scale, level: level,
      convention: convention)
  }

  /// Estimates from counted times; nil without any. Those that their statements contradict, or that nothing bounds, are left out.
  public init?(
    _ endPoint: EndPoint, group: String? = nil, counted: CountedTimes, uncertainty: CohortOptions.Uncertainty,
    scale: SurvivalScale, level: Double, convention: KaplanMeier.QuantileConvention = .midpoint
  ) {
    let times = counted.filter(\.isKnown)
    let observations = times.observations(uncertainty)
    guard let sample = try? IntervalSample(observations) else { return nil }
    self.endPoint = endPoint
    self.group = group
    self.counted = times
    self.scale = scale
    self.level = level
    self.convention = convention
    // An event without a latest time is no censored one: at its latest it lies beyond all the others.
    let isExact = zip(times.all.map(\.time), times.all.map(\.time).observations(uncertainty)).allSatisfy {
      time, observation in
      observation.left == observation.right
        || (observation.right == .infinity && !(uncertainty.isInterval && time.isWithoutLatest))
    }
    if isExact,
      let exact = try? SurvivalSample(times: observations.map(\.left), events: observations.map { $0.right.isFinite }),
      let curve = try? KaplanMeier(exact)
    {
      self.curve = .kaplanMeier(curve)
      // Whoever was followed longer than is certain was at risk for longer: the curve with every censored time at its latest lies above.
      let latest = times.observations(.latest)
      if uncertainty.isInterval, latest.map(\.left) != observations.map(\.left),
        let sample = try? SurvivalSample(times: latest.map(\.left), events: latest.map { $0.right.isFinite }),
        let late = try? KaplanMeier(sample)
      {
        ends = [late]
      } else {
        ends = []
      }
    } else {
      curve = .turnbull(Turnbull(sample))
      let lefts = zip(times.spread(times.all.map(\.time.isEvent)), observations).map { isEvent, observation in
        (time: observation.left, isEvent: isEvent)
      }
      let latest = times.observations(.latest).map { (time: $0.left, isEvent: $0.right.isFinite) }
      ends = [lefts, latest].compactMap { points in
        let sample = try? SurvivalSample(times: points.map(\.time), events: points.map(\.isEvent))
        return sample.flatMap { try? KaplanMeier($0) }
      }
    }
  }

  /// Number of events.
  public var eventCount: Int { counted.count(where: \.isEvent) }

  /// A quantile as a range of months (a point for exact times) with its limits; nil limits are not reached.
  public struct Quantile: Sendable, Hashable {
    /// Earliest and latest month at which it may lie; without a latest where the record lets it not be reached. nil if not reached.
    public var range: NumberBounds?
    /// Limits.
    public var interval: ConfidenceInterval

    /// A quantile.
    public init(range: NumberBounds?, interval: ConfidenceInterval) {
      self.range = range
      self.interval = interval
    }

    /// `6.2 (3.1–n.r.)`, `not reached (4.4–n.r.)`
    public var text: String { phrase.english }

    /// The same in every language: `6,2 (3,1–n. e.)`.
    public var phrase: Phrase {
      let value = range?.phrase() ?? Phrase("not reached", "nicht erreicht")
      let low = interval.lower.map { Phrase.number($0) } ?? Phrase("n.d.", "n.\u{A0}b.")
      let high = interval.upper.map { Phrase.number($0) } ?? Phrase("n.r.", "n.\u{A0}e.")
      return Phrase("\(value) (\(low)–\(high))", "\(value) (\(low)–\(high))")
    }
  }

  /// The time by which a share `probability` had the event. Its limits are never inside the range of it.
  public func quantile(_ probability: Double) -> Quantile {
    switch curve {
    case .kaplanMeier(let curve):
      let found = curve.quantile(probability, scale: scale, level: level, convention: convention)
      let range = found.estimate.map(NumberBounds.init)
      guard !ends.isEmpty else { return Quantile(range: range, interval: found.interval) }
      return widened(range, found.interval, probability)
    case .turnbull(let curve):
      return widened(
        curve.quantile(probability, convention: convention).map { NumberBounds(lower: $0.earliest, upper: $0.latest) },
        curve.quantileLimits(probability, scale: scale, level: level, convention: convention), probability)
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

  /// A quantile with what the bounds of the single times still allow; its limits with those of the curves at the bounds.
  private func widened(_ found: NumberBounds?, _ interval: ConfidenceInterval, _ probability: Double) -> Quantile {
    let bounds = ends.map { $0.quantile(probability, scale: scale, level: level, convention: convention) }
    let range = NumberBounds.spanning([found] + bounds.map { $0.estimate.map(NumberBounds.init) })
    let lower = ([interval.lower, range?.lower] + bounds.map(\.interval.lower)).compactMap(\.self).min()
    let uppers = [interval.upper, range?.upper] + bounds.map(\.interval.upper)
    return Quantile(
      range: range,
      interval: ConfidenceInterval(
        lower: interval.lower == nil && bounds.allSatisfy { $0.interval.lower == nil } ? nil : lower,
        upper: uppers.contains(nil) ? nil : uppers.compactMap(\.self).max(), level: level))
  }

  /// S at `months`: by Kaplan-Meier, or by Turnbull with what the bounds of the single times still allow.
  ///
  /// Throws `landmark` for a time below 0 or infinite.
  public func landmark(_ months: Double) throws(SampleProblem) -> Landmark {
    let atRisk = counted.count { $0.isFree(at: months) == true }
    let lastFollowed = counted.all.map { $0.time.months.latest ?? $0.time.months.earliest }.max() ?? 0
    switch curve {
    case .kaplanMeier(let curve):
      let found = try curve.at(months, scale: scale, level: level)
      if let late = ends.first {
        let other = try late.at(months, scale: scale, level: level)
        let (lower, upper) = (
          [found.interval.lower, other.interval.lower], [found.interval.upper, other.interval.upper]
        )
        return Landmark(
          months: months,
          survival: min(found.survival, other.survival)...max(found.survival, other.survival),
          interval: ConfidenceInterval(
            lower: lower.contains(nil) ? nil : lower.compactMap(\.self).min(),
            upper: upper.contains(nil) ? nil : upper.compactMap(\.self).max(), level: level),
          atRisk: found.atRisk, isBeyondFollowUp: other.isBeyondFollowUp)
      }
      return Landmark(
        months: months, survival: found.survival...found.survival, interval: found.interval, atRisk: found.atRisk,
        isBeyondFollowUp: found.isBeyondFollowUp)
    case .turnbull(let curve):
      var bounds: [Double] = []
      for end in ends { bounds.append(try end.at(months, scale: scale, level: level).survival) }
      let estimated = curve.survival(at: months)
      let all = bounds + [estimated.lowerBound, estimated.upperBound]
      let range = (all.min() ?? estimated.lowerBound)...(all.max() ?? estimated.upperBound)
      return Landmark(
        months: months, survival: range,
        interval: curve.limits(at: months, containing: range, scale: scale, level: level),
        atRisk: atRisk, isBeyondFollowUp: months > lastFollowed && range.upperBound > 0)
    }
  }
}

extension NumberBounds {
  /// The range that holds some quantiles, of which nil is not reached: without an upper bound where one of them is not; nil where none is reached.
  package static func spanning(_ quantiles: [NumberBounds?]) -> NumberBounds? {
    guard let lower = quantiles.compactMap({ $0?.lower }).min() else { return nil }
    let uppers = quantiles.map { $0?.upper }
    return NumberBounds(lower: lower, upper: uppers.contains(nil) ? nil : uppers.compactMap(\.self).max())
  }
}
