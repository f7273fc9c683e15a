// SPDX-License-Identifier: Apache-2.0

import Course
import Notation

/// Reads `comparators.csv`: one published arm and endpoint a row.
struct ComparatorTable {
  /// The columns: the fields of an arm.
  static let columns = TableColumns([], Comparator.notation.table)

  let log: ProblemLog

  /// The arms of all rows with the lines of their rows; what is wrong in a row is told, and the row left out.
  func rows() -> [(arm: Comparator, line: Int)] {
    var rows: [(Comparator, Int)] = []
    let reader = Reader(log)
    Self.columns.forEachRow(log) { cells, line in
      if let read = self.row(cells, line, reader) { rows.append((read, line)) }
    }
    return rows
  }

  private func row(_ cells: TableColumns.Cells, _ line: Int, _ reader: Reader) -> Comparator? {
    guard cells.tellMissing(log) else { return nil }
    let arm = Comparator.notation.read(
      cells.mapping(Comparator.notation.table, reader, mark: Mark(line: line, column: 1)))
    guard let arm else { return nil }
    if let count = arm.count, let events = arm.events, events > count {
      log.error(cells["events"]?.mark ?? .start, "\(events) of \(count) patients", expected: "at most \(count)")
      return nil
    }
    if ["events", "free", "rate %", "median months"].allSatisfy({ cells[$0] == nil }) {
      log.error(
        Mark(line: line, column: 1), "an arm without a result",
        expected: "`events`, `free`, `rate %` or `median months`")
      return nil
    }
    return isClear(arm, cells) ? arm : nil
  }

  /// Whether it is said what is counted; what may be read in two ways is asked.
  private func isClear(_ arm: Comparator, _ cells: TableColumns.Cells) -> Bool {
    if let free = arm.free {
      let place = cells["free"]?.mark ?? .start
      guard arm.countsFree else {
        log.error(place, "`free` of \(arm.endpoint.rawValue)", expected: "`events`: patients with it")
        return false
      }
      if let count = arm.count, free > count {
        log.error(place, "\(free) of \(count) patients", expected: "at most \(count)")
        return false
      }
    }
    if arm.hasUnclearEvents {
      let (with, without) =
        arm.endpoint == .survival ? ("who died", "alive") : ("who progressed or died", "free of progression")
      log.error(
        cells["events"]?.mark ?? .start,
        "`events` of \(arm.endpoint.rawValue): patients \(with), or patients \(without), is not said",
        expected:
          "`free` for patients \(without) at `at months`; or `events` with `median months` and without `at months` for patients \(with) in all; or the printed `rate %`, which decides"
      )
      return false
    }
    return true
  }
}
