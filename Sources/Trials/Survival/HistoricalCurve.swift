// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Statistics

/// The curve of a historical control: Weibull by its median and shape, with what it was estimated from, where that is known.
///
/// Shape 1 is a constant hazard; above 1 the hazard rises with time. The clock starts where the trial's does: at the end of induction, not at its beginning.
public struct HistoricalCurve: Sendable, Hashable {
  /// Median time to the event.
  public let median: Months
  /// Shape.
  public let shape: Double
  /// Events behind the curve; nil where it is taken as known.
  public let events: Double?

  /// A curve.
  public init(median: Months, shape: Double = 1, events: Double? = nil) throws(DesignProblem) {
    _ = try median.positive("median")
    guard shape > 0, shape.isFinite else {
      throw DesignProblem("shape", found: "\(shape)", expected: "a number above 0")
    }
    if let events, !(events > 0) {
      throw DesignProblem("events of the historical control", found: "\(events)", expected: "a number above 0")
    }
    self.median = median
    self.shape = shape
    self.events = events
  }

  /// The curve that has a share without the event at a time.
  public init(survival: Probability, at time: Months, shape: Double = 1, events: Double? = nil) throws(DesignProblem) {
    guard shape > 0 else { throw DesignProblem("shape", found: "\(shape)", expected: "a number above 0") }
    let ratio = log(2) / -log(survival.value)
    try self.init(median: Months(try time.positive("time") * pow(ratio, 1 / shape)), shape: shape, events: events)
  }

  /// The cumulative hazard at a time in months.
  func cumulative(_ time: Double) -> Double { time <= 0 ? 0 : log(2) * pow(time / median.value, shape) }

  /// The share without the event at a time.
  public func survival(at time: Months) -> Double { exp(-cumulative(time.value)) }

  /// The median's interval, if the hazard was estimated from the curve's events with the shape known: log cumulative hazard ± z/√events.
  public func medianInterval(level: Double = 0.95) -> ConfidenceInterval? {
    events.map { events in
      let step = Normal.critical(level: level) / events.squareRoot() / shape
      return ConfidenceInterval(lower: median.value * exp(-step), upper: median.value * exp(step), level: level)
    }
  }
}
