// SPDX-License-Identifier: Apache-2.0

/// Solves the equations of a structure from one time to a later one, exact at every begin and end of an infusion. It is used by one thread, and again and again: what it needs is allocated once.
final class Simulator<Number: Scalar> {
  let structure: MarrowStructure
  let solver: RungeKutta853<MarrowField<Number>>
  private(set) var time = 0.0
  private var field: MarrowField<Number>?
  private var nextChange = 0

  /// What a simulator is at a time, so that several futures begin at one past.
  struct Moment {
    fileprivate let time: Double
    fileprivate let field: MarrowField<Number>?
    fileprivate let state: [Number]
  }

  init(_ structure: MarrowStructure, control: StepControl = .exact) {
    self.structure = structure
    solver = RungeKutta853(size: structure.size, control: control)
  }

  /// Begins at rest, before the first dose.
  func begin(_ values: [Number], at time: Double) {
    let field = MarrowField(structure, values)
    field.writeRest(to: solver.state)
    self.field = field
    self.time = time
    self.field?.origin = time
    nextChange = 0
  }

  /// Where it is now.
  func moment() -> Moment {
    Moment(time: time, field: field, state: (0..<solver.size).map { solver.state[$0] })
  }

  /// Goes back to a moment; changes of the next plan that lie before it are behind it.
  func resume(_ moment: Moment) {
    time = moment.time
    field = moment.field
    for (index, value) in moment.state.enumerated() { solver.state[index] = value }
    nextChange = 0
  }

  /// The count now.
  var count: Number { solver.state[structure.countIndex] }

  /// Goes on to a time with the changes of a plan from now on; a plan is told whole at each call. Visits after each step.
  func run(
    _ plan: DosePlan, to end: Double, visit: () throws(MarrowProblem) -> Void = {}
  ) throws(MarrowProblem) {
    guard var field, end > time else { return }
    defer { self.field = field }
    while let stretch = plan.stretch(from: time, to: end, &nextChange) {
      if let change = stretch.change {
        let hours = time - field.origin
        field.first.advance(by: hours, bolus: change.bolus.0, rate: change.rate.0)
        field.second.advance(by: hours, bolus: change.bolus.1, rate: change.rate.1)
        field.origin = time
      } else {
        let fastest = max(field.first.modes.rates.0.value, field.second.modes.rates.0.value)
        try solver.run(
          field, from: time, to: stretch.end, firstStep: StepControl.firstStep(fastest), visit: visit)
        time = stretch.end
      }
    }
  }
}
