// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Statistics

/// The most probable parameters of a patient given own counts. They do not give the most probable nadir: for that there is the posterior.
public struct IndividualFit: Sendable, Hashable {
  /// The prior that it rests on.
  public let prior: MarrowPrior
  /// What it was fitted to.
  public let data: PatientCounts
  /// The weight of the prior; 1 is the population as it is.
  public let priorWeight: Double
  /// The logarithm of each varying parameter over its typical value, in the order of the prior's keys.
  public let etas: [Double]
  /// The parameters.
  public let parameters: MarrowParameters
  /// The objective at its minimum and at the typical patient.
  public let objective: Double
  /// The objective of a typical patient.
  public let typicalObjective: Double
  /// The largest slope that is left, by an eta.
  public let largestSlope: Double
  /// Covariance of the etas in the approximation of Laplace: twice the inverse of the curvature of the objective.
  package let covariance: Matrix
  /// What the model says at the counts.
  public let predictions: [Double]
  /// How many different minima the starts led to.
  public let minima: Int
  /// Parameters that are at the bounds of the search.
  public let atBounds: [ParameterKey]

  /// How many starts there are.
  static func starts(_ size: Int) -> [[Double]] {
    let zero = [Double](repeating: 0, count: size)
    return [zero]
      + (0..<size).flatMap { index in
        [-1.5, 1.5].map { step in
          var start = zero
          start[index] = step
          return start
        }
      }
  }

  /// Finds the minimum from several starts, roughly, then from the best of them exactly with Newton's steps at the end.
  public init(_ prior: MarrowPrior, _ data: PatientCounts, priorWeight: Double = 1) throws(MarrowProblem) {
    guard !data.observations.isEmpty else {
      throw MarrowProblem("counts", found: "none", expected: "at least one count of the patient")
    }
    let rough = try Objective(prior, data, weight: priorWeight, control: .draws)
    var found: [BoundedBFGS.Minimum] = []
    for start in Self.starts(prior.keys.count) {
      if let minimum = BoundedBFGS(tolerance: 1e-3).minimise(from: start, rough.gradient) { found.append(minimum) }
    }
    guard let best = found.min(by: { $0.value < $1.value }) else {
      throw MarrowProblem("fit", found: "no start with a solution", expected: "equations that can be solved")
    }
    let exact = try Objective(prior, data, weight: priorWeight)
    guard let first = BoundedBFGS(tolerance: 1e-6).minimise(from: best.place, exact.gradient) else {
      throw MarrowProblem("fit", found: "no solution at the minimum", expected: "equations that can be solved")
    }
    var minimum = first
    let bound = BoundedBFGS().bound
    let stuck = minimum.place.indices.filter { minimum.place[$0].magnitude >= bound - 1e-9 }
    guard var curvature = exact.curvature(minimum.place) else {
      throw MarrowProblem("fit", found: "no curvature at the minimum", expected: "one")
    }
    if stuck.isEmpty {
      for _ in 0..<3 {
        guard let cholesky = curvature.cholesky() else { break }
        let step = cholesky.solve(minimum.gradient)
        let place = zip(minimum.place, step).map { $0 - $1 }
        guard let next = exact.gradient(place), next.value <= minimum.value + 1e-9 * max(1, abs(minimum.value)) else {
          break
        }
        minimum = .init(place: place, value: next.value, gradient: next.gradient)
        if (step.map(\.magnitude).max() ?? 0) < 1e-7 { break }
      }
      curvature = exact.curvature(minimum.place) ?? curvature
    }
    guard let cholesky = curvature.cholesky() else {
      throw MarrowProblem(
        "fit", found: "a minimum whose curvature is not positive", expected: "counts that determine a minimum")
    }
    // Twice the inverse in z, carried to etas by L on both sides.
    let inner = cholesky.inverse
    let size = prior.keys.count
    var covariance = Matrix(size: size)
    for row in 0..<size {
      for column in 0..<size {
        var sum = 0.0
        for i in 0...row { for j in 0...column { sum += prior.factor[row, i] * inner[i, j] * prior.factor[column, j] } }
        covariance[row, column] = 2 * sum
      }
    }
    self.prior = prior
    self.data = data
    self.priorWeight = priorWeight
    etas = prior.etas(minimum.place)
    let values = prior.values(etas)
    parameters = try MarrowParameters(
      prior.typical.structure,
      Dictionary(uniqueKeysWithValues: zip(prior.typical.structure.parameters, values)))
    objective = minimum.value
    typicalObjective = exact.value([Double](repeating: 0, count: size))
    largestSlope = minimum.gradient.map(\.magnitude).max() ?? 0
    self.covariance = covariance
    predictions = try exact.predictions(minimum.place)
    minima = Self.distinct(found.filter { $0.value < best.value + 6 }.map(\.place))
    atBounds = stuck.map { prior.keys[$0] }
  }

  /// Places that are further apart than a fifth of a standard deviation of the population.
  private static func distinct(_ places: [[Double]]) -> Int {
    var kept: [[Double]] = []
    for place in places {
      let isNew = kept.allSatisfy { other in zip(place, other).contains { ($0 - $1).magnitude > 0.2 } }
      if isNew { kept.append(place) }
    }
    return kept.count
  }

  /// The minimum again by a method without derivatives, its etas and its objective.
  public func secondOpinion() throws(MarrowProblem) -> (etas: [Double], objective: Double) {
    try Self.secondOpinion(prior, data, priorWeight: priorWeight)
  }

  /// The same of counts that need not be fitted before.
  static func secondOpinion(
    _ prior: MarrowPrior, _ data: PatientCounts, priorWeight: Double
  ) throws(MarrowProblem) -> (etas: [Double], objective: Double) {
    let objective = try Objective(prior, data, weight: priorWeight)
    let found = NelderMead().minimise(from: [Double](repeating: 0, count: prior.keys.count), objective.value)
    return (prior.etas(found.place), found.value)
  }
}
