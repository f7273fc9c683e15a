// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("What can be read of a damaged file is saved: one bad value costs what it is of, and no more")
struct SalvageTests {
  /// A file of five revisions with a draft; the last one attaches something.
  private static func file(_ scratch: Scratch) async throws -> (path: String, files: [String: String]) {
    let store = try await AuditTests.store(scratch)
    try await store.keep(Draft(author: "A", place: "p", patient: "1", base: 2, text: "half"))
    _ = try await store.attach([1, 2, 3], name: "scan.bin", mediaType: "application/octet-stream", to: "1", by: "A")
    let files = try await store.files()
    try store.close()
    return (scratch.path(), files)
  }

  /// Sets a value that no table of ours takes, in the last row.
  private static func spoil(_ path: String, _ table: String, _ column: String, _ value: String) throws {
    var queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try db.execute(sql: "PRAGMA writable_schema = ON")
      try db.execute(
        sql:
          "UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT, WITHOUT ROWID', 'WITHOUT ROWID'), ') STRICT', ')')"
      )
      for type in ["INTEGER", "TEXT", "BLOB"] where value == "NULL" {
        try db.execute(sql: "UPDATE sqlite_schema SET sql = replace(sql, '\(type) NOT NULL', '\(type)')")
      }
    }
    try queue.close()
    queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
      let key = table == "draft" ? "author" : "rowid"
      try db.execute(
        sql: "UPDATE \(table) SET \(column) = \(value) WHERE \(key) = (SELECT max(\(key)) FROM \(table))")
      #expect(db.changesCount == 1)
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
  }

  private static let columns: [(table: String, columns: [String])] = [
    ("store", ["id", "created", "program"]),
    ("person", ["name"]),
    ("revision", ["at", "by", "kind", "person", "why", "why_salt", "why_digest", "hash"]),
    ("part", ["kind", "person", "position", "present", "change"]),
    ("change", ["revision", "part", "position", "removed", "text", "salt", "digest"]),
    ("draft", ["base", "text", "at"]),
    ("blob", ["digest", "bytes"]),
  ]

  /// A reader that asked SQLite for a number and got something else would end the program: each is asked with each column spoilt.
  @Test("a value of the wrong kind in any column ends no reader: it is read, or told as damage")
  func readingBadValues() async throws {
    let scratch = try Scratch()
    let (path, _) = try await Self.file(scratch)
    for (table, columns) in Self.columns {
      for (column, value) in columns.flatMap({ column in ["x'00'", "NULL"].map { (column, $0) } }) {
        let spoilt = scratch.path("read-\(table)-\(column)-\(value.count)")
        try FileManager.default.copyItem(atPath: path, toPath: spoilt)
        try Self.spoil(spoilt, table, column, value)
        guard let store = try? Store.open(spoilt) else { continue }
        let failures = [
          await Self.failure { _ = try await store.patients() }, await Self.failure { _ = try await store.files() },
          await Self.failure { _ = try await store.history() },
          await Self.failure { _ = try await store.attachments() },
        ].compactMap(\.self)
        for failure in failures {
          guard case .damaged = failure else {
            Issue.record("\(table).\(column): \(failure)")
            continue
          }
        }
        if table == "revision", column == "at", value == "NULL" { #expect(!failures.isEmpty) }
      }
    }
  }

  private static func failure(_ body: () async throws -> Void) async -> StoreError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? StoreError ?? .system("", "\(error)")
    }
  }

  @Test("a value of the wrong kind in any column: all else is saved, and what is lost is named")
  func badValues() async throws {
    let scratch = try Scratch()
    let (path, files) = try await Self.file(scratch)
    for (table, columns) in Self.columns {
      for column in columns {
        let spoilt = scratch.path("\(table)-\(column)")
        try FileManager.default.copyItem(atPath: path, toPath: spoilt)
        try Self.spoil(spoilt, table, column, "x'00'")
        let salvage = try Store.restore(spoilt, to: spoilt + "-saved", by: "R", program: "test")
        #expect(!salvage.isWhole && !salvage.lost.isEmpty, "\(table).\(column)")
        let store = try Store.open(spoilt + "-saved")
        let saved = try await store.files()
        // The last change, of the last part, attaches something.
        #expect(saved == files, "\(table).\(column)")
        let attached = try await store.attachments()
        if table != "change", table != "part" {
          #expect(attached.map(\.name) == ["scan.bin"] && (table == "blob" || attached[0].isHere), "\(table).\(column)")
        }
        // No number of what was lost is given again.
        let last = try await store.history(most: 1)
        #expect(last.map(\.kind) == [.restoration] && last.map(\.id) == [6], "\(table).\(column)")
        #expect(try await store.study().errors.isEmpty)
        try store.close()
      }
    }
  }

  @Test("a text that is not the one that was written: no whole file, and the finding is told")
  func changedText() async throws {
    let scratch = try Scratch()
    let (path, _) = try await Self.file(scratch)
    let queue = try DatabaseQueue(path: path)
    try await queue.writeWithoutTransaction { db in
      let sql = try #require(try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'change_stays'"))
      try db.execute(sql: "DROP TRIGGER change_stays")
      try db.execute(sql: "UPDATE change SET text = replace(text, 'R1', 'R2') WHERE text LIKE '%R1%'")
      #expect(db.changesCount == 1)
      try db.execute(sql: sql)
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    let salvage = try Store.restore(path, to: scratch.path("saved"), by: "R", program: "test")
    #expect(!salvage.isWhole)
    #expect(salvage.lost.contains { $0.hasPrefix("revision 2: the text of part") }, "\(salvage.lost)")
    // A copy has it too, and says so.
    let store = try Store.open(path, readOnly: true)
    #expect(try store.backUp(to: scratch.path("copy")).map(\.revision) == [2])
  }

  @Test("what is another's, or nothing, is not called damaged, and no advice leads in a circle")
  func foreign() throws {
    let scratch = try Scratch()
    func words(_ name: String) -> String {
      do throws(StoreError) {
        _ = try Store.restore(scratch.path(name), to: scratch.path("new"), by: "R", program: "test")
        return "restored"
      } catch { return error.description.replacing(scratch.path(name), with: "FILE") }
    }
    try Data().write(to: URL(fileURLWithPath: scratch.path("empty")))
    try Data("study: x\n".utf8).write(to: URL(fileURLWithPath: scratch.path("text")))
    let other = try DatabaseQueue(path: scratch.path("other"))
    try other.write { try $0.execute(sql: "CREATE TABLE a (b)") }
    try other.close()
    try scratch.store(Samples.small, "gone").close()
    let size = try #require(FileManager.default.contents(atPath: scratch.path("gone"))).count
    let head = try #require(FileManager.default.contents(atPath: scratch.path("gone"))).prefix(100)
    try (head + Data(count: size - 100)).write(to: URL(fileURLWithPath: scratch.path("gone")))
    #expect(words("none") == "FILE: there is no such file")
    #expect(words("empty") == "FILE: the file is empty")
    #expect(words("text") == "FILE: this is no SQLite file, or its beginning is damaged")
    #expect(words("other") == "FILE: this is an SQLite file of another program")
    #expect(words("gone").hasPrefix("FILE: the file is damaged, and nothing of a study can be read in it ("))
    for name in ["none", "empty", "text", "other", "gone"] { #expect(!words(name).contains("restore")) }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted() == [
        "empty", "gone", "other", "text",
      ])
  }

  @Test("a pipe is refused and not waited for")
  func pipe() throws {
    let scratch = try Scratch()
    mkfifo(scratch.path("pipe"), 0o600)
    let expected = StoreError.foreign(scratch.path("pipe"), "this is a pipe; a store is a file")
    #expect(throws: expected) { try Store.open(scratch.path("pipe")) }
    #expect(throws: expected) {
      try Store.restore(scratch.path("pipe"), to: scratch.path("x"), by: "R", program: "test")
    }
  }

  @Test("what a program that was killed has left beside its place goes with the next, and what another makes stays")
  func drafts() throws {
    let scratch = try Scratch()
    let dead = scratch.path(".study.verlauf.verlauf-0123456789ab.draft")
    let alive = scratch.path(".study.verlauf.verlauf-0123456789ac.draft")
    let other = scratch.path(".study.verlauf.verlauf-mine.draft")
    for path in [dead, dead + "-journal", alive, other] {
      try Data("patient".utf8).write(to: URL(fileURLWithPath: path))
    }
    let descriptor = open(alive, O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    try scratch.store(Samples.small).close()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted()
        == [alive, other].map { URL(fileURLWithPath: $0).lastPathComponent } + ["study.verlauf"])
    // No error names a draft.
    #expect(throws: StoreError.refused("\(scratch.path("no/x")): there is no such folder")) {
      try Store.create(scratch.path("no/x"), from: MemoryFiles(texts: Samples.small), by: "A", program: "test")
    }
  }
}
