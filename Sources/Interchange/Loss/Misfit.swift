// SPDX-License-Identifier: Apache-2.0

/// A value that was not understood: where it stands, what was found, what would be right.
public struct Misfit: Sendable, Hashable, CustomStringConvertible {
  /// Where it stands.
  public var place: CellPlace
  /// What was found, in words.
  public var message: String
  /// What may stand there instead.
  public var expected: String?
  /// What was probably meant.
  public var suggestion: String?

  /// A value that was not understood.
  public init(_ place: CellPlace, _ message: String, expected: String? = nil, suggestion: String? = nil) {
    self.place = place
    self.message = message
    self.expected = expected
    self.suggestion = suggestion
  }

  /// `message; expected …; did you mean …?`
  public var words: String {
    message + (expected.map { "; expected \($0)" } ?? "") + (suggestion.map { "; did you mean `\($0)`?" } ?? "")
  }

  /// On one line.
  public var description: String { "\(place): \(words)" }
}

extension Misfit: Comparable {
  /// By place, then by what is said.
  public static func < (first: Misfit, second: Misfit) -> Bool {
    if first.place != second.place { return first.place < second.place }
    return first.message == second.message ? first.words < second.words : first.message < second.message
  }
}
