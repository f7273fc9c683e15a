// SPDX-License-Identifier: Apache-2.0

/// The columns of a table in a file: which are known, which must be there, and where each stands in the head row.
struct TableColumns {
  /// Columns that must be there.
  let required: [String]
  /// Columns that may.
  let optional: [String]

  /// The place of each column in a head row, or nil after telling what is wrong with it.
  func places(_ header: DelimitedRow, _ log: ProblemLog) -> [String: Int]? {
    let all = required + optional
    let line = "the header `\(all.joined(separator: ","))`"
    if header.cells.count == 1, header.cells[0].text.contains("\t") {
      log.error(header.cells[0].mark, "columns separated by tabs", expected: "commas: save the file as CSV")
      return nil
    }
    var places: [String: Int] = [:]
    var isSound = true
    for (index, cell) in header.cells.enumerated() {
      if !all.contains(cell.text) {
        log.error(
          cell.mark, "unknown column \(ProblemLog.quoted(cell.text))", expected: line,
          suggestion: log.nearest(to: cell.text, in: all))
        isSound = false
      } else if places[cell.text] != nil {
        log.error(cell.mark, "the column `\(cell.text)` is there twice")
        isSound = false
      }
      places[cell.text] = index
    }
    let missing = required.filter { places[$0] == nil }
    if !missing.isEmpty, isSound {
      log.error(Mark(line: header.line, column: 1), "no column \(Wording.list(missing))", expected: line)
    }
    return isSound && missing.isEmpty ? places : nil
  }
}
