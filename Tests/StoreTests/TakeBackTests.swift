// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Store

@Suite("What was done to rows, lists and patients is taken back, and no edit wins over another in silence")
struct TakeBackTests {
  private func part(_ store: Store, _ patient: String?, _ word: String) async throws -> StoredPart {
    try #require(try await store.parts(of: patient).first { $0.part.text.contains(word) })
  }

  private static let row = [
    "patient": "1", "analyte": "platelets", "when": "2019-06-01", "value": "181", "unit": "G/L",
  ]

  /// A study of several entries, claims and rows, so that something is before, between and behind.
  private static var files: [String: String] {
    var files = Samples.small
    files["claims.yaml"] =
      (files["claims.yaml"] ?? "") + "\n- claim: duration\n  id: last\n  patient: 1\n  is: 6 mo\n  of: gem\n"
    return files
  }

  @Test("each kind of change of each kind of part is taken back to the byte", arguments: 0..<11)
  func kinds(number: Int) async throws {
    let store = try Scratch().store(Self.files)
    let before = try await store.files()
    let rows = try await store.parts(of: "1").filter { $0.part.kind == .laboratory }
    let surgery = try await part(store, "1", "surgery")
    let diagnosis = try await part(store, "1", "diagnosis")
    let claim = try await part(store, nil, "number of patients")
    let last = try await part(store, nil, "id: last")
    let patient = try await part(store, "2", "patient: 2")
    let edits: [[Edit]] = [
      [.replaceRow(rows[0].id, base: 1, Self.row)],
      [.remove(rows[0].id, base: 1)],
      [.remove(rows[0].id, base: 1), .remove(rows[1].id, base: 1)],
      [.addRow(.laboratory, Self.row, at: .behind(rows[0].id))],
      // A table that there was not, with its columns.
      [
        .addRow(
          .lesion,
          ["patient": "1", "lesion": "L1", "date": "2019-06-01", "role": "target", "site": "lung", "finding": "20"])
      ],
      [.remove(surgery.id, base: 1)],
      [.remove(diagnosis.id, base: 1), .remove(surgery.id, base: 1)],
      [.remove(claim.id, base: 1)],
      [.remove(last.id, base: 1), .remove(claim.id, base: 1)],
      [.remove(patient.id, base: 1)],
      [
        .add(StudyPart(kind: .patient, patient: "3", text: "patient: 3\nsex: female\n")),
        .add(StudyPart(kind: .entry, patient: "3", text: "- death: true\n  when: 2022")),
        .addRow(.laboratory, Self.row.merging(["patient": "3"]) { $1 }, at: .first),
      ],
    ]
    #expect(edits.count == 11)
    let saved = try await store.save(edits[number], by: "A", why: "x")
    #expect(saved.revision == 2)
    let changed = try await store.files()
    #expect(changed != before)
    #expect(try await store.takeBack(2, by: "B", why: "slip").revision == 3)
    #expect(try await store.files() == before)
    #expect(try await store.verify().findings == [])
    // And that too.
    _ = try await store.takeBack(3, by: "B", why: "no slip")
    #expect(try await store.files() == changed)
    #expect(try await store.verify().findings == [])
  }

  @Test("columns that came with rows go with them, but for those that others have used meanwhile")
  func columns() async throws {
    let store = try Scratch().store(Self.files)
    let row = ["patient": "1", "lesion": "L1", "date": "2019-06-01", "role": "target", "site": "lung", "finding": "20"]
    _ = try await store.save([.addRow(.lesion, row)], by: "A")
    let table = try #require(try await store.files()["lesions.csv"])
    _ = try await store.save([.addRow(.lesion, row.merging(["lesion": "L2", "reader": "B"]) { $1 })], by: "A")
    _ = try await store.takeBack(3, by: "A", why: "x")
    #expect(try await store.files()["lesions.csv"] == table)
    _ = try await store.save([.addRow(.lesion, row.merging(["lesion": "L3", "reader": "B"]) { $1 })], by: "A")
    // Somebody else uses the column that came with it.
    _ = try await store.save([.addRow(.lesion, row.merging(["lesion": "L4", "reader": "C"]) { $1 })], by: "C")
    _ = try await store.takeBack(5, by: "A", why: "x")
    let after = try #require(try await store.files()["lesions.csv"])
    #expect(after.contains("reader") && after.contains("L4") && !after.contains("L3"))
    #expect(try FolderFormat.format(MemoryFiles(texts: try await store.files())).changes.map(\.path) == [])
    #expect(try await store.verify().findings == [])
  }

  @Test("cells of one row that two have changed are taken from both; the same cell is a conflict")
  func mergedRow() async throws {
    let store = try Scratch().store(Samples.small)
    let row = try await part(store, "1", "2019-06-01,180")
    let cells = ["patient": "1", "analyte": "platelets", "when": "2019-06-01", "value": "180", "unit": "G/L"]
    func save(_ changed: [String: String]) async throws -> Saved {
      try await store.save([.replaceRow(row.id, base: 1, cells.merging(changed) { $1 })], by: "A", why: "x")
    }
    _ = try await save(["value": "181"])
    #expect(try await save(["when": "2019-06-02"]).taken == [row.id: ["value"]])
    #expect(try await store.files()["labs.csv"]?.contains("1,platelets,2019-06-02,181,G/L\n") == true)
    let error = await #expect(throws: StoreError.self) { try await save(["value": "9"]) }
    guard case .conflict(let conflicts) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(conflicts.map(\.field) == ["value"] && conflicts[0].theirs == "181" && conflicts[0].mine == "9")
    // A row is nobody else's.
    await #expect(throws: StoreError.self) { try await save(["patient": "2"]) }
  }

  @Test("a patient is not removed over what somebody has entered since; nobody's edit wins in silence")
  func removal() async throws {
    let store = try Scratch().store(Samples.small)
    let patient = try await part(store, "2", "patient: 2")
    let death = try await part(store, "2", "death")
    let changed = death.part.text.replacing("2021-02-03", with: "2021-02-04")
    _ = try await store.save([.replace(death.id, base: 1, text: changed)], by: "A", why: "letter")
    _ = try await store.save([.add(StudyPart(kind: .entry, patient: "2", text: "- event: seen\n"))], by: "A")
    let error = await #expect(throws: StoreError.self) {
      try await store.save([.remove(patient.id, base: 1)], by: "B", why: "consent withdrawn")
    }
    guard case .conflict(let conflicts) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(conflicts.map(\.revision) == [2, 3] && conflicts.allSatisfy { $0.by == "A" && $0.patient == "2" })
    #expect(conflicts.map(\.base) == [death.part.text, nil])
    #expect(try await store.save([.remove(patient.id, base: 3)], by: "B", why: "consent withdrawn").isChanged)
  }

  @Test("two edits of one part in one save are refused, whichever they are")
  func twice() async throws {
    let store = try Scratch().store(Samples.small)
    let surgery = try await part(store, "1", "surgery")
    let patient = try await part(store, "2", "patient: 2")
    let death = try await part(store, "2", "death")
    let row = try await part(store, "2", ",210,")
    let cells = ["patient": "2", "analyte": "platelets", "when": "2020-02-01", "value": "211", "unit": "G/L"]
    let one = Edit.replace(surgery.id, base: 1, text: surgery.part.text.replacing("R0", with: "R1"))
    let two = Edit.replace(surgery.id, base: 1, text: surgery.part.text.replacing("R0", with: "R2"))
    let pairs: [[Edit]] = [
      [one, two], [one, .remove(surgery.id, base: 1)], [.remove(surgery.id, base: 1), two],
      [.replaceRow(row.id, base: 1, cells), .remove(row.id, base: 1)],
      [.replace(death.id, base: 1, text: "- death: true\n"), .remove(patient.id, base: 1)],
      [.remove(patient.id, base: 1), .replace(death.id, base: 1, text: "- death: true\n")],
      [.remove(patient.id, base: 1), .add(StudyPart(kind: .entry, patient: "2", text: "- event: x\n"))],
      [.add(StudyPart(kind: .entry, patient: "2", text: "- event: x\n")), .remove(patient.id, base: 1)],
    ]
    for (number, edits) in pairs.enumerated() {
      let error = await #expect(throws: StoreError.self, "\(number)") {
        try await store.save(edits, by: "A", why: "x")
      }
      guard case .refused = error else {
        Issue.record("\(number): \(String(describing: error))")
        continue
      }
    }
    #expect(try await store.lastRevision() == 1)
    // What goes with the patient anyhow may be named too.
    _ = try await store.save(
      [.remove(row.id, base: 1), .remove(patient.id, base: 1), .remove(death.id, base: 1)], by: "A", why: "x")
    #expect(try await store.verify().findings == [])
  }

  @Test("what was erased with a person does not come back, and nothing goes in its place")
  func erased() async throws {
    let store = try Scratch().store(Self.files)
    let claim = try await part(store, nil, "id: last")
    let moved = "- claim: sex\n  id: last\n  patient: 2\n  is: male\n"
    _ = try await store.save([.replace(claim.id, base: 1, text: moved)], by: "A", why: "of the other")
    _ = try await store.erase("1", by: "B", why: "request")
    let before = try await store.files()
    #expect(before["claims.yaml"]?.contains("is: male") == true)
    let error = await #expect(throws: StoreError.self) { try await store.takeBack(2, by: "A", why: "x") }
    #expect(error?.description.contains("erased") == true)
    #expect(try await store.files() == before)
  }

  @Test("the last claim goes, and what stands at the head of its file stays")
  func lastClaim() async throws {
    let store = try Scratch().store(Samples.small)
    for word in ["claim: duration", "number of patients"] {
      let claim = try await part(store, nil, word)
      _ = try await store.save([.remove(claim.id, base: try await store.lastRevision())], by: "A", why: "x")
    }
    #expect(try await store.files()["claims.yaml"] == "# Of the abstract.\n\n")
    #expect(try await store.study().study?.claims == [])
    #expect(try await store.verify().findings == [])
  }
}
