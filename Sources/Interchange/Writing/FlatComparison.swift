// SPDX-License-Identifier: Apache-2.0

import Notation

/// A study held against what comes back of the files that it was written to.
struct FlatComparison {
  /// A cell: of a patient or an entry, by its key.
  struct Cell: Hashable {
    var kind: String
    var key: String
    var row: String
  }

  private(set) var same: [Cell] = []
  private(set) var lost: [Cell] = []
  /// What comes back and was not there.
  private(set) var added: [Cell] = []

  /// How many values come back as they were.
  var held: Int { same.count }

  init(_ flat: FlatRows, _ back: FlatRows?) {
    var rest = back?.rows ?? []
    func label(_ row: FlatRows.Row) -> String { row.kind == "patient" ? row.patient : "\(row.patient)/\(row.name)" }
    var pairs: [(row: FlatRows.Row, other: FlatRows.Row)] = []
    var open: [FlatRows.Row] = []
    for row in flat.rows {
      let index = rest.firstIndex {
        $0.patient == row.patient && $0.kind == row.kind && $0.name == row.name && Self.isLike($0, row)
      }
      if let index { pairs.append((row, rest.remove(at: index))) } else { open.append(row) }
    }
    // Entries that have no name in a file come back under the names of their kind.
    for row in open {
      let index = rest.firstIndex { $0.patient == row.patient && $0.kind == row.kind && Self.isLike($0, row) }
      if let index {
        pairs.append((row, rest.remove(at: index)))
      } else {
        for key in row.cells.keys.sorted() where key != "source" {
          lost.append(Cell(kind: row.kind, key: key, row: label(row)))
        }
        if row.cells.isEmpty, row.kind == "patient" { lost.append(Cell(kind: "patient", key: "", row: row.patient)) }
      }
    }
    for (row, other) in pairs {
      for key in Set(row.cells.keys).union(other.cells.keys).sorted() where key != "source" {
        let cell = Cell(kind: row.kind, key: key, row: label(row))
        switch (row.cells[key], other.cells[key]) {
        case (let value?, let back?) where value == back: same.append(cell)
        case (_?, _): lost.append(cell)
        case (nil, _): added.append(cell)
        }
      }
    }
    for row in rest {
      for key in row.cells.keys.sorted() where key != "source" {
        added.append(Cell(kind: row.kind, key: key, row: label(row)))
      }
    }
  }

  /// Whether a row that comes back is the one that was written: its times and what it is are the same, or files cannot say them.
  private static func isLike(_ back: FlatRows.Row, _ row: FlatRows.Row) -> Bool {
    if row.kind == "patient" { return true }
    return (["when", "ends"] + (["diagnosis", "death"].contains(row.kind) ? [] : [row.kind])).allSatisfy { key in
      guard let value = row.cells[key], let other = back.cells[key] else { return true }
      return value == other || key == row.kind && other == [Silence.notStated]
    }
  }

  /// Counts what is held and tells everything else.
  ///
  /// - Parameter form: what the files hold, in words: `reports`.
  func tell(_ losses: inout LossReport, _ form: String) {
    for cell in same { losses.add(.understood, file: cell.kind, column: cell.key, meaning: cell.key) }
    for cell in lost {
      losses.add(
        .unplaced, file: cell.kind, column: cell.key, meaning: "\(form) cannot hold it as it is", example: cell.row)
    }
    for cell in added {
      losses.add(
        .kept, file: cell.kind, column: cell.key, meaning: "what comes back beside it: of a code, or of another entry",
        example: cell.row)
    }
  }
}
