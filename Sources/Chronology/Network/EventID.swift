// SPDX-License-Identifier: Apache-2.0

/// An event of a network.
public struct EventID: Hashable, Sendable {
  /// Index in ``TemporalNetwork/events``.
  public let index: Int
  /// An event by its index.
  public init(index: Int) { self.index = index }
}

/// The statement that a constraint came from; the caller gives the number.
public struct StatementID: Hashable, Sendable {
  /// The caller's number.
  public let index: Int
  /// A statement by its number.
  public init(index: Int) { self.index = index }
}
