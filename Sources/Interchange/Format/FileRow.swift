// SPDX-License-Identifier: Apache-2.0

/// A row as a file has it.
struct FileRow: Equatable {
  /// Its number as a spreadsheet counts, from 1.
  var number: Int
  /// Its cells from the first column on.
  var cells: [FileCell]
}

/// A cell as a file has it.
struct FileCell: Equatable {
  /// What a cell of a spreadsheet holds; in a text file all is text.
  enum Kind: Equatable {
    case text
    /// A number, with a decimal point.
    case number
    /// A date, in EDTF.
    case date
    /// No value that can be read; why, and what would be right.
    case fault(String, expected: String)
  }

  /// Its text.
  var text: String
  /// What it holds.
  var kind = Kind.text
}
