// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Plain

/// What could be saved of a damaged file.
public struct Salvage: Sendable, Hashable {
  /// Whether nothing was damaged: the new file is the old one.
  public var isWhole: Bool
  /// How many revisions and changes were saved.
  public var revisions: Int
  /// How many changes.
  public var changes: Int
  /// What could not be read, each in words.
  public var lost: [String]
}

extension Store {
  /// Saves what can be read of a damaged file into a new one. The damaged file is not touched: a copy of it is read.
  ///
  /// What is saved keeps its numbers and hashes, so that an audit of the new file names the revisions that lack something; a last revision says that the file was
  /// restored.
  public static func restore(_ path: String, to other: String, by: String, program: String) throws(StoreError)
    -> Salvage
  {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    guard !FileManager.default.fileExists(atPath: other) else { throw .exists(other) }
    let folder = "\(other).\(Hexadecimal.text((0..<6).map { _ in UInt8.random(in: 0...255) }))"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      let copy = folder + "/copy"
      for end in ["", "-wal"] where FileManager.default.fileExists(atPath: path + end) {
        try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
      }
      try FileHead.mend(copy)
      if let whole = try? keepWhole(copy, other) { return whole }
      var reader = try DamagedFile(copy, path)
      return try reader.save(to: other, by: by, program: program)
    } catch { throw StoreError(error, path) }
  }

  /// A file that is as it was written is taken as it is.
  private static func keepWhole(_ copy: String, _ other: String) throws -> Salvage? {
    let store = try open(copy)
    defer { try? store.close() }
    let counts: (Int, Int)? = try store.database.read { db in
      guard try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") == ["ok"] else { return nil }
      return (
        try Int.fetchOne(db, sql: "SELECT count(*) FROM revision") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM change") ?? 0
      )
    }
    guard let counts else { return nil }
    try store.backUp(to: other)
    return Salvage(isWhole: true, revisions: counts.0, changes: counts.1, lost: [])
  }
}

/// A file that SQLite can read in part.
private struct DamagedFile {
  private let source: DatabaseQueue
  private let path: String
  private var lost: [String] = []

  init(_ copy: String, _ path: String) throws {
    var configuration = Configuration()
    configuration.readonly = false
    // No index is trusted, and no constraint asked for.
    configuration.foreignKeysEnabled = false
    // With this SQLite goes on where the schema or the size of the file is not right.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") }
    source = try DatabaseQueue(path: copy, configuration: configuration)
    self.path = path
  }

  mutating func save(to other: String, by: String, program: String) throws -> Salvage {
    var result = Salvage(isWhole: false, revisions: 0, changes: 0, lost: [])
    let head = rows("store", "one", ["id", "created", "program"])
    let people = rows("person", "key", ["name"])
    let revisions = rows("revision", "number", ["at", "by", "kind", "person", "why", "why_salt", "why_digest", "hash"])
    let parts = rows("part", "key", ["kind", "person", "position", "present", "change"])
    let changes = rows("change", "number", ["revision", "part", "position", "removed", "text", "salt", "digest"])
    let drafts = rows("draft", nil, ["author", "place", "part", "person", "base", "text", "at"])
    let attachments = rows("attachment", "key", ["person", "name", "media_type", "size", "digest", "by", "at"])
    let blobs = rows("blob", "rowid", ["digest", "bytes"])
    guard !changes.isEmpty else {
      throw StoreError.damaged(
        path, "no change can be read" + (lost.isEmpty ? "" : ": " + lost.joined(separator: "; ")))
    }
    var lost = lost
    try Store.create(other) { db in
      func insert(
        _ table: String, _ columns: [String], _ rows: [[DatabaseValue]], _ what: (([DatabaseValue]) -> String)?
      ) throws -> Int {
        var count = 0
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let sql = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        for row in rows {
          do {
            try db.execute(cached: sql, StatementArguments(row))
            count += 1
          } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CONSTRAINT || error.resultCode == .SQLITE_MISMATCH
          {
            lost.append(what.map { $0(row) } ?? "a row of \(table)")
          }
        }
        return count
      }
      if try insert("store", ["one", "id", "created", "program"], head, nil) == 0 {
        try Store.begin(
          db, id: (0..<16).map { _ in UInt8.random(in: 0...255) }, created: LogWriter.text(Date()), program: program)
        lost.append("what the file says of itself: the chain begins with another hash")
      }
      let known = Set(people.map { $0[0] })
      _ = try insert("person", ["key", "name"], people, nil)
      // A person whose row is lost has the name that the head of the patient gives.
      let missing = Set(parts.map { $0[2] } + revisions.map { $0[4] }).subtracting(known).filter { !$0.isNull }
      for key in missing {
        try db.execute(sql: "INSERT INTO person (key) VALUES (?)", arguments: [key])
        lost.append("the id of person \(key)")
      }
      result.revisions = try insert(
        "revision", ["number", "at", "by", "kind", "person", "why", "why_salt", "why_digest", "hash"], revisions,
        { "revision \($0[0])" })
      let numbers = Set(revisions.map { $0[0] })
      let keys = Set(parts.map { $0[0] })
      let whole = changes.filter { numbers.contains($0[1]) && keys.contains($0[2]) }
      for change in changes where !numbers.contains(change[1]) { lost.append("the revision of change \(change[0])") }
      for change in changes where !keys.contains(change[2]) { lost.append("what part \(change[2]) is") }
      var last: [DatabaseValue: [DatabaseValue]] = [:]
      for change in whole { last[change[2]] = change }
      var kept: [[DatabaseValue]] = []
      for var part in parts {
        guard let change = last[part[0]] else {
          lost.append("all of part \(part[0]) (\(part[1]))")
          continue
        }
        if change[0] != part[5] {
          lost.append("the last text of part \(part[0]) (\(part[1])): it is as in revision \(change[1])")
        }
        part[3] = change[3]
        part[4] = (Bool.fromDatabaseValue(change[4]) ?? false ? 0 : 1).databaseValue
        part[5] = change[0]
        kept.append(part)
      }
      _ = try insert("part", ["key", "kind", "person", "position", "present", "change"], kept, { "part \($0[0])" })
      result.changes = try insert(
        "change", ["number", "revision", "part", "position", "removed", "text", "salt", "digest"], whole,
        { "change \($0[0]) of revision \($0[1])" })
      for key in missing {
        let text = try String.fetchOne(
          db,
          sql:
            "SELECT c.text FROM part p JOIN change c ON c.number = p.change WHERE p.person = ? AND p.kind = 'patient'",
          arguments: [key])
        if let name = text.flatMap(Self.name) {
          try db.execute(sql: "UPDATE OR IGNORE person SET name = ? WHERE key = ?", arguments: [name, key])
        }
      }
      _ = try insert("draft", ["author", "place", "part", "person", "base", "text", "at"], drafts, nil)
      _ = try insert(
        "attachment", ["key", "person", "name", "media_type", "size", "digest", "by", "at"], attachments,
        { "attachment \($0[0])" })
      _ = try insert("blob", ["digest", "bytes"], blobs.map { Array($0.dropFirst()) }, nil)
      let log = try LogWriter(db)
      try log.finish(kind: .restoration, by: by, why: "restored from a damaged file")
    }
    result.lost = lost.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    return result
  }

  private static func name(_ head: String) -> String? {
    head.split(separator: "\n").first { $0.hasPrefix("patient:") }.map {
      String($0.dropFirst("patient:".count)).trimmed.trimmingCharacters(in: CharacterSet(charactersIn: "\"'"))
    }
  }

  /// The rows of a table that can be read, by key: in order from the front, from the back, and one by one between.
  private mutating func rows(_ table: String, _ key: String?, _ columns: [String]) -> [[DatabaseValue]] {
    let list = ([key].compactMap(\.self) + columns).joined(separator: ", ")
    var found: [Int64: [DatabaseValue]] = [:]
    var others: [[DatabaseValue]] = []
    func walk(_ sql: String) -> Bool {
      do {
        try source.read { db in
          let cursor = try Row.fetchCursor(db, sql: sql)
          while let row = try cursor.next() {
            let values = Array(row.databaseValues)
            if key != nil, let number = Int64.fromDatabaseValue(values[0]) {
              found[number] = values
            } else {
              others.append(values)
            }
          }
        }
        return true
      } catch { return false }
    }
    guard let key else {
      if !walk("SELECT \(list) FROM \(table)") { lost.append("rows of \(table)") }
      return others
    }
    if !walk("SELECT \(list) FROM \(table) NOT INDEXED ORDER BY \(key)") {
      let front = found.keys.max()
      if walk("SELECT \(list) FROM \(table) NOT INDEXED ORDER BY \(key) DESC") {}
      let back = found.keys.filter { front == nil || $0 > front ?? 0 }.min()
      let start = (front ?? 0) + 1
      // Without an end nobody knows how far the table goes; a run of so many rows that are not there ends the search.
      let end = back ?? start + 100_000
      var misses = 0
      var number = start
      while number < end {
        let isThere = walk("SELECT \(list) FROM \(table) NOT INDEXED WHERE \(key) = \(number)") && found[number] != nil
        misses = isThere ? 0 : misses + 1
        number += 1
        if back == nil, misses > 2_000 { break }
      }
      let gone = back.map { (start..<$0).count { found[$0] == nil } }
      if gone != 0 {
        lost.append("\(gone.map(String.init) ?? "some") rows of \(table)\(gone == nil ? " at its end" : "")")
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
