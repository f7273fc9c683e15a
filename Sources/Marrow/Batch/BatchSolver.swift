// SPDX-License-Identifier: Apache-2.0

internal import CMarrow
import Foundation

/// ``RungeKutta853`` of eight patients at once: a step is as wide as the one that needs the narrowest allows, so that errors are those of each alone or less.
final class BatchSolver {
  let states: Int
  let control: StepControl
  /// The state at the end of the last step, a row of eight a component.
  let state: UnsafeMutablePointer<Double>
  private(set) var stepStart = 0.0
  private(set) var stepWidth = 0.0

  /// The interpolant of the last step after ``readCurve(of:_:)``: its begin and its parts; its values and slopes at the ends of quarters.
  private let parts: UnsafeMutablePointer<Double>
  let values: UnsafeMutablePointer<Double>
  let slopes: UnsafeMutablePointer<Double>

  private let variant: marrow_variant
  private var method: marrow_method
  private let before: UnsafeMutablePointer<Double>
  private let next: UnsafeMutablePointer<Double>
  /// The equations of the present stretch.
  private let current: UnsafeMutablePointer<marrow_field>
  private let stages: UnsafeMutablePointer<Double>

  private static var lanes: Int { BatchMethod.lanes }

  /// A solver of so many states; nil where a machine has no variant, which none is.
  init?(states: Int, control: StepControl, variant: marrow_variant? = nil) {
    guard let variant = variant ?? BatchMethod.variants.first, [5, Int(MARROW_MOST_STATES)].contains(states) else {
      return nil
    }
    self.states = states
    self.control = control
    self.variant = variant
    method = BatchMethod.method(control)
    func numbers(_ rows: Int) -> UnsafeMutablePointer<Double> {
      // A row is as long as a line of the cache; one that lay across two would be read and written twice.
      let count = rows * Self.lanes
      let raw = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Double>.stride, alignment: 64)
      return raw.initializeMemory(as: Double.self, repeating: 0, count: count)
    }
    state = numbers(states)
    before = numbers(states)
    next = numbers(states)
    stages = numbers(states * Tableau853.allStages)
    parts = numbers(8)
    values = numbers(5)
    slopes = numbers(5)
    current = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<marrow_field>.stride, alignment: 64)
      .initializeMemory(as: marrow_field.self, repeating: marrow_field(), count: 1)
  }

  deinit {
    for pointer in [state, before, next, stages, parts, values, slopes] { pointer.deallocate() }
    current.deallocate()
  }

  /// Goes from a time to a later one; after each step it visits.
  func run(
    _ field: BatchField, from start: Double, to end: Double, firstStep: Double,
    visit: () throws(MarrowProblem) -> Void
  ) throws(MarrowProblem) {
    guard end > start else { return }
    current.pointee = field.shared
    variant.slopes(current, start, state, stages)
    try control.walk(from: start, to: end, firstStep: firstStep) { time, width in
      variant.attempt(current, &method, time, width, state, next, stages)
    } take: { (time, width) throws(MarrowProblem) in
      isExtended = false
      stepStart = time
      stepWidth = width
      before.update(from: state, count: states * Self.lanes)
      state.update(from: next, count: states * Self.lanes)
      try visit()
      stages.update(from: stages + Tableau853.stages * states * Self.lanes, count: states * Self.lanes)
    }
  }

  private var isExtended = false

  /// Reads the interpolant of a component within the last step.
  func readCurve(of index: Int) {
    if !isExtended {
      variant.extend(current, &method, stepStart, stepWidth, before, next, stages)
      isExtended = true
    }
    variant.curve(&method, Int32(index), Int32(states), stepWidth, before, state, stages, parts, values, slopes)
  }

  /// Whether a component rises or falls over the whole last step in every patient, as far as its slopes at both ends tell, and crosses no limit: then its interpolant says nothing more of a short step.
  func isPlain(_ index: Int, _ limits: [Double]) -> Bool {
    let row = index * Self.lanes
    let last = stages + Tableau853.stages * states * Self.lanes
    for lane in 0..<Self.lanes {
      if stages[row + lane] * last[row + lane] <= 0 { return false }
      let (from, to) = (before[row + lane], state[row + lane])
      for limit in limits where (from < limit) != (to < limit) { return false }
    }
    return true
  }

  /// A component of a patient at the begin and at the end of the last step.
  @inline(__always) func ends(of index: Int, _ lane: Int) -> (Double, Double) {
    (before[index * Self.lanes + lane], state[index * Self.lanes + lane])
  }

  /// The interpolant of a patient, after it was read.
  @inline(__always) func curve(_ lane: Int) -> DenseCurve<Double> {
    func part(_ place: Int) -> Double { parts[place * Self.lanes + lane] }
    return DenseCurve(
      start: stepStart, width: stepWidth, begin: part(0),
      parts: (part(1), part(2), part(3), part(4), part(5), part(6), part(7)))
  }
}
