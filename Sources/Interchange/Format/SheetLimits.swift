// SPDX-License-Identifier: Apache-2.0

/// What a file of rows may hold. What is more is refused before anything is made of it, so that memory is bounded whatever the file says.
package enum SheetLimits {
  /// A file may have so many bytes.
  package static let bytes = 64_000_000
  /// A line may have so many bytes.
  package static let line = 1_000_000
  /// A header may have so many columns.
  package static let columns = 4096
  /// A cell may have so many bytes: a cell of Excel holds as many characters.
  package static let cell = 32_767
  /// A header ends in one of the first so many rows.
  package static let header = 50
  /// A part of a workbook may have so many bytes when it is unpacked.
  package static let part = 128_000_000
  /// A workbook may have so many sheets.
  package static let sheets = 256
  /// The number of the last row of a sheet, as in Excel.
  package static let lastRow = 1_048_576
}
