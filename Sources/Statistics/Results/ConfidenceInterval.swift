// SPDX-License-Identifier: Apache-2.0

/// An interval with the level that it was made for; a nil limit was not reached.
public struct ConfidenceInterval: Sendable, Hashable {
  /// Lower limit.
  public var lower: Double?
  /// Upper limit.
  public var upper: Double?
  /// The level, such as 0.95.
  public var level: Double

  /// An interval.
  public init(lower: Double?, upper: Double?, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}
