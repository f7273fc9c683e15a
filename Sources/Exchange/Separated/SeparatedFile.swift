// SPDX-License-Identifier: Apache-2.0

public import Course
public import Notation
import Foundation
import Plain

/// A file of separated values that is no part of a study: a head, and rows of as many fields, each with its place.
public struct SeparatedFile: Sendable {
  /// A field and where it stands.
  public struct Cell: Sendable, Hashable {
    /// Its text, without blanks around it.
    public var text: String
    /// Its place.
    public var location: SourceLocation
  }

  /// The names of the columns.
  public var head: [Cell]
  /// The rows, each as long as the head.
  public var rows: [[Cell]]

  /// Reads a file: comma-separated, or with semicolons where the head has no comma. No file where a problem is an error.
  public static func read(_ path: String) -> (file: SeparatedFile?, problems: [Problem]) {
    let url = URL(fileURLWithPath: path)
    let folder = DiskFiles(folder: url.deletingLastPathComponent().path)
    switch FolderReader<DiskFiles>.text(url.lastPathComponent, folder, limit: FolderLayout.textLimit) {
    case .failure(let problem): return (nil, [problem.problem])
    case .success(let text): return read(ProblemLog(text: text))
    }
  }

  static func read(_ log: ProblemLog) -> (file: SeparatedFile?, problems: [Problem]) {
    var text = DelimitedText(log)
    func cells(_ row: DelimitedRow) -> [Cell] {
      row.cells.map { Cell(text: $0.text, location: log.text.location($0.mark)) }
    }
    guard let first = text.next() else {
      if log.problems.isEmpty { log.error(.start, "the file is empty", expected: "a head and rows") }
      return (nil, log.problems)
    }
    var names: Set<String> = []
    for cell in first.cells {
      if cell.text.isEmpty {
        log.error(cell.mark, "a column without a name", expected: "a name for each column")
      } else if !names.insert(cell.text).inserted {
        log.error(cell.mark, "a second column `\(cell.text)`", expected: "each column once")
      }
    }
    var rows: [[Cell]] = []
    while let row = text.next() {
      guard row.cells.count == first.cells.count else {
        log.error(
          Mark(line: row.line, column: 1), "\(row.cells.count) fields in this row",
          expected: "\(first.cells.count), as in the head; text with a comma stands in quotes, a number has a point")
        continue
      }
      rows.append(cells(row))
    }
    if rows.isEmpty, log.problems.isEmpty { log.error(.start, "the file has no rows", expected: "rows below the head") }
    return (
      log.problems.contains { $0.severity == .error } ? nil : SeparatedFile(head: cells(first), rows: rows),
      log.problems
    )
  }
}
