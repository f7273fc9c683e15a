// SPDX-License-Identifier: Apache-2.0

import Plain

/// Where a value stands in a file, as a person finds it: row and column of a spreadsheet, or line and element of an XML document.
public struct CellPlace: Sendable, Hashable, CustomStringConvertible {
  /// The name of the file.
  public var file: String
  /// The row as a spreadsheet counts them, the header among them, from 1; nil for the file as a whole.
  public var row: Int?
  /// The name of the column, or the path of the element; nil for the row as a whole.
  public var column: String?
  /// In an XML document, whose `row` is a line: what the value is of (`patient 7, report M1`), empty for the document as a whole. Nil in a file of rows.
  public var record: String?

  /// A place.
  public init(file: String, row: Int? = nil, column: String? = nil, record: String? = nil) {
    self.file = file
    self.row = row
    self.column = column
    self.record = record
  }

  /// `patients.csv, row 7, column Sex`, or `reports.xml, line 57, patient 7, report M1, Diagnose/Diagnosesicherung`
  public var description: String {
    guard let record else {
      return file + (row.map { ", row \($0)" } ?? "") + (column.map { ", column \($0)" } ?? "")
    }
    return ([file] + (row.map { ["line \($0)"] } ?? []) + [record] + (column.map { [$0] } ?? []))
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension CellPlace: Comparable {
  /// By file in natural order, then by row, by column and by record.
  public static func < (first: CellPlace, second: CellPlace) -> Bool {
    if first.file != second.file { return NaturalOrder.precedes(first.file, second.file) }
    let (one, other) = ((first.row ?? 0, first.column ?? ""), (second.row ?? 0, second.column ?? ""))
    if one != other { return one < other }
    let (record, next) = (first.record ?? "", second.record ?? "")
    return NaturalOrder.precedes(record, next) || !NaturalOrder.precedes(next, record) && record < next
  }
}
