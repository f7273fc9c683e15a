// SPDX-License-Identifier: Apache-2.0

public import Exchange

/// One thing that a save does.
public enum Edit: Sendable, Hashable {
  /// Puts a new part into its list. A new patient is a part of the kind `patient`.
  case add(StudyPart, at: Place = .last)
  /// Puts a new row into a table: its cells by column.
  case addRow(StudyPart.Kind, [String: String], at: Place = .last)
  /// Gives a part another text: the whole of it, as it was edited from the revision `base`.
  case replace(Int, base: Int, text: String)
  /// Gives a row other cells: all of them, by column.
  case replaceRow(Int, base: Int, [String: String])
  /// Takes a part away, as it was seen in the revision `base`.
  case remove(Int, base: Int)
  /// Gives the table of a kind of rows these columns. One that has a value in any row stays; a table without rows and columns goes.
  case columns(StudyPart.Kind, [String])

  /// Where something new comes to stand in its list. Of several at one place the last stands first.
  public enum Place: Sendable, Hashable {
    /// At the end.
    case last
    /// At the beginning.
    case first
    /// Behind a part that is there.
    case behind(Int)
  }
}

/// What came of a save.
public struct Saved: Sendable, Hashable {
  /// The revision that was written; the last one where the save changed nothing.
  public var revision: Int
  /// Whether anything was changed.
  public var isChanged: Bool
  /// The parts that were added, in the order of their edits.
  public var added: [Int]
  /// Fields that others had changed meanwhile and that stay as they have them, by part.
  public var taken: [Int: [String]]
}
