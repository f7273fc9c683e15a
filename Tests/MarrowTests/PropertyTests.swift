// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

@testable import Marrow

@Suite("What holds of every course")
struct PropertyTests {
  private func random(_ generator: inout SeededGenerator, _ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(generator.below(1_000_000)) / 1_000_000
  }

  /// Parameters around those of a model, each from half to twice.
  private func parameters(
    _ structure: MarrowStructure, _ generator: inout SeededGenerator
  ) throws -> MarrowParameters {
    let model = try #require(try MarrowModels().all.first { $0.structure == structure })
    var values = model.values.mapValues(\.value)
    for key in structure.parameters { values[key, default: 1] *= exp2(random(&generator, -0.7, 0.7)) }
    return try MarrowParameters(structure, values)
  }

  private func infusions(_ dose: Double, shift: Double = 0) throws -> [Infusion] {
    try [0.0, 168, 504].map {
      try Infusion(.gemcitabine, at: Hours($0 + shift), Milligrams(dose), over: Hours(0.5))
    }
  }

  /// Without a drug, and with doses of 0, every structure stays where it is.
  @Test(arguments: MarrowStructure.allCases) func restIsAtRest(structure: MarrowStructure) throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<3 {
      let parameters = try parameters(structure, &generator)
      let baseline = try #require(parameters[.baseline])
      for given in [[], try infusions(0)] {
        let course = try CountCourse(parameters, given, to: Hours(days: 28), at: [Hours(days: 9), Hours(days: 28)])
        for point in course.points { #expect(abs(point.count / baseline - 1) < 1e-9) }
        #expect(abs(course.nadir.count / baseline - 1) < 1e-9)
      }
    }
  }

  /// More of a dose never raises the nadir of the structures without G-CSF.
  @Test(arguments: [MarrowStructure.plasma, .intracellular, .docetaxel])
  func moreNeverRaisesTheNadir(structure: MarrowStructure) throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<3 {
      let parameters = try parameters(structure, &generator)
      var last = Double.infinity
      for dose in [0.0, 200, 500, 900, 1400, 2000] {
        let nadir = try CountCourse(parameters, infusions(dose), to: Hours(days: 28)).nadir.count
        #expect(nadir <= last * (1 + 1e-9), "\(structure.rawValue), \(dose) mg: \(nadir) above \(last)")
        last = nadir
      }
    }
  }

  /// A course that begins later is the same, later.
  @Test(arguments: MarrowStructure.allCases) func timeShift(structure: MarrowStructure) throws {
    var generator = SeededGenerator(seed: 13)
    let parameters = try parameters(structure, &generator)
    let early = try CountCourse(parameters, infusions(1500), to: Hours(days: 28), at: [Hours(days: 10)])
    let late = try CountCourse(
      parameters, infusions(1500, shift: 4321.5), from: Hours(4321.5), to: Hours(4321.5) + Hours(days: 28),
      at: [Hours(4321.5) + Hours(days: 10)])
    #expect(abs(late.points[0].count / early.points[0].count - 1) < 1e-8)
    #expect(abs(late.nadir.count / early.nadir.count - 1) < 1e-8)
    #expect(abs(late.nadir.time.value - 4321.5 - early.nadir.time.value) < 1e-3)
  }

  /// What is given in halves beside each other is what is given at once, and the order of the list is nothing.
  @Test func halvesAreTheWhole() throws {
    let parameters = try MarrowModels()["gemcitabine"]?.typical()
    let whole = try CountCourse(#require(parameters), infusions(1600), to: Hours(days: 28))
    let halves = try CountCourse(
      #require(parameters), (infusions(800) + infusions(800)).reversed(), to: Hours(days: 28))
    #expect(abs(whole.nadir.count / halves.nadir.count - 1) < 1e-9)
  }

  /// What was begun at a moment goes on as if it had not stopped.
  @Test func aMomentGoesOn() throws {
    let parameters = try #require(try MarrowModels()["gemcitabine"]).typical()
    let plan = try DosePlan(.plasma, infusions(1800))
    let whole = Simulator<Double>(.plasma)
    whole.begin(parameters.values, at: 0)
    try whole.run(plan, to: 700)
    let parts = Simulator<Double>(.plasma)
    parts.begin(parameters.values, at: 0)
    try parts.run(plan, to: 168)
    let moment = parts.moment()
    try parts.run(plan, to: 400)
    parts.resume(moment)
    try parts.run(plan, to: 700)
    #expect(abs(parts.count / whole.count - 1) < 1e-9)
  }

  /// A marrow that is killed for weeks falls to a count that is next to none, and stays above 0: nothing of it is lost in a tolerance.
  @Test func aCollapseStaysAboveZero() throws {
    let typical = try #require(try MarrowModels()["gemcitabine"]).typical()
    // Three standard deviations off in both: 1.8 e^(3 · 0.36) L/mg and 162 e^(−3 · 0.3) L/h.
    let weak = try typical.with(.slope, 5.3).with(.clearance, 66)
    let weekly = try (0..<12).map {
      try Infusion(.gemcitabine, at: Hours(Double($0) * 168), Milligrams(1800), over: Hours(0.5))
    }
    for control in [StepControl.exact, .draws] {
      let course = try CountCourse(
        weak, weekly, from: .zero, to: Hours(days: 112), at: [Hours(days: 112)], stretches: [], limits: [0.5],
        control: control)
      #expect(course.nadir.count > 0 && course.nadir.count < 0.2, "\(course.nadir.count)")
      #expect(course.points[0].count.isFinite && course.points[0].count > 0)
    }
  }

  /// What thousands of draws are solved with beside what is shown: a count within 10⁻⁴.
  @Test(arguments: MarrowStructure.allCases) func drawsAreExactEnough(structure: MarrowStructure) throws {
    var generator = SeededGenerator(seed: 14)
    for _ in 0..<2 {
      let parameters = try parameters(structure, &generator)
      func course(_ control: StepControl) throws -> CountCourse {
        try CountCourse(
          parameters, infusions(1500), from: .zero, to: Hours(days: 28),
          at: (0...28).map { Hours(days: Double($0)) }, stretches: [], limits: [1], control: control)
      }
      let (exact, draws) = (try course(.exact), try course(.draws))
      for (one, other) in zip(exact.points, draws.points) {
        #expect(abs(other.count / one.count - 1) < 1e-4, "\(structure.rawValue) at \(one.time.value) h")
      }
    }
  }

  @Test func whatCannotBeIsAProblem() throws {
    #expect(throws: MarrowProblem.self) {
      try Infusion(.gemcitabine, at: .zero, Milligrams(.nan), over: .zero)
    }
    #expect(throws: MarrowProblem.self) { try Infusion(.gemcitabine, at: .zero, Milligrams(-1), over: .zero) }
    #expect(throws: MarrowProblem.self) { try Infusion(.gemcitabine, at: Hours(.infinity), Milligrams(1), over: .zero) }
    let parameters = try #require(try MarrowModels()["gemcitabine"]).typical()
    let docetaxel = try Infusion(.docetaxel, at: .zero, Milligrams(100), over: Hours(1))
    #expect(throws: MarrowProblem.self) { try CountCourse(parameters, [docetaxel], to: Hours(24)) }
    #expect(throws: MarrowProblem.self) { try CountCourse(parameters, [], to: Hours(0)) }
    #expect(throws: MarrowProblem.self) { try parameters.with(.clearance, 0) }
    #expect(throws: MarrowProblem.self) { try parameters.with(.docetaxelSlope, 1) }
  }
}
