// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Notation
import StudyTesting
import Testing

@testable import Exchange

/// The way to an example of the package.
func example(_ name: String) throws -> [String: String] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Examples/\(name)")
  var files: [String: String] = [:]
  let source = DiskFiles(folder: folder.path)
  for path in try source.paths() {
    files[path] = String(decoding: try source.bytes(of: path, limit: .max), as: UTF8.self)
  }
  return files
}

@Suite("A study that is written")
struct WritingTests {
  static let examples = ["full-record", "gemcitabine-maintenance", "invented-cohort"]

  @Test("reads as the same study, whatever is in it", arguments: 0..<60)
  func randomStudies(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed))
    let study = random.study(patients: random.number(1...3))
    let files = StudyFolder.texts(of: study)
    let reading = StudyFolder.read(files: files)
    #expect(reading.errors.map(\.description) == [])
    guard let back = reading.study else { return }
    if back != study { tell(study, back) }
    // What was written is written the same again, and is in canonical form.
    tell(files, StudyFolder.texts(of: back))
    let format = try FolderFormat.format(MemoryFiles(texts: files))
    tell(Dictionary(uniqueKeysWithValues: format.changes.map { ($0.path, $0.text) }), files)
  }

  /// The studies above have every kind of entry and of claim, every key of each, and every table; else they would show nothing of it.
  @Test("is tried with every key of every table")
  func everything() throws {
    var keys: Set<String> = []
    var paths: Set<String> = []
    func note(_ item: Item, _ schema: Schema?) {
      switch item.content {
      case .fields(let fields):
        let table = schema?.table(for: item)
        for field in fields {
          if let table { keys.insert("\(table.name).\(field.key)") }
          note(field.value, schema?.schema(of: field.key, in: table))
        }
      case .list(let items): for item in items { note(item, schema?.item) }
      case .text, .empty: break
      }
    }
    for seed in 0..<60 {
      var random = RandomStudy(seed: UInt64(seed))
      for (path, text) in StudyFolder.texts(of: random.study(patients: random.number(1...3))) {
        paths.insert(path.hasPrefix("patients/") ? "patients" : path)
        guard path.hasSuffix(".yaml") else { continue }
        let schema: Schema =
          switch path {
          case "study.yaml": .table("study")
          case "claims.yaml": StudySchema.claims
          case "references.yaml": StudySchema.references
          case "decisions.yaml": StudySchema.decisions
          default: .table("patient")
          }
        let log = ProblemLog(text: SourceText(file: path, text: text))
        note(try #require(Document.parse(log)), schema)
      }
    }
    #expect(
      paths == [
        "study.yaml", "claims.yaml", "patients", "labs.csv", "administrations.csv", "lesions.csv", "comparators.csv",
        "references.yaml", "decisions.yaml",
      ])
    let all = Set(StudyTables.all.flatMap { table in table.keys.map { "\(table.name).\($0.name)" } })
    // `starts` is another word for `when`, and is not written.
    #expect(all.subtracting(keys).filter { !$0.hasSuffix(".starts") }.sorted() == [])
  }

  /// The first records that differ, from where they do, since a whole study tells nobody what is wrong.
  private func tell(_ one: Study, _ two: Study) {
    func isSame<Value: Equatable>(_ first: Value, _ second: Value) -> Bool {
      if first == second { return true }
      let (first, second) = ("\(first)", "\(second)")
      let common = zip(first, second).prefix { $0 == $1 }.count
      let start = max(0, common - 60)
      Issue.record(
        "…\(first.dropFirst(start).prefix(200).debugDescription)\n…\(second.dropFirst(start).prefix(200).debugDescription)"
      )
      return false
    }
    for (first, second) in zip(one.patients, two.patients) where first != second {
      for (entry, back) in zip(first.entries, second.entries) where !isSame(entry, back) { return }
      if !isSame(first, second) { return }
    }
    for (claim, back) in zip(one.claims, two.claims) where !isSame(claim, back) { return }
    for (arm, back) in zip(one.comparators, two.comparators) where !isSame(arm, back) { return }
    _ = isSame(one, two)
  }

  /// The first line in which files differ.
  private func tell(_ one: [String: String], _ two: [String: String]) {
    for (path, text) in one.sorted(by: { $0.key < $1.key }) where two[path] != text {
      let lines = zip(text.split(separator: "\n"), (two[path] ?? "").split(separator: "\n"))
      let first = lines.first { $0 != $1 }
      Issue.record(
        "\(path): \(first?.0.prefix(300).debugDescription ?? "longer")\n\(first?.1.prefix(300).debugDescription ?? "")")
      return
    }
  }

  @Test(
    "is the study that was read, for each example and the folder with every key", arguments: examples + ["every-key"])
  func folders(name: String) throws {
    let files = name == "every-key" ? try fixture(name) : try example(name)
    let study = try #require(StudyFolder.read(files: files).study)
    let written = try StudyFolder.write(study)
    #expect(StudyFolder.read(files: written).study == study)
    #expect(try StudyFolder.write(try #require(StudyFolder.read(files: written).study)) == written)
    #expect(Set(written.keys).isSubset(of: Set(files.keys)))
  }

  @Test("is refused where a folder could not hold it")
  func unwritable() throws {
    var study = Study(title: "x")
    #expect(throws: UnwritableStudy.self) { try StudyFolder.write(study) }
    study.patients = [Patient(id: "1")]
    #expect(throws: Never.self) { try StudyFolder.write(study) }
    // A text with blanks at its end would come back without them.
    study.patients[0].entries = [Entry(id: "event", content: .event("words "))]
    do {
      _ = try StudyFolder.write(study)
      Issue.record("written")
    } catch { #expect(error.description.contains("patient 1, event")) }
    study.patients[0].entries = [Entry(id: "Not an id", content: .event("words"))]
    #expect(throws: UnwritableStudy.self) { try StudyFolder.write(study) }
    study.patients[0].entries = [Entry(id: "death", content: .death(Death(cause: .stated("unknown"))))]
    #expect(throws: UnwritableStudy.self) { try StudyFolder.write(study) }
  }

  @Test("looks as a person would write it")
  func layout() throws {
    var study = Study(title: "Two: lines")
    var patient = Patient(id: "1")
    patient.sources = [Source(section: "Chart", quote: "a man"), Source(section: "Chart")]
    var therapy = Therapy(drugs: ["gemcitabine"])
    therapy.cycles = .stated(6)
    var phase = DosePhase(id: "full", drug: "gemcitabine")
    phase.dose = .stated(Dose(amount: 1000, unit: .milligramsPerSquareMetre))
    phase.days = [1, 8]
    therapy.phases = [phase]
    var entry = Entry(id: "gem", content: .therapy(therapy))
    entry.when = [.after(.event("diagnosis"))]
    entry.note = String(repeating: "seven words are in this long note ", count: 5) + "end"
    patient.entries = [Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: "sarcoma"))), entry]
    study.patients = [patient]
    let files = try StudyFolder.write(study)
    #expect(files["study.yaml"] == "study: \"Two: lines\"\n")
    #expect(
      files["patients/1.yaml"] == """
        patient: 1
        section: Chart
        source:
          - {quote: a man}
          - {section: Chart}
        course:
          - diagnosis: sarcoma

          - therapy: gemcitabine
            id: gem
            when: after diagnosis
            cycles: 6
            phases:
              - {id: full, dose: 1000 mg/m2, days: [1, 8]}
            note: >-
              seven words are in this long note seven words are in this long note seven words are in this long note seven words
              are in this long note seven words are in this long note end

        """)
  }

  @Test("is the same as JSON, which reads back too", arguments: 0..<20)
  func json(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed) + 1000)
    let study = random.study(patients: 2)
    let text = StudyJSON.text(of: study)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    let log = ProblemLog(text: SourceText(file: "study.json", text: text))
    let root = try #require(JSONDocument.parse(log), "\(log.problems)")
    let back = StudyJSON.read(root, log)
    #expect(log.problems.filter { $0.severity == .error }.map(\.description) == [])
    guard let back else { return }
    if back != study { tell(study, back) }
    let again = StudyJSON.text(of: back)
    tell(["study.json": text], ["study.json": again])
  }
}
