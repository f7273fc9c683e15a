// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Notation
import StudyTesting
import Testing

@testable import Exchange
@testable import Store

@Suite("A store gives back what it took in")
struct RoundTripTests {
  /// Files in canonical form, as `format` writes them.
  private func formatted(_ files: [String: String]) throws -> [String: String] {
    var files = files
    for change in try FolderFormat.format(MemoryFiles(texts: files)).changes { files[change.path] = change.text }
    return files
  }

  @Test("folder, store, folder: the bytes of the formatted folder, and the same study", arguments: 0..<Samples.seeds)
  func random(seed: Int) async throws {
    var random = RandomStudy(seed: UInt64(seed) + 7000)
    let study = random.study(patients: 1 + seed % 4)
    let files = try StudyFolder.write(study)
    let scratch = try Scratch()
    let store = try scratch.store(files)
    #expect(try await store.files() == formatted(files))
    let reading = try await store.study()
    #expect(reading.study == study)
    for patient in study.patients {
      let alone = try await store.patient(patient.id)
      #expect(alone.study?.patients == [patient], "\(alone.errors)")
    }
    try store.close()
    // All of it is in the one file.
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["study.verlauf"])
  }

  @Test(
    "the examples too, with every comment and row",
    arguments: Samples.examples + ["small", "template"])
  func examples(name: String) async throws {
    var files = Samples.small
    if name == "template" {
      files = Dictionary(StudyTemplate.files(title: "x").map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
    } else if name != "small" {
      files = try Samples.folder(Samples.root.appendingPathComponent("Examples/\(name)").path)
    }
    let store = try Scratch().store(files)
    let own = try formatted(files).filter { StudyPart.Kind.file(at: $0.key) != nil }
    #expect(try await store.files() == own)
    #expect(try await store.study().study == StudyFolder.read(files: files).study)
  }

  @Test("each comment is in one part, and the fields of a part are the part", arguments: 0..<Samples.seeds)
  func parts(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed) + 9000)
    var files = try StudyFolder.write(random.study(patients: 2))
    let comments = Self.sprinkle(&files, &random)
    files = try formatted(files)
    for (path, text) in files {
      let parts = try #require(StudyParts.split(path, text))
      #expect(StudyParts.join(parts, path) == text)
      let columns = parts.first?.text
      let again = try parts.map { part in
        StudyPart(
          kind: part.kind, patient: part.patient,
          text: try PartFields(part, columns: columns).text(part.kind, columns: columns))
      }
      if StudyPart.Kind.file(at: path)?.isTable == true {
        #expect(StudyParts.join(again, path) == text)
        continue
      }
      let whole = StudyParts.parsable(again, path)
      let reading = StudyFolder.read(files: files.merging([path: whole]) { $1 })
      let isSame = StudyFolder.read(files: files).study == reading.study
      #expect(isSame, "\(path): \(reading.errors)")
      for comment in comments[path] ?? [] {
        #expect(parts.count { $0.text.contains(comment) } == 1)
        #expect(again.count { $0.text.contains(comment) } == 1, "\(comment)")
      }
      // Of each part the fields are the same after they were written and read.
      for (part, other) in zip(parts, again) where part.kind.rank == 1 {
        #expect(try PartFields(part) == PartFields(other), "\(part.text)")
      }
    }
  }

  /// Puts comments at random places of YAML files that show by giving the same document that they are comments.
  private static func sprinkle(_ files: inout [String: String], _ random: inout RandomStudy) -> [String: [String]] {
    func shape(_ text: String) -> String? {
      Document.parse(ProblemLog(text: SourceText(file: "", text: text))).map { YAMLLayout.text($0, .text) }
    }
    var kept: [String: [String]] = [:]
    for path in files.keys.sorted() where path.hasSuffix(".yaml") {
      guard let text = files[path] else { continue }
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      let whole = shape(text)
      for number in 0..<6 {
        let index = random.number(0...(lines.count - 1))
        let comment = "# comment \(number)!"
        var changed = lines
        if random.chance(0.5) {
          if changed[index].contains("# comment ") { continue }
          changed[index] += " " + comment
        } else {
          changed.insert(String(repeating: " ", count: random.number(0...8)) + comment, at: index)
        }
        guard shape(changed.joined(separator: "\n") + "\n") == whole else { continue }
        lines = changed
        kept[path, default: []].append(comment)
      }
      files[path] = lines.joined(separator: "\n") + "\n"
    }
    return kept
  }

  @Test("what the notation does not know is refused, with its place, and no file is made")
  func unknown() throws {
    var files = Samples.small
    files["patients/1.yaml"] = files["patients/1.yaml"]?.replacing("margin", with: "margn")
    let scratch = try Scratch()
    let error = #expect(throws: StoreError.self) { try scratch.store(files) }
    guard case .unreadable(let problems) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problems.map { $0.location.line } == [12])
    #expect(problems[0].suggestion == "margin")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == [])
  }

  @Test("rows of one table keep their order over all patients")
  func rows() async throws {
    let store = try Scratch().store(Samples.small)
    #expect(try await store.files()["labs.csv"] == Samples.small["labs.csv"])
    let patients = try await store.patients()
    #expect(patients.map(\.id) == ["1", "2"])
    #expect(patients.map(\.entries) == [3, 2])
    #expect(patients.map(\.rows) == [2, 1])
    #expect(patients.map(\.revision) == [1, 1])
  }
}
