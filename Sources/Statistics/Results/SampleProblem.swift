// SPDX-License-Identifier: Apache-2.0

/// What is wrong with numbers given to an estimator.
public enum SampleProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is nothing to estimate from.
  case empty
  /// Two columns that belong together have different lengths.
  case lengths(String, Int, Int)
  /// A time is negative, not a number, or infinite where that is not meant; the row counts from 0.
  case time(row: Int, Double)
  /// A row enters at or after the time it leaves, or its entry is no time.
  case entry(row: Int, entry: Double, time: Double)
  /// A value of a sample is not a number or infinite; sample and row count from 0.
  case value(sample: Int, row: Int, Double)
  /// A covariate is missing or infinite.
  case covariate(row: Int, column: Int)
  /// A row's group is none of so many, which are numbered from 0.
  case group(row: Int, Int, of: Int)
  /// Nobody is in a group; groups count from 0.
  case emptyGroup(Int)
  /// The number of a kind of event is below 1, or of a row below 0.
  case cause(Int)
  /// A time at which something is asked for is negative, not a number or infinite.
  case landmark(Double)
  /// An exponent of a test's weights is negative, not a number or infinite.
  case weight(Double)
  /// A table of counts has a negative count, none at all, or fewer than two rows or columns with any.
  case counts
  /// There are more tables with these margins than can be gone through.
  case tooManyTables
  /// No event was observed, so that there is nothing to fit.
  case noEvents
  /// Fewer than two groups can be compared, or the method does not exist for what it is asked of.
  case singular
  /// A covariate is constant, or a combination of those before it, among those who are at risk together.
  case collinear(String)
  /// The likelihood has no maximum: along these parameters it rises for ever (a covariate separates the events).
  case separated([String])
  /// The estimate did not settle, and no direction was found in which the likelihood rises for ever.
  case divergent(iterations: Int)
  /// The exact likelihood of so many ties cannot be held in a floating-point number.
  case tooManyTies(at: Double, deaths: Int)

  /// The problem as a sentence.
  public var description: String {
    switch self {
    case .empty: "nobody is in the sample"
    case .lengths(let what, let found, let expected): "\(what) has \(found) rows where \(expected) are expected"
    case .time(let row, let value): "row \(row + 1) has the time \(value); a finite time of 0 or more is expected"
    case .entry(let row, let entry, let time):
      "row \(row + 1) enters at \(entry) and leaves at \(time); an entry from 0 to before the end is expected"
    case .value(let sample, let row, let value):
      "sample \(sample + 1), row \(row + 1) has the value \(value); a finite number is expected"
    case .covariate(let row, let column): "row \(row + 1), covariate \(column + 1) is missing or infinite"
    case .group(let row, let group, let count):
      "row \(row + 1) has the group \(group); one from 0 to \(count - 1) is expected"
    case .emptyGroup(let group): "nobody is in group \(group + 1)"
    case .cause(let cause): "\(cause) is no kind of event; they count from 1, and 0 is censored"
    case .landmark(let time): "\(time) is no time to ask about; a finite time of 0 or more is expected"
    case .weight(let value): "\(value) is no weight of a test; a finite number of 0 or more is expected"
    case .counts:
      "a table of counts of 0 or more is expected, with at least two rows and two columns that are not empty"
    case .tooManyTables: "there are too many tables with these margins for the exact test; use chi-squared"
    case .noEvents: "no event was observed"
    case .singular: "fewer than two groups can be compared"
    case .collinear(let name):
      "\(name) is constant, or a combination of the covariates before it, among those at risk together"
    case .separated(let names):
      "the likelihood has no maximum (separation): it rises for ever along \(names.joined(separator: " and "))"
    case .divergent(let iterations): "the estimate did not settle in \(iterations) steps"
    case .tooManyTies(let time, let deaths):
      "\(deaths) tied events at \(time) are too many for the exact method; use Efron's"
    }
  }
}

extension SampleProblem {
  /// Each row's group is one of `count`, and nobody's is missing.
  static func check(groups: [Int], count: Int, rows: Int) throws(SampleProblem) {
    guard groups.count == rows else { throw .lengths("groups", groups.count, rows) }
    guard count > 1 else { throw .singular }
    // A count that nobody could fill is not set up first.
    guard count <= rows else { throw .emptyGroup(rows) }
    var isFilled = [Bool](repeating: false, count: count)
    for (row, group) in groups.enumerated() {
      guard isFilled.indices.contains(group) else { throw .group(row: row, group, of: count) }
      isFilled[group] = true
    }
    if let empty = isFilled.firstIndex(of: false) { throw .emptyGroup(empty) }
  }

  /// A time that something can be asked about.
  static func check(landmark time: Double) throws(SampleProblem) {
    guard time >= 0, time.isFinite else { throw .landmark(time) }
  }

  /// Covariates as long as the sample, of finite numbers.
  static func check(covariates: [[Double]], rows: Int) throws(SampleProblem) {
    for (column, values) in covariates.enumerated() {
      guard values.count == rows else { throw .lengths("covariate \(column + 1)", values.count, rows) }
      for (row, value) in values.enumerated() where !value.isFinite { throw .covariate(row: row, column: column) }
    }
  }
}
