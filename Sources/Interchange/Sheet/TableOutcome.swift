// SPDX-License-Identifier: Apache-2.0

/// What comes up while files are read.
struct TableOutcome {
  var misfits = MisfitLog()
  var warnings = MisfitLog()
  var losses = LossReport()

  /// Whether a file could not be read whole, so that no study comes of it even where what is not understood is kept.
  var isBroken = false
  /// The sheets that were read of each workbook.
  var sheets: [String: Set<String>] = [:]
  /// The workbooks that were opened, by their names.
  private var workbooks: [String: Workbook] = [:]
  /// Rows of no patient, in words.
  var rows: [(place: CellPlace, text: String, count: Int)] = []

  /// A workbook, which is opened once however many of its sheets are read.
  mutating func workbook(_ file: InputFile) throws(WorkbookArchive.Refusal) -> Workbook {
    if let workbook = workbooks[file.name] { return workbook }
    let workbook = try Workbook(file)
    workbooks[file.name] = workbook
    return workbook
  }
}
