// SPDX-License-Identifier: Apache-2.0

/// One half of a constraint: `to − from ≤ bound`, in ticks.
struct Edge: Sendable, Hashable {
  var from: Int32
  var to: Int32
  var bound: Int
  var statement: Int

  init(from: Int, to: Int, bound: Int, statement: Int) {
    self.from = Int32(truncatingIfNeeded: from)
    self.to = Int32(truncatingIfNeeded: to)
    self.bound = bound
    self.statement = statement
  }
}

/// Which edges leave and which reach a node: a list for each, newest first.
struct EdgeLists: Sendable {
  private var lastLeaving: [Int32] = []
  private var lastReaching: [Int32] = []
  private var beforeLeaving: [Int32] = []
  private var beforeReaching: [Int32] = []

  /// Nodes so far.
  var nodes: Int { lastLeaving.count }
  /// Edges so far.
  var count: Int { beforeLeaving.count }

  mutating func addNodes(upTo count: Int) {
    guard count > nodes else { return }
    let none = repeatElement(Int32(-1), count: count - nodes)
    lastLeaving += none
    lastReaching += none
  }

  /// Adds the edge whose number is ``count``.
  mutating func add(from: Int, to: Int) {
    let number = Int32(truncatingIfNeeded: count)
    beforeLeaving.append(lastLeaving[from])
    beforeReaching.append(lastReaching[to])
    lastLeaving[from] = number
    lastReaching[to] = number
  }

  /// Whether a node has no edge at all.
  func isAlone(_ node: Int) -> Bool { lastLeaving[node] < 0 && lastReaching[node] < 0 }

  func leaving(_ node: Int) -> List { List(number: lastLeaving[node], before: beforeLeaving) }
  func reaching(_ node: Int) -> List { List(number: lastReaching[node], before: beforeReaching) }

  /// The numbers of edges at a node.
  struct List: Sequence, IteratorProtocol {
    fileprivate var number: Int32
    fileprivate let before: [Int32]

    mutating func next() -> Int? {
      guard number >= 0 else { return nil }
      defer { number = before[Int(number)] }
      return Int(number)
    }
  }
}
