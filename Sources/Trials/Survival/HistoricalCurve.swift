// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Statistics

/// The curve of a historical control: Weibull by its median and shape, hazards that change, or points of a curve; with what it was estimated from, where that is known.
///
/// Shape 1 is a constant hazard; above 1 the hazard rises with time. The clock starts where the trial's does: at the end of induction, not at its beginning.
public struct HistoricalCurve: Sendable, Hashable {
  /// Median time to the event; infinite where a curve does not come so low.
  public let median: Months
  /// Shape of a Weibull curve; 1 where the curve has pieces.
  public let shape: Double
  /// Events behind the curve; nil where it is taken as known.
  public let events: Double?
  /// The hazards of a curve of pieces.
  let pieces: PiecewiseHazard?
  /// Up to when the curve is known; nil where its law goes on.
  public let end: Months?

  /// A curve.
  public init(median: Months, shape: Double = 1, events: Double? = nil) throws(DesignProblem) {
    _ = try median.positive("median")
    guard shape > 0, shape.isFinite else {
      throw DesignProblem("shape", found: "\(shape)", expected: "a number above 0")
    }
    try Self.check(events)
    self.median = median
    self.shape = shape
    self.events = events
    pieces = nil
    end = nil
  }

  /// The curve that has a share without the event at a time.
  public init(survival: Probability, at time: Months, shape: Double = 1, events: Double? = nil) throws(DesignProblem) {
    guard shape > 0 else { throw DesignProblem("shape", found: "\(shape)", expected: "a number above 0") }
    let ratio = log(2) / -log(survival.value)
    try self.init(median: Months(try time.positive("time") * pow(ratio, 1 / shape)), shape: shape, events: events)
  }

  /// The curve of hazards that change; the last goes on.
  public init(_ hazard: PiecewiseHazard, events: Double? = nil) throws(DesignProblem) {
    try self.init(hazard, end: nil, events: events)
  }

  private init(_ hazard: PiecewiseHazard, end: Double?, events: Double?) throws(DesignProblem) {
    guard hazard.rates.contains(where: { $0 > 0 }) else {
      throw DesignProblem("curve", found: "no event", expected: "a curve that falls")
    }
    try Self.check(events)
    let half = hazard.time(ofCumulative: log(2))
    median = Months(half <= (end ?? .infinity) * (1 + 1e-12) ? half : .infinity)
    shape = 1
    self.events = events
    pieces = hazard
    self.end = end.map { Months($0) }
  }

  /// A point of a curve: the share without the event at a time.
  public struct Point: Sendable, Hashable {
    /// The time.
    public let time: Months
    /// The share.
    public let share: Double
    /// A point.
    public init(_ time: Months, _ share: Double) {
      self.time = time
      self.share = share
    }
  }

  /// The most points that a curve has.
  public static let mostPoints = 500

  /// The curve through points of an estimate or of a published curve: between two the hazard is constant. It begins with 1 at time 0; of several points at one time the lowest counts.
  ///
  /// - Parameters:
  ///   - points: times rise, shares fall or stay.
  ///   - isExtended: whether the curve goes on beyond its last point with its mean hazard up to there; without it nothing is known there, and a design that needs it is refused.
  ///   - events: behind the curve.
  public init(through points: [Point], isExtended: Bool = false, events: Double? = nil) throws(DesignProblem) {
    guard (1...Self.mostPoints).contains(points.count) else {
      throw DesignProblem("points of the curve", found: "\(points.count)", expected: "1 to \(Self.mostPoints)")
    }
    var kept: [(time: Double, share: Double)] = [(0, 1)]
    for point in points {
      let (time, share, before) = (point.time.value, point.share, kept[kept.count - 1])
      guard time >= before.time, time.isFinite else {
        throw DesignProblem(
          "times of the curve", found: "\(time) after \(before.time) months", expected: "times that rise from 0")
      }
      guard share > 0, share <= before.share else {
        throw DesignProblem(
          "shares of the curve", found: "\(share) after \(before.share) at \(time) months",
          expected: share <= 0
            ? "shares above 0; leave out where nobody is left" : "shares of at most 1 that fall or stay")
      }
      if time == before.time, time > 0 { kept.removeLast() }
      if time == 0, share < 1 {
        throw DesignProblem("curve", found: "\(share) at time 0", expected: "1 at time 0")
      }
      if time > 0 { kept.append((time, share)) }
    }
    guard let last = kept.last, last.share < 1 else {
      throw DesignProblem("curve", found: "no event", expected: "a curve that falls")
    }
    var hazards: [Hazard] = []
    for (one, next) in zip(kept, kept.dropFirst()) {
      hazards.append(try Hazard(perMonth: max(0, log(one.share / next.share) / (next.time - one.time))))
    }
    var breaks = kept.dropFirst().dropLast().map { Months($0.time) }
    if isExtended {
      breaks.append(Months(last.time))
      hazards.append(try Hazard(perMonth: -log(last.share) / last.time))
    }
    try self.init(PiecewiseHazard(hazards, breaks: breaks), end: isExtended ? nil : last.time, events: events)
  }

  private static func check(_ events: Double?) throws(DesignProblem) {
    if let events, !(events > 0) {
      throw DesignProblem("events of the historical control", found: "\(events)", expected: "a number above 0")
    }
  }

  /// Checks that the curve is known for so long.
  func reaches(_ time: Double) throws(DesignProblem) {
    guard let end, time > end.value * (1 + 1e-9) else { return }
    throw DesignProblem(
      "curve", found: "points up to \(end.value) months",
      expected: "up to \(time) months, the longest follow-up of the trial, or a curve that is extended")
  }

  /// The cumulative hazard at a time in months.
  func cumulative(_ time: Double) -> Double {
    if let pieces { return pieces.cumulative(time) }
    return time <= 0 ? 0 : log(2) * pow(time / median.value, shape)
  }

  /// The time at which so much hazard has been gone through.
  func time(ofCumulative target: Double) -> Double {
    if let pieces { return pieces.time(ofCumulative: target) }
    return median.value * pow(target / log(2), 1 / shape)
  }

  /// The share without the event at a time.
  public func survival(at time: Months) -> Double { exp(-cumulative(time.value)) }

  /// The median's interval, if the hazard was estimated from the curve's events with the shape known: log cumulative hazard ± z/√events.
  public func medianInterval(level: Double = 0.95) -> ConfidenceInterval? {
    events.map { events in
      let step = Normal.critical(level: level) / events.squareRoot()
      func limit(_ factor: Double) -> Double? {
        let time = time(ofCumulative: log(2) * factor)
        return time.isFinite && time <= (end?.value ?? .infinity) ? time : nil
      }
      return ConfidenceInterval(lower: limit(exp(-step)), upper: limit(exp(step)), level: level)
    }
  }
}
