// SPDX-License-Identifier: Apache-2.0

public import Course
public import Exchange

/// One thing that a save does.
public enum Edit: Sendable, Hashable {
  /// Puts a new part behind another of its list; behind nil, at the end. A new patient is a part of the kind `patient`.
  case add(StudyPart, after: Int? = nil)
  /// Puts a new row into a table, at its end: its cells by column.
  case addRow(StudyPart.Kind, [String: String])
  /// Gives a part another text: the whole of it, as it was edited from the revision `base`.
  case replace(Int, base: Int, text: String)
  /// Gives a row other cells: all of them, by column.
  case replaceRow(Int, base: Int, [String: String])
  /// Takes a part away, as it was seen in the revision `base`.
  case remove(Int, base: Int)
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
