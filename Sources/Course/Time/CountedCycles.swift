// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// Cycles that a record counts between two events. Their plan is the least time that they take: cycles are delayed, and then they last longer.
public struct CountedCycles: Sendable, Hashable {
  /// The therapy.
  public var therapy: Entry.ID
  /// The therapy, or the dose phase whose cycles they are.
  public var id: String
  /// How many. The last may have been cut short where they end with the therapy.
  public var count: Int
  /// The plan; nil where no length is stated.
  public var length: CycleLength?
  /// The start of the first.
  public var start: EventID
  /// The start of the cycle that follows the last, or the end of the therapy.
  public var end: EventID
  /// By how much they were delayed in all; nil where the record does not say.
  public var delay: LengthBounds?
  /// What says so.
  public var statement: StatementID
}
