// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import GRDB
import Plain

/// What a save does to tables: rows by their cells, columns in the order in which they came.
extension Saving {
  /// A row, or an attachment, that is touched: what it was, nil for a new one, and what it becomes, nil for one that goes.
  struct RowEdit {
    var stored: StoredPart?
    var part: StudyPart?
    /// The order of its edit.
    var edit: Int
    var place: Edit.Place

    var isOfTable: Bool { (stored?.part ?? part)?.kind.isOfTable ?? false }
  }

  /// A table that is touched.
  struct Table {
    let path: String
    let item: StudyPart.Kind
    /// Its columns as they are; nil for a table that is not there.
    let stored: StoredPart?
    /// Its columns as rows are written.
    var names: [String]
    /// The columns that it shall have; nil where nobody said.
    var wanted: [String]?
  }

  /// The table of a kind of rows, loaded once; the kind of its columns.
  private mutating func load(tableOf kind: StudyPart.Kind) throws -> StudyPart.Kind {
    guard let (path, file) = StudyPart.Kind.files.first(where: { $0.file.item == kind && $0.file.isTable }) else {
      throw StoreError.refused("\(kind.rawValue) is no row of a table")
    }
    if tables[file.head] == nil {
      let stored = try PartQuery.fetch(db, "p.kind = :kind", ["kind": file.head.rawValue]).first
      tables[file.head] = Table(
        path: path, item: kind, stored: stored, names: stored.map { StudyParts.cells($0.part.text) } ?? [])
    }
    return file.head
  }

  /// The columns of the table of a kind of rows, as a line; nil for what is no row.
  mutating func columnLine(of kind: StudyPart.Kind) throws -> String? {
    guard kind.isOfTable, kind.rank == 1 else { return nil }
    return tables[try load(tableOf: kind)].map { StudyParts.line($0.names) }
  }

  private func refuseUnknown(_ columns: some Sequence<String>, _ path: String) throws {
    let known = FolderFormat.columns(path)
    for column in columns.sorted() where !known.contains(column) {
      let nearest = Spelling.nearest(to: column, among: known).map { "; did you mean `\($0)`?" } ?? ""
      throw StoreError.refused("\(path) has no column `\(column)`\(nearest)")
    }
  }

  /// A row of cells. A column that the table has not yet is added at its end, so that the rows before it stay what they are.
  mutating func row(_ kind: StudyPart.Kind, _ cells: [String: String]) throws -> StudyPart {
    let head = try load(tableOf: kind)
    guard var table = tables[head] else { throw StoreError.refused("\(kind.rawValue) is no row of a table") }
    try refuseUnknown(cells.keys, table.path)
    let isNew = table.names.isEmpty
    for column in FolderFormat.columns(table.path)
    where !table.names.contains(column)
      && (cells[column]?.isEmpty == false || (isNew && FolderFormat.requiredColumns(table.path).contains(column)))
    {
      table.names.append(column)
    }
    tables[head] = table
    return StudyPart(
      kind: kind, patient: cells["patient"], text: StudyParts.line(table.names.map { (cells[$0] ?? "").trimmed }))
  }

  /// Notes the columns that a table shall have.
  mutating func setColumns(of kind: StudyPart.Kind, _ names: [String]) throws {
    let head = try load(tableOf: kind)
    guard let table = tables[head] else { return }
    try refuseUnknown(names, table.path)
    tables[head]?.names += FolderFormat.columns(table.path).filter { names.contains($0) && !table.names.contains($0) }
    tables[head]?.wanted = names
  }

  // MARK: the end

  /// What changes in tables.
  mutating func rowChanges() throws -> [Change] {
    for row in rows {
      if let stored = row.stored, let part = row.part, stored.part.patient != part.patient {
        throw StoreError.refused("a row does not go to another patient: remove it there, and add it here")
      }
    }
    var changes: [Change] = []
    for (head, table) in tables.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      changes += try columnChanges(head, table)
    }
    for (item, edits) in Dictionary(grouping: rows, by: { $0.stored?.part.kind ?? $0.part?.kind ?? .laboratory })
      .sorted(by: { $0.key.rawValue < $1.key.rawValue })
    {
      let new = edits.filter { $0.stored == nil }
      for row in edits {
        guard let stored = row.stored else { continue }
        guard let part = row.part else {
          changes.append(.remove(stored))
          continue
        }
        if stored.part.text != part.text { changes.append(.text(stored, part.text)) }
      }
      changes += try additions(new, item)
    }
    return Self.combined(changes)
  }

  /// A part that gets another text and another place gets both with one change.
  private static func combined(_ changes: [Change]) -> [Change] {
    var texts: [Int: String] = [:]
    var moved: Set<Int> = []
    for change in changes {
      switch change {
      case .text(let part, let text): texts[part.id] = text
      case .place(let part, _): moved.insert(part.id)
      case .add, .remove: break
      }
    }
    return changes.compactMap { change in
      switch change {
      case .text(let part, _): return moved.contains(part.id) ? nil : change
      case .place(var part, let position):
        part.part.text = texts[part.id] ?? part.part.text
        return .place(part, position)
      case .add, .remove: return change
      }
    }
  }

  /// New rows at their places.
  private func additions(_ new: [RowEdit], _ item: StudyPart.Kind) throws -> [Change] {
    func add(_ row: RowEdit, _ position: Int) -> Change? {
      row.part.map { .add($0, $0.patient, position: position, edit: row.edit) }
    }
    guard new.contains(where: { $0.place != .last }) else {
      let end =
        try Int.fetchOne(
          db, sql: "SELECT max(position) FROM part WHERE kind = ? AND present = 1", arguments: [item.rawValue]) ?? 0
      return new.enumerated().compactMap { add($1, end + ($0 + 1) * Store.gap) }
    }
    var slots: [(stored: StoredPart?, edit: RowEdit?)] = try PartQuery.fetch(
      db, "p.kind = :kind", ["kind": item.rawValue]
    ).map { ($0, nil) }
    for row in new {
      switch row.place {
      case .last: slots.append((nil, row))
      case .first: slots.insert((nil, row), at: 0)
      case .behind(let key):
        guard let before = slots.firstIndex(where: { $0.stored?.id == key }) else {
          throw StoreError.refused("there is no part \(key) in \(item.path(nil))")
        }
        slots.insert((nil, row), at: before + 1)
      }
    }
    let gone = Set(rows.compactMap { $0.part == nil ? $0.stored?.id : nil })
    return zip(slots, Self.positions(slots.map { $0.stored?.position })).compactMap { slot, position in
      if let row = slot.edit { return add(row, position) }
      guard let stored = slot.stored, stored.position != position, !gone.contains(stored.id) else { return nil }
      return .place(stored, position)
    }
  }

  /// The columns of a table as they will be, and what that does to rows that are not touched otherwise.
  private mutating func columnChanges(_ head: StudyPart.Kind, _ table: Table) throws -> [Change] {
    var names = table.names
    var changes: [Change] = []
    if let wanted = table.wanted, names.contains(where: { !wanted.contains($0) }) {
      let touched = Dictionary(
        rows.enumerated().compactMap { index, row in row.stored.map { ($0.id, index) } }, uniquingKeysWith: { $1 })
      let kept = try PartQuery.fetch(db, "p.kind = :kind", ["kind": table.item.rawValue]).filter {
        touched[$0.id] == nil
      }
      let texts = kept.map(\.part.text) + rows.compactMap { $0.part?.kind == table.item ? $0.part?.text : nil }
      let values = texts.map { StudyParts.cells($0) }
      let required = FolderFormat.requiredColumns(table.path)
      let places = names.indices.filter { place in
        wanted.contains(names[place]) || required.contains(names[place])
          || values.contains { $0.indices.contains(place) && !$0[place].isEmpty }
      }
      if values.isEmpty, wanted.isEmpty {
        return table.stored.map { [.remove($0)] } ?? []
      }
      if places != Array(names.indices) {
        names = places.map { names[$0] }
        func line(_ text: String) -> String {
          let cells = StudyParts.cells(text)
          return StudyParts.line(places.map { cells.indices.contains($0) ? cells[$0] : "" })
        }
        for row in kept where line(row.part.text) != row.part.text { changes.append(.text(row, line(row.part.text))) }
        for index in rows.indices {
          guard let part = rows[index].part, part.kind == table.item else { continue }
          rows[index].part?.text = line(part.text)
        }
      }
    }
    guard !names.isEmpty else { return changes }
    let text = StudyParts.line(names)
    guard let stored = table.stored else {
      return changes + [.add(StudyPart(kind: head, text: text), nil, position: 0, edit: nil)]
    }
    if stored.part.text != text { changes.append(.text(stored, text)) }
    return changes
  }

  /// Places for what has none, between those that have one; all anew where there is no room.
  static func positions(_ known: [Int?]) -> [Int] {
    var places: [Int] = []
    var index = 0
    while index < known.count {
      if let place = known[index] {
        places.append(place)
        index += 1
        continue
      }
      let run = known[index...].prefix { $0 == nil }.count
      let before = places.last ?? 0
      if index + run < known.count, let after = known[index + run] {
        let step = (after - before) / (run + 1)
        guard step > 0 else { return known.indices.map { ($0 + 1) * Store.gap } }
        places += (1...run).map { before + $0 * step }
      } else {
        places += (1...run).map { before + $0 * Store.gap }
      }
      index += run
    }
    return places
  }
}
