// SPDX-License-Identifier: Apache-2.0

/// A sheet of a workbook to be written: a header, rows below it, and notes below these.
package struct WorkbookPage: Sendable {
  /// Its name; one that no sheet can have is changed when the workbook is made.
  package var name: String
  /// Its columns.
  package var columns: [Column]
  /// Its rows; each has as many cells as there are columns, or fewer.
  package var rows: [[Cell]]
  /// What stands below the rows, after an empty one.
  package var notes: [String]
  /// Whether it is shown only where somebody asks for it.
  package var isHidden: Bool
  /// Rows of other pages that cells lead to.
  package var links: [Link] = []
  /// So many rows below the header are ready to be filled in: they have lists of values and explanations.
  package var readyRows = 0

  package init(
    name: String, columns: [Column], rows: [[Cell]] = [], notes: [String] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.isHidden = isHidden
  }

  /// A column.
  package struct Column: Sendable {
    /// Its header.
    package var head: String
    /// Its width in characters; nil for one that fits what it holds.
    package var width: Int?
    /// Whether what somebody enters is text, whatever it looks like.
    package var isText = false
    /// Whether the header is marked as of a column that must be filled in.
    package var isNeeded = false
    /// What is shown where somebody enters a value.
    package var prompt: String?
    /// The values that may be entered; none where any may.
    package var choices: [String] = []

    package init(_ head: String, width: Int? = nil) {
      self.head = head
      self.width = width
    }
  }

  /// What a cell holds.
  package enum Cell: Sendable, Hashable {
    case empty
    /// Text, and never a formula, whatever it begins with.
    case text(String)
    /// A number, shown with so many decimals; nil shows those that it has.
    case number(Double, decimals: Int?)
    /// A day, by its number from 1970-01-01.
    case day(Int)

    /// A text as a number where it is one that a program writes in the same signs, else as it is.
    package static func value(_ text: String) -> Cell {
      guard text.utf8.count <= 15, let number = Double(text), number.isFinite, plain(number) == text else {
        return text.isEmpty ? .empty : .text(text)
      }
      return .number(number, decimals: nil)
    }

    /// A number in decimals, without an exponent; nil where it has no such form.
    static func plain(_ number: Double) -> String? {
      if number == 0 { return number.sign == .minus ? nil : "0" }
      if number == number.rounded(), number.magnitude < 1e15 { return String(Int(number)) }
      let text = "\(number)"
      return text.contains("e") ? nil : text
    }
  }

  /// A cell that leads to a row of another page.
  package struct Link: Sendable, Hashable {
    /// The row of the cell, from 0 below the header.
    package var row: Int
    /// Its column, from 0.
    package var column: Int
    /// The page that it leads to, by its place among the pages.
    package var page: Int
    /// The row there, from 0 below the header.
    package var target: Int

    package init(row: Int, column: Int, page: Int, target: Int) {
      self.row = row
      self.column = column
      self.page = page
      self.target = target
    }
  }
}
