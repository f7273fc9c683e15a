// SPDX-License-Identifier: Apache-2.0

public import Course

/// What a text warns of: for whom a drug or a regimen is not, or what must be heeded whenever it is given.
public struct Caution: Sendable, Hashable {
  /// For whom; nil for all.
  public var condition: Condition?
  /// What the text says, in own words.
  public var words: String
  /// Whose text: `EU text`.
  public var by: String?
  /// Where it is from.
  public var sources: [LibrarySource]

  /// A caution.
  public init(condition: Condition? = nil, words: String, by: String? = nil, sources: [LibrarySource]) {
    self.condition = condition
    self.words = words
    self.by = by
    self.sources = sources
  }
}
