// SPDX-License-Identifier: Apache-2.0

/// A temporal network as a textbook has it: all distances in a matrix, closed by Floyd and Warshall's three loops after each constraint. Node 0 is the calendar.
struct FullClosure {
  /// `low ≤ to − from ≤ high` in days; nil is open.
  struct Constraint {
    var from: Int
    var to: Int
    var low: Int?
    var high: Int?
    var statement: Int
  }

  private(set) var distance: [[Int?]]
  private(set) var accepted: [Constraint] = []

  init(events: Int) {
    distance = (0...events).map { row in (0...events).map { $0 == row ? 0 : nil } }
  }

  init(events: Int, _ constraints: [Constraint]) {
    self.init(events: events)
    for constraint in constraints { set(constraint) }
    close()
  }

  /// Adds a constraint; false, and nothing is changed, where it contradicts those before it.
  mutating func add(_ constraint: Constraint) -> Bool {
    var next = self
    next.set(constraint)
    next.close()
    guard next.isConsistent else { return false }
    self = next
    accepted.append(constraint)
    return true
  }

  var isConsistent: Bool { distance.indices.allSatisfy { distance[$0][$0] == 0 } }

  private mutating func set(_ constraint: Constraint) {
    if let high = constraint.high { tighten(constraint.from, constraint.to, high) }
    if let low = constraint.low { tighten(constraint.to, constraint.from, -low) }
  }

  private mutating func tighten(_ from: Int, _ to: Int, _ length: Int) {
    distance[from][to] = min(distance[from][to] ?? length, length)
  }

  private mutating func close() {
    for middle in distance.indices {
      for from in distance.indices {
        guard let first = distance[from][middle] else { continue }
        for to in distance.indices {
          guard let second = distance[middle][to] else { continue }
          tighten(from, to, first + second)
        }
      }
    }
  }
}
