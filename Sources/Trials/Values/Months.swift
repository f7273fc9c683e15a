// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A length of time in months of 30.4375 days. Days and weeks come in by name alone, so that none is taken for another.
public struct Months: Sendable, Hashable, Comparable {
  /// Days of a month: a twelfth of 365.25.
  public static let days = 30.4375
  /// Months.
  public let value: Double

  /// So many months.
  public init(_ value: Double) { self.value = value }
  /// So many days.
  public init(days: Double) { value = days / Self.days }
  /// So many weeks.
  public init(weeks: Double) { value = weeks * 7 / Self.days }

  /// By length.
  public static func < (first: Months, second: Months) -> Bool { first.value < second.value }
  /// The sum.
  public static func + (first: Months, second: Months) -> Months { Months(first.value + second.value) }

  /// `3 months`, `2.76 months (12 weeks)`, `1.31 months (40 days)`: whole weeks and days are said too.
  public var words: String {
    let days = (value * Self.days).rounded()
    let rounded = (value * 100).rounded() / 100
    let text = (rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)") + " months"
    guard value.isFinite, abs(value * Self.days - days) < 1e-6, days < 1e6 else { return text }
    let weeks = days / 7
    return text + (weeks == weeks.rounded() ? " (\(Int(weeks)) weeks)" : " (\(Int(days)) days)")
  }

  /// Checks that it is a length above 0.
  func positive(_ subject: String) throws(DesignProblem) -> Double {
    guard value > 0, value.isFinite else {
      throw DesignProblem(subject, found: "\(value) months", expected: "a time above 0")
    }
    return value
  }
}

/// A rate of events per month of time at risk. A share over a stretch is a ``Probability``, never this.
public struct Hazard: Sendable, Hashable {
  /// Events per month at risk.
  public let perMonth: Double

  /// A hazard of 0 or more.
  public init(perMonth: Double) throws(DesignProblem) {
    guard perMonth >= 0, perMonth.isFinite else {
      throw DesignProblem("hazard", found: "\(perMonth) per month", expected: "0 or more")
    }
    self.perMonth = perMonth
  }

  /// The constant hazard of a median.
  public init(median: Months) throws(DesignProblem) {
    try self.init(perMonth: log(2) / median.positive("median"))
  }

  /// The constant hazard by which a share is lost within a time: dropout of 10 % in 12 months.
  public init(lost share: Double, within time: Months) throws(DesignProblem) {
    guard share >= 0, share < 1 else {
      throw DesignProblem("share lost", found: "\(share)", expected: "0 or more and below 1")
    }
    try self.init(perMonth: -log1p(-share) / time.positive("time"))
  }

  /// None.
  public static let none = Hazard()
  private init() { perMonth = 0 }

  /// This hazard times a ratio.
  public func times(_ ratio: Double) throws(DesignProblem) -> Hazard { try Hazard(perMonth: perMonth * ratio) }
}
