// SPDX-License-Identifier: Apache-2.0

/// A time that cannot be read: where, what stands there, what was expected.
public struct TimeSyntaxError: Error, Hashable, Sendable {
  /// Offset in the text that was read, in UTF-8 code units from 0.
  public let offset: Int
  /// What stands there.
  public let found: String
  /// What was expected.
  public let expected: String
  /// How it should probably be written.
  public let suggestion: String?

  /// An error.
  public init(offset: Int, found: String, expected: String, suggestion: String? = nil) {
    self.offset = offset
    self.found = found
    self.expected = expected
    self.suggestion = suggestion
  }
}
