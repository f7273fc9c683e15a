// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
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
    #expect(erasure.claims == 1 && erasure.revision == 5)
    // The study's own remark, and a reason of a revision of another patient: a person must look.
    #expect(erasure.stillNaming == ["the study", "the reason of revision 4"])
    let audit = try await store.audit(expecting: head)
    #expect(audit.isSound && audit.erased > 8, "\(audit.findings)")
    #expect(try await store.verify().isSound)
    #expect(try await store.patients().map(\.id) == ["2"])
    #expect(try await store.drafts().isEmpty)
    #expect(try await store.attachments().map(\.name) == ["other.txt"])
    await #expect(throws: StoreError.self) { try await store.history(.patient(id)) }
    #expect(try await store.history().map(\.kind) == [.erasure, .save, .save, .save, .imported])
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

  @Test(
    "knows a number as the id of a patient only where it is one",
    arguments: [
      ("patient 3 had more", true), ("implied-dose/3/day-8", true), ("3 patients", false), ("Patients 1 and 3", true),
      ("30 mg", false), ("3 mo", false), ("patient 33", false),
    ])
  func mention(text: String, isNamed: Bool) {
    #expect(Store.mentions(text, "3") == isNamed)
  }

  @Test("a word is an id only as a whole word")
  func words() {
    #expect(Store.mentions("after P-3.", "P-3") && Store.mentions("(P-3)", "P-3"))
    #expect(!Store.mentions("P-33", "P-3") && !Store.mentions("XP-3", "P-3"))
  }
}
