// SPDX-License-Identifier: Apache-2.0

/// Why something cannot be computed of what was given: what was found, what is expected.
public struct MarrowProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// What it is about: `duration of gemcitabine`.
  public var subject: String
  /// What was found.
  public var found: String
  /// What is expected.
  public var expected: String

  /// A problem.
  public init(_ subject: String, found: String, expected: String) {
    self.subject = subject
    self.found = found
    self.expected = expected
  }

  /// `duration of gemcitabine: found -1 h; expected 0 or more`
  public var description: String { "\(subject): found \(found); expected \(expected)" }
}
