// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import StudyTesting
import Testing

@testable import Interchange

@Suite("A study that is written as tables")
struct TableWritingTests {
  /// What is read back is the study without what the report names, and without nothing else. The documents are held against each other key by key, by a walk that knows nothing of rows.
  @Test("comes back without what the report names", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed))
    let study = random.study(patients: random.number(1...3))
    try Self.expectRoundTrip(study, StudyFormat.table, seed)
  }

  @Test("comes back from a project of REDCap without what the report names", arguments: 0..<8)
  func throughREDCap(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(100 + seed))
    try Self.expectRoundTrip(random.study(patients: random.number(1...3)), StudyFormat.redcap, seed)
  }

  /// - Parameter reader: the format that reads what another has written.
  static func expectRoundTrip(_ study: Study, _ format: StudyFormat, _ seed: Int, reader: StudyFormat? = nil) throws {
    let writing = try #require(format.write?(study))
    #expect(
      !writing.files.isEmpty || !writing.binaries.isEmpty,
      "\(writing.refusal ?? "") \(writing.losses.lines.suffix(3))")
    let inputs =
      writing.files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
      + writing.binaries.map { InputFile(name: $0.key, bytes: $0.value) }
    let reading = try #require((reader ?? format).read?(StudyFormat.Request(files: inputs)))
    #expect(reading.misfits == [])
    let back = try #require(reading.study)
    #expect(back.title == study.title && back.fields == study.fields && back.dataCutOff == study.dataCutOff)
    #expect(back.patients.map(\.id) == study.patients.map(\.id))
    var lost: [String: Int] = [:]
    for line in writing.losses.lines where line.outcome == .unplaced && line.column != "course" {
      lost["\(line.file) \(line.column)", default: 0] += line.count
    }
    var missing: [String: Int] = [:]
    for (one, other) in zip(study.patients, back.patients) {
      let (before, after) = (Self.leaves(one), Self.leaves(other))
      for (path, value) in before where after[path] != value { missing[Self.kindAndKey(path), default: 0] += 1 }
      // Nothing comes up that was not there, but the cells as sources.
      for path in after.keys where before[path] == nil { #expect(path.hasSuffix("\u{1F}source"), "\(path)") }
      for (path, value) in after where !path.hasSuffix("\u{1F}source") { #expect(before[path] == value, "\(path)") }
    }
    for (key, count) in missing {
      #expect((lost[key] ?? 0) >= count, "seed \(seed): \(key) \(count) of \(lost[key] ?? 0)")
    }
    for (key, count) in lost where !Self.isOfStudy(key) {
      #expect(missing[key] == count, "seed \(seed): \(key) is said to be lost \(count) times")
    }
  }

  private static func isOfStudy(_ key: String) -> Bool {
    ["study ", "claims ", "references ", "decisions ", "comparators "].contains { key.hasPrefix($0) }
  }

  private static func kindAndKey(_ path: String) -> String {
    let parts = path.split(separator: "\u{1F}", omittingEmptySubsequences: false)
    return "\(parts[0]) \(parts[parts.count - 1])"
  }

  /// Every key of every record of a patient with all that stands behind it, in one text.
  private static func leaves(_ patient: Patient) -> [String: String] {
    var leaves: [String: String] = [:]
    guard case .fields(let fields) = patient.wholeDocument().content else { return [:] }
    func add(_ item: Item, _ kind: String, _ name: String, without: Set<String> = []) {
      guard case .fields(let fields) = item.content else { return }
      for field in fields where !without.contains(field.key) && !text(field.value).isEmpty {
        leaves["\(kind)\u{1F}\(name)\u{1F}\(field.key)"] = text(field.value)
      }
    }
    add(Item(content: .fields(fields)), "patient", "", without: ["patient", "course", "lesions", "fields", "section"])
    for field in fields {
      switch (field.key, field.value.content) {
      case ("fields", .fields(let own)):
        for value in own { leaves["patient\u{1F}\u{1F}field: \(SheetHeader.oneLine(value.key))"] = text(value.value) }
      case ("lesions", .list(let items)): for (index, item) in items.enumerated() { add(item, "lesion", "\(index)") }
      case ("course", .list(let items)):
        for item in items {
          guard case .fields(let keys) = item.content, let kind = keys.first?.key,
            case .text(let id)? = keys.first(where: { $0.key == "id" })?.value.content
          else { continue }
          let owned = kind == "therapy" ? ["phases": "phase", "administrations": "administration"] : [:]
          add(item, kind, id, without: Set(owned.keys))
          for (key, kind) in owned {
            guard case .list(let rows)? = keys.first(where: { $0.key == key })?.value.content else { continue }
            for (index, row) in rows.enumerated() { add(row, kind, "\(id) \(index)") }
          }
        }
      default: break
      }
    }
    return leaves
  }

  private static func text(_ item: Item) -> String {
    switch item.content {
    case .empty: ""
    case .text(let text): text
    case .list(let items): "[" + items.map(text).joined(separator: "\u{1E}") + "]"
    case .fields(let fields): "{" + fields.map { "\($0.key)=\(text($0.value))" }.joined(separator: "\u{1E}") + "}"
    }
  }

  @Test("has each kind in a file of its own, and a mapping that says so")
  func files() throws {
    let csv = "id,sex,drug,start,last,status\n1,m,gemcitabine,2020-01-06,2021-01-01,dead\n"
    let study = try #require(readTable(["a.csv": csv], TableReadingTests.small).study)
    let writing = TableWriting.write(study)
    #expect(writing.files.keys.sorted() == ["death.csv", "mapping.yaml", "patients.csv", "therapy.csv"])
    #expect(
      writing.files["therapy.csv"]
        == "patient,therapy,id,when,source\n1,gemcitabine,chemo,2020-01-06,\"a.csv, row 2: drug, start\"\n")
    #expect(writing.losses.count(.unplaced) == 0)
    // 4 of the therapy, 4 of the death (kind, id, when, source), sex and its source.
    #expect(writing.losses.count(.understood) == 4 + 4 + 2)
  }
}
