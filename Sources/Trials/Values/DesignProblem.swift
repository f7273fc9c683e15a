// SPDX-License-Identifier: Apache-2.0

/// Why a design cannot be made of what was given: what was found, what is expected.
public struct DesignProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// What it is about: `power`.
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

  /// `power: found 0.02; expected a share above alpha (0.05)`
  public var description: String { "\(subject): found \(found); expected \(expected)" }
}
