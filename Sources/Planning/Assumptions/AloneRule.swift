// SPDX-License-Identifier: Apache-2.0

import Statistics

/// When a share of patients says enough to propose an assumption alone.
///
/// A design of one arm tells two rates apart. An interval that is wider than what lies between them leaves open which of the two it is of. Without rates, and where the design is to find
/// more, the difference is 20 points, the larger of the two of Simon's tables (Control Clin Trials 1989;10:1): a bolder wish makes no series say more.
public struct AloneRule: Sendable, Hashable {
  /// The difference that the design is to find, as a share.
  public let difference: Double
  /// Level of the intervals.
  public let level: Double

  /// The difference of Simon's tables.
  public static let usualDifference = 0.2

  /// A rule for the rates of a design; nil where none are given.
  public init(null: Double? = nil, alternative: Double? = nil, level: Double = 0.95) {
    let own = null.flatMap { low in alternative.map { $0 - low } }.flatMap { $0 > 0 ? $0 : nil }
    difference = min(own ?? Self.usualDifference, Self.usualDifference)
    isOfDesign = own.map { $0 <= Self.usualDifference + 1e-12 } ?? false
    self.level = level
  }

  /// Whether the difference is that of the design.
  private let isOfDesign: Bool

  /// Why this difference, in words.
  var reason: String {
    isOfDesign ? "the difference that the design is to find" : "the larger difference of the usual designs (Simon 1989)"
  }

  /// Whether an interval is narrow enough.
  public func suffices(_ interval: Assumption.Interval?) -> Bool {
    interval?.width.map { $0 <= difference + 1e-12 } ?? false
  }

  /// The fewest patients whose exact interval is narrow enough whatever their share is: at a half it is widest. Nil above 100 000.
  public var patientsNeeded: Int? {
    func isNarrow(_ patients: Int) -> Bool {
      let found = BinomialMethod.clopperPearson.interval(successes: patients / 2, trials: patients, level: level)
      guard let low = found?.lower, let high = found?.upper else { return false }
      return high - low <= difference
    }
    var (low, high) = (0, 1)
    while !isNarrow(high) {
      (low, high) = (high, 2 * high)
      if high > 200_000 { return nil }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if isNarrow(middle) { high = middle } else { low = middle }
    }
    // An odd number may be as good as the even one above it.
    while high > 1, isNarrow(high - 1) { high -= 1 }
    return high
  }

  /// The standing of a share of the record.
  func standing(_ interval: Assumption.Interval?) -> Assumption.Standing {
    suffices(interval) ? .proposed : .notAlone("its interval is wider than the difference a design is to find")
  }
}
