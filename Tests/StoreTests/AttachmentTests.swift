// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("What is attached is part of the log, and its bytes are kept by their hash")
struct AttachmentTests {
  private let scan = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test("attaching and taking away are revisions, in the chain, and are taken back")
  func revisions() async throws {
    let store = try Scratch().store(Samples.small)
    let files = try await store.files()
    let made = try await store.attach(
      scan, name: "ct 1.png", mediaType: "image/png", to: "1", by: "A", why: "from the archive")
    #expect(made.patient == "1" && made.size == 5_000 && made.isHere && made.by == "A")
    // From another program: `sha256sum`.
    let abc = try await store.attach(Array("abc".utf8), name: "abc", mediaType: "text/plain", by: "A")
    #expect(abc.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(try await store.history().map(\.why) == [nil, "from the archive", nil])
    #expect(try await store.changes(in: 2).map(\.title) == ["the attachment `ct 1.png` of patient 1"])
    #expect(try await store.attachments() == [made, abc])
    #expect(try await store.bytes(of: made.id) == scan)
    #expect(try await store.patients().map(\.rows) == [2, 1])
    await #expect(throws: StoreError.self) { try await store.detach(made.id, by: "B", why: " ") }
    #expect(try await store.detach(made.id, by: "B", why: "of another patient").revision == 4)
    #expect(try await store.attachments() == [abc])
    _ = try await store.takeBack(4, by: "B", why: "no, it was right")
    let back = try #require(try await store.attachments().last)
    #expect(back.name == "ct 1.png" && back.patient == "1" && back.by == "B")
    #expect(try await store.bytes(of: back.id) == scan)
    // The study is not touched by any of it.
    #expect(try await store.files() == files)
    #expect(try await store.verify().findings == [])
  }

  @Test("one changed byte of what is attached, or of what is said of it, is found")
  func tampering() async throws {
    let store = try Scratch().store(Samples.small)
    _ = try await store.attach(scan, name: "ct.png", mediaType: "image/png", by: "A")
    try await store.database.write { try $0.execute(sql: "UPDATE blob SET bytes = zeroblob(5000)") }
    #expect(try await store.verify().findings.map(\.words).contains { $0.hasPrefix("the bytes of an attachment") })
    let id = try #require(try await store.attachments().first).id
    await #expect(throws: StoreError.self) { try await store.bytes(of: id) }
    let sql = try await store.read {
      try String.fetchOne($0, sql: "SELECT sql FROM sqlite_schema WHERE name = 'change_stays'")
    }
    try await store.database.write { db in
      try db.execute(sql: "DROP TRIGGER change_stays")
      try db.execute(sql: "UPDATE change SET text = replace(text, 'ct.png', 'mr.png') WHERE text LIKE '%ct.png%'")
      try db.execute(sql: sql ?? "")
    }
    #expect(try await store.audit().findings.map(\.revision) == [2])
  }

  @Test("names are those of files, one of each; what is attached stays as it is; a patient takes it along")
  func names() async throws {
    let store = try Scratch().store(Samples.small)
    let made = try await store.attach([1], name: "ct.png", mediaType: "image/png", to: "2", by: "A")
    for name in ["", " x", "a/b", "..", ".hidden", "a\nb", "CT.png", "x\\y", String(repeating: "x", count: 201)] {
      await #expect(throws: StoreError.self, "\(name)") {
        try await store.attach([2], name: name, mediaType: "image/png", to: "2", by: "A")
      }
    }
    // Of another owner it is another.
    _ = try await store.attach([2], name: "ct.png", mediaType: "image/png", to: "1", by: "A")
    await #expect(throws: StoreError.self) {
      try await store.attach([2], name: "ct.png", mediaType: "image/png", to: "9", by: "A")
    }
    let part = try #require(try await store.parts(of: "2").first { $0.id == made.id })
    await #expect(throws: StoreError.self) {
      try await store.save(
        [.replace(part.id, base: 3, text: part.part.text.replacing("png", with: "jpg"))], by: "A", why: "x")
    }
    let patient = try #require(try await store.parts(of: "2").first { $0.part.kind == .patient })
    _ = try await store.save([.remove(patient.id, base: 3)], by: "A", why: "consent withdrawn")
    #expect(try await store.attachments().map(\.patient) == ["1"])
    await #expect(throws: StoreError.self) {
      try await store.attach([3], name: "late.png", mediaType: "image/png", to: "2", by: "A")
    }
    // The bytes of one who is erased go, those that somebody else has too stay.
    _ = try await store.takeBack(4, by: "A", why: "given again")
    _ = try await store.attach([9, 9, 9], name: "only.png", mediaType: "image/png", to: "2", by: "A")
    _ = try await store.erase("2", by: "B", why: "request")
    #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM blob") } == 1)
    #expect(try await store.attachments().allSatisfy(\.isHere))
    #expect(try await store.verify().findings == [])
  }

  @Test("a folder with attachments, as export writes it, is taken in with them")
  func folder() async throws {
    let scratch = try Scratch()
    for (path, text) in Samples.small {
      let place = URL(fileURLWithPath: scratch.path("folder/\(path)"))
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place)
    }
    for path in ["attachments/study/vote.pdf", "attachments/patients/1/ct.png", "attachments/patients/1/raw"] {
      let place = URL(fileURLWithPath: scratch.path("folder/\(path)"))
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(scan).write(to: place)
    }
    let source = DiskFiles(folder: scratch.path("folder"))
    try Store.create(scratch.path(), from: source, by: "A", program: "test")
    let store = try Store.open(scratch.path())
    #expect(
      try await store.attachments().map(\.path)
        == ["attachments/patients/1/ct.png", "attachments/patients/1/raw", "attachments/study/vote.pdf"])
    #expect(
      try await store.attachments().map(\.mediaType) == ["image/png", "application/octet-stream", "application/pdf"])
    #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM blob") } == 1)
    #expect(try await store.verify().findings == [])
    // Of nobody: refused, and no file is made.
    try FileManager.default.moveItem(
      atPath: scratch.path("folder/attachments/patients/1"), toPath: scratch.path("folder/attachments/patients/7"))
    #expect(throws: StoreError.self) {
      try Store.create(scratch.path("other"), from: source, by: "A", program: "test")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("other")))
  }
}
