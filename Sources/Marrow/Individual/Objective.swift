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
  private let times: [Double]
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
    times = data.observations.map(\.time.value)
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

  /// Counts at the observations.
  func predictions(_ z: [Double]) throws(MarrowProblem) -> [Double] {
    try counts(plain, prior.values(prior.etas(z))).map(\.count)
  }

  /// The objective; infinite where the equations have no solution.
  func value(_ z: [Double]) -> Double {
    guard z.allSatisfy(\.isFinite), let counts = try? counts(plain, prior.values(prior.etas(z))) else {
      return .infinity
    }
    var sum = weight * z.reduce(0) { $0 + $1 * $1 }
    for (observation, found) in zip(data.observations, counts) {
      sum += CountTerm.value(observation, found.count, prior.residual)
    }
    return sum.isFinite ? sum : .infinity
  }

  /// The objective and its gradient by z; nil where the equations have no solution.
  func gradient(_ z: [Double]) -> (value: Double, gradient: [Double])? {
    let etas = prior.etas(z)
    var byEta = [Double](repeating: 0, count: size)
    var value = weight * z.reduce(0) { $0 + $1 * $1 }
    for first in stride(from: 0, to: size, by: Dual.width) {
      guard let counts = try? counts(dual, prior.duals(etas, from: first)) else { return nil }
      var sum = Dual(0)
      for (observation, found) in zip(data.observations, counts) {
        sum += CountTerm.value(observation, found.count, prior.residual)
      }
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
