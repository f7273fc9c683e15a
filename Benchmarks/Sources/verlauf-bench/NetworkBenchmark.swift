// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// A patient of 50 uncertain events: a chain of stated spans with a date here and there, 120 constraints in all.
struct NetworkBenchmark {
  /// The constraints: from, to, least and most days.
  let constraints: [(from: Int, to: Int, low: Int, high: Int)]
  static let events = 50

  init() {
    var state: UInt64 = 7
    func number(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    let truth = (0..<Self.events).map { $0 * 30 + number(25) }
    var constraints: [(from: Int, to: Int, low: Int, high: Int)] = []
    for index in 1..<Self.events {
      let length = truth[index] - truth[index - 1]
      constraints.append((index - 1, index, length - number(10), length + number(10)))
    }
    while constraints.count < 120 {
      let from = number(Self.events)
      let to = number(Self.events)
      guard from != to else { continue }
      let length = truth[to] - truth[from]
      constraints.append((from, to, length - number(40), length + number(40)))
    }
    self.constraints = constraints
  }

  /// Builds the network and asks for the bounds of every event; returns the number of conflicts (none).
  func resolve() -> Int {
    var network = TemporalNetwork()
    let ids = (0..<Self.events).map { network.addEvent("event \($0)") }
    for (index, constraint) in constraints.enumerated() {
      network.constrain(
        from: ids[constraint.from], to: ids[constraint.to],
        LengthBounds(lower: .days(constraint.low), upper: .days(constraint.high)), statement: StatementID(index: index))
    }
    var sum = 0
    for id in ids { sum &+= network.bounds(from: ids[0], to: id).upper?.ticks ?? 0 }
    return network.conflicts.count + (sum == .min ? 1 : 0)
  }
}
