// SPDX-License-Identifier: Apache-2.0

/// A number that is known only between bounds; nil is unbounded.
public struct NumberBounds: Sendable, Hashable {
  /// Lower bound.
  public var lower: Double?
  /// Upper bound.
  public var upper: Double?

  /// Bounds.
  public init(lower: Double?, upper: Double?) {
    self.lower = lower
    self.upper = upper
  }

  /// A known number.
  public init(_ value: Double) {
    lower = value
    upper = value
  }

  /// Whether both bounds are the same number.
  public var isExact: Bool { lower != nil && lower == upper }

  /// `600`, `750–1000`, `≥ 3`, `not determined`
  public func text(decimals: Int = 1) -> String {
    let low = lower.map { Numbers.text($0, decimals: decimals) }
    let high = upper.map { Numbers.text($0, decimals: decimals) }
    switch (low, high) {
    case (nil, nil): return "not determined"
    case (let low?, nil): return "≥ \(low)"
    case (nil, let high?): return "≤ \(high)"
    case (let low?, let high?): return low == high ? low : "\(low)–\(high)"
    }
  }
}
