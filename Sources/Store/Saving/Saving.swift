// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import GRDB
import Notation
import Plain

/// A save within its transaction: takes edits, holds them against what is there, and writes one revision.
struct Saving {
  /// A part of a list as it will be.
  private struct Slot {
    /// What it was; nil for a new one.
    var stored: StoredPart?
    var part: StudyPart
    /// The order of the edit that added it.
    var edit: Int?
  }

  private let db: Database
  private let by: String
  private let why: String?
  private var log: LogWriter
  /// The files that are touched, by path: their parts in order.
  private var files: [String: [Slot]] = [:]
  /// Rows that are touched: what they become, nil for one that goes.
  private var rows: [(stored: StoredPart?, part: StudyPart?, edit: Int)] = []
  private var columns: [StudyPart.Kind: (stored: StoredPart?, names: [String])] = [:]
  private var people: [Patient.ID: Int] = [:]
  private var conflicts: [Conflict] = []
  /// Recorded facts that change or go, in words.
  private var facts: [String] = []
  private var taken: [Int: [String]] = [:]
  private var edits = 0
  /// Names of entries and phases that go.
  private var hidden: Set<String> = []
  /// Whether the study's own fields change.
  private var fieldsChange = false

  private let cache: StudyCache
  private var learned: [Patient.ID: KnownNames] = [:]
  /// The last changes of patients, after the save.
  private var ends: [Patient.ID: Int] = [:]

  init(_ db: Database, _ cache: StudyCache, by: String, why: String?) throws {
    self.db = db
    self.cache = cache
    self.by = by
    self.why = why
    log = try LogWriter(db)
  }

  // MARK: edits

  /// Takes an edit.
  mutating func take(_ edit: Edit) throws {
    edits += 1
    switch edit {
    case .add(let part, let after):
      if part.kind.isOfTable { throw StoreError.refused("a row is added by its cells") }
      try add(part, after: after)
    case .addRow(let kind, let cells):
      let part = try row(kind, cells)
      rows.append((nil, part, edits))
    case .replace(let key, let base, let text):
      let stored = try part(key, base)
      if stored.current?.part.kind.isOfTable ?? false { throw StoreError.refused("a row is changed by its cells") }
      guard let now = stored.current else { return conflict(stored, mine: text, base) }
      try replace(now, stored.base, text: text)
    case .replaceRow(let key, let base, let cells):
      let stored = try part(key, base)
      guard let now = stored.current else {
        return conflict(stored, mine: StudyParts.line(cells.sorted { $0.key < $1.key }.map(\.value)), base)
      }
      let mine = try row(now.part.kind, cells)
      try merge(now, stored.base, mine: mine) { saving, part in saving.rows.append((now, part, saving.edits)) }
    case .remove(let key, let base):
      let stored = try part(key, base)
      guard let now = stored.current else { return }
      if now.part.text != stored.base.part.text { return conflict(stored, mine: nil, base) }
      try remove(now)
    }
  }

  private func part(_ key: Int, _ base: Int) throws -> (current: StoredPart?, base: StoredPart) {
    try Store.check(base, db)
    guard let before = try PartQuery.fetch(db, "p.key = :key", ["key": key], at: base).first else {
      throw StoreError.refused("there is no part \(key) in revision \(base)")
    }
    return (try PartQuery.fetch(db, "p.key = :key", ["key": key]).first, before)
  }

  /// One has removed the part and the other changed it.
  private mutating func conflict(_ stored: (current: StoredPart?, base: StoredPart), mine: String?, _ base: Int) {
    conflicts.append(
      conflict(stored.base, field: nil, base: stored.base.part.text, mine: mine, theirs: stored.current?.part.text))
  }

  private func conflict(_ part: StoredPart, field: String?, base: String?, mine: String?, theirs: String?) -> Conflict {
    let last = try? Row.fetchOne(
      db,
      sql:
        "SELECT r.number, r.by FROM part p JOIN change c ON c.number = p.change JOIN revision r ON r.number = c.revision WHERE p.key = ?",
      arguments: [part.id])
    return Conflict(
      part: part.id, title: PartTitle.words(part.part), patient: part.part.patient, field: field, base: base,
      mine: mine,
      theirs: theirs, revision: last?[0] ?? 0, by: last?[1] ?? "")
  }

  /// Holds an edit against what somebody else may have done to the part meanwhile.
  private mutating func merge(
    _ now: StoredPart, _ base: StoredPart, mine: StudyPart, _ use: (inout Saving, StudyPart) -> Void
  ) throws {
    let columns = try columnLine(of: now.part.kind)
    let old = try fields(now.part, columns)
    let new = try fields(mine, columns)
    if now.part.text == base.part.text {
      note(PartFields.differences(old, new), of: now.part)
      // Whatever its indentation was, it stands in its list.
      return use(&self, part(of: new, mine.patient, now, columns))
    }
    let (merged, both) = PartFields.merged(base: try fields(base.part, columns), mine: new, theirs: old)
    guard both.isEmpty else {
      conflicts += both.map { conflict(now, field: $0.name, base: $0.base, mine: $0.mine, theirs: $0.theirs) }
      return
    }
    let others = PartFields.differences(try fields(base.part, columns), old).map(\.name)
    if !others.isEmpty { taken[now.id] = others }
    note(PartFields.differences(old, merged), of: now.part)
    use(&self, part(of: merged, mine.patient, now, columns))
  }

  /// The part of fields; a blank line above it stays.
  private func part(of fields: PartFields, _ patient: Patient.ID?, _ now: StoredPart, _ columns: String?) -> StudyPart {
    let text = fields.text(now.part.kind, columns: columns)
    let isApart = now.part.text.hasPrefix("\n") && !text.hasPrefix("\n")
    return StudyPart(kind: now.part.kind, patient: patient, text: (isApart ? "\n" : "") + text)
  }

  private func fields(_ part: StudyPart, _ columns: String?) throws -> PartFields {
    do throws(PartFields.Unreadable) { return try PartFields(part, columns: columns) } catch {
      throw StoreError.unreadable(error.problems)
    }
  }

  /// Notes which recorded facts change or go. What is only added is entered first; comments are no facts.
  private mutating func note(_ differences: [(name: String, old: String?, new: String?)], of part: StudyPart) {
    for difference in differences
    where difference.old != nil && !difference.name.hasPrefix("#")
      && !(part.kind == .patient && difference.name == "course")
    {
      guard Self.withoutComments(difference.old) != Self.withoutComments(difference.new) else { continue }
      facts.append("`\(difference.name)` of \(PartTitle.words(part))")
    }
  }

  private static func withoutComments(_ text: String?) -> [String]? {
    text?.split(separator: "\n").compactMap { line in
      let words = String(line).trimmed
      if words.hasPrefix("#") { return nil }
      return words.firstRange(of: " #").map { String(words[..<$0.lowerBound]).trimmed } ?? words
    }
  }

  // MARK: files

  /// The parts of a file, loaded once.
  private mutating func load(_ path: String) throws {
    guard files[path] == nil else { return }
    if let patient = StudyPart.Kind.patient(ofPath: path) { _ = try Store.person(patient, db) }
    files[path] = try originals(path).map { Slot(stored: $0, part: $0.part) }
  }

  private func path(_ part: StudyPart) -> String { part.kind.path(part.patient) }

  private mutating func add(_ part: StudyPart, after: Int?) throws {
    var part = part
    let path = path(part)
    if part.kind == .patient {
      guard let patient = part.patient, Identifier.isPatient(patient) else {
        throw StoreError.refused("a patient needs an id of letters, digits, `-`, `_` and `.`")
      }
      if let other = try String.fetchOne(db, sql: "SELECT name FROM person WHERE name = ?", arguments: [patient]) {
        let isThere =
          try PartQuery.fetch(
            db, "p.person = :person AND p.kind = 'patient'", ["person": Store.person(other, db)]
          ).first != nil
        guard !isThere, other == patient else {
          throw StoreError.refused(
            other == patient
              ? "there is a patient `\(patient)` already" : "the id `\(patient)` differs from `\(other)` only in case")
        }
      } else {
        try db.execute(cached: "INSERT INTO person (name) VALUES (?)", [patient])
      }
      files[path] = [Slot(stored: nil, part: part, edit: edits)]
      return
    }
    if !part.kind.isOfPatientFile { part.patient = nil }
    try load(path)
    var slots = files[path] ?? []
    if part.kind.isSingle, slots.contains(where: { $0.part.kind == part.kind }) {
      throw StoreError.refused("\(PartTitle.words(part)) is there already")
    }
    part.text = try fields(part, nil).text(part.kind)
    if !part.text.hasSuffix("\n") { part.text += "\n" }
    // In a list whose items stand apart, the new one does too.
    let items = slots.filter { $0.part.kind == part.kind }
    if items.dropFirst().contains(where: { $0.part.text.hasPrefix("\n") }), !part.text.hasPrefix("\n") {
      part.text = "\n" + part.text
    }
    var index = slots.lastIndex { $0.part.kind.rank <= part.kind.rank }.map { $0 + 1 } ?? 0
    if let after {
      guard let place = slots.firstIndex(where: { $0.stored?.id == after }) else {
        throw StoreError.refused("there is no part \(after) in \(path)")
      }
      index = place + 1
    }
    slots.insert(Slot(stored: nil, part: part, edit: edits), at: index)
    files[path] = slots
  }

  private mutating func replace(_ now: StoredPart, _ base: StoredPart, text: String) throws {
    let path = path(now.part)
    try load(path)
    let mine = StudyPart(
      kind: now.part.kind, patient: now.part.patient, text: text.hasSuffix("\n") ? text : text + "\n")
    try merge(now, base, mine: mine) { saving, part in
      guard let index = saving.files[path]?.firstIndex(where: { $0.stored?.id == now.id }) else { return }
      saving.files[path]?[index].part = part
    }
  }

  private mutating func remove(_ now: StoredPart) throws {
    facts.append(PartTitle.words(now.part))
    if now.part.kind.isOfTable {
      rows.append((now, nil, edits))
      return
    }
    let path = path(now.part)
    if now.part.kind == .patient {
      // With a patient goes all that is said of them.
      files[path] = []
      for part in try PartQuery.fetch(db, "p.person = :person", ["person": now.person]) where part.part.kind.isOfTable {
        rows.append((part, nil, edits))
      }
      return
    }
    try load(path)
    files[path]?.removeAll { $0.stored?.id == now.id }
  }

  // MARK: rows

  private mutating func loadColumns(_ kind: StudyPart.Kind) throws -> (head: StudyPart.Kind, path: String) {
    guard let (path, file) = StudyPart.Kind.files.first(where: { $0.file.item == kind && $0.file.isTable }) else {
      throw StoreError.refused("\(kind.rawValue) is no row of a table")
    }
    if columns[file.head] == nil {
      let stored = try PartQuery.fetch(db, "p.kind = :kind", ["kind": file.head.rawValue]).first
      columns[file.head] = (stored, stored.map { StudyParts.cells($0.part.text) } ?? [])
    }
    return (file.head, path)
  }

  private mutating func columnLine(of kind: StudyPart.Kind) throws -> String? {
    guard kind.isOfTable, kind.rank == 1 else { return nil }
    let head = try loadColumns(kind).head
    return columns[head].map { StudyParts.line($0.names) }
  }

  /// A row of cells. A column that the table has not yet is added at its end, so that the rows before it stay what they are.
  private mutating func row(_ kind: StudyPart.Kind, _ cells: [String: String]) throws -> StudyPart {
    let (head, path) = try loadColumns(kind)
    let known = FolderFormat.columns(path)
    for column in cells.keys.sorted() where !known.contains(column) {
      let nearest = Spelling.nearest(to: column, among: known).map { "; did you mean `\($0)`?" } ?? ""
      throw StoreError.refused("\(path) has no column `\(column)`\(nearest)")
    }
    var names = columns[head]?.names ?? []
    let isNew = names.isEmpty
    for column in known
    where !names.contains(column)
      && (cells[column]?.isEmpty == false || (isNew && FolderFormat.requiredColumns(path).contains(column)))
    {
      names.append(column)
    }
    columns[head]?.names = names
    return StudyPart(
      kind: kind, patient: cells["patient"], text: StudyParts.line(names.map { (cells[$0] ?? "").trimmed }))
  }

  // MARK: the end

  /// Holds what comes of the edits against the reader, and writes the revision.
  mutating func finish() throws -> Saved {
    guard conflicts.isEmpty else { throw StoreError.conflict(conflicts) }
    var changes: [Change] = []
    for path in files.keys.sorted(by: NaturalOrder.precedes) { changes += try fileChanges(path) }
    changes += try rowChanges()
    let last = log.number - 1
    guard !changes.isEmpty else { return Saved(revision: last, isChanged: false, added: [], taken: taken) }
    if why == nil, !facts.isEmpty { throw StoreError.reasonMissing(facts) }
    var added: [Int: Int] = [:]
    for change in changes {
      switch change {
      case .add(let part, let person, let position, let edit):
        let key = try log.add(part, person: person.map { try $0.key(db) }, position: position)
        if let edit { added[edit] = key }
      case .text(let part, let text): try log.change(part, text: text)
      case .place(let part, let position): try log.change(part, text: part.part.text, position: position)
      case .remove(let part): try log.remove(part)
      }
    }
    try SavedStudy(
      db, touched: Set(files.keys), rows: rows.compactMap { $0.part?.patient ?? $0.stored?.part.patient },
      hidden: hidden,
      fieldsChange: fieldsChange
    ).check()
    try log.finish(kind: .save, by: by, why: why)
    for patient in learned.keys { ends[patient] = try Store.lastChange("person = \(Store.person(patient, db))", db) }
    return Saved(
      revision: log.number, isChanged: true, added: added.sorted { $0.key < $1.key }.map(\.value), taken: taken)
  }

  /// What is done to a part.
  enum Change {
    case add(StudyPart, Owner?, position: Int, edit: Int?)
    case text(StoredPart, String)
    case place(StoredPart, Int)
    case remove(StoredPart)
  }

  /// The patient of a new part.
  struct Owner {
    var name: Patient.ID

    func key(_ db: Database) throws -> Int { try Store.person(name, db) }
  }

  /// What changes in a file, once it is put into canonical form.
  private mutating func fileChanges(_ path: String) throws -> [Change] {
    var slots = files[path] ?? []
    let stored = try originals(path)
    let kept = Set(slots.compactMap { $0.stored?.id })
    let removed = stored.filter { !kept.contains($0.id) }
    let patient = StudyPart.Kind.patient(ofPath: path)
    if slots.isEmpty {
      hidden.formUnion(try patient.flatMap { try known($0, stored) }?.all ?? [])
      return removed.map { .remove($0) }
    }
    if removed.isEmpty, let parts = try alone(slots, path) {
      return try aligned(slots, parts, path)
    }
    let names = try patient.flatMap { try known($0, stored) }
    var parts = try canonical(slots, path)
    if let patient, let names {
      // An entry without an id has that of its kind and number: what is put before it must not give it another, by which what refers to it would mean something else.
      var now = Self.names(parts, path, patient)
      if let own = now, try pin(names.entries, stored, own.entries, &slots) {
        parts = try canonical(slots, path)
        now = Self.names(parts, path, patient)
      }
      hidden.formUnion(names.all.subtracting(now?.all ?? []))
      learned[patient] = now
    }
    if path == StudyPart.Kind.study.path(nil), let one = stored.first, let other = parts.first {
      fieldsChange = try fields(one.part, nil)["fields"] != fields(other, nil)["fields"]
    }
    return removed.map { .remove($0) } + (try aligned(slots, parts, path))
  }

  /// The parts of a file of which only the texts of entries change, and none of what gives names: each entry is put into canonical form by itself, since it is laid out
  /// by itself. nil where more changes, or where the file holds so many `&` and `*` that they must be escaped together.
  private func alone(_ slots: [Slot], _ path: String) throws -> [StudyPart]? {
    guard let patient = StudyPart.Kind.patient(ofPath: path) else { return nil }
    var parts: [StudyPart] = []
    for slot in slots {
      guard let stored = slot.stored else { return nil }
      guard slot.part.text != stored.part.text else {
        parts.append(stored.part)
        continue
      }
      guard slot.part.kind == .entry, let old = try? PartFields(stored.part), let new = try? PartFields(slot.part),
        Self.naming(old) == Self.naming(new)
      else { return nil }
      let head = StudyPart(kind: .patient, patient: patient, text: "patient: \(patient)\ncourse:\n")
      let canonical = try? StudyParts.canonical([head, slot.part], path)
      // What went to the head, or to the end, would be lost here.
      guard let canonical, canonical.count == 2, canonical[1].kind == .entry,
        canonical[0].text.hasSuffix("\ncourse:\n") || canonical[0].text.hasSuffix("\ncourse:\n\n")
      else { return nil }
      // The first of a list has no blank line above it.
      let isApart = slot.part.text.hasPrefix("\n") && !canonical[1].text.hasPrefix("\n")
      parts.append(
        StudyPart(kind: .entry, patient: patient, text: (isApart ? "\n" : "") + canonical[1].text))
    }
    return StudyParts.isParsable(parts, path) ? parts : nil
  }

  /// What the names of an entry and of its phases come from: its kind, and the fields that hold ids.
  private static func naming(_ fields: PartFields) -> [PartFields.Field] {
    let kind = fields.fields.first { !$0.name.hasPrefix("#") }.map { PartFields.Field(name: $0.name, text: "") }
    return [kind].compactMap(\.self) + fields.fields.filter { ["id", "phases", "planned"].contains($0.name) }
  }

  /// The names in a patient's file as it is: what a save before has learned, or what the file says.
  private func known(_ patient: Patient.ID, _ stored: [StoredPart]) throws -> KnownNames? {
    guard let person = stored.first?.person else { return nil }
    let revisions = (try Store.lastChange("person = \(person)", db), 0)
    return cache.value(patient, at: revisions, KnownNames.self)
      ?? Self.names(stored.map(\.part), StudyPart.Kind.patient.path(patient), patient)
  }

  private static func names(_ parts: [StudyPart], _ path: String, _ patient: Patient.ID) -> KnownNames? {
    StudyFolder.names(in: StudyParts.join(parts, path), of: patient).map {
      KnownNames(entries: $0.entries, all: $0.all)
    }
  }

  /// What the save has learned, for the next one of the same patient; it may be kept once the save is on the disk.
  var learning: [(patient: Patient.ID, change: Int, names: KnownNames)] {
    learned.compactMap { patient, names in ends[patient].map { (patient, $0, names) } }
  }

  /// The names of a patient.
  struct KnownNames: Sendable {
    var entries: [Entry.ID]
    var all: Set<String>
  }

  /// The parts of a file in canonical form.
  private func canonical(_ slots: [Slot], _ path: String) throws -> [StudyPart] {
    let parts: [StudyPart]?
    do throws(PartFields.Unreadable) { parts = try StudyParts.canonical(slots.map(\.part), path) } catch {
      throw StoreError.unreadable(error.problems)
    }
    guard let parts else { throw StoreError.refused("\(path): the text cannot be put into canonical form") }
    return parts
  }

  /// Writes the ids that entries had into those that would get another one without having been edited. Whether there were any.
  private func pin(_ old: [Entry.ID], _ stored: [StoredPart], _ new: [Entry.ID], _ slots: inout [Slot]) throws -> Bool {
    let entries = stored.filter { $0.part.kind == .entry }
    let places = slots.indices.filter { slots[$0].part.kind == .entry }
    guard entries.count == old.count, places.count == new.count else { return false }
    let ids = Dictionary(zip(entries.map(\.id), old), uniquingKeysWith: { first, _ in first })
    var isPinned = false
    for (place, id) in zip(places, new) {
      guard let part = slots[place].stored, let before = ids[part.id], before != id,
        var fields = try? PartFields(slots[place].part), fields["id"] == nil, (try? PartFields(part.part))?["id"] == nil
      else { continue }
      fields.fields.append(PartFields.Field(name: "id", text: "id: \(before)\n"))
      slots[place].part.text = fields.text(.entry)
      isPinned = true
    }
    return isPinned
  }

  /// The parts of a file as they are.
  private func originals(_ path: String) throws -> [StoredPart] {
    let parts: [StoredPart]
    if let patient = StudyPart.Kind.patient(ofPath: path) {
      parts = try PartQuery.fetch(
        db, "p.person = (SELECT key FROM person WHERE name = :name) AND p.kind IN ('patient', 'entry', 'patient end')",
        ["name": patient])
    } else if let file = StudyPart.Kind.file(at: path) {
      parts = try PartQuery.fetch(
        db, "p.person IS NULL AND p.kind IN (:head, :item)",
        ["head": file.head.rawValue, "item": (file.item ?? file.head).rawValue])
    } else {
      parts = []
    }
    return PartQuery.ordered(parts)
  }

  /// Gives the parts of the canonical file to those that they were.
  private func aligned(_ slots: [Slot], _ parts: [StudyPart], _ path: String) throws -> [Change] {
    let items = slots.filter { $0.part.kind.rank == 1 }
    let newItems = parts.filter { $0.kind.rank == 1 }
    guard items.count == newItems.count else {
      throw StoreError.unreadable([
        Problem(
          .error, at: SourceLocation(file: path, line: 1, column: 1), "\(newItems.count) items in this list",
          expected: "\(items.count): one item in each part")
      ])
    }
    var changes: [Change] = []
    let owner = StudyPart.Kind.patient(ofPath: path).map { Owner(name: $0) }
    for (rank, position) in [(0, 0), (2, 0)] {
      let old = slots.first { $0.part.kind.rank == rank }
      let new = parts.first { $0.kind.rank == rank }
      switch (old?.stored, new) {
      case (let stored?, let part?): if stored.part.text != part.text { changes.append(.text(stored, part.text)) }
      case (let stored?, nil): changes.append(.remove(stored))
      case (nil, let part?): changes.append(.add(part, owner, position: position, edit: old?.edit))
      case (nil, nil): break
      }
    }
    let positions = Self.positions(items.map { $0.stored?.position })
    for ((slot, part), position) in zip(zip(items, newItems), positions) {
      guard let stored = slot.stored else {
        changes.append(.add(part, owner, position: position, edit: slot.edit))
        continue
      }
      if stored.position != position {
        var moved = stored
        moved.part.text = part.text
        changes.append(.place(moved, position))
      } else if stored.part.text != part.text {
        changes.append(.text(stored, part.text))
      }
    }
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

  private func rowChanges() throws -> [Change] {
    var changes: [Change] = []
    for (kind, column) in columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !column.names.isEmpty {
      let line = StudyParts.line(column.names)
      if let stored = column.stored {
        if stored.part.text != line { changes.append(.text(stored, line)) }
      } else {
        changes.append(.add(StudyPart(kind: kind, text: line), nil, position: 0, edit: nil))
      }
    }
    var ends: [StudyPart.Kind: Int] = [:]
    for row in rows {
      switch (row.stored, row.part) {
      case (let stored?, let part?):
        guard stored.part.patient == part.patient else {
          throw StoreError.refused("a row does not go to another patient: remove it there, and add it here")
        }
        if stored.part.text != part.text { changes.append(.text(stored, part.text)) }
      case (let stored?, nil): changes.append(.remove(stored))
      case (nil, let part?):
        let end =
          try ends[part.kind] ?? Int.fetchOne(
            db, sql: "SELECT max(position) FROM part WHERE kind = ? AND present = 1", arguments: [part.kind.rawValue])
          ?? 0
        ends[part.kind] = end + Store.gap
        changes.append(.add(part, part.patient.map { Owner(name: $0) }, position: end + Store.gap, edit: row.edit))
      case (nil, nil): break
      }
    }
    return changes
  }
}
