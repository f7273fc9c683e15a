// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain
import Store

/// Recorded rows of a patient's table as they are corrected in place: laboratory values or lesions. The reader of folders judges every row before it is saved.
struct TableRows: Sendable {
  /// So many rows stand on a page.
  static let onPage = 60

  /// A row.
  struct Row: Sendable {
    /// The part that it is; nil for a new one.
    var part: Int?
    /// What is typed, by column.
    var typed: [String: String]
    /// What is recorded.
    var recorded: [String: String] = [:]
    var isRemoved = false
    var told = RowReading.Told()

    /// Whether nothing is typed in a new row.
    var isBlank: Bool { part == nil && typed.values.allSatisfy { $0.trimmed.isEmpty } }
  }

  let patient: Patient.ID
  let table: PastedRows.Table
  /// The columns that are shown: those that a row needs, and those that any row of the page has.
  private(set) var columns: [String]
  var rows: [Row]
  /// How many rows the patient has in all.
  let total: Int

  /// The rows of a page, from 1.
  init(_ patient: Patient.ID, _ table: PastedRows.Table, _ store: Store, at revision: Int, page: Int) async throws {
    self.patient = patient
    self.table = table
    let names = RowReading.columns(table.kind, try await store.parts(of: nil, at: revision))
    let all = try await store.parts(of: patient, at: revision).filter { $0.part.kind == table.kind }
    total = all.count
    let start = min(max(0, (page - 1) * Self.onPage), max(0, all.count - 1) / Self.onPage * Self.onPage)
    rows = all.dropFirst(start).prefix(Self.onPage).map { part in
      let cells = RowReading.cells(part, names).filter { !$0.value.isEmpty }
      return Row(part: part.id, typed: cells.filter { $0.key != "patient" }, recorded: cells)
    }
    let used = Set(rows.flatMap(\.typed.keys)).union(table.required)
    columns = table.columns.filter(used.contains)
  }

  /// The cells of a row, as they would be saved: days and lengths as the record has them.
  func cells(_ row: Row) -> [String: String] {
    var cells = row.recorded
    cells["patient"] = patient
    for column in columns {
      let text = (row.typed[column] ?? "").trimmed
      // What nobody has touched stays as it is written.
      cells[column] = text == row.recorded[column] ? text : PastedRows.written(text, column, under: column)
    }
    return cells.filter { !$0.value.isEmpty }
  }

  private func isChanged(_ row: Row) -> Bool { row.part == nil ? !row.isBlank : cells(row) != row.recorded }

  /// Rows that a save would change.
  var changed: [Row] { rows.filter { $0.isRemoved || isChanged($0) } }

  /// Holds the rows against the record.
  mutating func check(_ store: Store, at revision: Int) async throws {
    let standing = rows.indices.filter { !rows[$0].isRemoved && !rows[$0].isBlank }
    let own = Set(rows.compactMap(\.part))
    let reading = try await RowReading(
      standing.map { cells(rows[$0]) }, table.kind, of: patient, store, at: revision
    ) { part, _ in !own.contains(part.id) }
    for (index, told) in zip(standing, reading.told) {
      rows[index].told = told
      for column in table.required where cells(rows[index])[column] == nil {
        rows[index].told.problems.append(Phrase("no `\(column)`", "`\(column)` fehlt"))
      }
    }
  }

  /// Whether every row is understood.
  var isClear: Bool { rows.allSatisfy(\.told.problems.isEmpty) }

  /// The edits of all that was changed, as it was seen in a revision.
  func edits(base: Int) -> [Edit] {
    changed.compactMap { row in
      guard let part = row.part else { return row.isRemoved ? nil : .addRow(table.kind, cells(row), at: .last) }
      return row.isRemoved ? .remove(part, base: base) : .replaceRow(part, base: base, cells(row))
    }
  }
}
