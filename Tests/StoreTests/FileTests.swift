// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Plain
import Testing

@testable import Store

@Suite("A file that is not as it should be gives a clear error, and loses nothing")
struct FileTests {
  private func words(_ path: String) -> String {
    do throws(StoreError) {
      _ = try Store.open(path)
      return "opened"
    } catch { return error.description.replacing(path, with: "FILE") }
  }

  @Test("missing, folder, text, empty, another program's, a newer program's: refused, and not a byte changed")
  func foreign() throws {
    let scratch = try Scratch()
    #expect(words(scratch.path("none")) == "FILE: there is no such file")
    #expect(words(scratch.folder) == "FILE: this is a folder; a store is one file")
    let contents: [(String, Data, String)] = [
      ("text", Data("study: x\n".utf8), "FILE: this is no SQLite file, or its beginning is damaged"),
      ("empty", Data(), "FILE: the file is empty"),
    ]
    for (name, data, expected) in contents {
      try data.write(to: URL(fileURLWithPath: scratch.path(name)))
      #expect(words(scratch.path(name)) == expected)
      #expect(FileManager.default.contents(atPath: scratch.path(name)) == data)
    }
    let other = try DatabaseQueue(path: scratch.path("other"))
    try other.write { try $0.execute(sql: "CREATE TABLE a (b)") }
    try other.close()
    var before = FileManager.default.contents(atPath: scratch.path("other"))
    #expect(words(scratch.path("other")) == "FILE: this is an SQLite file of another program")
    #expect(FileManager.default.contents(atPath: scratch.path("other")) == before)
    try scratch.store(Samples.small, "newer").close()
    let newer = try DatabaseQueue(path: scratch.path("newer"))
    try newer.write { try $0.execute(sql: "PRAGMA user_version = 7") }
    try newer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    try newer.close()
    before = FileManager.default.contents(atPath: scratch.path("newer"))
    #expect(
      words(scratch.path("newer"))
        == "FILE: was written by a newer Verlauf (tables of version 7; this program knows 3); use that one")
    #expect(FileManager.default.contents(atPath: scratch.path("newer")) == before)
    #expect(throws: StoreError.exists(scratch.path("newer"))) { try scratch.store(Samples.small, "newer") }
  }

  /// GRDB opens a pool with `synchronous = NORMAL`; what was acknowledged would not survive a loss of power.
  @Test("every commit waits for the disk")
  func durability() async throws {
    let store = try Scratch().store(Samples.small)
    let settings = try await store.database.writeWithoutTransaction { db in
      (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
    }
    #expect(settings.0 == 2 && settings.1 == "wal")
  }

  @Test("another process that writes: waited for, then told; nothing is lost")
  func locked() async throws {
    let scratch = try Scratch()
    try scratch.store(Samples.small).close()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: scratch.path(), configuration: configuration)
    let store = try Store.open(scratch.path(), patience: 0.2)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let edit = Edit.add(StudyPart(kind: .entry, patient: "2", text: "- event: seen\n"))
    let error = await #expect(throws: StoreError.self) { try await store.save([edit], by: "A") }
    #expect(error == .locked(scratch.path()))
    // To read waits for nobody.
    #expect(try await store.study().errors.isEmpty)
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try await store.save([edit], by: "A").revision == 2)
  }

  @Test("no space: told, nothing changed, and the next save succeeds once there is some")
  func full() async throws {
    let store = try Scratch().store(Samples.small)
    let text = String(repeating: "long ", count: 6000)
    let edit = Edit.add(StudyPart(kind: .entry, patient: "2", text: "- event: seen\n  note: \(text)\n"))
    let before = try await store.files()
    try await store.database.writeWithoutTransaction { db in
      let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(count + 2)")
    }
    let error = await #expect(throws: StoreError.self) { try await store.save([edit], by: "A") }
    #expect(error == .full(store.path))
    #expect(try await store.files() == before)
    #expect(try await store.verify().isSound)
    try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
    #expect(try await store.save([edit], by: "A").revision == 2)
  }

  @Test("opened to read: nothing can be changed")
  func readOnly() async throws {
    let scratch = try Scratch()
    try scratch.store(Samples.small).close()
    let store = try Store.open(scratch.path(), readOnly: true)
    let edit = Edit.add(StudyPart(kind: .entry, patient: "2", text: "- event: seen\n"))
    #expect(
      await #expect(throws: StoreError.self) { try await store.save([edit], by: "A") } == .readOnly(scratch.path()))
    #expect(try await store.study().errors.isEmpty)
    try store.close()
    // A folder that may not be written to; the superuser may always.
    guard getuid() != 0 else { return }
    chmod(scratch.path(), 0o400)
    chmod(scratch.folder, 0o500)
    defer { chmod(scratch.folder, 0o700) }
    #expect(try await Store.open(scratch.path(), readOnly: true).study().errors.isEmpty)
    #expect(words(scratch.path()) == "FILE: the file or its folder may not be written to")
  }

  @Test("a damaged page: told, and the rest is saved; what is lost is named, nothing is invented")
  func damagedPages() async throws {
    let scratch = try Scratch()
    let store = try await AuditTests.store(scratch)
    let texts = Set(
      try await store.read { try String.fetchAll($0, sql: "SELECT text FROM change WHERE text IS NOT NULL") })
    let changes = try await store.audit().changes
    try store.close()
    let bytes = try #require(FileManager.default.contents(atPath: scratch.path()))
    let pages = bytes.count / 4096
    var saved = 0
    for page in 1..<pages {
      var damaged = bytes
      damaged.replaceSubrange(page * 4096..<page * 4096 + 4096, with: Data(repeating: 0xA5, count: 4096))
      let path = scratch.path("damaged-\(page)")
      try damaged.write(to: URL(fileURLWithPath: path))
      do throws(StoreError) {
        let broken = try Store.open(path)
        let isSound = try await broken.verify().isSound
        #expect(!isSound, "page \(page)")
        try? broken.close()
      } catch { #expect(error.description.contains("damaged") || error.description.contains("disk"), "\(error)") }
      do throws(StoreError) {
        let salvage = try Store.restore(path, to: path + "-saved", by: "R", program: "test")
        saved += 1
        let restored = try Store.open(path + "-saved")
        let own = try await restored.read {
          try String.fetchAll($0, sql: "SELECT text FROM change WHERE text IS NOT NULL")
        }
        #expect(Set(own).isSubset(of: texts))
        if salvage.isWhole {
          #expect(Set(own) == texts)
        } else {
          #expect(!salvage.lost.isEmpty || salvage.changes == changes, "page \(page)")
        }
        try restored.close()
      } catch { #expect(error.description.contains("damaged"), "page \(page): \(error)") }
    }
    // All but the few pages of the schema.
    #expect(saved >= pages - 6)
  }

  @Test("a file that was cut off, or whose first bytes are gone")
  func cut() async throws {
    let scratch = try Scratch()
    let store = try await AuditTests.store(scratch)
    let files = try await store.files()
    try store.close()
    let bytes = try #require(FileManager.default.contents(atPath: scratch.path()))
    for share in [0.3, 0.6, 0.95] {
      let path = scratch.path("cut-\(share)")
      try bytes.prefix(Int(Double(bytes.count) * share)).write(to: URL(fileURLWithPath: path))
      #expect(await Self.isSound(path) == false)
      // What is whole all the same had lost pages that nothing was on.
      if let said = try await Self.whole(path) { #expect(said == files) }
    }
    var headless = bytes
    headless.replaceSubrange(0..<24, with: Data(count: 24))
    try headless.write(to: URL(fileURLWithPath: scratch.path("headless")))
    #expect(words(scratch.path("headless")).contains("no SQLite file"))
    #expect(try Store.restore(scratch.path("headless"), to: scratch.path("saved"), by: "R", program: "test").isWhole)
    #expect(try await Store.open(scratch.path("saved")).files() == files)
  }

  private static func isSound(_ path: String) async -> Bool {
    guard let store = try? Store.open(path), let audit = try? await store.verify() else { return false }
    return audit.isSound
  }

  /// What a damaged file said, if all of it could be saved.
  private static func whole(_ path: String) async throws -> [String: String]? {
    let salvage: Salvage
    do throws(StoreError) { salvage = try Store.restore(path, to: path + "-saved", by: "R", program: "test") } catch {
      #expect(error.description.contains("damaged"), "\(error)")
      return nil
    }
    guard salvage.isWhole else { return nil }
    return try await Store.open(path + "-saved").files()
  }

  @Test("a backup while others write is one state, sound, and small without attachments")
  func backup() async throws {
    let scratch = try Scratch()
    let store = try scratch.store(Samples.small)
    let scan = try await store.attach(
      (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, name: "scan.png", mediaType: "image/png", to: "1",
      by: "A")
    let writing = Task {
      for number in 0..<15 {
        _ = try await store.save([.add(StudyPart(kind: .entry, patient: "2", text: "- event: e\(number)\n"))], by: "A")
      }
    }
    for number in 0..<3 { try store.backUp(to: scratch.path("copy-\(number)")) }
    try await writing.value
    for number in 0..<3 {
      let copy = try Store.open(scratch.path("copy-\(number)"))
      #expect(try await copy.verify().isSound)
      #expect(try await copy.bytes(of: scan.id).count == 400_000)
      try copy.close()
    }
    try store.backUp(to: scratch.path("small"), withAttachments: false)
    let size = try FileManager.default.attributesOfItem(atPath: scratch.path("small"))[.size] as? Int
    #expect((size ?? 0) < 300_000)
    let small = try Store.open(scratch.path("small"))
    #expect(try await small.attachments().map(\.isHere) == [false])
    #expect(try await small.verify().isSound)
    await #expect(throws: StoreError.self) { try await small.bytes(of: scan.id) }
    #expect(throws: StoreError.exists(scratch.path("small"))) { try store.backUp(to: scratch.path("small")) }
  }

  @Test(
    "two writers and ten readers at once in one process: every save is there, every reader sees a study without errors")
  func together() async throws {
    let scratch = try Scratch()
    try scratch.store(Samples.small).close()
    let path = scratch.path()
    let saves = 12
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          let store = try Store.open(path)
          for number in 0..<saves {
            // Both write to the same patient.
            let entry = StudyPart(kind: .entry, patient: "2", text: "- event: w\(writer)-\(number)\n")
            _ = try await store.save([.add(entry)], by: "w\(writer)")
          }
          try store.close()
        }
      }
      for _ in 0..<10 {
        group.addTask {
          let store = try Store.open(path, readOnly: true)
          for _ in 0..<4 { #expect(try await store.study().errors.isEmpty) }
          try store.close()
        }
      }
      try await group.waitForAll()
    }
    let store = try Store.open(path)
    let text = try #require(try await store.files()["patients/2.yaml"])
    for writer in 0..<2 { for number in 0..<saves { #expect(text.contains("event: w\(writer)-\(number)\n")) } }
    #expect(try await store.lastRevision() == 1 + 2 * saves)
    #expect(try await store.verify().isSound)
  }

  @Test("two writers and ten readers, each a process of its own: every save is there, and no reader sees half a save")
  func processes() async throws {
    let scratch = try Scratch()
    try scratch.store(CrashTests.files).close()
    let path = scratch.path()
    func start(_ program: URL, _ arguments: [String]) throws -> (process: Process, pipe: Pipe) {
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      return (process, pipe)
    }
    let writer = try CrashTests.program("StoreLoad")
    let reader = try CrashTests.program("verlauf-store")
    let writers = try (1...2).map { try start(writer, [path, "w\($0)", "\($0)"]) }
    // Not before each has saved something.
    let first = try writers.map { try #require(try $0.pipe.fileHandleForReading.read(upToCount: 1)) }
    let readers = try (0..<10).map { _ in try start(reader, ["verify", path]) }
    for reader in readers {
      let said = String(decoding: try reader.pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      reader.process.waitUntilExit()
      #expect(reader.process.terminationStatus == 0, "\(said)")
    }
    for writer in writers { #expect(writer.process.isRunning) }
    for writer in writers { kill(writer.process.processIdentifier, SIGKILL) }
    let store = try Store.open(path)
    let reasons = Set(try await store.history(most: 100_000).compactMap(\.why))
    for (number, writer) in writers.enumerated() {
      let rest = try writer.pipe.fileHandleForReading.readToEnd() ?? Data()
      writer.process.waitUntilExit()
      let lines = String(decoding: first[number] + rest, as: UTF8.self).split(separator: "\n")
      let last = try #require(lines.compactMap { Int($0) }.last)
      for save in 1...last where !reasons.contains("w\(number + 1) \(save)") {
        Issue.record("save \(save) of w\(number + 1) was acknowledged and is lost")
      }
    }
    #expect(try await store.verify().isSound)
  }

  @Test("who opens a file and changes nothing leaves it as it is, byte for byte")
  func untouched() async throws {
    let scratch = try Scratch()
    try scratch.store(Samples.small).close()
    let bytes = FileManager.default.contents(atPath: scratch.path())
    let store = try Store.open(scratch.path(), readsMeanwhile: false)
    await #expect(throws: StoreError.self) { try await store.erase("9", by: "B", why: "request") }
    await #expect(throws: StoreError.self) { try await store.erase("1", by: "B", why: "patient 1 asked") }
    try store.close()
    #expect(FileManager.default.contents(atPath: scratch.path()) == bytes)
    let reader = try Store.open(scratch.path(), readOnly: true)
    try reader.backUp(to: scratch.path("copy"))
    try reader.close()
    #expect(FileManager.default.contents(atPath: scratch.path()) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted() == ["copy", "study.verlauf"])
    // What is saved through it waits for the disk as well.
    let settings = try await Store.open(scratch.path(), readsMeanwhile: false).database.writeWithoutTransaction { db in
      (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
    }
    #expect(settings.0 == 2 && settings.1 == "wal")
  }

  /// `Fixtures/version-N.verlauf` was written by a program of the time; every later one must read it. `VERLAUF_WRITE_FIXTURE` writes one of the present version.
  @Test("a file of each version of the tables is read, sound, with its history and its erasure", arguments: 1...3)
  func versions(version: Int) async throws {
    let scratch = try Scratch()
    if let path = ProcessInfo.processInfo.environment["VERLAUF_WRITE_FIXTURE"], version == StoreSchema.version {
      let store = try await AuditTests.store(scratch)
      _ = try await store.save(
        [.add(StudyPart(kind: .patient, patient: "gone", text: "patient: gone\nsex: female\n"))], by: "A")
      _ = try await store.erase("gone", by: "B", why: "request")
      try store.close()
      try FileManager.default.copyItem(atPath: scratch.path(), toPath: path)
    }
    let fixture = try #require(Bundle.module.url(forResource: "Fixtures/version-\(version)", withExtension: "verlauf"))
    try FileManager.default.copyItem(atPath: fixture.path, toPath: scratch.path("old"))
    let bytes = FileManager.default.contents(atPath: scratch.path("old"))
    func check(_ store: Store) async throws {
      #expect(try await store.verify().findings == [])
      #expect(try await store.history().map(\.kind) == [.erasure, .save, .save, .save, .save, .imported])
      #expect(try await store.history().map(\.by) == ["B", "A", "B", "B", "A", "importer"])
      #expect(try await store.files(at: 1)["labs.csv"] == Samples.small["labs.csv"])
      #expect(try await store.files()["patients/1.yaml"]?.contains("margin: R1") == true)
      #expect(try await store.patients().map(\.id) == ["1", "2"])
    }
    // Who reads takes it as it is.
    let reader = try Store.open(scratch.path("old"), readOnly: true)
    try await check(reader)
    try reader.close()
    #expect(FileManager.default.contents(atPath: scratch.path("old")) == bytes)
    // Who writes brings it up to date, after a copy beside it. Another copy may be there.
    try Data("other".utf8).write(to: URL(fileURLWithPath: scratch.path("old.version-\(version)")))
    let store = try Store.open(scratch.path("old"))
    try await check(store)
    #expect(try await store.read { try Store.version($0) } == Int(StoreSchema.version))
    #expect(
      try await store.save([.add(StudyPart(kind: .entry, patient: "2", text: "- event: x\n"))], by: "C").revision == 7)
    #expect(try await store.verify().findings == [])
    try store.close()
    let copy = scratch.path("old.version-\(version)-2")
    #expect(FileManager.default.fileExists(atPath: copy) == (version < StoreSchema.version))
    if version < StoreSchema.version {
      let old = try Store.open(copy, readOnly: true)
      try await check(old)
      #expect(try await old.read { try Store.version($0) } == version)
    }
  }

  @Test("what was attached with tables before version 3 comes into the log, with who and when, and the chain goes on")
  func oldAttachments() async throws {
    let scratch = try Scratch()
    let fixture = try #require(Bundle.module.url(forResource: "Fixtures/version-2", withExtension: "verlauf"))
    try FileManager.default.copyItem(atPath: fixture.path, toPath: scratch.path("old"))
    let bytes = Data("scan".utf8)
    let digest = Data(SHA256.digest(Array(bytes)))
    let queue = try DatabaseQueue(path: scratch.path("old"))
    try await queue.write { db in
      try db.execute(sql: "INSERT INTO blob (digest, bytes) VALUES (?, ?)", arguments: [digest, bytes])
      for (person, name) in [(1, "scan.png"), (1, "scan.png"), (nil, "a/b"), (nil, "sheet.csv")] as [(Int?, String)] {
        try db.execute(
          sql:
            "INSERT INTO attachment (person, name, media_type, size, digest, by, at) VALUES (?, ?, 'image/png', 4, ?, 'M', '2026-11-28T10:00:00.000Z')",
          arguments: [person, name, digest])
      }
    }
    try queue.close()
    let reader = try Store.open(scratch.path("old"), readOnly: true)
    #expect(try await reader.attachments().map(\.name) == ["scan.png", "scan.png", "a/b", "sheet.csv"])
    #expect(try await reader.bytes(of: 1) == Array(bytes))
    let head = try await reader.audit().head
    try reader.close()
    let store = try Store.open(scratch.path("old"))
    let names = ["scan.png", "attachment-2-scan.png", "attachment-3", "sheet.csv"]
    #expect(try await store.attachments().map(\.name) == names)
    #expect(try await store.attachments().map(\.patient) == ["1", "1", nil, nil])
    #expect(try await store.audit(expecting: head).isSound)
    #expect(try await store.verify().findings == [])
    let part = try #require(try await store.parts(of: nil).last { $0.part.kind == .attachment })
    #expect(part.part.text.contains("2026-11-28T10:00:00.000Z by M"))
    #expect(try await store.bytes(of: part.id) == Array(bytes))
  }
}
