// SPDX-License-Identifier: Apache-2.0

public import Plain

/// A definition used in a derivation, with where it comes from.
public struct Definition: Sendable, Hashable {
  /// Its name in every language.
  public var namePhrase: Phrase
  /// What it says in every language, in a sentence or a few.
  public var textPhrase: Phrase
  /// The literature or guideline behind it, in every language: a title stays as it is.
  public var sourcePhrase: Phrase

  /// A definition.
  public init(name: Phrase, text: Phrase, source: Phrase) {
    namePhrase = name
    textPhrase = text
    sourcePhrase = source
  }

  /// Of a trace that is not told (`Trace.isTold`).
  static let untold = Definition(name: .none, text: .none, source: .none)

  /// Its name: `Duration of treatment`.
  public var name: String { namePhrase.english }
  /// What it says, in a sentence.
  public var text: String { textPhrase.english }
  /// The literature or guideline behind it.
  public var source: String { sourcePhrase.english }
}
