// SPDX-License-Identifier: Apache-2.0

/// A time or a length of time in hours. Days come in by name alone, so that none is taken for the other.
public struct Hours: Sendable, Hashable, Comparable {
  /// Hours.
  public let value: Double

  /// So many hours.
  public init(_ value: Double) { self.value = value }
  /// So many days of 24 hours.
  public init(days: Double) { value = days * 24 }
  /// The beginning of a day of a course: day 1 is hour 0.
  public init(day: Int) { value = Double(day - 1) * 24 }

  /// In days of 24 hours.
  public var days: Double { value / 24 }
  /// As days are counted in a cycle: hour 0 is day 1.
  public var day: Double { value / 24 + 1 }

  /// By length.
  public static func < (first: Hours, second: Hours) -> Bool { first.value < second.value }
  /// The sum.
  public static func + (first: Hours, second: Hours) -> Hours { Hours(first.value + second.value) }
  /// The difference.
  public static func - (first: Hours, second: Hours) -> Hours { Hours(first.value - second.value) }
  /// None.
  public static let zero = Hours(0)
}
