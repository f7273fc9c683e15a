// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

/// Files of each format that `verlauf read` reads, damaged at random: what comes is a study, or what is wrong with which file.
@Suite("A damaged file of another program", .timeLimit(.minutes(60)))
struct MutantTests {
  /// Files that are read together, with their mapping where the format has none of its own.
  struct Source {
    var format: StudyFormat
    var files: [InputFile]
    var mapping: InputFile?
  }

  private static func mapping(_ text: String) -> InputFile { InputFile(name: "mapping.yaml", text: text) }

  /// A German spreadsheet (its first ten patients), with merged heads.
  private static func spreadsheet() throws -> Source {
    let files = try TableReadingTests.tables()
    let lines = (files["patienten.csv"] ?? "").utf8.split(separator: 0x0A).prefix(12)
    let file = InputFile(name: "patienten.csv", bytes: Array(lines.joined(separator: [0x0A])))
    return Source(format: .table, files: [file], mapping: mapping(try #require(files["mapping.yaml"])))
  }

  private static func redcap() throws -> Source {
    let files = try fixture("REDCap/repeating-instruments")
    let inputs = try ["data.csv", "dictionary.csv"].map { InputFile(name: $0, text: try #require(files[$0])) }
    return Source(format: .redcap, files: inputs, mapping: mapping(REDCapTests.repeating))
  }

  private static func cBioPortal() -> Source {
    let files = ReadyMappingTests.cBioPortalFiles.sorted { $0.key < $1.key }
    return Source(format: .cBioPortal, files: files.map { InputFile(name: $0.key, text: $0.value) })
  }

  /// So many a format; a longer run: VERLAUF_MUTANTS=10000.
  private static let count = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init)

  /// Each mutant has its number as its seed, so that one that fails can be made again.
  private func expectOutcome(of source: Source, number: Int, _ studies: inout Int) {
    for keepsGoing in [false, true] {
      let start = ContinuousClock.now
      let reading = source.format.read?(
        StudyFormat.Request(files: source.files, mapping: source.mapping, keepsGoing: keepsGoing))
      guard let reading else { return }
      #expect(ContinuousClock.now - start < .seconds(20), "\(source.format.name) \(number)")
      #expect(reading.study != nil || !reading.misfits.isEmpty, "\(source.format.name) \(number)")
      #expect(
        reading.misfits.allSatisfy { !$0.message.isEmpty && !$0.description.isEmpty }, "\(source.format.name) \(number)"
      )
      if let study = reading.study {
        studies += 1
        #expect(throws: Never.self, "\(source.format.name) \(number)") { try StudyFolder.write(study) }
      }
    }
    if number % 10 == 0 { _ = source.format.propose?(source.files) }
  }

  @Test("of text ends in a study or a refusal", arguments: [0, 1, 2])
  func text(place: Int) throws {
    let sources: [() throws -> Source] = [Self.spreadsheet, Self.redcap, Self.cBioPortal]
    let whole = try sources[place]()
    var studies = 0
    let rounds = Self.count ?? 200
    for number in 0..<rounds {
      var mutation = Mutation(seed: UInt64(number))
      var source = whole
      if let mapping = whole.mapping, number % 5 == 0 {
        source.mapping = InputFile(name: mapping.name, bytes: mutation.damaged(try mapping.bytes(limit: .max)))
      } else {
        let file = mutation.choice(Array(whole.files.indices))
        let bytes = mutation.damaged(try whole.files[file].bytes(limit: .max))
        source.files[file] = InputFile(name: whole.files[file].name, bytes: bytes)
        if source.files.count > 1, mutation.happens(oneIn: 20) { source.files.remove(at: file) }
      }
      expectOutcome(of: source, number: number, &studies)
    }
    #expect(studies > rounds / 6 && studies < 2 * rounds)
  }

  @Test("that is a workbook ends in a study or a refusal", .enabled(if: TestWorkbook.canBeRead, "needs bsdtar"))
  func workbook() throws {
    let whole = try TestWorkbook.bytes("patients")
    let archive = try WorkbookArchive(whole)
    let paths = [
      "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
      "xl/worksheets/sheet1.xml",
    ]
    let parts = paths.compactMap { path in (try? archive.part(path)).flatMap { $0 }.map { (path: path, bytes: $0) } }
    #expect(parts.count >= 4)
    var studies = 0
    let rounds = Self.count ?? 40
    for number in 0..<rounds {
      var mutation = Mutation(seed: UInt64(number))
      var changed = parts
      let bytes: [UInt8]
      switch number % 4 {
      case 0: bytes = mutation.damaged(archive: whole)
      case 1: bytes = mutation.damaged(archive: Mutation.archive(parts))
      case 2 where mutation.happens(oneIn: 3): bytes = mutation.damaged(whole)
      default:
        let part = mutation.choice(Array(parts.indices))
        changed[part].bytes = mutation.damaged(parts[part].bytes)
        bytes = Mutation.archive(changed)
      }
      let source = Source(
        format: .table, files: [InputFile(name: "patients.xlsx", bytes: bytes)],
        mapping: Self.mapping(WorkbookTests.patients))
      expectOutcome(of: source, number: number, &studies)
    }
    #expect(studies > 0 && studies < 2 * rounds)
  }

  @Test("of parts that are stored is the workbook itself", .enabled(if: TestWorkbook.canBeRead, "needs bsdtar"))
  func stored() throws {
    let parts: [(path: String, bytes: [UInt8])] = [
      (path: "xl/workbook.xml", bytes: Array("<a/>".utf8)), (path: "xl/empty.xml", bytes: []),
    ]
    let archive = try WorkbookArchive(Mutation.archive(parts))
    for part in parts { #expect(try archive.part(part.path) == part.bytes) }
  }
}
