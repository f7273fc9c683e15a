// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import GRDB
import Notation
import Plain

/// What a save does to files of YAML: lists of parts, each file held in canonical form.
extension Saving {
  /// A part of a list as it will be.
  struct Slot {
    /// What it was; nil for a new one.
    var stored: StoredPart?
    var part: StudyPart
    /// The order of the edit that added it.
    var edit: Int?
  }

  /// The names of a patient.
  struct KnownNames: Sendable {
    /// What it is called in the cache.
    static let name = "names of entries"
    var entries: [Entry.ID]
    var kinds: [String: Names.Kind]

    var all: Set<String> { Set(kinds.keys) }
  }

  /// The parts of a file, loaded once.
  mutating func load(_ path: String) throws {
    guard files[path] == nil else { return }
    if let patient = StudyPart.Kind.patient(ofPath: path) { _ = try Store.person(patient, db) }
    files[path] = try originals(path).map { Slot(stored: $0, part: $0.part) }
  }

  /// Puts a new part into its file.
  mutating func add(_ part: StudyPart, at place: Edit.Place) throws {
    if part.kind == .patient { return try addPatient(part) }
    var part = part
    if !part.kind.isOfPatientFile { part.patient = nil }
    let path = part.kind.path(part.patient)
    if try isLeaving(path) { throw StoreError.refused("\(path): the save takes the patient away") }
    try load(path)
    var slots = files[path] ?? []
    if part.kind.isSingle, slots.contains(where: { $0.part.kind == part.kind }) {
      throw StoreError.refused("\(PartTitle.words(part)) is there already")
    }
    let wasApart = part.text.hasPrefix("\n")
    part.text = try fields(part, nil).text(part.kind)
    if !part.text.hasSuffix("\n") { part.text += "\n" }
    let index: Int
    switch place {
    case .last: index = slots.lastIndex { $0.part.kind.rank <= part.kind.rank }.map { $0 + 1 } ?? 0
    case .first: index = slots.firstIndex { $0.part.kind.rank >= part.kind.rank } ?? slots.count
    case .behind(let key):
      guard let before = slots.firstIndex(where: { $0.stored?.id == key }),
        slots[before].part.kind.rank <= part.kind.rank
      else {
        throw StoreError.refused("there is no part \(key) in \(path) behind which something can stand")
      }
      index = before + 1
    }
    // In a list whose items stand apart, the new one does too, or the one that was the first.
    let items = slots.indices.filter { slots[$0].part.kind == part.kind }
    if items.dropFirst().contains(where: { slots[$0].part.text.hasPrefix("\n") }) || wasApart {
      if let first = items.first, index <= first {
        if !slots[first].part.text.hasPrefix("\n") { slots[first].part.text = "\n" + slots[first].part.text }
      } else if !items.isEmpty, !part.text.hasPrefix("\n") {
        part.text = "\n" + part.text
      }
    }
    slots.insert(Slot(stored: nil, part: part, edit: edits), at: index)
    files[path] = slots
  }

  private mutating func addPatient(_ part: StudyPart) throws {
    guard let patient = part.patient, Identifier.isPatient(patient) else {
      throw StoreError.refused("a patient needs an id of letters, digits, `-`, `_` and `.`")
    }
    if let other = try String.fetchOne(db, sql: "SELECT name FROM person WHERE name = ?", arguments: [patient]) {
      let isThere =
        try PartQuery.fetch(db, "p.person = :person AND p.kind = 'patient'", ["person": Store.person(other, db)]).first
        != nil
      guard !isThere, other == patient else {
        throw StoreError.refused(
          other == patient
            ? "there is a patient `\(patient)` already" : "the id `\(patient)` differs from `\(other)` only in case")
      }
    } else {
      try db.execute(cached: "INSERT INTO person (name) VALUES (?)", [patient])
    }
    files[part.kind.path(patient)] = [Slot(stored: nil, part: part, edit: edits)]
  }

  /// Gives a part of a file another text.
  mutating func replace(_ now: StoredPart, _ base: StoredPart, text: String) throws {
    let path = now.part.kind.path(now.part.patient)
    try load(path)
    let mine = StudyPart(
      kind: now.part.kind, patient: now.part.patient, text: text.hasSuffix("\n") ? text : text + "\n")
    try merge(now, base, mine: mine) { saving, part in
      guard let index = saving.files[path]?.firstIndex(where: { $0.stored?.id == now.id }) else { return }
      saving.files[path]?[index].part = part
    }
  }

  // MARK: the end

  /// What changes in a file, once it is put into canonical form.
  mutating func fileChanges(_ path: String) throws -> [Change] {
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
      try look(at: slots, as: parts, stored, path)
      return try aligned(slots, parts, path)
    }
    let names = try patient.flatMap { try known($0, stored) }
    var parts = try canonical(slots, path)
    if let patient, let names {
      // An entry without an id has that of its kind and number: what is put before it must not give it another, by which what refers to it would mean something else.
      var now = Self.names(parts, path, patient)
      if keepsNames, let own = now, try pin(names.entries, stored, own.entries, &slots) {
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
      let isApart =
        slot.part.text.hasPrefix("\n") && !canonical[1].text.hasPrefix("\n") && parts.contains { $0.kind == .entry }
      parts.append(
        StudyPart(kind: .entry, patient: patient, text: (isApart ? "\n" : "") + canonical[1].text))
    }
    return StudyParts.isParsable(parts, path) ? parts : nil
  }

  /// Reads the entries whose texts change, with the head and the names of the patient: where they are right, all of the patient is, since nothing else has changed, nor any
  /// name. What this cannot tell is left to the reader of the whole.
  private mutating func look(
    at slots: [Slot], as parts: [StudyPart], _ stored: [StoredPart], _ path: String
  ) throws {
    guard let patient = StudyPart.Kind.patient(ofPath: path), let person = stored.first?.person, slots.count < 1_000,
      let names = try known(patient, stored), names.entries.count == slots.count(where: { $0.part.kind == .entry })
    else { return }
    learned[patient] = names
    var number = 0
    var some: [StudyPart] = []
    for (slot, part) in zip(slots, parts) {
      if part.kind == .patient { some.append(part) }
      guard part.kind == .entry else { continue }
      number += 1
      guard part.text != slot.stored?.part.text else { continue }
      guard var fields = try? PartFields(part) else { return }
      // Rows of administrations are held against the drugs of therapies.
      if fields["therapy"] != nil, try hasRows(person) { return }
      if fields["id"] == nil {
        fields.fields.append(PartFields.Field(name: "id", text: "id: \(names.entries[number - 1])\n"))
      }
      some.append(StudyPart(kind: .entry, patient: patient, text: fields.text(.entry)))
    }
    if StudyFolder.reads(StudyParts.join(some, path), of: patient, known: names.kinds) { right.insert(path) }
  }

  private func hasRows(_ person: Int) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM part WHERE person = ? AND present = 1 AND kind = ?)",
      arguments: [person, StudyPart.Kind.administration.rawValue]) ?? true
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
    return cache.value(patient, KnownNames.name, at: revisions, KnownNames.self)
      ?? Self.names(stored.map(\.part), StudyPart.Kind.patient.path(patient), patient)
  }

  private static func names(_ parts: [StudyPart], _ path: String, _ patient: Patient.ID) -> KnownNames? {
    StudyFolder.names(in: StudyParts.join(parts, path), of: patient).map {
      KnownNames(entries: $0.entries, kinds: $0.kinds)
    }
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
    let kinds = PartQuery.list(StudyPart.Kind.kinds(at: path))
    let parts: [StoredPart]
    if let patient = StudyPart.Kind.patient(ofPath: path) {
      parts = try PartQuery.fetch(
        db, "p.person = (SELECT key FROM person WHERE name = :name) AND p.kind IN (\(kinds))", ["name": patient])
    } else {
      parts = try PartQuery.fetch(db, "p.person IS NULL AND p.kind IN (\(kinds))")
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
    let owner = StudyPart.Kind.patient(ofPath: path)
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
}
