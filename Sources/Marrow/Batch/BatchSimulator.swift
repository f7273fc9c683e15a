// SPDX-License-Identifier: Apache-2.0

internal import CMarrow

/// ``Simulator`` of eight patients who get the same at the same times.
final class BatchSimulator {
  let structure: MarrowStructure
  let solver: BatchSolver
  private(set) var time = 0.0
  private var field: BatchField?
  private var nextChange = 0

  /// What a simulator is at a time, so that several futures begin at one past.
  struct Moment {
    fileprivate let time: Double
    fileprivate let field: BatchField?
    fileprivate let state: [Double]
  }

  /// Nil for a structure that is not solved in batches.
  init?(_ structure: MarrowStructure, control: StepControl, variant: marrow_variant? = nil) {
    guard BatchField.canSolve(structure),
      let solver = BatchSolver(states: structure.size, control: control, variant: variant)
    else { return nil }
    self.structure = structure
    self.solver = solver
  }

  /// Begins at rest, before the first dose, with the values of one to eight patients.
  func begin(_ values: [[Double]], at time: Double) {
    var field = BatchField(structure, values)
    field.origin = time
    field.writeRest(to: solver.state)
    self.field = field
    self.time = time
    nextChange = 0
  }

  /// Where it is now.
  func moment() -> Moment {
    Moment(
      time: time, field: field, state: (0..<structure.size * BatchMethod.lanes).map { solver.state[$0] })
  }

  /// Goes back to a moment; changes of the next plan that lie before it are behind it.
  func resume(_ moment: Moment) {
    time = moment.time
    field = moment.field
    for (index, value) in moment.state.enumerated() { solver.state[index] = value }
    nextChange = 0
  }

  /// The count of a patient now.
  func count(_ lane: Int) -> Double { solver.state[structure.countIndex * BatchMethod.lanes + lane] }

  /// Goes on to a time with the changes of a plan from now on; a plan is told whole at each call. Visits after each step.
  func run(
    _ plan: DosePlan, to end: Double, visit: () throws(MarrowProblem) -> Void = {}
  ) throws(MarrowProblem) {
    guard var field, end > time else { return }
    defer { self.field = field }
    while let stretch = plan.stretch(from: time, to: end, &nextChange) {
      if let change = stretch.change {
        field.advance(to: time, change)
      } else {
        try solver.run(
          field, from: time, to: stretch.end, firstStep: StepControl.firstStep(field.fastest), visit: visit)
        time = stretch.end
      }
    }
  }
}
