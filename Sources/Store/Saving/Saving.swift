// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import GRDB
import Plain

/// A save within its transaction: takes edits, holds them against what is there, and writes one revision.
struct Saving {
  let db: Database
  let cache: StudyCache
  private let by: String
  private let why: String?
  private var log: LogWriter
  /// Whether an entry keeps the name that it had where what comes before it would give it another.
  let keepsNames: Bool
  /// The files that are touched, by path: their parts in order.
  var files: [String: [Slot]] = [:]
  /// Rows that are touched.
  var rows: [RowEdit] = []
  /// The tables that are touched, by the kind of their columns.
  var tables: [StudyPart.Kind: Table] = [:]
  private var conflicts: [Conflict] = []
  /// Recorded facts that change or go, in words.
  private var facts: [String] = []
  private var taken: [Int: [String]] = [:]
  /// The order of the edit that is taken, from 1.
  private(set) var edits = 0
  /// The parts that edits name, and whether they take them away.
  private var edited: [Int: Bool] = [:]
  /// The patients that go.
  private var leaving: Set<Int> = []
  /// The files of which is known that they read.
  var right: Set<String> = []
  /// Names of entries and phases that go.
  var hidden: Set<String> = []
  /// Whether the study's own fields change.
  var fieldsChange = false
  /// The names of patients that the save has changed.
  var learned: [Patient.ID: KnownNames] = [:]
  /// The last changes of patients, after the save.
  private var ends: [Patient.ID: Int] = [:]

  /// What is done to a part.
  enum Change {
    case add(StudyPart, Patient.ID?, position: Int, edit: Int?)
    case text(StoredPart, String)
    case place(StoredPart, Int)
    case remove(StoredPart)
  }

  init(_ db: Database, _ cache: StudyCache, by: String, why: String?, keepsNames: Bool = true) throws {
    self.db = db
    self.cache = cache
    self.by = by
    self.why = why
    self.keepsNames = keepsNames
    log = try LogWriter(db)
  }

  // MARK: edits

  /// Takes an edit.
  mutating func take(_ edit: Edit) throws {
    edits += 1
    switch edit {
    case .add(let part, let place):
      if part.kind.isOfTable { throw StoreError.refused("a row is added by its cells") }
      guard part.kind.isOfFolder else { return try attach(part) }
      try add(part, at: place)
    case .addRow(let kind, let cells, let place):
      rows.append(RowEdit(stored: nil, part: try row(kind, cells), edit: edits, place: place))
    case .columns(let kind, let names):
      try setColumns(of: kind, names)
    case .replace(let key, let base, let text):
      guard let (now, before) = try part(key, base, mine: text) else { return }
      if now.part.kind.isOfTable { throw StoreError.refused("a row is changed by its cells") }
      guard now.part.kind.isOfFolder else {
        throw StoreError.refused("what is attached stays as it is: take it away, and attach another")
      }
      try replace(now, before, text: text)
    case .replaceRow(let key, let base, let cells):
      let words = StudyParts.line(cells.sorted { $0.key < $1.key }.map(\.value))
      guard let (now, before) = try part(key, base, mine: words) else { return }
      let mine = try row(now.part.kind, cells)
      try merge(now, before, mine: mine) { saving, part in
        saving.rows.append(RowEdit(stored: now, part: part, edit: saving.edits, place: .last))
      }
    case .remove(let key, let base):
      guard let (now, before) = try part(key, base, mine: nil) else { return }
      if now.part.text != before.part.text {
        return conflict(now, field: nil, base: before.part.text, mine: nil, theirs: now.part.text)
      }
      try remove(now, base)
    }
  }

  /// A part as it is and as it was; nil where nothing is left to do, since it is gone and was to go, or since a conflict was noted.
  private mutating func part(_ key: Int, _ base: Int, mine: String?) throws -> (now: StoredPart, base: StoredPart)? {
    try Store.check(base, db)
    guard let before = try PartQuery.fetch(db, "p.key = :key", ["key": key], at: base).first else {
      throw StoreError.refused("there is no part \(key) in revision \(base)")
    }
    guard edited.updateValue(mine == nil, forKey: key) == nil else {
      throw StoreError.refused("\(PartTitle.words(before.part)) (part \(key)) is edited twice in one save")
    }
    guard let now = try PartQuery.fetch(db, "p.key = :key", ["key": key]).first else {
      if mine != nil { conflict(before, field: nil, base: before.part.text, mine: mine, theirs: nil) }
      return nil
    }
    if let person = now.person, leaving.contains(person) {
      guard mine == nil else { throw Self.bothEditedAndRemoved(now.part) }
      return nil
    }
    return (now, before)
  }

  private static func bothEditedAndRemoved(_ part: StudyPart) -> StoreError {
    .refused("\(PartTitle.words(part)) is edited in the save that takes the patient away")
  }

  private mutating func conflict(_ part: StoredPart, field: String?, base: String?, mine: String?, theirs: String?) {
    let last = try? Row.fetchOne(
      db,
      sql:
        "SELECT r.number, r.by FROM part p JOIN change c ON c.number = p.change JOIN revision r ON r.number = c.revision WHERE p.key = ?",
      arguments: [part.id])
    conflicts.append(
      Conflict(
        part: part.id, title: PartTitle.words(part.part), patient: part.part.patient, field: field, base: base,
        mine: mine, theirs: theirs, revision: last?[0] ?? 0, by: last?[1] ?? ""))
  }

  /// Holds an edit against what somebody else may have done to the part meanwhile.
  mutating func merge(
    _ now: StoredPart, _ base: StoredPart, mine: StudyPart, _ use: (inout Saving, StudyPart) -> Void
  ) throws {
    let columns = try columnLine(of: now.part.kind)
    let old = try fields(now.part, columns)
    let new = try fields(mine, columns)
    if now.part.text == base.part.text {
      note(PartFields.differences(old, new), of: now.part)
      // Whatever its indentation was, it stands in its list.
      return use(&self, part(of: new, mine, now, columns))
    }
    let before = try fields(base.part, columns)
    let (merged, both) = PartFields.merged(base: before, mine: new, theirs: old)
    guard both.isEmpty else {
      for each in both { conflict(now, field: each.name, base: each.base, mine: each.mine, theirs: each.theirs) }
      return
    }
    let others = PartFields.differences(before, old).map(\.name)
    if !others.isEmpty { taken[now.id] = others }
    note(PartFields.differences(old, merged), of: now.part)
    use(&self, part(of: merged, mine, now, columns))
  }

  /// The part of fields; a blank line above it stays, and one that the edit puts there.
  private func part(of fields: PartFields, _ mine: StudyPart, _ now: StoredPart, _ columns: String?) -> StudyPart {
    let text = fields.text(now.part.kind, columns: columns)
    let isApart = (now.part.text.hasPrefix("\n") || mine.text.hasPrefix("\n")) && !text.hasPrefix("\n")
    return StudyPart(kind: now.part.kind, patient: mine.patient, text: (isApart ? "\n" : "") + text)
  }

  func fields(_ part: StudyPart, _ columns: String?) throws -> PartFields {
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

  private mutating func remove(_ now: StoredPart, _ base: Int) throws {
    facts.append(PartTitle.words(now.part))
    if now.part.kind == .patient { return try removePatient(now, base) }
    if now.part.kind.isOfTable || !now.part.kind.isOfFolder {
      guard now.part.kind.rank != 0 else { throw StoreError.refused("the columns of a table go with its rows") }
      rows.append(RowEdit(stored: now, part: nil, edit: edits, place: .last))
      return
    }
    let path = now.part.kind.path(now.part.patient)
    try load(path)
    files[path]?.removeAll { $0.stored?.id == now.id }
  }

  /// Takes in what is said of an attachment.
  private mutating func attach(_ part: StudyPart) throws {
    guard let attachment = AttachmentPart(part) else {
      throw StoreError.refused("an attachment that says not what it is")
    }
    let path = attachment.path(part.patient).lowercased()
    let others =
      try PartQuery.fetch(db, "p.kind = 'attachment'").map(\.part)
      + rows.compactMap { $0.stored == nil ? $0.part : nil }
    for other in others where AttachmentPart(other)?.path(other.patient).lowercased() == path {
      throw StoreError.refused("\(PartTitle.words(other)) is there already; name the new one otherwise")
    }
    if let patient = part.patient {
      let isThere = try PartQuery.fetch(
        db, "p.person = :person AND p.kind = 'patient'", ["person": Store.person(patient, db)])
      guard !isThere.isEmpty || files[StudyPart.Kind.patient.path(patient)] != nil else {
        throw StoreError.refused("there is no patient `\(patient)` any more")
      }
    }
    rows.append(RowEdit(stored: nil, part: part, edit: edits, place: .last))
  }

  /// With a patient goes all that is said of them; what somebody has said since the one who removes has looked is a conflict.
  private mutating func removePatient(_ now: StoredPart, _ base: Int) throws {
    let parts = try PartQuery.fetch(db, "p.person = :person", ["person": now.person])
    for part in parts where part.id != now.id && part.revision > base {
      let before = try PartQuery.fetch(db, "p.key = :key", ["key": part.id], at: base).first
      conflict(part, field: nil, base: before?.part.text, mine: nil, theirs: part.part.text)
    }
    for part in parts where edited[part.id] == false { throw Self.bothEditedAndRemoved(part.part) }
    let path = now.part.kind.path(now.part.patient)
    guard files[path]?.contains(where: { $0.stored == nil }) != true else { throw Self.bothEditedAndRemoved(now.part) }
    if let person = now.person { leaving.insert(person) }
    files[path] = []
    for part in parts where !part.part.kind.isOfPatientFile && edited[part.id] == nil {
      rows.append(RowEdit(stored: part, part: nil, edit: edits, place: .last))
    }
  }

  /// Whether a file is that of a patient who goes.
  func isLeaving(_ path: String) throws -> Bool {
    guard !leaving.isEmpty, let patient = StudyPart.Kind.patient(ofPath: path) else { return false }
    return leaving.contains(try Store.person(patient, db))
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
      case .add(let part, let patient, let position, let edit):
        let key = try log.add(part, person: patient.map { try Store.person($0, db) }, position: position)
        if let edit { added[edit] = key }
      case .text(let part, let text): try log.change(part, text: text)
      case .place(let part, let position): try log.change(part, text: part.part.text, position: position)
      case .remove(let part): try log.remove(part)
      }
    }
    if rows.contains(where: \.isOfTable) || !tables.isEmpty || right != Set(files.keys) {
      try SavedStudy(
        db, touched: Set(files.keys).union(tables.values.map(\.path)),
        rows: rows.filter(\.isOfTable).compactMap { $0.part?.patient ?? $0.stored?.part.patient }, hidden: hidden,
        fieldsChange: fieldsChange
      ).check()
    }
    try log.finish(kind: .save, by: by, why: why)
    for patient in learned.keys { ends[patient] = try Store.lastChange("person = \(Store.person(patient, db))", db) }
    return Saved(
      revision: log.number, isChanged: true, added: added.sorted { $0.key < $1.key }.map(\.value), taken: taken)
  }

  /// What the save has learned, for the next one of the same patient; it may be kept once the save is on the disk.
  var learning: [(patient: Patient.ID, change: Int, names: KnownNames)] {
    learned.compactMap { patient, names in ends[patient].map { (patient, $0, names) } }
  }
}
