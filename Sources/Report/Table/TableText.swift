// SPDX-License-Identifier: Apache-2.0

public import Plain

/// What the texts of a table are: words of one language, or a phrase in every language.
public protocol TableText: Sendable, Hashable {
  /// What is the same in every language: a name, a code, a unit.
  init(same text: String)
  /// As a reader of a language reads it.
  func text(in language: Language) -> String
}

extension Phrase: TableText {
  /// As a reader of a language reads it.
  public func text(in language: Language) -> String { self[language] }
}

extension String: TableText {
  /// The text itself.
  public init(same text: String) { self = text }
  /// The text itself, whatever the reader's language: it has one of its own.
  public func text(in language: Language) -> String { self }
}
