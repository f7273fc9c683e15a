// SPDX-License-Identifier: Apache-2.0

/// A probability strictly between 0 and 1. A rate over time is a ``Hazard``, never this.
public struct Probability: Sendable, Hashable, Comparable {
  /// The probability.
  public let value: Double

  /// A probability; `subject` names it where it is none.
  public init(_ value: Double, _ subject: String = "probability") throws(DesignProblem) {
    guard value > 0, value < 1 else {
      throw DesignProblem(subject, found: "\(value)", expected: "a share above 0 and below 1")
    }
    self.value = value
  }

  /// By value.
  public static func < (first: Probability, second: Probability) -> Bool { first.value < second.value }
}

/// The two errors of a test: its level, one-sided unless a design says otherwise, and its power.
public struct ErrorRates: Sendable, Hashable {
  /// The level.
  public let alpha: Probability
  /// The power at the alternative.
  public let power: Probability

  /// Rates; alpha is below 0.5 and below the power.
  public init(alpha: Double, power: Double) throws(DesignProblem) {
    self.alpha = try Probability(alpha, "alpha")
    self.power = try Probability(power, "power")
    guard alpha < 0.5 else { throw DesignProblem("alpha", found: "\(alpha)", expected: "below 0.5") }
    guard power > alpha else {
      throw DesignProblem("power", found: "\(power)", expected: "a share above alpha (\(alpha))")
    }
  }

  /// One less the power.
  public var beta: Double { 1 - power.value }
}

/// What a single-arm trial of a yes-or-no endpoint tells apart: a rate that is of no interest, and one that is.
public struct RateHypotheses: Sendable, Hashable {
  /// The rate of no interest.
  public let null: Probability
  /// The rate worth going on with.
  public let alternative: Probability

  /// Rates; the alternative is the larger.
  public init(null: Double, alternative: Double) throws(DesignProblem) {
    self.null = try Probability(null, "p0")
    self.alternative = try Probability(alternative, "p1")
    guard null < alternative else {
      throw DesignProblem("p1", found: "\(alternative)", expected: "a rate above p0 (\(null))")
    }
  }
}
