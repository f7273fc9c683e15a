// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("A person can be erased, and the chain still holds")
struct ErasureTests {
  @Test("no byte of the person stays in the file or beside it")
  func bytes() async throws {
    let scratch = try Scratch()
    var files = Samples.small
    let id = "Hexenwald-77"
    files["patients/1.yaml"] = nil
    files["patients/\(id).yaml"] = Samples.small["patients/1.yaml"]?.replacing("patient: 1", with: "patient: \(id)")
      .replacing("# left", with: "# Zaunkönigweg")
    files["claims.yaml"] = Samples.small["claims.yaml"]?.replacing("patient: 1", with: "patient: \(id)")
    files["labs.csv"] = Samples.small["labs.csv"]?.replacing("\n1,", with: "\n\(id),")
    files["study.yaml"] =
      (Samples.small["study.yaml"] ?? "") + "remarks:\n  - {topic: order, text: \"\(id) was first\"}\n"
    let store = try scratch.store(files)
    let surgery = try #require(try await store.parts(of: id).first { $0.part.text.contains("surgery") })
    let text = surgery.part.text.replacing("resection", with: "Rarewordectomy")
    _ = try await store.save([.replace(surgery.id, base: 1, text: text)], by: "A", why: "letter of Quittenbaum")
    let row = try #require(try await store.parts(of: id).first { $0.part.text.contains(",95,") })
    _ = try await store.save([.remove(row.id, base: 1)], by: "A", why: "Quittenbaum again")
    _ = try await store.save(
      [.add(StudyPart(kind: .entry, patient: "2", text: "- event: seen\n"))], by: "A", why: "after \(id)")
    try await store.keep(Draft(author: "A", place: "p", part: surgery.id, patient: id, base: 2, text: "Draftword"))
    _ = try await store.attach(Array("Scanword".utf8), name: "scan.txt", mediaType: "text/plain", to: id, by: "A")
    _ = try await store.attach(Array("Otherscan".utf8), name: "other.txt", mediaType: "text/plain", to: "2", by: "A")
    let head = try await store.audit().head
    await #expect(throws: StoreError.self) { try await store.erase(id, by: "B", why: "\(id) asked for it") }
    let erasure = try await store.erase(id, by: "B", why: "request 12")
    #expect(erasure.claims == 1 && erasure.revision == 7)
    // The study's own remark, and a reason of a revision of another patient: a person must look.
    #expect(erasure.stillNaming == ["the study", "the reason of revision 4"])
    let audit = try await store.audit(expecting: head)
    #expect(audit.isSound && audit.erased > 8, "\(audit.findings)")
    #expect(try await store.verify().isSound)
    #expect(try await store.patients().map(\.id) == ["2"])
    #expect(try await store.drafts().isEmpty)
    #expect(try await store.attachments().map(\.name) == ["other.txt"])
    await #expect(throws: StoreError.self) { try await store.history(.patient(id)) }
    #expect(
      try await store.history().map(\.kind) == [.erasure] + [Revision.Kind](repeating: .save, count: 5) + [.imported])
    #expect(try await store.changes(in: 2).map(\.isErased) == [true])
    #expect(try await store.files(at: 2)["patients/\(id).yaml"] == nil)
    try store.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: scratch.folder) {
      let bytes = FileManager.default.contents(atPath: scratch.path(name)) ?? Data()
      for word in [
        "Rarewordectomy", "Quittenbaum", "Draftword", "Scanword", "scan.txt", "Zaunk", "2019-04-02", "patient: \(id)",
        "\(id),",
      ] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
      }
      #expect(bytes.range(of: Data("Otherscan".utf8)) != nil)
    }
  }

  /// A claim of a folder with comments, quotes and layout as people write them.
  @Test(
    "a claim on the person goes, however its patient is written",
    arguments: [
      "- claim: duration\n  # Of the first one.\n  patient: Wald-7\n  is: 6 mo\n  of: gem\n",
      "- claim: duration\n  patient: Wald-7   # the first\n  is: 6 mo\n  of: gem\n",
      "- claim: duration\n  patient: \"Wald-7\"\n  is: 6 mo\n  of: gem\n",
      "- {patient: Wald-7, claim: duration, is: 6 mo, of: gem}\n",
    ])
  func claims(text: String) async throws {
    let store = try Scratch().store(Self.files(text + "- claim: sex\n  patient: 2\n  is: male\n"))
    let erasure = try await store.erase("Wald-7", by: "B", why: "request")
    #expect(erasure.claims == 1 && erasure.stillNaming == [])
    #expect(try await store.study().study?.claims.count == 1)
    #expect(try await store.verify().findings == [])
    let texts = try await store.read { try String.fetchAll($0, sql: "SELECT text FROM change WHERE text IS NOT NULL") }
    #expect(!texts.contains { $0.contains("Wald-7") })
  }

  private static func files(_ claims: String) -> [String: String] {
    var files = Samples.small
    files["patients/1.yaml"] = nil
    files["patients/Wald-7.yaml"] = Samples.small["patients/1.yaml"]?.replacing("patient: 1", with: "patient: Wald-7")
    files["labs.csv"] = Samples.small["labs.csv"]?.replacing("\n1,", with: "\nWald-7,")
    files["claims.yaml"] = claims
    return files
  }

  /// A decision quotes what was said of the person: on a finding, and on a difference between two entries. Decisions on others stay.
  @Test("a decision on a finding of the person goes, with what it quotes")
  func decisions() async throws {
    let scratch = try Scratch()
    var files = Self.files("- claim: sex\n  patient: 2\n  is: male\n")
    files["decisions.yaml"] =
      ["second-entry/Wald-7/gem/cycles", "care-patient/Wald-7/age", "second-entry/2/a/when", "claim/series/x"]
      .enumerated()
      .map { index, finding in
        "- finding: \(finding)\n  reads: Quoteword\(index)\n  decision: \(finding.hasPrefix("second") ? "first" : "accepted")\n  reason: r\n  by: b\n"
      }.joined()
    let store = try scratch.store(files)
    let erasure = try await store.erase("Wald-7", by: "B", why: "request 13")
    #expect(erasure.claims == 2 && erasure.stillNaming == [])
    #expect(
      try await store.study().study?.decisions.map(\.finding) == ["second-entry/2/a/when", "claim/series/x"])
    #expect(try await store.audit().isSound)
    #expect(try await store.verify().isSound)
    try store.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: scratch.folder) {
      let bytes = FileManager.default.contents(atPath: scratch.path(name)) ?? Data()
      for word in ["Quoteword0", "Quoteword1"] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
      }
    }
  }

  @Test("a claim that was once on the person stays with what it says now, and without what it said")
  func movedClaim() async throws {
    let store = try Scratch().store(Self.files("- claim: duration\n  patient: Wald-7\n  is: 6 mo\n  of: gem\n"))
    let claim = try #require(try await store.parts(of: nil).first { $0.part.kind == .claim })
    let moved = "- claim: sex\n  patient: 2\n  is: male\n"
    _ = try await store.save([.replace(claim.id, base: 1, text: moved)], by: "A", why: "the other")
    let erasure = try await store.erase("Wald-7", by: "B", why: "request")
    #expect(erasure.claims == 0)
    #expect(try await store.files()["claims.yaml"] == moved)
    #expect(try await store.verify().findings == [])
    let texts = try await store.read { try String.fetchAll($0, sql: "SELECT text FROM change WHERE text IS NOT NULL") }
    #expect(!texts.contains { $0.contains("Wald-7") })
  }

  @Test("what still names the person is told, wherever it stands and in whatever case")
  func stillNaming() async throws {
    let store = try Scratch().store(Self.files("# Of the abstract.\n\n- claim: sex\n  patient: Wald-7\n  is: female\n"))
    let death = try #require(try await store.parts(of: "2").first { $0.part.text.contains("death") })
    let told = death.part.text + "    note: twin of wald-7\n"
    _ = try await store.save([.replace(death.id, base: 1, text: told)], by: "Dr. Wald-7", why: "seen with WALD-7")
    for (by, why) in [("B", "WALD-7 asked"), ("wald-7", "request")] {
      await #expect(throws: StoreError.self) { try await store.erase("Wald-7", by: by, why: why) }
    }
    let erasure = try await store.erase("Wald-7", by: "B", why: "request")
    #expect(
      erasure.stillNaming == [
        "`death: true` of patient 2", "the reason of revision 2", "who made revision 2",
      ])
    // The head of a file stays where its last claim has gone.
    #expect(try await store.files()["claims.yaml"] == "# Of the abstract.\n\n")
    #expect(try await store.verify().findings == [])
  }

  @Test("where another process reads, the list is told all the same, and the bytes go later")
  func readerMeanwhile() async throws {
    let scratch = try Scratch()
    try scratch.store(Self.files("- claim: sex\n  patient: 2\n  is: male\n")).close()
    let store = try Store.open(scratch.path(), patience: 0.2)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: scratch.path(), configuration: configuration)
    try await reader.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM change")
    }
    let erasure = try await store.erase("Wald-7", by: "B", why: "request")
    #expect(!erasure.isPurged && erasure.leftBehind?.description.contains("--purge") == true)
    #expect(try await store.patients().map(\.id) == ["2"])
    try await reader.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try store.purge()
    try store.close()
    try reader.close()
    let bytes = try #require(FileManager.default.contents(atPath: scratch.path()))
    #expect(bytes.range(of: Data("2019-04-02".utf8)) == nil)
    let other = try Store.open(scratch.path(), readOnly: true)
    #expect(throws: StoreError.readOnly(scratch.path())) { try other.purge() }
  }

  @Test("the last patient is not erased: a study has one at least")
  func lastPatient() async throws {
    let store = try Scratch().store(Samples.small)
    _ = try await store.erase("1", by: "B", why: "request")
    let error = await #expect(throws: StoreError.self) { try await store.erase("2", by: "B", why: "request") }
    #expect(error?.description.contains("only patient") == true)
    #expect(try await store.verify().findings == [])
    #expect(try await store.patients().map(\.id) == ["2"])
  }

  @Test(
    "knows a number as the id of a patient only where it is one",
    arguments: [
      ("patient 3 had more", true), ("implied-dose/3/day-8", true), ("3 patients", false), ("Patients 1 and 3", true),
      ("30 mg", false), ("3 mo", false), ("patient 33", false), ("PATIENT 3", true),
    ])
  func mention(text: String, isNamed: Bool) {
    #expect(Patient.isNamed("3", in: text) == isNamed)
  }

  @Test("a word is an id only as a whole word")
  func words() {
    #expect(Patient.isNamed("P-3", in: "after P-3.") && Patient.isNamed("P-3", in: "(P-3)"))
    #expect(Patient.isNamed("P-3", in: "after p-3"))
    #expect(!Patient.isNamed("P-3", in: "P-33") && !Patient.isNamed("P-3", in: "XP-3"))
  }
}
