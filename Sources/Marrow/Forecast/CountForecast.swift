// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// What a schedule would do to counts, over all that the parameters can be: without the scatter of single counts.
public struct CountForecast: Sendable, Hashable {
  /// A schedule from a moment on.
  public struct Alternative: Sendable, Hashable {
    /// As it was written.
    public let name: String
    /// What is given, from the moment on.
    public let infusions: [Infusion]

    /// A schedule.
    public init(_ name: String, _ infusions: [Infusion]) {
      self.name = name
      self.infusions = infusions
    }
  }

  /// Quantiles of what draws say: the middle, and what half and nine tenths of the weight lie between.
  public struct Band: Sendable, Hashable {
    /// 5, 25, 50, 75 and 95 %.
    public let quantiles: [Double]

    /// The median.
    public var median: Double { quantiles[2] }
    /// The middle half.
    public var half: ClosedRange<Double> { quantiles[1]...max(quantiles[1], quantiles[3]) }
    /// The middle nine tenths.
    public var ninety: ClosedRange<Double> { quantiles[0]...max(quantiles[0], quantiles[4]) }

    private static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]

    init(_ values: [Double], _ weights: [Double]) {
      let sample = WeightedSample(values, weights)
      quantiles = Self.levels.map { sample.quantile($0) ?? .nan }
    }

    /// Of single counts, which scatter around what the parameters say: the quantiles of the mixture, by bisection on the logarithm.
    init(_ values: [Double], _ weights: [Double], _ scatter: ResidualError) {
      func share(below count: Double) -> Double {
        zip(values, weights).reduce(0) { sum, own in
          let deviation =
            switch scatter {
            case .logAdditive(let sd): log(count / own.0) / sd
            case .combined(let part, let floor):
              (count - own.0) / (part * part * own.0 * own.0 + floor * floor).squareRoot()
            }
          return sum + own.1 * Normal.cumulative(deviation)
        }
      }
      quantiles = Self.levels.map { level in
        var (low, high) = (-20.0, 10.0)
        for _ in 0..<50 {
          let middle = (low + high) / 2
          if share(below: exp(middle)) < level { low = middle } else { high = middle }
        }
        return exp((low + high) / 2)
      }
    }
  }

  /// A band at a time.
  public struct Point: Sendable, Hashable {
    /// When.
    public let time: Hours
    /// Counts, 10⁹/L.
    public let band: Band
  }

  /// What is said of a limit.
  public struct Below: Sendable, Hashable {
    /// 10⁹/L.
    public let limit: Double
    /// The probability that the count is below it at some time of the window.
    public let probability: Double
    /// The standard error of that from the number of draws alone: no model and no parameter is in it.
    public let error: Double
    /// The expected time below it.
    public let expected: Hours
  }

  /// The schedule.
  public let alternative: Alternative
  /// When the window begins.
  public let start: Hours
  /// When it ends.
  public let end: Hours
  /// Bands at the times that were asked for.
  public let points: [Point]
  /// The least count of the window, 10⁹/L.
  public let nadir: Band
  /// When it is, in days of the window: 1 is its first.
  public let nadirDay: Band
  /// Of each limit.
  public let below: [Below]
  /// So many draws of equal weight are as good as those of which this was computed.
  public let effectiveSize: Double

  /// What one draw says of one alternative.
  struct Course: Sendable {
    var counts: [Double]
    var nadir: Double
    var nadirTime: Double
    var below: [Double]
  }

  /// What is asked of every alternative.
  public struct Question: Sendable, Hashable {
    /// What was given and counted before; nothing for a population.
    public let past: PatientCounts
    /// When the window begins.
    public let start: Hours
    /// When it ends.
    public let end: Hours
    /// Limits, 10⁹/L.
    public let limits: [Double]
    /// Times at which bands are asked for.
    public let times: [Hours]
    /// With it bands are of single counts, which scatter; without it of the count itself.
    public let scatter: ResidualError?

    /// A window; bands every so often from its begin on, or at times of it in order.
    public init(
      after past: PatientCounts = PatientCounts([], []), from start: Hours, to end: Hours,
      every step: Hours = Hours(24), at own: [Hours]? = nil, scatter: ResidualError? = nil,
      limits: [Double] = [1, 0.5]
    ) throws(MarrowProblem) {
      guard start.value.isFinite, end > start, end.value.isFinite, (end - start).value <= 24 * 366 else {
        throw MarrowProblem(
          "window", found: "\(start.value) to \(end.value) h", expected: "an end after the start, within a year")
      }
      guard step.value >= 1, limits.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw MarrowProblem("bands", found: "every \(step.value) h", expected: "every hour or more, limits above 0")
      }
      guard past.start <= start, past.infusions.allSatisfy({ $0.start < start }) else {
        throw MarrowProblem("window", found: "\(start.value) h", expected: "a start after what was given before")
      }
      self.past = past
      self.start = start
      self.end = end
      self.limits = limits
      times = own ?? stride(from: start.value, through: end.value, by: step.value).map { Hours($0) }
      guard times.allSatisfy({ $0 >= start && $0 <= end }), zip(times, times.dropFirst()).allSatisfy(<=) else {
        throw MarrowProblem("bands", found: "times outside of the window", expected: "times of it, in order")
      }
      self.scatter = scatter
    }
  }

  /// Every alternative over all draws, on all cores; not a bit depends on how many there are.
  public static func all(
    _ posterior: MarrowPosterior, _ question: Question, _ alternatives: [Alternative]
  ) async throws(MarrowProblem) -> [CountForecast] {
    let solving = try AlternativeCourses(posterior.prior, question, alternatives)
    let counted = posterior.counted
    let draws = counted.map { posterior.draws[$0] }
    let weights = counted.map { posterior.weights[$0] }
    let courses = try await OverDraws.collect(draws.count, stretch: 6 * BatchMethod.lanes) {
      range throws(MarrowProblem) in
      try solving.courses(draws[range])
    }
    return try await OverDraws.collect(alternatives.count, stretch: 1) { range throws(MarrowProblem) in
      range.map { index in
        CountForecast(
          alternatives[index], question, courses.map { $0[index] }, weights, effectiveSize: posterior.effectiveSize)
      }
    }
  }

  init(
    _ alternative: Alternative, _ question: Question, _ courses: [Course], _ weights: [Double], effectiveSize: Double
  ) {
    self.alternative = alternative
    start = question.start
    end = question.end
    self.effectiveSize = effectiveSize
    points = question.times.enumerated().map { index, time in
      let counts = courses.map { $0.counts[index] }
      return Point(time: time, band: question.scatter.map { Band(counts, weights, $0) } ?? Band(counts, weights))
    }
    nadir = Band(courses.map(\.nadir), weights)
    nadirDay = Band(courses.map { (Hours($0.nadirTime) - question.start).day }, weights)
    below = question.limits.enumerated().map { index, limit in
      let probability = zip(courses, weights).reduce(0) { $1.0.nadir < limit ? $0 + $1.1 : $0 }
      let hours = zip(courses, weights).reduce(0) { $0 + $1.0.below[index] * $1.1 }
      let bounded = min(1, max(0, probability))
      return Below(
        limit: limit, probability: bounded,
        error: (bounded * (1 - bounded) / effectiveSize).squareRoot(), expected: Hours(hours))
    }
  }
}
