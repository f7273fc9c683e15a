// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// One constraint on time with where it comes from: the answer to "why this bound?".
public struct Statement: Sendable, Hashable, Identifiable {
  /// Its number in the patient's network.
  public var id: StatementID
  /// What it says, in one line: `start of maintenance: 6 mo after start of gem-doc`.
  public var text: String
  /// Whether the source states it or the way a course is built implies it.
  public var kind: Kind
  /// Where it is stated; empty for implied ones.
  public var sources: [Source]
  /// Where it stands in the folder.
  public var location: SourceLocation

  /// The kinds of statement.
  public enum Kind: Sendable, Hashable {
    /// Stated in the source.
    case stated
    /// Implied by how courses work; the rule in words: `what ends does not end before it starts`.
    case implied(String)
  }
}
