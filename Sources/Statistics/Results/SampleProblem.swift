// SPDX-License-Identifier: Apache-2.0

/// What is wrong with numbers given to an estimator.
public enum SampleProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is nothing to estimate from.
  case empty
  /// Two columns that belong together have different lengths.
  case lengths(String, Int, Int)
  /// A time is negative, not a number, or infinite where that is not meant; the row counts from 0.
  case time(row: Int, Double)
  /// A row enters at or after the time it leaves.
  case entry(row: Int, entry: Double, time: Double)
  /// A covariate is missing or infinite.
  case covariate(row: Int, column: Int)
  /// No event was observed, so that there is nothing to fit.
  case noEvents
  /// A covariate is constant or a combination of others.
  case singular
  /// The estimate runs away to infinity (a covariate separates events from the rest) or did not settle.
  case divergent(iterations: Int)
  /// The exact likelihood of so many ties cannot be held in a floating-point number.
  case tooManyTies(at: Double, deaths: Int)

  /// The problem as a sentence.
  public var description: String {
    switch self {
    case .empty: "nobody is in the sample"
    case .lengths(let what, let found, let expected): "\(what) has \(found) rows where \(expected) are expected"
    case .time(let row, let value): "row \(row + 1) has the time \(value); a finite time of 0 or more is expected"
    case .entry(let row, let entry, let time): "row \(row + 1) enters at \(entry) and leaves at \(time)"
    case .covariate(let row, let column): "row \(row + 1), covariate \(column + 1) is missing or infinite"
    case .noEvents: "no event was observed"
    case .singular: "a covariate is constant or a combination of others"
    case .divergent(let iterations):
      "the estimate did not settle in \(iterations) steps; a covariate may separate the events"
    case .tooManyTies(let time, let deaths):
      "\(deaths) tied events at \(time) are too many for the exact method; use Efron's"
    }
  }
}
