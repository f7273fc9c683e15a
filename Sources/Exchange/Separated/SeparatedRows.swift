// SPDX-License-Identifier: Apache-2.0

package import Notation

/// The rows of any file of separated values, one after the other, for readers that know their columns only by a mapping.
package struct SeparatedRows {
  private var text: DelimitedText<[UInt8]>

  /// - Parameter separator: what stands between two fields; nil for a comma, or a semicolon where the first line has one and no comma.
  package init(_ log: ProblemLog, separator: UInt8? = nil) { text = DelimitedText(log, separator: separator) }

  /// The next row that is not blank; nil at the end, or after a quote that is never closed, which is told.
  package mutating func next() -> DelimitedRow? { text.next() }

  /// What stands between two fields.
  package var separator: UInt8 { text.separator }
  /// The offset behind the last row that was given, and the line ends and the rows before it, blank ones among them.
  package var behind: (offset: Int, lines: Int, rows: Int) { text.behind }

  /// Rows as a file of separated values, with quotes only where they are needed.
  package static func text(_ rows: [[String]]) -> String { FolderTables.text(rows) }
}
