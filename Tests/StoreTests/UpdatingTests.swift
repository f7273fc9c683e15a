// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import StudyTesting
import Testing

@testable import Store

@Suite("A folder that was exported and edited becomes one revision of its store")
struct UpdatingTests {
  private func canonical(_ files: [String: String]) throws -> [String: String] {
    var files = files
    for change in try FolderFormat.format(MemoryFiles(texts: files)).changes { files[change.path] = change.text }
    return files
  }

  /// Whatever one study and the other say: the folder of the one over the store of the other is the one, and the other stays in the history.
  @Test("any study over any other", arguments: 0..<Samples.seeds)
  func random(seed: Int) async throws {
    var random = RandomStudy(seed: UInt64(seed) + 31_000)
    let first = try StudyFolder.write(random.study(patients: 1 + seed % 3))
    let second = try StudyFolder.write(random.study(patients: 1 + seed % 4))
    let store = try Scratch().store(first)
    let before = try await store.files()
    let saved = try await store.update(from: MemoryFiles(texts: second), of: 1, by: "A", why: "another")
    #expect(saved.revision == 2)
    #expect(try await store.study().study == StudyFolder.read(files: second).study)
    #expect(try await store.files(at: 1) == before)
    #expect(try FolderFormat.format(MemoryFiles(texts: try await store.files())).changes.map(\.path) == [])
    #expect(try await store.verify().findings == [])
    // And back, to the same study.
    _ = try await store.update(from: MemoryFiles(texts: first), of: 2, by: "A", why: "back")
    #expect(try await store.study().study == StudyFolder.read(files: first).study)
    #expect(!(try await store.update(from: MemoryFiles(texts: first), of: 3, by: "A").isChanged))
  }

  /// A few edits as people make them, each with what it changes.
  @Test("changes what was edited and nothing else, field by field")
  func edits() async throws {
    let edits: [(path: String, from: String, to: String, titles: [String])] = [
      ("patients/1.yaml", "margin: R0", "margin: R1", ["`surgery: resection` of patient 1"]),
      ("patients/1.yaml", "# left", "# right", ["`diagnosis: leiomyosarcoma` of patient 1"]),
      ("patients/1.yaml", "sex: female", "sex: female\nheight: 170 cm", ["patient 1"]),
      (
        // The comment below the last entry is below another one then.
        "patients/1.yaml", "  # At the end of the course.",
        "\n  - event: seen\n    when: 2020\n  # At the end of the course.",
        ["`therapy: gemcitabine` of patient 1", "`event: seen` of patient 1"]
      ),
      (
        // The one that was the first has a blank line above it then.
        "patients/1.yaml", "course:\n", "course:\n  - event: seen\n    when: 2018\n\n",
        ["`event: seen` of patient 1", "`diagnosis: leiomyosarcoma` of patient 1"]
      ),
      (
        "labs.csv", "2,platelets,2020-02-01,210", "2,platelets,2020-02-01,211",
        ["`2,platelets,2020-02-01,211,G/L` in labs.csv"]
      ),
      ("labs.csv", "1,platelets,2019-06-08,95,G/L\n", "", ["`1,platelets,2019-06-08,95,G/L` in labs.csv"]),
      (
        "labs.csv", "1,platelets,2019-06-01", "1,platelets,2019-05-01,7,G/L\n1,platelets,2019-06-01",
        ["`1,platelets,2019-05-01,7,G/L` in labs.csv"]
      ),
      ("study.yaml", "centre: Munich", "centre: Berlin", ["the study"]),
      ("claims.yaml", "is: 6 mo", "is: 7 mo", ["`claim: duration`"]),
    ]
    for edit in edits {
      let store = try Scratch().store(Samples.small)
      var files = try await store.files()
      let text = try #require(files[edit.path])
      files[edit.path] = text.replacing(edit.from, with: edit.to)
      #expect(files[edit.path] != text, "\(edit.from)")
      let saved = try await store.update(from: MemoryFiles(texts: files), of: 1, by: "A", why: "x")
      let titles = try await store.changes(in: saved.revision).map(\.title)
      #expect(Set(titles) == Set(edit.titles), "\(edit.to)")
      let (now, expected) = (try await store.files(), try canonical(files))
      for path in expected.keys.sorted() { #expect(now[path] == expected[path], "\(edit.to)") }
      #expect(now.count == expected.count)
    }
  }

  @Test("what others have saved since the export is kept; what both have changed is a conflict; facts need a reason")
  func merge() async throws {
    let store = try Scratch().store(Samples.small)
    var files = try await store.files()
    files["patients/1.yaml"] = files["patients/1.yaml"]?.replacing("2019-04-02", with: "2019-04-03")
    let folder = MemoryFiles(texts: files)
    await #expect(throws: StoreError.self) { try await store.update(from: folder, of: 1, by: "B") }
    await #expect(throws: StoreError.self) { try await store.update(from: folder, of: 2, by: "B", why: "x") }
    let surgery = try #require(try await store.parts(of: "1").first { $0.part.text.contains("surgery") })
    let other = surgery.part.text.replacing("R0", with: "R1")
    _ = try await store.save(
      [
        .replace(surgery.id, base: 1, text: other),
        .add(StudyPart(kind: .entry, patient: "2", text: "- event: meanwhile\n")),
      ], by: "A", why: "x")
    #expect(try await store.update(from: folder, of: 1, by: "B", why: "x").taken == [surgery.id: ["margin"]])
    let now = try await store.files()
    #expect(now["patients/1.yaml"]?.contains("R1") == true && now["patients/1.yaml"]?.contains("2019-04-03") == true)
    #expect(now["patients/2.yaml"]?.contains("meanwhile") == true)
    files["patients/1.yaml"] = files["patients/1.yaml"]?.replacing("R0", with: "R2")
    let error = await #expect(throws: StoreError.self) {
      try await store.update(from: MemoryFiles(texts: files), of: 1, by: "B", why: "x")
    }
    guard case .conflict(let conflicts) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(conflicts.map(\.field) == ["margin"])
    // A patient whose file is gone is removed, and not over what others have entered.
    files = try await store.files(at: 1)
    files["patients/2.yaml"] = nil
    files["labs.csv"] = files["labs.csv"]?.replacing("2,platelets,2020-02-01,210,G/L\n", with: "")
    await #expect(throws: StoreError.self) {
      try await store.update(from: MemoryFiles(texts: files), of: 1, by: "B", why: "x")
    }
    #expect(try await store.patients().map(\.id) == ["1", "2"])
    #expect(try await store.verify().findings == [])
  }
}
