// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import GRDB
import Plain
import Testing

@testable import Store

/// Pictures of assessments are kept with their patients, and come out where they went in.
@Suite("Pictures of a folder are kept in the study, and leave it as they came")
struct PictureTests {
  private let one = Self.png(1)
  private let two = Self.png(2)

  /// A PNG file of one grey pixel as far as its parts go (ISO/IEC 15948, 5.3): length, name, content, check sum; nobody reads its pixels here.
  private static func png(_ value: UInt8, text: String? = nil) -> [UInt8] {
    func part(_ name: String, _ content: [UInt8]) -> [UInt8] {
      [0, 0, 0, UInt8(content.count)] + Array(name.utf8) + content + [0, 0, 0, value]
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + part("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
      + (text.map { part("tEXt", Array("Author\0\($0)".utf8)) } ?? []) + part("IDAT", [value]) + part("IEND", [])
  }

  /// What is once in the file stays in its history: a name beside the pixels must not come in.
  @Test("a picture with more in it than pixels is refused, and nothing is taken in")
  func leaks() async throws {
    for bytes in [Self.png(1, text: "LEAK-NAME"), Self.png(1) + Array("LEAK-NAME".utf8), Array("LEAK-NAME".utf8)] {
      var files = files
      files.files["images/one.png"] = bytes
      let scratch = try Scratch()
      let error = try #require(throws: StoreError.self) {
        try Store.create(scratch.path(), from: files, by: "A", program: "test")
      }
      #expect(error.description.contains("a picture of patient 1 (digest ") && !error.description.contains("LEAK"))
      #expect(!FileManager.default.fileExists(atPath: scratch.path()))
      let store = try Scratch().store(Samples.small)
      await #expect(throws: StoreError.self) {
        try await store.save([], pictures: [("1", "one.png", bytes)], by: "A")
      }
    }
  }

  /// Patient 1 names two pictures, one of them in flow style; patient 2 names one that 1 names too.
  private var files: MemoryFiles {
    var files = MemoryFiles(texts: [
      "study.yaml": "study: Two patients\n",
      "patients/1.yaml": """
      patient: 1
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-03
        - assessment: CT
          id: ct
          when: 2019-05
          images:
            - file: one.png  # axial
              modality: CT
            - {file: two.png, shows: "liver file: stray.png, no"}
      """ + "\n",
      "patients/2.yaml": """
      patient: 2
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-03
        - assessment: CT
          when: 2019-05
          images:
            - file: two.png
            - file: missing.png
      """ + "\n",
    ])
    files.files["images/one.png"] = one
    files.files["images/two.png"] = two
    files.files["images/stray.png"] = one
    return files
  }

  private func names(_ store: Store) async throws -> [String] {
    try await store.pictures().map { "\($0.patient ?? "-") \($0.name)" }.sorted()
  }

  @Test("names behind `file` of images in block and flow style, and no other words")
  func named() {
    let text = """
      patient: 1
      course:
        - assessment: CT
          images: {file: "c-1.png", shows: "of file: d.png"}
        - assessment: MRI
          images:
            - file: a.png  # x
            - {profile: b.png, file: ../e.png}
        - event: file
          file: f.png
      """
    #expect(PictureNames.named(in: text) == ["a.png", "c-1.png"])
    #expect(PictureNames.named(in: "images: [{file: a.png}").isEmpty)
  }

  @Test("what the record names comes in with its patient; what it does not name stays outside")
  func importing() async throws {
    let scratch = try Scratch()
    try Store.create(scratch.path(), from: files, by: "A", program: "test")
    let store = try Store.open(scratch.path())
    let pictures = try await store.pictures()
    #expect(try await names(store) == ["1 one.png", "1 two.png", "2 two.png"])
    for picture in pictures {
      #expect(try await store.bytes(of: picture.id) == (picture.name == "one.png" ? one : two))
    }
    // The bytes of the one that both name are there once.
    #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM blob") } == 2)
    #expect(try await store.verify().findings == [])
    // An attachment that no assessment names is none.
    _ = try await store.attach(one, name: "other.png", mediaType: "image/png", to: "1", by: "A")
    #expect(try await store.pictures().count == 3)
  }

  @Test("a picture and the fact that names it are one revision, or none")
  func saving() async throws {
    let scratch = try Scratch()
    let store = try scratch.store(Samples.small)
    let last = try await store.lastRevision()
    let entry = StudyPart(
      kind: .entry, patient: "1", text: "- assessment: CT\n  when: 2020-01\n  images:\n    - file: one.png\n")
    let saved = try await store.save([.add(entry)], pictures: [("1", "one.png", one)], by: "A")
    #expect(saved.revision == last + 1)
    #expect(try await names(store) == ["1 one.png"])
    // The same again is not kept twice; other bytes under its name are refused.
    let again = StudyPart(
      kind: .entry, patient: "1", text: "- assessment: MRI\n  when: 2020-02\n  images:\n    - file: one.png\n")
    _ = try await store.save([.add(again)], pictures: [("1", "one.png", one)], by: "A")
    #expect(try await store.pictures().count == 1)
    await #expect(throws: StoreError.self) {
      try await store.save([.add(again)], pictures: [("1", "one.png", two)], by: "A")
    }
    // An entry that cannot be read takes its picture along.
    let wrong = StudyPart(kind: .entry, patient: "1", text: "- assessment: CT\n  imagse: x\n")
    await #expect(throws: StoreError.self) {
      try await store.save([.add(wrong)], pictures: [("1", "two.png", two)], by: "A")
    }
    #expect(try await store.attachments().count == 1)
    #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM blob") } == 1)
    #expect(try await store.verify().findings == [])
  }

  @Test("a folder that was changed by hand brings its new pictures along; a patient who is erased takes them away")
  func updating() async throws {
    let scratch = try Scratch()
    var files = files
    files.files["patients/2.yaml"] = nil
    files.files["images/two.png"] = nil
    try Store.create(scratch.path(), from: files, by: "A", program: "test")
    let store = try Store.open(scratch.path())
    #expect(try await names(store) == ["1 one.png"])
    files.files["images/two.png"] = two
    let text = try #require(try await store.files()["patients/1.yaml"])
    var edited = MemoryFiles(texts: try await store.files())
    edited.files["patients/1.yaml"] = Array((text + "  - event: seen\n    when: 2020\n").utf8)
    edited.files["images/one.png"] = one
    edited.files["images/two.png"] = two
    let saved = try await store.update(from: edited, of: 1, by: "A")
    #expect(saved.isChanged)
    #expect(try await names(store) == ["1 one.png", "1 two.png"])
  }

  @Test("a picture that lies in the folder twice, with two contents, is refused")
  func twoContents() throws {
    var files = files
    files.files["attachments/patients/1/one.png"] = two
    let scratch = try Scratch()
    #expect(throws: StoreError.self) { try Store.create(scratch.path(), from: files, by: "A", program: "test") }
    files.files["attachments/patients/1/one.png"] = one
    try Store.create(scratch.path(), from: files, by: "A", program: "test")
  }
}
