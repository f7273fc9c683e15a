// SPDX-License-Identifier: Apache-2.0

/// An interval with the level that it was made for; a nil limit was not reached.
public struct ConfidenceInterval: Sendable, Hashable {
  /// Lower limit.
  public var lower: Double?
  /// Upper limit.
  public var upper: Double?
  /// The level, such as 0.95.
  public var level: Double

  /// An interval; a limit that is not a number is none.
  public init(lower: Double?, upper: Double?, level: Double) {
    self.lower = lower.flatMap { $0.isNaN ? nil : $0 }
    self.upper = upper.flatMap { $0.isNaN ? nil : $0 }
    self.level = level
  }
}
