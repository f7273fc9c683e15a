// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What changes in time: the right-hand side of the equations.
protocol VectorField {
  associatedtype Number: Scalar
  /// How many components there are.
  var size: Int { get }
  /// Writes the slopes of a state at a time.
  func slopes(
    _ time: Double, _ state: UnsafePointer<Number>, _ slopes: UnsafeMutablePointer<Number>)
}

/// How exact steps are.
struct StepControl: Sendable, Hashable {
  /// The error of a step as a share of a component.
  var relative = 1e-10
  /// What is added to that, so that a state of 0 has a scale. Proliferating cells fall to 10⁻⁶⁰ of themselves in patients far from typical and come back exponentially: what
  /// is lost in a tolerance there could come back with the wrong sign.
  var absolute = 1e-250
  /// No stretch takes more steps.
  var mostSteps = 400_000

  /// The first step, in hours: a quarter of the time in which the fastest mode fades, by its rate an hour; steps grow from there.
  static func firstStep(_ fastest: Double) -> Double { 0.25 / max(fastest, 1) }

  /// By how much the next step is wider after one that was taken, with an error in units of what is allowed; after a refusal it is no wider.
  @inline(__always) func widening(after error: Double, wasRefused: Bool) -> Double {
    var factor = error == 0 ? 6 : min(6, 0.9 * pow(error, -0.125))
    if wasRefused { factor = min(factor, 1) }
    return max(0.33, factor)
  }

  /// By how much a step is narrower that was refused.
  @inline(__always) func narrowing(after error: Double) -> Double {
    error.isFinite ? max(0.2, 0.9 * pow(error, -0.125)) : 0.2
  }

  /// Goes from a time to a later one by steps whose width follows their errors.
  ///
  /// - Parameters:
  ///   - attempt: tries a step at a time with a width; its error in units of what is allowed.
  ///   - take: takes the step that was tried.
  @inline(__always) func walk(
    from start: Double, to end: Double, firstStep: Double, attempt: (_ time: Double, _ width: Double) -> Double,
    take: (_ time: Double, _ width: Double) throws(MarrowProblem) -> Void
  ) throws(MarrowProblem) {
    var time = start
    var width = min(firstStep, end - start)
    var count = 0
    var wasRefused = false
    while time < end {
      count += 1
      guard count <= mostSteps, width > abs(time) * 4e-16, width > 0 else {
        throw MarrowProblem(
          "integration", found: "steps of \(width) h at \(time) h after \(count) steps",
          expected: "a model whose states stay finite")
      }
      let isLast = time + width * 1.000_000_1 >= end
      if isLast { width = end - time }
      let error = attempt(time, width)
      if error <= 1 {
        let begin = time
        time = isLast ? end : time + width
        try take(begin, width)
        width *= widening(after: error, wasRefused: wasRefused)
        wasRefused = false
      } else {
        wasRefused = true
        width *= narrowing(after: error)
      }
    }
  }

  /// What trajectories that are shown are computed with.
  static let exact = StepControl()
  /// What thousands of draws are computed with: their own scatter is a thousand times larger.
  static let draws = StepControl(relative: 1e-6)
}

/// An explicit Runge-Kutta method of order 8 with steps that follow the error, and an interpolant (``Tableau853``). Nothing is allocated while it runs.
final class RungeKutta853<Field: VectorField> {
  typealias Number = Field.Number

  let size: Int
  private let stride: Int
  let control: StepControl
  /// The state at the end of the last step.
  let state: UnsafeMutablePointer<Number>
  /// The last step that was taken.
  private(set) var stepStart = 0.0
  private(set) var stepWidth = 0.0

  private let before: UnsafeMutablePointer<Number>
  private let next: UnsafeMutablePointer<Number>
  private let errors: UnsafeMutablePointer<Number>
  private let none: UnsafeMutablePointer<Number>
  private let k: UnsafeMutablePointer<Number>
  private let terms: UnsafeMutablePointer<Tableau853.Term>
  private let bounds: UnsafeMutablePointer<Int>
  private let nodes: UnsafeMutablePointer<Double>
  private var field: Field?
  private var isExtended = false

  private static var fifth: Int { Tableau853.allStages }
  private static var third: Int { Tableau853.allStages + 1 }
  private static var dense: Int { Tableau853.allStages + 2 }

  init(size: Int, control: StepControl) {
    self.size = size
    self.control = control
    let stride = Number.stride(size)
    self.stride = stride
    func numbers(_ count: Int) -> UnsafeMutablePointer<Number> {
      let pointer = UnsafeMutablePointer<Number>.allocate(capacity: count)
      pointer.initialize(repeating: Number(0), count: count)
      return pointer
    }
    state = numbers(stride)
    before = numbers(stride)
    next = numbers(stride)
    errors = numbers(2 * stride)
    none = numbers(stride)
    k = numbers(stride * Tableau853.allStages)
    let rows = Tableau853.allRows
    let all = rows.flatMap { $0 }
    terms = .allocate(capacity: all.count)
    terms.initialize(from: all, count: all.count)
    bounds = .allocate(capacity: rows.count + 1)
    bounds[0] = 0
    for (index, row) in rows.enumerated() { bounds[index + 1] = bounds[index] + row.count }
    nodes = .allocate(capacity: Tableau853.nodes.count)
    nodes.initialize(from: Tableau853.nodes, count: Tableau853.nodes.count)
  }

  deinit {
    // All of these are plain numbers.
    for pointer in [state, before, next, errors, none, k] { pointer.deallocate() }
    terms.deallocate()
    bounds.deallocate()
    nodes.deallocate()
  }

  /// Goes from a time to a later one; after each step it visits, where ``curve(of:)`` is that step's.
  func run(
    _ field: Field, from start: Double, to end: Double, firstStep: Double,
    visit: () throws(MarrowProblem) -> Void
  ) throws(MarrowProblem) {
    guard end > start else { return }
    self.field = field
    field.slopes(start, state, k)
    try control.walk(from: start, to: end, firstStep: firstStep) { time, width in
      attempt(field, time, width)
    } take: { (time, width) throws(MarrowProblem) in
      isExtended = false
      stepStart = time
      stepWidth = width
      before.update(from: state, count: stride)
      state.update(from: next, count: stride)
      try visit()
      k.update(from: k + Tableau853.stages * stride, count: stride)
    }
  }

  /// Computes a step from the state into `next`; its error in units of what is allowed, infinite where it cannot be told.
  private func attempt(_ field: Field, _ time: Double, _ width: Double) -> Double {
    for stage in 1...Tableau853.stages {
      combine(stage, width, from: state, into: next)
      field.slopes(time + nodes[stage] * width, next, k + stage * stride)
    }
    combine(Self.fifth, 1, from: none, into: errors)
    combine(Self.third, 1, from: none, into: errors + stride)
    var (fifths, thirds) = (0.0, 0.0)
    for index in 0..<size {
      fifths += errors[index].squaredError(
        state[index], next[index], absolute: control.absolute, relative: control.relative)
      thirds += errors[stride + index].squaredError(
        state[index], next[index], absolute: control.absolute, relative: control.relative)
    }
    if fifths == 0, thirds == 0 { return 0 }
    let error = width * fifths / ((fifths + 0.01 * thirds) * Double(size)).squareRoot()
    return error.isFinite ? error : .infinity
  }

  @inline(__always)
  private func sum(_ row: Int, _ index: Int) -> Number {
    var sum = Number(0)
    for place in bounds[row]..<bounds[row + 1] {
      sum += terms[place].factor * k[terms[place].stage * stride + index]
    }
    return sum
  }

  @inline(__always)
  private func combine(
    _ row: Int, _ width: Double, from: UnsafeMutablePointer<Number>,
    into: UnsafeMutablePointer<Number>
  ) {
    let own = UnsafeBufferPointer(start: terms + bounds[row], count: bounds[row + 1] - bounds[row])
    Number.combine(own, k, stride, width, from: from, into: into)
  }

  /// One component within the last step.
  func curve(of index: Int) -> DenseCurve<Number> {
    if !isExtended, let field {
      for stage in (Tableau853.stages + 1)..<Tableau853.allStages {
        combine(stage, stepWidth, from: before, into: next)
        field.slopes(stepStart + nodes[stage] * stepWidth, next, k + stage * stride)
      }
      isExtended = true
    }
    let begin = before[index]
    let difference = state[index] - begin
    let first = stepWidth * k[index]
    let last = stepWidth * k[Tableau853.stages * stride + index]
    func high(_ place: Int) -> Number { stepWidth * sum(Self.dense + place, index) }
    return DenseCurve(
      start: stepStart, width: stepWidth, begin: begin,
      parts: (
        difference, first - difference, 2 * difference - (first + last), high(0), high(1), high(2),
        high(3)
      ))
  }
}
