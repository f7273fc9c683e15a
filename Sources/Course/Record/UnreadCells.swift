// SPDX-License-Identifier: Apache-2.0

/// Cells of a table that nobody understood when it was read, and that a person chose to keep as they stand: in fields of the study's own whose names
/// say so, and in notes of entries. They are in no derivation.
public struct UnreadCells: Sendable, Hashable {
  /// Where they are kept.
  public enum Keeper: Sendable, Hashable {
    /// In a field of the patient, of this name.
    case field(String)
    /// In the note of an entry.
    case note(of: String)
  }

  /// Where they are kept.
  public var keeper: Keeper
  /// What stands there, with the columns: `died: spring?`.
  public var text: String

  /// What a remark on the study is about that keeps a row of a table of which nobody knows whose it is.
  public static let rowTopic = "a row without a patient"
  /// What stands in place of a text that is withheld from others: that something was not understood stays.
  public static let withheld = "withheld"

  private static let suffix = " (as it stands)"
  private static let fieldLead = "in the file: "
  private static let noteLead = "as it stands in the file: "

  /// The name of the field that keeps the cells of a column. A damaged file has headers of thousands of letters, and a key of a document has at most 1024.
  public static func field(of column: String) -> String {
    (column.count > longest ? column.prefix(longest) + "…" : column) + suffix
  }
  private static let longest = 120

  /// The column whose cells a field keeps; nil for a field of another kind.
  public static func column(of field: String) -> String? {
    field.hasSuffix(suffix) ? String(field.dropLast(suffix.count)) : nil
  }

  /// How a field keeps cells.
  public static func inField(_ cells: [String]) -> String { fieldLead + cells.joined(separator: "; ") }

  /// How a note keeps cells, each with its column.
  public static func inNote(_ cells: [(column: String, text: String)], separator: String = "; ") -> String {
    noteLead + cells.map { "\($0.column): \($0.text)" }.joined(separator: separator)
  }

  /// Whether a note keeps cells.
  public static func isNote(_ text: String) -> Bool { text.contains(noteLead) }

  fileprivate static func ofField(_ name: String, _ text: String) -> UnreadCells? {
    column(of: name).map { column in
      UnreadCells(
        keeper: .field(name),
        text: "\(column): \(text.hasPrefix(fieldLead) ? String(text.dropFirst(fieldLead.count)) : text)")
    }
  }

  fileprivate static func ofNote(_ note: String, _ entry: String) -> UnreadCells? {
    note.firstRange(of: noteLead).map { UnreadCells(keeper: .note(of: entry), text: String(note[$0.upperBound...])) }
  }
}

extension Patient {
  /// What was not understood of the patient when a table was read, by where it is kept.
  public var unreadCells: [UnreadCells] {
    fields.sorted { $0.key < $1.key }.compactMap { name, value in
      guard case .text(let text)? = value.value else { return nil }
      return .ofField(name, text)
    } + entries.compactMap { entry in entry.note.flatMap { .ofNote($0, entry.id) } }
  }
}
