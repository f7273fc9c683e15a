// SPDX-License-Identifier: Apache-2.0

/// Statements that cannot all be true.
public struct Conflict: Hashable, Sendable {
  /// Statements that contradict each other, in the order of the cycle; the rejected one is among them.
  public let statements: [StatementID]
  /// The one that came last and was set aside.
  public let rejected: StatementID
  /// By how much they miss each other.
  public let excess: TimeLength
  /// The negative cycle: each step bounds `to − from` from above, and the bounds sum to less than zero.
  public let cycle: [Step]
  /// Whether it is known that without any one of the statements the rest agree. Not so where that would have cost too much to find out.
  public let isMinimal: Bool

  /// One step of the cycle.
  public struct Step: Hashable, Sendable {
    /// From this event
    public let from: EventID
    /// to this one
    public let to: EventID
    /// it takes at most this (a negative number: at least, backwards),
    public let bound: TimeLength
    /// says this statement.
    public let statement: StatementID
  }

  /// The conflict that a negative cycle is.
  init(cycle edges: [Edge], rejected: StatementID, isMinimal: Bool) {
    var order: [StatementID] = []
    var seen: Set<Int> = []
    for edge in edges where edge.statement >= 0 && seen.insert(edge.statement).inserted {
      order.append(StatementID(index: edge.statement))
    }
    statements = order
    self.rejected = rejected
    self.isMinimal = isMinimal
    excess = TimeLength(ticks: -edges.reduce(0) { $0 + $1.bound })
    cycle = edges.map {
      Step(
        from: EventID(index: Int($0.from)), to: EventID(index: Int($0.to)), bound: TimeLength(ticks: $0.bound),
        statement: StatementID(index: $0.statement))
    }
  }
}
