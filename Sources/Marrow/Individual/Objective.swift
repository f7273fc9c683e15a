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
  /// Of eight at once; nil where the structure is not solved so.
  private let batch: BatchSimulator?
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
    batch = BatchSimulator(prior.typical.structure, control: control)
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

  /// The objective at many places, eight at once where the structure is solved so.
  func values(_ places: [[Double]]) -> [Double] {
    guard let batch else { return places.map { value($0) } }
    return stride(from: 0, to: places.count, by: BatchMethod.lanes).flatMap { first -> [Double] in
      let own = Array(places[first..<min(first + BatchMethod.lanes, places.count)])
      // Where one of eight has no solution, each is tried alone.
      guard own.allSatisfy({ $0.allSatisfy(\.isFinite) }), let counts = try? together(own, batch) else {
        return own.map { value($0) }
      }
      return zip(own, counts).map { z, counts in
        let sum = weight * z.reduce(0) { $0 + $1 * $1 } + terms(counts)
        return sum.isFinite ? sum : .infinity
      }
    }
  }

  /// Counts that the model says of up to eight places with the same steps.
  private func together(
    _ places: [[Double]], _ batch: BatchSimulator
  ) throws(MarrowProblem) -> [[(time: Double, count: Double)]] {
    solved += 1
    batch.begin(places.map { prior.values(prior.etas($0)) }, at: data.start.value)
    var wanted = places.map { _ in PendingTimes<Double>(times) }
    for lane in wanted.indices { wanted[lane].take(at: data.start.value, count: batch.count(lane)) }
    let index = prior.typical.structure.countIndex
    let solver = batch.solver
    if let last = times.last {
      try batch.run(plan, to: last) { () throws(MarrowProblem) in
        guard wanted[0].isDue(by: solver.stepStart + solver.stepWidth) else { return }
        solver.readCurve(of: index)
        for lane in wanted.indices { wanted[lane].take(solver.curve(lane)) }
      }
    }
    for lane in wanted.indices { wanted[lane].take(at: .infinity, count: batch.count(lane)) }
    return wanted.map(\.taken)
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

  /// Of each observation the gradient of its term by the etas; nil where the equations have no solution.
  func slopesOfTerms(_ z: [Double]) -> [[Double]]? {
    let etas = prior.etas(z)
    var slopes = data.observations.map { _ in [Double](repeating: 0, count: size) }
    for first in stride(from: 0, to: size, by: Dual.width) {
      guard let counts = try? counts(dual, prior.duals(etas, from: first)) else { return nil }
      for (index, own) in zip(data.observations, places).enumerated() {
        let term = CountTerm.value(own.0, own.1.map { counts[$0].count }[...], prior.residual)
        for slot in 0..<min(Dual.width, size - first) { slopes[index][first + slot] = term.slope[slot] }
      }
    }
    return slopes.allSatisfy { $0.allSatisfy(\.isFinite) } ? slopes : nil
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
