// SPDX-License-Identifier: Apache-2.0

import Plain

/// Where a value stands in a file of rows, as a person finds it in a spreadsheet.
public struct CellPlace: Sendable, Hashable, CustomStringConvertible {
  /// The name of the file.
  public var file: String
  /// The row as a spreadsheet counts them, the header among them, from 1; nil for the file as a whole.
  public var row: Int?
  /// The name of the column; nil for the row as a whole.
  public var column: String?

  /// A place.
  public init(file: String, row: Int? = nil, column: String? = nil) {
    self.file = file
    self.row = row
    self.column = column
  }

  /// `patients.csv, row 7, column Sex`
  public var description: String {
    file + (row.map { ", row \($0)" } ?? "") + (column.map { ", column \($0)" } ?? "")
  }
}

extension CellPlace: Comparable {
  /// By file in natural order, then by row, then by column.
  public static func < (first: CellPlace, second: CellPlace) -> Bool {
    if first.file != second.file { return NaturalOrder.precedes(first.file, second.file) }
    return (first.row ?? 0, first.column ?? "") < (second.row ?? 0, second.column ?? "")
  }
}
