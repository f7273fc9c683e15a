// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The non-parametric maximum-likelihood estimate of survival from interval-censored times.
///
/// Turnbull, J R Stat Soc B 1976;38:290. Mass can sit only on the innermost intervals ("cells") that a left end followed
/// by a right end delimit; inside a cell the curve is not determined. The masses are found by steps of self-consistency, of the iterative convex
/// minorant, and of Newton's method on the cells that carry mass; how far the likelihood can be from its maximum is part of the result.
/// Where all times are exact or right-censored the estimate is Kaplan and Meier's.
public struct Turnbull: Sendable, Hashable {
  /// One interval that carries mass.
  public struct Cell: Sendable, Hashable {
    /// Left end.
    public var left: Double
    /// Right end; infinite for the mass after all follow-up.
    public var right: Double
    /// Whether the time may be `left` itself.
    public var includesLeft: Bool
    /// Probability that the time lies in the cell.
    public var mass: Double
    /// S just after the cell.
    public var survivalAfter: Double
    /// Greenwood-like sum: the variance of log S just after the cell, from the observed information; nil if singular.
    public var logVariance: Double?
  }

  /// The cells with mass, ascending.
  public let cells: [Cell]
  /// Log likelihood.
  public let logLikelihood: Double
  /// A bound: no distribution has a log likelihood higher than this one's by more. 0 at the maximum.
  ///
  /// The likelihood is concave in the masses, so that it lies below its tangent, which is highest with all mass in the cell with the largest slope:
  /// the bound is that slope less the number of rows (Gentleman and Geyer, Biometrika 1994;81:618).
  public let certificate: Double
  /// Steps taken.
  public let iterations: Int
  /// Rows.
  public let count: Int

  /// The estimate from `sample`.
  public init(_ sample: IntervalSample) {
    var problem = TurnbullProblem(sample)
    problem.maximise()
    var survival = 1.0
    var cells: [Cell] = []
    let support = problem.masses.indices.filter { problem.masses[$0] > 0 }
    let variances = problem.logVariances(support)
    for (place, index) in support.enumerated() {
      survival -= problem.masses[index]
      cells.append(
        Cell(
          left: problem.cells[index].left, right: problem.cells[index].right,
          includesLeft: problem.cells[index].includesLeft, mass: problem.masses[index],
          survivalAfter: place == support.count - 1 ? 0 : max(0, survival), logVariance: variances?[place]))
    }
    self.cells = cells
    logLikelihood = problem.logLikelihood
    certificate = problem.certificate
    iterations = problem.iterations
    count = sample.observations.count
  }

  /// What is known of S at `time`: a point outside of cells, a range within one.
  public func survival(at time: Double) -> ClosedRange<Double> {
    var above = 1.0
    for cell in cells {
      if cell.right <= time {
        above = cell.survivalAfter
      } else if cell.left < time || (cell.includesLeft && cell.left == time) {
        return cell.survivalAfter...max(cell.survivalAfter, above)
      } else {
        break
      }
    }
    return above...above
  }

  /// The interval in which the quantile lies: the cell whose mass takes S to or below 1 − `probability`. Where S equals it exactly up to the
  /// next cell, the convention decides as for Kaplan and Meier's curve: `midpoint` gives the middles between the ends of both cells,
  /// which is where the middle of that level stretch can lie, whatever the true times; `first` the cell alone. nil if the quantile is the mass after all
  /// follow-up.
  public func quantile(
    _ probability: Double, convention: KaplanMeier.QuantileConvention = .first
  ) -> (earliest: Double, latest: Double)? {
    let target = 1 - probability
    guard let index = cells.firstIndex(where: { $0.survivalAfter <= target + 1e-12 }), cells[index].right.isFinite
    else { return nil }
    let cell = cells[index]
    guard convention == .midpoint, abs(cell.survivalAfter - target) <= Self.levelTolerance,
      let next = cells[(index + 1)...].first(where: { $0.survivalAfter < target - Self.levelTolerance }),
      next.right.isFinite
    else { return (cell.left, cell.right) }
    return ((cell.left + next.left) / 2, (cell.right + next.right) / 2)
  }

  /// Within which S counts as level at a share: that of R's `survfit`.
  private static let levelTolerance = 1.5e-8

  /// Limits of S just after `cell` from the observed information, on `scale`.
  ///
  /// Justified where visits are few and shared (the masses are then ordinary parameters); where every interval is
  /// different the estimate converges more slowly than its information says: use `bootstrap`.
  public func interval(_ cell: Cell, scale: SurvivalScale = .logLog, level: Double = 0.95) -> ConfidenceInterval {
    let limits = cell.logVariance.flatMap {
      KaplanMeier.limits(cell.survivalAfter, $0, scale: scale, critical: Normal.critical(level: level))
    }
    return ConfidenceInterval(lower: limits?.0, upper: limits?.1, level: level)
  }

  /// Limits of S at `time`, never inside `range`, which is the estimate there and whatever else a caller holds possible.
  public func limits(
    at time: Double, containing range: ClosedRange<Double>, scale: SurvivalScale = .logLog, level: Double = 0.95
  ) -> ConfidenceInterval {
    let before = cells.last { $0.right <= time }
    let around = cells.first { $0.right > time && $0.left < time } ?? before
    let found = ConfidenceInterval(
      lower: around.flatMap { interval($0, scale: scale, level: level).lower },
      upper: before.flatMap { interval($0, scale: scale, level: level).upper }, level: level)
    return ConfidenceInterval(
      lower: found.lower.map { min($0, range.lowerBound) }, upper: found.upper.map { max($0, range.upperBound) },
      level: level)
  }

  /// Limits of a quantile, where those of S cross its level; never inside the range of the quantile.
  public func quantileLimits(
    _ probability: Double, scale: SurvivalScale = .logLog, level: Double = 0.95,
    convention: KaplanMeier.QuantileConvention = .first
  ) -> ConfidenceInterval {
    let target = 1 - probability
    let limits = cells.map { interval($0, scale: scale, level: level) }
    let lower = zip(cells, limits).first { $0.1.lower.map { $0 <= target } ?? false }?.0.left
    let upper = zip(cells, limits).first { $0.1.upper.map { $0 <= target } ?? false }?.0.right
    let range = quantile(probability, convention: convention)
    return ConfidenceInterval(
      lower: lower.map { min($0, range?.earliest ?? $0) },
      upper: range.flatMap { range in upper.flatMap { $0.isFinite ? max($0, range.latest) : nil } }, level: level)
  }

  /// Percentile limits of S at `time` from `rounds` resamples of the rows, from a seed; S within a cell is taken at its
  /// two ends, so that the limits hold the cell's own uncertainty, and never lie inside the range of the estimate.
  ///
  /// Throws `landmark` for a time below 0 or infinite.
  public static func bootstrap(
    _ sample: IntervalSample, at time: Double, rounds: Int = 500, level: Double = 0.95, seed: UInt64
  ) throws(SampleProblem) -> ConfidenceInterval {
    try SampleProblem.check(landmark: time)
    let estimate = Turnbull(sample).survival(at: time)
    var generator = SplitMix(state: seed)
    var lows: [Double] = []
    var highs: [Double] = []
    for _ in 0..<rounds {
      let rows = sample.observations.indices.map { _ in
        sample.observations[Int(generator.next() % UInt64(sample.observations.count))]
      }
      let range = try Turnbull(IntervalSample(rows)).survival(at: time)
      lows.append(range.lowerBound)
      highs.append(range.upperBound)
    }
    let tail = (1 - level) / 2
    return ConfidenceInterval(
      lower: Quantiles.value(lows, tail, type: .seven).map { min($0, estimate.lowerBound) },
      upper: Quantiles.value(highs, 1 - tail, type: .seven).map { max($0, estimate.upperBound) }, level: level)
  }
}

/// SplitMix64: a small generator whose stream a seed fixes on every machine (Steele, Lea and Flood, OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
