// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Plain

/// Writes what was read of a damaged file into the tables of a new one, as far as they take it.
///
/// What a row refers to goes before the row, and what refers to a row that was refused is refused too: one bad value costs its row and no more.
struct Rescue {
  static let revisionColumns = ["number", "at", "by", "kind", "person", "why", "why_salt", "why_digest", "hash"]
  static let changeColumns = ["number", "revision", "part", "position", "removed", "text", "salt", "digest"]
  static let draftColumns = ["author", "place", "part", "person", "base", "text", "at"]
  static let attachmentColumns = ["key", "person", "name", "media_type", "size", "digest", "by", "at"]

  private let db: Database
  private let rows: DamagedFile.Rows
  /// What is lost, in words.
  private(set) var lost: [String]

  init(_ db: Database, _ rows: DamagedFile.Rows) {
    self.db = db
    self.rows = rows
    lost = rows.lost
  }

  /// Writes all, and the revision that says so.
  ///
  /// - Returns: how many revisions and changes were kept.
  mutating func write(by: String, program: String) throws -> (revisions: Int, changes: Int) {
    if try insert("store", ["one", "id", "created", "program"], rows.store, nil).isEmpty {
      try Store.begin(db, program: program)
      lost.append("what the file says of itself: the chain begins with another hash")
    }
    let nameless = try people()
    let revisions = Set(
      try insert("revision", Self.revisionColumns, rows.revisions, { "who, when and why of revision \($0[0])" }).map {
        $0[0]
      })
    let parts = try self.parts()
    let changes = try insert(
      "change", Self.changeColumns, rows.changes.filter { revisions.contains($0[1]) && parts[$0[2]] != nil },
      { "change \($0[0]) of revision \($0[1])" })
    // No number of what is lost is given again: what was noted of it elsewhere would mean something else.
    func highest(_ values: [DatabaseValue]) -> Int {
      Int(values.compactMap { Int64.fromDatabaseValue($0) }.filter { $0 <= DamagedFile.highestKey }.max() ?? 0)
    }
    var log = try LogWriter(
      db,
      after: (highest(rows.changes.map { $0[1] } + rows.revisions.map { $0[0] }), highest(rows.changes.map { $0[0] })))
    try settle(parts, changes, revisions, &log)
    try name(nameless)
    _ = try insert("draft", Self.draftColumns, rows.drafts, { "the draft of \($0[0]) (\($0[1]))" })
    try attachments(&log)
    _ = try insert("blob", ["digest", "bytes"], rows.blobs.map { Array($0.dropFirst()) }, nil)
    try log.finish(kind: .restoration, by: by, why: "restored from a damaged file")
    return (revisions.count, changes.count)
  }

  /// Inserts rows one by one.
  ///
  /// - Returns: those that the table has taken; the others are told.
  private mutating func insert(
    _ table: String, _ columns: [String], _ rows: [[DatabaseValue]], _ what: (([DatabaseValue]) -> String)?
  ) throws -> [[DatabaseValue]] {
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let sql = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    var taken: [[DatabaseValue]] = []
    for row in rows {
      do {
        try db.execute(cached: sql, StatementArguments(row))
        taken.append(row)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_CONSTRAINT || error.resultCode == .SQLITE_MISMATCH
      {
        lost.append(what.map { $0(row) } ?? "a row of \(table)")
      }
    }
    return taken
  }

  /// The persons; those whose row is lost, without a name.
  private mutating func people() throws -> [DatabaseValue] {
    let known = Set(try insert("person", ["key", "name"], rows.people, { "the id of person \($0[0])" }).map { $0[0] })
    let named = rows.parts.map { $0[2] } + rows.revisions.map { $0[4] }
    let missing = Set(named).subtracting(known).filter { !$0.isNull }.map { [$0] }
    return try insert("person", ["key"], missing, { "person \($0[0])" }).map { $0[0] }
  }

  /// The parts, as being nowhere yet: what they are now follows from their changes.
  private mutating func parts() throws -> [DatabaseValue: [DatabaseValue]] {
    let known = rows.parts.filter { String.fromDatabaseValue($0[1]).flatMap(StudyPart.Kind.init) != nil }
    for part in rows.parts where !known.contains(where: { $0[0] == part[0] }) { lost.append("what part \(part[0]) is") }
    let nowhere = known.map { [$0[0], $0[1], $0[2], 0.databaseValue, 0.databaseValue, 0.databaseValue] }
    let taken = try insert(
      "part", ["key", "kind", "person", "position", "present", "change"], nowhere, { "part \($0[0]) (\($0[1]))" })
    let keys = Set(taken.map { $0[0] })
    return Dictionary(
      known.filter { keys.contains($0[0]) }.map { ($0[0], $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Makes each part what its last change says: one that was kept, or a later one whose text holds, though its revision is lost; that text is taken in with the restoration.
  private mutating func settle(
    _ parts: [DatabaseValue: [DatabaseValue]], _ changes: [[DatabaseValue]], _ revisions: Set<DatabaseValue>,
    _ log: inout LogWriter
  ) throws {
    let kept = Set(changes.map { $0[0] })
    var last: [DatabaseValue: [DatabaseValue]] = [:]
    var later: [DatabaseValue: Text] = [:]
    for change in rows.changes {
      guard parts[change[2]] != nil else {
        lost.append("what part \(change[2]) is")
        continue
      }
      if kept.contains(change[0]) {
        last[change[2]] = change
        later[change[2]] = nil
      } else {
        if !revisions.contains(change[1]) { lost.append("who, when and why of revision \(change[1])") }
        if let text = Text(change) { later[change[2]] = text }
      }
    }
    for (key, part) in parts.sorted(by: { Self.number($0.key) < Self.number($1.key) }) {
      if let change = last[key] {
        let isThere = Self.number(change[4]) == 0 && !change[5].isNull
        try db.execute(
          cached: "UPDATE part SET position = ?, present = ?, change = ? WHERE key = ?",
          [change[3], isThere ? 1 : 0, change[0], key])
      }
      if let text = later[key], let kind = String.fromDatabaseValue(part[1]).flatMap(StudyPart.Kind.init) {
        try log.bringBack(
          Self.number(key), kind, person: Int.fromDatabaseValue(part[2]), position: text.position, text: text.text)
        lost.append(
          "the revision of change \(text.number): what it made of part \(key) (\(part[1])) is in the last one")
      } else if let change = last[key] {
        if change[0] != part[5] {
          lost.append("the last text of part \(key) (\(part[1])): it is as in revision \(change[1])")
        }
      } else {
        try db.execute(sql: "DELETE FROM part WHERE key = ?", arguments: [key])
        lost.append("all of part \(key) (\(part[1]))")
      }
    }
  }

  /// What tables before version 3 said of attachments, as parts.
  private mutating func attachments(_ log: inout LogWriter) throws {
    for (index, row) in rows.attachments.enumerated() {
      let texts = [row[2], row[3], row[6], row[7]].map { String.fromDatabaseValue($0) }
      guard let name = texts[0], let type = texts[1], let by = texts[2], let at = texts[3],
        case .blob(let digest) = row[5].storage, digest.count == 32, let size = Int.fromDatabaseValue(row[4]),
        AttachmentPart.fault(inName: name) == nil
      else {
        lost.append("attachment \(row[0])")
        continue
      }
      let person = Int.fromDatabaseValue(row[1])
      let patient = try String.fetchOne(db, sql: "SELECT name FROM person WHERE key = ?", arguments: [person])
      guard person == nil || patient != nil else {
        lost.append("attachment \(row[0])")
        continue
      }
      let part = AttachmentPart(
        name: name, mediaType: type, size: size, digest: Hexadecimal.text(digest), origin: "\(at) by \(by)"
      ).part(patient)
      _ = try log.add(part, person: person, position: (index + 1) * Store.gap)
    }
  }

  private static func number(_ value: DatabaseValue) -> Int { Int.fromDatabaseValue(value) ?? 0 }

  /// What a change made of a part, held against its digest.
  private struct Text {
    var number: Int
    var position: Int
    /// nil: the part was taken away.
    var text: String?

    init?(_ change: [DatabaseValue]) {
      guard let number = Int.fromDatabaseValue(change[0]), let position = Int.fromDatabaseValue(change[3]),
        let salt = Data.fromDatabaseValue(change[6]), let digest = Data.fromDatabaseValue(change[7])
      else { return nil }
      let text = String.fromDatabaseValue(change[5])
      guard change[4] == (text == nil ? 1 : 0).databaseValue,
        RevisionDigest.of(text, salt: Array(salt)) == Array(digest)
      else { return nil }
      (self.number, self.position, self.text) = (number, position, text)
    }
  }

  /// A person whose row is lost has the name that the head of the patient gives.
  private mutating func name(_ nameless: [DatabaseValue]) throws {
    for key in nameless {
      let text = try String.fetchOne(
        db,
        sql: "SELECT c.text FROM part p JOIN change c ON c.number = p.change WHERE p.person = ? AND p.kind = 'patient'",
        arguments: [key])
      if let name = text.flatMap({ StudyPart(kind: .patient, text: $0).value(of: "patient") }) {
        try db.execute(sql: "UPDATE OR IGNORE person SET name = ? WHERE key = ?", arguments: [name, key])
        lost.append("the row of person \(key): the id is that of the head of the patient, `\(name)`")
      } else {
        lost.append("the id of person \(key)")
      }
    }
  }
}
