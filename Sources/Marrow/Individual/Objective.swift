// SPDX-License-Identifier: Apache-2.0

import Statistics

/// The objective of a patient over standardised etas z (standard normal in the population): Σ terms of counts + weight · zᵀz. A thread has its own.
final class Objective {
  let prior: MarrowPrior
  let data: PatientCounts
  /// The weight of the prior.
  let weight: Double
  private let plan: DosePlan
  private let plain: Simulator<Double>
  private let dual: Simulator<Dual>
  /// All times at which an observation can lie, in order.
  private let times: [Double]
  /// Of each observation, which of these times are its own.
  private let places: [[Int]]
  /// How often the equations were solved.
  private(set) var solved = 0

  init(
    _ prior: MarrowPrior, _ data: PatientCounts, weight: Double = 1, control: StepControl = .exact
  ) throws(MarrowProblem) {
    guard weight.isFinite, weight > 0, weight <= 100 else {
      throw MarrowProblem("weight of the prior", found: "\(weight)", expected: "a number above 0, at most 100")
    }
    self.prior = prior
    self.data = data
    self.weight = weight
    plan = try DosePlan(prior.typical.structure, data.infusions)
    plain = Simulator(prior.typical.structure, control: control)
    dual = Simulator(prior.typical.structure, control: control)
    let all = data.observations.enumerated().flatMap { index, own in own.times.map { (time: $0, index: index) } }
      .sorted { ($0.time, $0.index) < ($1.time, $1.index) }
    times = all.map(\.time)
    var places = data.observations.map { _ in [Int]() }
    for (place, own) in all.enumerated() { places[own.index].append(place) }
    self.places = places
  }

  var size: Int { prior.keys.count }

  /// Counts that the model says at the times of the observations.
  private func counts<Number: Scalar>(
    _ simulator: Simulator<Number>, _ values: [Number]
  ) throws(MarrowProblem) -> [(time: Double, count: Number)] {
    solved += 1
    simulator.begin(values, at: data.start.value)
    var wanted = PendingTimes<Number>(times)
    wanted.take(at: data.start.value, count: simulator.count)
    let index = prior.typical.structure.countIndex
    if let last = times.last {
      try simulator.run(plan, to: last) {
        if wanted.isDue(by: simulator.solver.stepStart + simulator.solver.stepWidth) {
          wanted.take(simulator.solver.curve(of: index))
        }
      }
    }
    // Rounding of the last step's end.
    wanted.take(at: .infinity, count: simulator.count)
    return wanted.taken
  }

  /// Counts at the observations; of one that can be at several times the count that comes nearest to it.
  func predictions(_ z: [Double]) throws(MarrowProblem) -> [Double] {
    let found = try counts(plain, prior.values(prior.etas(z))).map(\.count)
    return zip(data.observations, places).map { observation, own in
      own.map { found[$0] }.min { ($0 - observation.count).magnitude < ($1 - observation.count).magnitude } ?? .nan
    }
  }

  /// The terms of all observations.
  private func terms<Number: Scalar>(_ counts: [(time: Double, count: Number)]) -> Number {
    zip(data.observations, places).reduce(Number(0)) { sum, own in
      own.1.count == 1
        ? sum + CountTerm.value(own.0, counts[own.1[0]].count, prior.residual)
        : sum + CountTerm.value(own.0, own.1.map { counts[$0].count }[...], prior.residual)
    }
  }

  /// The objective; infinite where the equations have no solution.
  func value(_ z: [Double]) -> Double {
    guard z.allSatisfy(\.isFinite), let counts = try? counts(plain, prior.values(prior.etas(z))) else {
      return .infinity
    }
    let sum = weight * z.reduce(0) { $0 + $1 * $1 } + terms(counts)
    return sum.isFinite ? sum : .infinity
  }

  /// The objective and its gradient by z; nil where the equations have no solution.
  func gradient(_ z: [Double]) -> (value: Double, gradient: [Double])? {
    let etas = prior.etas(z)
    var byEta = [Double](repeating: 0, count: size)
    var value = weight * z.reduce(0) { $0 + $1 * $1 }
    for first in stride(from: 0, to: size, by: Dual.width) {
      guard let counts = try? counts(dual, prior.duals(etas, from: first)) else { return nil }
      let sum = terms(counts)
      if first == 0 { value += sum.value }
      for slot in 0..<min(Dual.width, size - first) { byEta[first + slot] = sum.slope[slot] }
    }
    // By the chain rule: ∂/∂z = Lᵀ ∂/∂η.
    let gradient = (0..<size).map { column in
      (column..<size).reduce(2 * weight * z[column]) { $0 + prior.factor[$1, column] * byEta[$1] }
    }
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else { return nil }
    return (value, gradient)
  }

  /// The matrix of second derivatives by z, by central differences of the gradient, made symmetric; nil where they cannot be had.
  func curvature(_ z: [Double], step: Double = 1e-3) -> Matrix? {
    var curvature = Matrix(size: size)
    for column in 0..<size {
      var (above, below) = (z, z)
      above[column] += step
      below[column] -= step
      guard let up = gradient(above), let down = gradient(below) else { return nil }
      for row in 0..<size { curvature[row, column] = (up.gradient[row] - down.gradient[row]) / (2 * step) }
    }
    for row in 0..<size {
      for column in 0..<row {
        let mean = (curvature[row, column] + curvature[column, row]) / 2
        curvature[row, column] = mean
        curvature[column, row] = mean
      }
    }
    return curvature
  }
}
