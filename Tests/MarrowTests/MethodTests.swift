// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Marrow

@Suite("The method of integration, and drugs as sums of exponentials")
struct MethodTests {
  /// A method of order 8: each stage begins where its node says, and Σ b·c^(q−1) = 1/q up to q = 8 (the quadrature conditions; the print of the book has some 16 to 18 digits).
  @Test func orderConditions() {
    let nodes = Tableau853.nodes
    for (row, node) in zip(Tableau853.rows, nodes) {
      #expect(abs(row.reduce(0) { $0 + $1.factor } - node) < 1e-13)
    }
    let weights = Tableau853.rows[Tableau853.stages]
    for order in 1...8 {
      let sum = weights.reduce(0) { $0 + $1.factor * pow(nodes[$1.stage], Double(order - 1)) }
      #expect(abs(sum - 1 / Double(order)) < 1e-13, "order \(order)")
    }
    // Σ b a c = 1/6 and Σ b a c² = 1/12: two conditions of trees with a branch.
    for (power, expected) in [(1.0, 1 / 6.0), (2, 1 / 12.0)] {
      let sum = weights.reduce(0) { sum, term in
        sum + term.factor * Tableau853.rows[term.stage].reduce(0) { $0 + $1.factor * pow(nodes[$1.stage], power) }
      }
      #expect(abs(sum - expected) < 1e-12)
    }
    // The error estimates of a constant slope are none.
    #expect(abs(Tableau853.fifth.reduce(0) { $0 + $1.factor }) < 1e-13)
    #expect(abs(Tableau853.third.reduce(0) { $0 + $1.factor } - 1) < 1e-13)
  }

  /// y' = y cos t, y(0) = 1: y = e^(sin t); between the steps too, with its slope.
  private struct Wave: VectorField {
    let size = 1
    func slopes(_ time: Double, _ state: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) {
      slopes[0] = state[0] * cos(time)
    }
  }

  @Test func aKnownSolution() throws {
    let solver = RungeKutta853<Wave>(size: 1, control: .exact)
    solver.state[0] = 1
    var worst = (0.0, 0.0)
    try solver.run(Wave(), from: 0, to: 20, firstStep: 0.1) {
      let curve = solver.curve(of: 0)
      for share in stride(from: 0.0, through: 1, by: 0.125) {
        let time = curve.start + share * curve.width
        worst.0 = max(worst.0, abs(curve.value(at: time) / exp(sin(time)) - 1))
        worst.1 = max(worst.1, abs(curve.slope(at: time) - exp(sin(time)) * cos(time)))
      }
    }
    #expect(worst.0 < 1e-8 && worst.1 < 1e-6, "\(worst)")
    // Each step errs by 1e-10 at most, and there are some twenty; what they add up to is far below the 1e-6 that is asked of courses.
    #expect(abs(solver.state[0] / exp(sin(20)) - 1) < 2e-9)
  }

  /// A state that is not finite ends with a problem, not with a number: y' = y², y(0) = 1 has no solution beyond 1.
  private struct Blow: VectorField {
    let size = 1
    func slopes(_ time: Double, _ state: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) {
      slopes[0] = state[0] * state[0]
    }
  }

  @Test func whatDoesNotStayFiniteIsToldSo() {
    let solver = RungeKutta853<Blow>(size: 1, control: .exact)
    solver.state[0] = 1
    #expect(throws: MarrowProblem.self) { try solver.run(Blow(), from: 0, to: 2, firstStep: 0.1) {} }
  }

  /// What goes out of one compartment: 100 mg at once in 10 L at 2 L/h are 100 e^(−0.2 t); an infusion of 50 mg/h over 2 h has at its end 50/0.2 (1 − e^(−0.4)).
  @Test func oneCompartmentByHand() {
    var amount = CentralAmount<Double>(Modes(rate: 0.2))
    amount.advance(by: 0, bolus: 100, rate: 0)
    #expect(abs(amount.value(after: 3) - 100 * exp(-0.6)) < 1e-12)
    var infused = CentralAmount<Double>(Modes(rate: 0.2))
    infused.advance(by: 0, bolus: 0, rate: 50)
    #expect(abs(infused.value(after: 2) - 250 * (1 - exp(-0.4))) < 1e-12)
    infused.advance(by: 2, bolus: 0, rate: 0)
    #expect(abs(infused.value(after: 1) - 250 * (1 - exp(-0.4)) * exp(-0.2)) < 1e-12)
  }

  /// Mass balance: what the modes bring to the central compartment is eliminated to the last: k10 · ∫ A dt = k10 · Σ share/rate = 1 for two and three compartments, and the modes solve the equations of the compartments.
  @Test func massBalance() throws {
    let two = Modes<Double>(out: 10.8, to: 2.8, back: 2.8)
    let eliminated: Double = two.shares.0 / two.rates.0 + two.shares.1 / two.rates.1
    #expect(abs(10.8 * eliminated - 1) < 1e-12)
    #expect(abs(two.shares.0 + two.shares.1 - 1) < 1e-12)
    // The sum and the product of the rates are those of the matrix of the compartments.
    let (sum, product): (Double, Double) = (two.rates.0 + two.rates.1, two.rates.0 * two.rates.1)
    #expect(abs(sum - 16.4) < 1e-12)
    #expect(abs(product - 30.24) < 1e-11)
    let three = Modes<Double>(out: 5.2, to: (1.06, 1.26), back: (1.51, 0.084))
    let shares = [three.shares.0, three.shares.1, three.shares.2]
    let rates = [three.rates.0, three.rates.1, three.rates.2]
    var (allShares, allOut, allRates, allProduct) = (0.0, 0.0, 0.0, 1.0)
    for (share, rate) in zip(shares, rates) {
      allShares += share
      allOut += 5.2 * share / rate
      allRates += rate
      allProduct *= rate
    }
    // 5.2 + 1.06 + 1.26 + 1.51 + 0.084 = 9.114; 5.2 · 1.51 · 0.084 = 0.659568.
    #expect(abs(allShares - 1) < 1e-12)
    #expect(abs(allOut - 1) < 1e-11)
    #expect(abs(allRates - 9.114) < 1e-11)
    #expect(abs(allProduct - 0.659568) < 1e-11)
    #expect(rates.allSatisfy { $0 > 0 })
  }

  /// Derivatives of dual numbers beside differences of plain ones: a count of each structure by its first four parameters.
  @Test func dualsAreDerivatives() throws {
    for structure in MarrowStructure.allCases {
      let model = try #require(try MarrowModels().all.first { $0.structure == structure })
      let values = try model.typical().values
      let plan = try DosePlan(
        structure, [Infusion(.gemcitabine, at: .zero, Milligrams(1800), over: Hours(0.5))])
      func count<Number: Scalar>(_ values: [Number]) throws -> Number {
        let simulator = Simulator<Number>(structure)
        simulator.begin(values, at: 0)
        try simulator.run(plan, to: 100)
        return simulator.count
      }
      let places = [0, 4, 5, 6]
      let dual = try count(
        values.enumerated().map { index, value in
          places.firstIndex(of: index).map { Dual(value, parameter: $0) } ?? Dual(value)
        })
      #expect(abs(dual.value / (try count(values)) - 1) < 1e-8)
      for (slot, place) in places.enumerated() {
        let step = values[place] * 1e-4
        func shifted(_ sign: Double) throws -> Double {
          var other = values
          other[place] += sign * step
          return try count(other)
        }
        let slope = try (shifted(1) - shifted(-1)) / (2 * step)
        #expect(
          abs(dual.slope[slot] - slope) < 2e-6 * (abs(slope) + abs(dual.value / values[place])),
          "\(structure.rawValue) \(structure.parameters[place].rawValue): \(dual.slope[slot]), \(slope)")
      }
    }
  }
}
