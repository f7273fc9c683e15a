// SPDX-License-Identifier: Apache-2.0

import Interchange
import Report

/// What became of every value, as a table.
enum LossTable {
  /// The lines of a report; lines of one column that were understood alike stand together.
  static func table(_ losses: LossReport) -> Table {
    let order = LossReport.Outcome.allCases
    let lines = order.flatMap { outcome in losses.lines.filter { $0.outcome == outcome } }
    let counts = order.map { "\($0.rawValue) \(losses.count($0))" }.joined(separator: ", ")
    return Table(
      name: "losses", title: "What became of every value",
      columns: ["Outcome", "File", "Column", "Meaning", .init("Values", .number), "Examples"],
      rows: lines.map { line in
        [
          .words(line.outcome.rawValue), .words(line.file), .words(line.column.isEmpty ? nil : line.column),
          .words(line.meaning), .number(line.count),
          .words(
            line.outcome == .understood || line.examples.isEmpty ? nil : line.examples.joined(separator: "; "),
            or: .blank),
        ]
      }, footnotes: ["Values: \(counts)."])
  }
}
