// SPDX-License-Identifier: Apache-2.0

/// A length of time, exact on a grid of 1/6400 day.
///
/// On that grid a month of 30.4375 days, its half, tenth and twentieth, and a year of 365.25 days and its twentieth, are whole numbers:
/// bounds add without rounding, and a contradiction is one by arithmetic, not by error of floating point.
public struct TimeLength: Hashable, Comparable, AdditiveArithmetic, Sendable {
  /// Grid steps of 1/6400 day.
  public var ticks: Int

  /// Grid steps in a day.
  public static let ticksPerDay = 6400
  /// Days of a month: 30.4375, a twelfth of a year.
  public static let daysPerMonth = 30.4375
  /// Days of a year: 365.25.
  public static let daysPerYear = 365.25

  /// A length in grid steps.
  public init(ticks: Int) { self.ticks = ticks }

  /// A length in days, to the nearest grid step. Lengths over ten million days, and what is no number, count as ten million.
  public init(days: Double) {
    let limit = 1e7
    let clamped = days.isNaN ? limit : min(max(days, -limit), limit)
    ticks = Int((clamped * Double(TimeLength.ticksPerDay)).rounded())
  }

  /// Nothing.
  public static let zero = TimeLength(ticks: 0)
  /// Whole days.
  public static func days(_ days: Int) -> TimeLength { TimeLength(days: Double(days)) }
  /// Weeks of 7 days.
  public static func weeks(_ weeks: Double) -> TimeLength { TimeLength(days: weeks * 7) }
  /// Months of 30.4375 days.
  public static func months(_ months: Double) -> TimeLength { TimeLength(days: months * daysPerMonth) }
  /// Years of 365.25 days.
  public static func years(_ years: Double) -> TimeLength { TimeLength(days: years * daysPerYear) }

  /// In days.
  public var days: Double { Double(ticks) / Double(TimeLength.ticksPerDay) }
  /// In weeks of 7 days.
  public var weeks: Double { days / 7 }
  /// In months of 30.4375 days.
  public var months: Double { days / TimeLength.daysPerMonth }
  /// In years of 365.25 days.
  public var years: Double { days / TimeLength.daysPerYear }

  /// Sum.
  public static func + (left: TimeLength, right: TimeLength) -> TimeLength {
    TimeLength(ticks: left.ticks + right.ticks)
  }
  /// Difference.
  public static func - (left: TimeLength, right: TimeLength) -> TimeLength {
    TimeLength(ticks: left.ticks - right.ticks)
  }
  /// The same length backwards.
  public static prefix func - (length: TimeLength) -> TimeLength { TimeLength(ticks: -length.ticks) }
  /// Shorter lengths come first.
  public static func < (left: TimeLength, right: TimeLength) -> Bool { left.ticks < right.ticks }
}

/// Bounds of a length of time, both included; nil is open.
public struct LengthBounds: Hashable, Sendable {
  /// At least.
  public var lower: TimeLength?
  /// At most.
  public var upper: TimeLength?

  /// Bounds.
  public init(lower: TimeLength?, upper: TimeLength?) {
    self.lower = lower
    self.upper = upper
  }

  /// A known length.
  public init(exactly length: TimeLength) {
    lower = length
    upper = length
  }

  /// Nothing is known.
  public static let unbounded = LengthBounds(lower: nil, upper: nil)

  /// Whether the length is known.
  public var isExact: Bool { lower != nil && lower == upper }

  /// How far apart they are; nil where either is open.
  public var width: TimeLength? { lower.flatMap { low in upper.map { $0 - low } } }

  /// Whether a length lies within.
  public func contains(_ length: TimeLength) -> Bool {
    (lower.map { $0 <= length } ?? true) && (upper.map { length <= $0 } ?? true)
  }

  /// Whether other bounds lie within these.
  public func contains(_ other: LengthBounds) -> Bool {
    (lower.map { low in other.lower.map { low <= $0 } ?? false } ?? true)
      && (upper.map { high in other.upper.map { $0 <= high } ?? false } ?? true)
  }

  /// What both allow; nil where they exclude each other.
  public func intersection(_ other: LengthBounds) -> LengthBounds? {
    let low = [lower, other.lower].compactMap(\.self).max()
    let high = [upper, other.upper].compactMap(\.self).min()
    if let low, let high, low > high { return nil }
    return LengthBounds(lower: low, upper: high)
  }

  /// Bounds of a sum.
  public static func + (left: LengthBounds, right: LengthBounds) -> LengthBounds {
    LengthBounds(
      lower: left.lower.flatMap { one in right.lower.map { one + $0 } },
      upper: left.upper.flatMap { one in right.upper.map { one + $0 } })
  }

  /// Bounds of the length backwards.
  public static prefix func - (bounds: LengthBounds) -> LengthBounds {
    LengthBounds(lower: bounds.upper.map { -$0 }, upper: bounds.lower.map { -$0 })
  }
}
