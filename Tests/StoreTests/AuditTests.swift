// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Testing
import VerlaufTesting

@testable import Store

@Suite("The log holds against tampering")
struct AuditTests {
  /// A store of some revisions: two saves of several people, one of them of two parts.
  static func store(_ scratch: Scratch) async throws -> Store {
    let store = try scratch.store(Samples.small)
    let parts = try await store.parts(of: "1")
    let surgery = try #require(parts.first { $0.part.text.contains("surgery") })
    _ = try await store.save(
      [.replace(surgery.id, base: 1, text: surgery.part.text.replacing("R0", with: "R1"))], by: "A", why: "read again")
    _ = try await store.save(
      [
        .add(StudyPart(kind: .entry, patient: "2", text: "- event: seen\n")),
        .addRow(
          .laboratory, ["patient": "2", "analyte": "platelets", "when": "2020-03-01", "value": "7", "unit": "G/L"]),
      ], by: "B")
    let row = try #require(try await store.parts(of: "2").first { $0.part.text.contains(",7,") })
    _ = try await store.save([.remove(row.id, base: 3)], by: "B", why: "another patient's")
    return store
  }

  /// What a column holds, as another value of its kind.
  private static func other(_ value: DatabaseValue) -> DatabaseValue {
    switch value.storage {
    case .null: return "x".databaseValue
    case .int64(let number): return (number ^ 1).databaseValue
    case .double(let number): return (number + 1).databaseValue
    case .string(let text):
      var bytes = Array(text.utf8)
      if bytes.isEmpty { return "x".databaseValue }
      bytes[bytes.count / 2] ^= 1
      return String(decoding: bytes, as: UTF8.self).databaseValue
    case .blob(let data):
      var bytes = Array(data)
      bytes[bytes.count / 2] ^= 1
      return Data(bytes).databaseValue
    }
  }

  @Test("one changed value of any column of any row of the log is found, with its revision")
  func everyCell() async throws {
    let scratch = try Scratch()
    let store = try await Self.store(scratch)
    #expect(try await store.verify().isSound)
    let triggers = try await store.read { db in
      try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
    }
    let names = try await store.read {
      try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    }
    #expect(triggers.count == 4)
    let columns = [
      "revision": ["at", "by", "kind", "why", "why_salt", "why_digest", "hash", "person"],
      "change": ["revision", "part", "position", "removed", "text", "salt", "digest"],
      "part": ["kind", "person", "position", "present", "change"], "person": ["name"], "store": ["id", "created"],
    ]
    var tried = 0
    for (table, list) in columns.sorted(by: { $0.key < $1.key }) {
      let rows = try await store.read { db in
        try Row.fetchAll(db, sql: "SELECT rowid AS place, * FROM \(table)").map { row in
          Dictionary(row.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        }
      }
      // Of a long table some rows will do; of the log of revisions all.
      for row in rows.enumerated().filter({ table == "revision" || $0.offset % 3 == 0 || $0.offset + 4 > rows.count })
        .map(\.element)
      {
        for column in list {
          let old = try #require(row[column])
          let new = Self.other(old)
          let place = try #require(row["place"].flatMap { Int64.fromDatabaseValue($0) })
          let isChanged = try await Self.tamper(store, names, triggers, table, column, place, new)
          guard isChanged else { continue }
          tried += 1
          let audit = try await store.audit()
          #expect(!audit.isSound, "\(table).\(column) of \(place): \(old) → \(new)")
          if table == "revision" {
            #expect(audit.findings.contains { $0.revision == Int(place) }, "\(column): \(audit.findings)")
          } else if table == "change", column != "revision" {
            let revision = try #require(row["revision"].flatMap { Int.fromDatabaseValue($0) })
            #expect(audit.findings.contains { $0.revision == revision }, "\(column): \(audit.findings)")
          }
          _ = try await Self.tamper(store, names, triggers, table, column, place, old)
        }
      }
    }
    #expect(tried > 80)
    #expect(try await store.verify().isSound)
  }

  /// Sets a value past all that guards it. False where a check of the table refuses the value.
  private static func tamper(
    _ store: Store, _ names: [String], _ triggers: [String], _ table: String, _ column: String, _ place: Int64,
    _ value: DatabaseValue
  ) async throws -> Bool {
    do {
      try await store.database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        for name in names { try db.execute(sql: "DROP TRIGGER \(name)") }
        defer {
          for sql in triggers { try? db.execute(sql: sql) }
          try? db.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
        }
        try db.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE rowid = ?", arguments: [value, place])
      }
      return true
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT { return false }
  }

  @Test("nothing of the log is overwritten or deleted, and no table is changed unseen")
  func guards() async throws {
    let store = try await Self.store(try Scratch())
    for sql in [
      "UPDATE change SET text = 'x' WHERE number = 1", "DELETE FROM change", "UPDATE revision SET by = 'x'",
      "DELETE FROM revision",
      "UPDATE change SET digest = zeroblob(32), text = NULL, salt = NULL", "DELETE FROM part WHERE key = 1",
      "INSERT INTO part (key, kind, position, present, change) VALUES (99, 'entry', 1, 1, 1)",
    ] {
      await #expect(throws: (any Error).self, "\(sql)") { try await store.database.write { try $0.execute(sql: sql) } }
    }
    #expect(try await store.verify().isSound)
    // What the trigger lets through is an erasure; without a tombstone the audit finds it.
    try await store.database.write {
      try $0.execute(sql: "UPDATE change SET text = NULL, salt = NULL WHERE number = 2")
    }
    #expect(try await store.audit().findings.map(\.revision) == [1, nil])
    try await store.database.write { try $0.execute(sql: "DROP TRIGGER change_stays") }
    #expect(try await store.audit().findings.contains { $0.words.contains("change_stays") })
  }

  @Test("an end that was taken away is found by a hash that was noted")
  func end() async throws {
    let scratch = try Scratch()
    let store = try await Self.store(scratch)
    let head = try await store.audit().head
    try store.close()
    try FileManager.default.copyItem(atPath: scratch.path(), toPath: scratch.path("old.verlauf"))
    let again = try Store.open(scratch.path())
    _ = try await again.save([.add(StudyPart(kind: .entry, patient: "2", text: "- event: more\n"))], by: "C")
    #expect(try await again.audit(expecting: head).isSound)
    let later = try await again.audit().head
    #expect(!(try await Store.open(scratch.path("old.verlauf")).audit(expecting: later).isSound))
  }

  /// A flipped bit is found by SQLite or by the audit, or it is where nothing is kept.
  @Test("a changed bit anywhere in the file is found, or changes nothing that is said")
  func bits() async throws {
    let scratch = try Scratch()
    let store = try await Self.store(scratch)
    let files = try await store.files()
    let history = try await store.history()
    try store.close()
    let bytes = try #require(FileManager.default.contents(atPath: scratch.path()))
    var random = SeededGenerator(seed: 3)
    var found = 0
    for number in 0..<80 {
      var changed = bytes
      changed[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
      let path = scratch.path("bit-\(number)")
      try changed.write(to: URL(fileURLWithPath: path))
      guard let said = try? await Self.said(path) else {
        found += 1
        continue
      }
      #expect(said.files == files)
      #expect(said.history == history)
    }
    #expect(found > 5)
  }

  /// What a file says; an error where it is not sound.
  private static func said(_ path: String) async throws -> (files: [String: String], history: [Revision]) {
    let store = try Store.open(path)
    let audit = try await store.verify()
    guard audit.isSound else { throw StoreError.damaged(path, "\(audit.findings)") }
    return (try await store.files(), try await store.history())
  }
}
