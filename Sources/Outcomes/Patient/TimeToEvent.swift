// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// A time from an origin to an event or to censoring, as bounds.
public struct TimeToEvent: Sendable, Hashable {
  /// The time. Where it is censored, the time at which it was.
  public var length: LengthBounds
  /// How it ended.
  public var end: End

  /// How a time ended.
  public enum End: Sendable, Hashable {
    /// Progression was documented.
    case progression
    /// Death.
    case death
    /// Treatment was stopped.
    case stop
    /// Not observed to its end; why.
    case censored(String)
  }

  /// A time.
  public init(length: LengthBounds, end: End) {
    self.length = length
    self.end = end
  }

  /// Whether the end was not observed.
  public var isCensored: Bool { if case .censored = end { true } else { false } }

  /// What is known of the time until the event itself: censoring leaves the upper bound open.
  public var lengthToEvent: LengthBounds {
    isCensored ? LengthBounds(lower: length.lower, upper: nil) : length
  }

  /// `5.5–6.5 mo`, `13.5–14.5 mo, ongoing at the data cut-off`
  public func text(in unit: DisplayUnit = .months) -> String {
    let time = length.text(in: unit)
    if case .censored(let why) = end {
      return time == "not determined" ? "not determined (\(why))" : "\(time)+ (\(why))"
    }
    return time
  }
}
