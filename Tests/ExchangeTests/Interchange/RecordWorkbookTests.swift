// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Notation
import Plain
import StudyTesting
import Testing

@testable import Interchange

@Suite("A workbook of records", .enabled(if: TestWorkbook.canBeRead, "needs bsdtar"))
struct RecordWorkbookTests {
  /// The same property as of CSV tables: what is read back is the study without what the report names. The workbook goes through `bsdtar` both ways.
  @Test("comes back without what the report names", arguments: 0..<16)
  func roundTrip(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(500 + seed))
    let study = random.study(patients: random.number(1...3))
    try TableWritingTests.expectRoundTrip(study, .workbook, seed, reader: .table)
  }

  private func read(_ bytes: [UInt8], mapping: String? = nil) -> StudyReading {
    TableReading.read(
      StudyFormat.Request(
        files: [InputFile(name: "a.xlsx", bytes: bytes)], mapping: mapping.flatMap { ReadyMapping.named($0) }))
  }

  static let study: Study? = readTable(
    [
      "a.csv": """
      id,sex,drug,start,last,status
      001,m,=SUM,2020-01-06,2021-01,dead
      002,f,gemcitabine,2020,1899-11-30,alive

      """
    ],
    TableReadingTests.small.replacingOccurrences(of: "dates: [yyyy-mm-dd]", with: "dates: [yyyy-mm-dd, yyyy-mm, yyyy]")
  ).study

  /// The cells by hand: a full date is a day, what is less is text, an id and a drug are text whatever they look like.
  @Test("has days, numbers and texts as such, and none of them changes")
  func cells() throws {
    let study = try #require(Self.study)
    let writing = RecordWorkbook.write(study)
    #expect(writing.losses.count(.unplaced) == 0)
    let bytes = try #require(writing.binaries[RecordWorkbook.file])
    let workbook = try Workbook(InputFile(name: "a.xlsx", bytes: bytes))
    let therapy = try #require(workbook.sheets.first { $0.name == "therapy" })
    let rows = try workbook.rows(therapy).rows
    let header = try #require(rows.first?.cells.map(\.text))
    let (drug, when) = (try #require(header.firstIndex(of: "therapy")), try #require(header.firstIndex(of: "when")))
    #expect(rows.dropFirst().map { $0.cells[0] } == [FileCell(text: "001"), FileCell(text: "002")])
    #expect(rows.dropFirst().map { $0.cells[drug] } == [FileCell(text: "=SUM"), FileCell(text: "gemcitabine")])
    // 2020 is a number as much as a year; both are read as the year.
    #expect(
      rows.dropFirst().map { $0.cells[when] } == [
        FileCell(text: "2020-01-06", kind: .date), FileCell(text: "2020", kind: .number),
      ])
    let death = try #require(workbook.sheets.first { $0.name == "death" })
    #expect(try workbook.rows(death).rows.dropFirst().first?.cells.contains(FileCell(text: "2021-01")) == true)
    // Before March 1900 spreadsheets count wrongly.
    let contact = try #require(workbook.sheets.first { $0.name == "last contact" })
    #expect(try workbook.rows(contact).rows.dropFirst().first?.cells.contains(FileCell(text: "1899-11-30")) == true)
    let back = read(bytes)
    #expect(back.misfits == [])
    let warnings = back.warnings.map(\.description)
    #expect(warnings.count == 1 && warnings[0].contains("before any patient of today"))
    #expect(back.study?.title == study.title && back.study?.patients.map(\.id) == ["001", "002"])
  }

  /// The template as it is handed out, empty and filled, and by the ready mapping of the same name.
  @Test("is read with its own mapping and with the ready one, and without sheets that somebody has deleted")
  func template() throws {
    let empty = try RecordWorkbook.empty(title: "Mine")
    #expect(read(empty).misfits.map(\.description) == ["a.xlsx: no patients; expected a row for each"])
    let texts = Dictionary(StudyTemplate.files(title: "Mine").map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
    let study = try #require(StudyFolder.read(files: texts).study)
    let bytes = try #require(RecordWorkbook.write(study).binaries[RecordWorkbook.file])
    let own = read(bytes)
    let ready = read(bytes, mapping: "workbook")
    #expect(own.misfits == [] && ready.misfits == [] && own.warnings == [] && ready.warnings == [])
    #expect(own.study?.title == "Mine" && own.study?.dataCutOff == study.dataCutOff)
    #expect(own.study?.patients == ready.study?.patients && own.study?.patients.count == 1)
    // Fewer sheets and columns, as somebody keeps what is needed.
    var page = WorkbookPage(name: "patient", columns: [.init("patient"), .init("sex")])
    page.rows = [[.text("1"), .text("female")]]
    let small = try WorkbookFile([page]).bytes(searchPath: TestWorkbook.searchPath)
    let reading = read(small, mapping: "workbook")
    #expect(reading.misfits == [] && reading.study?.patients.first?.sex.value == .female)
    // A column that no form has is told.
    page.columns.append(.init("colour"))
    page.rows[0].append(.text("blue"))
    let other = try WorkbookFile([page]).bytes(searchPath: TestWorkbook.searchPath)
    #expect(
      read(other, mapping: "workbook").misfits.map(\.place.description) == ["a.xlsx, sheet patient, column colour"])
  }

  /// Every kind of entry and every key of it has a place in the form, with what it means; a key of words has them as its list.
  @Test("has a sheet for each kind, a column for each key, and its words as a list")
  func forms() {
    let forms = RecordForm.all([])
    #expect(forms.map(\.kind) == ["patient"] + EntryKind.words + ["lesion", "phase", "administration"])
    #expect(forms.first { $0.kind == "phase" }?.columns.first { $0.key == "days" }?.isList == true)
    for kind in EntryKind.whole {
      let columns = forms.first { $0.kind == kind.word }?.columns ?? []
      let keys = kind.record.table.names.filter { !["planned", "phases", "administrations"].contains($0) }
      #expect(columns.map(\.key) == keys, "\(kind.word)")
      #expect(columns.allSatisfy { !$0.meaning.isEmpty && !$0.meaning.contains("`") }, "\(kind.word)")
    }
    let sex = forms[0].columns.first { $0.key == "sex" }
    #expect(
      sex?.words == ["female", "male", "other", "not stated", "unknown"] || sex?.words.contains("female") == true)
    #expect(sex?.words.suffix(2) == ["not stated", "unknown"])
  }

  @Test("is refused in plain words where bsdtar is not installed")
  func withoutProgram() throws {
    let writing = RecordWorkbook.write(try #require(Self.study), searchPath: "/nowhere")
    #expect(writing.files.isEmpty && writing.binaries.isEmpty)
    #expect(writing.refusal?.contains("apt install libarchive-tools") == true)
  }
}
