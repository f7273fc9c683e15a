// SPDX-License-Identifier: Apache-2.0

/// A definition used in a derivation, with where it comes from.
public struct Definition: Sendable, Hashable {
  /// Its name: `Duration of treatment`.
  public var name: String
  /// What it says, in a sentence.
  public var text: String
  /// The literature or guideline behind it.
  public var source: String

  /// A definition.
  public init(name: String, text: String, source: String) {
    self.name = name
    self.text = text
    self.source = source
  }
}
