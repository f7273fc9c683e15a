// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Plain
import Testing
import VerlaufTesting

@testable import Interchange

/// Workbooks as openpyxl and XlsxWriter write them (Fixtures/Spreadsheets/make.py), and some by hand.
enum TestWorkbook {
  static let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
  static let bsdtar = Filter.path(of: "bsdtar", in: searchPath)
  static let canBeRead = bsdtar != nil

  static func bytes(_ name: String) throws -> [UInt8] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/Spreadsheets/\(name)", withExtension: "xlsx"))
    return [UInt8](try Data(contentsOf: url))
  }

  static func file(_ name: String) throws -> InputFile { InputFile(name: "\(name).xlsx", bytes: try bytes(name)) }

  /// A workbook of one sheet, from the XML of its rows.
  static func file(rows: String, name: String = "a.xlsx", styles: String? = nil) throws -> InputFile {
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\(rows)</worksheet>"
    return InputFile(
      name: name, bytes: try pack(["xl/worksheets/sheet1.xml": sheet] + (styles.map { ["xl/styles.xml": $0] } ?? [:])))
  }

  private static func pack(_ parts: [String: String]) throws -> [UInt8] {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let whole = parts.merging([
      "xl/workbook.xml":
        "<workbook xmlns:r=\"\(relations)\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
      "xl/_rels/workbook.xml.rels":
        "<Relationships><Relationship Id=\"a\" Type=\"\(relations)/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ]) { first, _ in first }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-xlsx-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in whole {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return try Filter.run(
      try #require(bsdtar), ["-cf", "-", "--format", "zip", "-C", folder.path, "xl"], input: [], seconds: 60,
      limit: 50_000_000)
  }
}

private func + (first: [String: String], second: [String: String]) -> [String: String] { first.merging(second) { $1 } }

@Suite("A workbook", .enabled(if: TestWorkbook.canBeRead, "needs bsdtar"))
struct WorkbookTests {
  private func read(_ file: InputFile, _ mapping: String, keepsGoing: Bool = false) -> StudyReading {
    TableReading.read(
      StudyFormat.Request(
        files: [file], mapping: InputFile(name: "mapping.yaml", text: mapping), keepsGoing: keepsGoing))
  }

  static let patients = """
    mapping: Patients
    tables:
      - file: patients.xlsx
        sheet: Patienten
        header: [1, 2]
        decimal: comma
        dates: [dd.mm.yyyy, yyyy]
        entries:
          - {name: diagnosis, kind: diagnosis, once: true}
          - {name: line, kind: therapy}
          - {name: alive, kind: last contact, where: {lebt: "TRUE"}, always: {last contact: true, when: unknown}, once: true}
          - {name: death, kind: death, where: {lebt: "FALSE"}, always: {death: not stated}}
        columns:
          - {column: Pat.-Nr., is: patient}
          - {column: Geschlecht, is: sex, words: {m: male, w: female}}
          - {column: Gewicht (kg), is: weight, read as: number, unit: kg}
          - {column: Diagnose Histologie, is: diagnosis, of: diagnosis}
          - {column: Diagnose Datum, is: when, of: diagnosis, read as: date}
          - {column: Therapie Substanz, is: therapy, of: line}
          - {column: Therapie Beginn, is: starts, of: line, read as: date}

    """

  /// The values are those of make.py: dates of cells whatever the mapping says of texts, merged cells in each of their rows.
  @Test("is read as its cells are: numbers, dates as far as they are shown, merged cells")
  func patients() throws {
    let reading = read(try TestWorkbook.file("patients"), Self.patients)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(study.patients.map(\.id) == ["P1", "P2", "P3"])
    #expect(
      study.patients.map { $0.entries.map(\.id) } == [
        ["diagnosis", "line", "alive", "line-2"], ["diagnosis", "line", "death"], ["diagnosis", "line", "alive"],
      ])
    #expect(study.patients.map { $0.weightKilograms.value } == [59.7, 100, 60.3])
    // `mmm yyyy` shows October 2018; a year that is a number is one because the mapping says `yyyy`.
    #expect(study.patients.map { $0.diagnosis?.entry.when.map(\.text) } == [["2021-09-11"], ["2018-10"], ["2019"]])
    #expect(
      study.patients.map { $0.therapies.flatMap { $0.entry.when.map(\.text) } } == [
        ["2022-01-24", "2022-06-01"], ["2019-01-31"], ["2019-09-24"],
      ])
    #expect(
      study.patients[0].entry("line-2")?.sources.map(\.section) == [
        "patients.xlsx, sheet Patienten, row 4: Therapie Substanz, Therapie Beginn"
      ])
    #expect(
      reading.warnings.map(\.description) == [
        "patients.xlsx, sheet Labor: a sheet that the mapping does not name is not read; expected a table with `sheet: Labor`, where it is of the study",
        "patients.xlsx, sheet Notizen: a hidden sheet that the mapping does not name is not read; expected a table with `sheet: Notizen`, where it is of the study",
        "patients.xlsx, sheet Patienten: hidden rows are read as others: 6",
        "patients.xlsx, sheet Patienten: the value of merged cells is that of each of their rows: 6 of them",
      ])
    #expect(try StudyFolder.read(files: StudyFolder.write(study)).study == study)
  }

  @Test("has a table for each of its sheets")
  func sheets() throws {
    let labs = """
        - file: patients.xlsx
          sheet: Labor
          entries: [{name: hb, kind: lab, always: {lab: haemoglobin}}]
          columns:
            - {column: Pat, is: patient}
            - {column: Tag, is: when, of: hb, read as: date}
            - {column: Hb, is: value, of: hb, read as: number, unit: g/dL}

      """
    let mapping = Self.patients + labs
    let study = try #require(read(try TestWorkbook.file("patients"), mapping).study)
    #expect(study.patients[0].entry("hb")?.when.map(\.text) == ["2022-01-23"])
    let one = read(try TestWorkbook.file("patients"), mapping.replacing("    sheet: Labor\n", with: ""))
    #expect(one.study == nil)
    #expect(one.misfits.map(\.message) == ["2 sheets have values", "a file of several tables of the mapping"])
    let several = read(try TestWorkbook.file("patients"), Self.patients.replacing("    sheet: Patienten\n", with: ""))
    #expect(
      several.misfits.map(\.description) == [
        "patients.xlsx: 2 sheets have values; expected `sheet:` in the table of the mapping, with `Patienten` or `Labor`"
      ])
    let unknown = read(
      try TestWorkbook.file("patients"), Self.patients.replacing("sheet: Patienten", with: "sheet: Patient"))
    #expect(
      unknown.misfits.first?.description.hasPrefix("patients.xlsx: no sheet `Patient`; expected `Patienten`") == true)
  }

  @Test("counts days from 1904 where it says so, and tells errors and formulas")
  func days1904() throws {
    let mapping = """
      mapping: Days
      tables:
        - file: days-1904.xlsx
          entries: [{name: line, kind: therapy}]
          columns:
            - {column: id, is: patient}
            - {column: start, is: starts, of: line, read as: date}
            - {column: weight, is: weight, read as: number, unit: kg}
            - {column: drug, is: therapy, of: line}
            - {column: BMI, is: ignored}

      """
    let file = try TestWorkbook.file("days-1904")
    let study = try #require(read(file, mapping).study)
    #expect(study.patients.map { $0.therapies[0].entry.when.map(\.text) } == [["2020-02-29"], ["2020-03-01"]])
    #expect(study.patients[0].therapies[0].therapy.drugs == ["gemcitabine"])
    #expect(
      read(file, mapping).warnings.map(\.message) == [
        "the values of formulas are those that the file has stored: 2 of them"
      ])
    let notes = mapping.replacing("{column: BMI, is: ignored}", with: "{column: BMI, is: note, of: line}")
    let error = read(file, notes)
    #expect(
      error.misfits.map(\.description) == [
        "days-1904.xlsx, row 3, column BMI: `#DIV/0!`, an error of the spreadsheet; expected a value"
      ])
    // Kept, it is no fact but the words of the file.
    let kept = try #require(read(file, notes, keepsGoing: true).study)
    #expect(kept.patients[1].entry("line")?.note == "as it stands in the file: BMI: #DIV/0!")
    let unsaved = read(
      try TestWorkbook.file("formula"),
      "mapping: F\ntables:\n  - file: formula.xlsx\n    columns: [{column: id, is: patient}, {column: weight, is: weight, unit: kg}]\n"
    )
    #expect(
      unsaved.misfits.map(\.description) == [
        "formula.xlsx, row 2, column weight: a formula without a stored value; expected the workbook as a spreadsheet program has computed and saved it"
      ])
  }

  @Test("gets a mapping proposed, a table a sheet")
  func proposal() throws {
    let proposal = MappingProposal.propose([try TestWorkbook.file("patients")])
    let text = try #require(proposal.text)
    #expect(proposal.misfits == [])
    #expect(
      text.contains("sheet: \"Patienten\"") && text.contains("sheet: \"Labor\"") && text.contains("header: [1, 2]"),
      "\(text)")
    #expect(text.contains("{column: Therapie Beginn, is: starts, of: treatment, read as: date}"), "\(text)")
    #expect(TableMapping.read(InputFile(name: "mapping.yaml", text: text)).misfits == [], "\(text)")
  }

  // MARK: what is no workbook, or too much of one

  @Test("is refused in words where it is another file, or what unpacks it is not there")
  func refused() throws {
    let mapping = "mapping: F\ntables:\n  - file: \"*\"\n    columns: [{column: id, is: patient}]\n"
    func told(_ name: String, _ bytes: [UInt8]) -> String? {
      read(InputFile(name: name, bytes: bytes), mapping).misfits.map(\.description).joined(separator: "\n")
    }
    #expect(
      told("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1])?.hasPrefix(
        "a.xls: a file of the older Excel, or one with a password; expected") == true)
    #expect(told("a.xlsx", Array("id\n1\n".utf8))?.hasPrefix("a.xlsx: no workbook of Excel") == true)
    #expect(told("a.xlsx", Array(try TestWorkbook.bytes("patients").prefix(3000)))?.hasPrefix("a.xlsx: ") == true)
    let whole = try TestWorkbook.bytes("patients")
    #expect(throws: WorkbookArchive.Refusal.self) { try WorkbookArchive(whole, searchPath: "/nowhere") }
    do throws(WorkbookArchive.Refusal) { _ = try WorkbookArchive(whole, searchPath: "") } catch {
      #expect(error.expected?.contains("apt install libarchive-tools") == true)
    }
    do throws(WorkbookArchive.Refusal) { _ = try WorkbookArchive(whole).part("xl/*") } catch {
      #expect(error.message == "a part with the path `xl/*`")
    }
  }

  @Test("is refused where it unpacks to more than memory should hold, or has a cell too far to the right or too large")
  func tooMuch() throws {
    let mapping = "mapping: F\ntables:\n  - file: a.xlsx\n    columns: [{column: id, is: patient}]\n"
    let head = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>"
    let bomb = try TestWorkbook.file(rows: head + String(repeating: " ", count: 130_000_000) + "</sheetData>")
    #expect(try bomb.bytes(limit: 1_000_000).count < 1_000_000)
    #expect(
      read(bomb, mapping).misfits.map(\.description) == [
        "a.xlsx: `xl/worksheets/sheet1.xml` has more than 128000000 bytes when it is unpacked; expected less; or the sheet as CSV"
      ])
    let far = try TestWorkbook.file(rows: head + "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row></sheetData>")
    #expect(read(far, mapping).misfits.map(\.description) == ["a.xlsx, row 2: 4097 columns; expected at most 4096"])
    let large = try TestWorkbook.file(
      rows: head + "<row><c t=\"str\"><v>\(String(repeating: "x", count: 40_000))</v></c></row></sheetData>")
    #expect(read(large, mapping).misfits.map(\.message) == ["a cell of 40000 bytes"])
    let row = try TestWorkbook.file(rows: "<sheetData><row r=\"2000000\"><c><v>1</v></c></row></sheetData>")
    #expect(read(row, mapping).misfits.map(\.message) == ["a row 2000000"])
  }

  /// XML that means harm: entities that grow, and one of another file.
  @Test("follows no entity")
  func entities() {
    for declaration in [
      "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>",
      "<!DOCTYPE x [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]>",
    ] {
      let text =
        declaration + "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>a&e;b</v></c></row></sheetData></worksheet>"
      let sheet = try? WorkbookSheet(Array(text.utf8), strings: [], formats: [], isFrom1904: false)
      #expect(sheet.map { $0.rows.allSatisfy { $0.cells.allSatisfy { $0.text.utf8.count < 200_000 } } } ?? true)
    }
  }

  /// A name with a byte that is no UTF-8 ended the program, inside of the parser.
  @Test("in another encoding than UTF-8 and UTF-16 is refused")
  func encodings() throws {
    func sheet(_ bytes: [UInt8]) throws(WorkbookArchive.Refusal) -> WorkbookSheet {
      try WorkbookSheet(bytes, strings: [], formats: [], isFrom1904: false)
    }
    let text =
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>\u{E4}</v></c></row></sheetData></worksheet>"
    let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [little, big] { #expect(try sheet(bytes).rows.map { $0.cells.map(\.text) } == [["\u{E4}"]]) }
    let stray = Array("<worksheet><c r:id".utf8) + [0xC3] + Array("=\"1\"/></worksheet>".utf8)
    for bytes in [stray, Array(little.dropLast()), Array(little.dropFirst(2)), [0xFF, 0xFE, 0x00, 0xD8]] {
      #expect(throws: WorkbookArchive.Refusal("a sheet, no UTF-8")) { try sheet(bytes) }
    }
  }

  @Test("never crashes or hangs the reader, whatever is in its bytes", arguments: [1, 2] as [UInt64])
  func damaged(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let names = ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]
    let whole = try TestWorkbook.bytes("patients")
    let archive = try WorkbookArchive(whole)
    let parts = try names.map { try archive.part($0) ?? [] }
    func damage(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &random)))
        case 1: bytes[place] = UInt8.random(in: 32...126, using: &random)
        default:
          bytes.insert(
            contentsOf: Array(
              ["<", "\"", "999999999", "&#0;", "-1", "A1:XFD1048576"][Int.random(in: 0..<6, using: &random)].utf8),
            at: place)
        }
      }
      return bytes
    }
    // A longer run: VERLAUF_MUTANTS=10000.
    let rounds = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init) ?? 300
    var readable = 0
    for _ in 0..<rounds {
      if let sheet = try? WorkbookSheet(damage(parts[0]), strings: [], formats: [], isFrom1904: false) {
        readable += 1
        #expect(sheet.filled(from: 3).rows.count == sheet.rows.count)
      }
    }
    // Most damage makes XML that is not well-formed, which is refused.
    #expect(readable > rounds / 30)
    for _ in 0..<rounds / 15 {
      let reading = read(InputFile(name: "patients.xlsx", bytes: damage(whole)), Self.patients)
      #expect(reading.study != nil || !reading.misfits.isEmpty)
    }
  }

  /// Among numbers that a sheet stores, a text with three digits after a point may be a thousand; what begins with 0, or of whose column the mapping states
  /// the sign, is none.
  @Test("has no thousand taken for a decimal")
  func thousands() throws {
    func rows(_ value: String) -> String {
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>dose</t></is></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>1</t></is></c><c r=\"B2\"\(value)</c></row></sheetData>"
    }
    func mapping(_ column: String) -> String {
      """
      mapping: Thousands
      fields: [{name: Dose, type: number}]
      tables:
        - file: a.xlsx
          columns: [{column: id, is: patient}, {column: dose, is: field, field: Dose, read as: number\(column)}]

      """
    }
    func inline(_ text: String) -> String { " t=\"inlineStr\"><is><t>\(text)</t></is>" }
    for text in ["1.234", "12.345", "-1.234"] {
      let reading = read(try TestWorkbook.file(rows: rows(inline(text))), mapping(""))
      #expect(reading.study == nil)
      #expect(reading.misfits.map(\.description).joined().contains("for a number: "), "\(text)")
    }
    for text in ["0.234", "1.23", "1234.5", "1.2345"] {
      #expect(read(try TestWorkbook.file(rows: rows(inline(text))), mapping("")).study != nil, "\(text)")
    }
    #expect(read(try TestWorkbook.file(rows: rows("><v>1.234</v>")), mapping("")).study != nil)
    #expect(read(try TestWorkbook.file(rows: rows(inline("1.234"))), mapping(", decimal: point")).study != nil)
  }

  /// Typed as 2015.10 it is stored as 2015.1, which a person means as January; a year alone is one.
  @Test("has no number with decimals as a time, and no cell outside the grid")
  func numbersAsTimes() throws {
    let mapping = """
      mapping: F
      tables:
        - file: "*"
          entries: [{name: diagnosis, kind: diagnosis, always: {diagnosis: leiomyosarcoma}}]
          columns: [{column: id, is: patient}, {column: ed, is: when, of: diagnosis}]

      """
    func rows(_ value: String, _ place: String = "B2") -> String {
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>ed</t></is></c></row>"
        + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"\(place)\"><v>\(value)</v></c></row></sheetData>"
    }
    let told = read(try TestWorkbook.file(rows: rows("2015.1")), mapping)
    #expect(told.study == nil && told.misfits.first?.message.hasPrefix("the number 2015.1 where a time") == true)
    let year = read(try TestWorkbook.file(rows: rows("2015")), mapping)
    #expect(year.study?.patients.first?.entries.first?.when.map(\.text) == ["2015"])
    let outside = read(try TestWorkbook.file(rows: rows("2015", "XFE2")), mapping)
    #expect(outside.study == nil && outside.misfits.first?.message.hasPrefix("a cell XFE2") == true)
  }

  /// An entity of its own would be dropped from its cell; a sheet that says it has more rows was perhaps cut.
  @Test("has no document type, and tells rows that it says it has and has not")
  func declared() throws {
    let mapping = "mapping: F\ntables:\n  - file: \"*\"\n    columns: [{column: id, is: patient}]\n"
    let cells =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData>"
    let cut = read(try TestWorkbook.file(rows: "<dimension ref=\"A1:A9\"/>" + cells), mapping)
    #expect(cut.study != nil)
    #expect(
      cut.warnings.map(\.description) == [
        "a.xlsx: the sheet says that it has rows to 9, and ends at 2: rows may be missing"
      ])
    #expect(read(try TestWorkbook.file(rows: "<dimension ref=\"A1:A2\"/>" + cells), mapping).warnings == [])
    let typed = "<!DOCTYPE worksheet [<!ENTITY one \"1\">]><worksheet>\(cells)</worksheet>"
    #expect(throws: WorkbookArchive.Refusal.self) {
      try WorkbookSheet(Array(typed.utf8), strings: [], formats: [], isFrom1904: false)
    }
  }
}

@Suite("A number that a workbook stores")
struct StoredNumberTests {
  private func cell(_ stored: String, _ code: String, isFrom1904: Bool = false) -> FileCell {
    StoredNumber.cell(stored, NumberFormat(code: code), isFrom1904: isFrom1904)
  }

  @Test("is a date where its format shows one, as far as it does")
  func dates() {
    // Microsoft: day 1 is 1900-01-01, day 60 a 29th of February that never was; 2020-03-04 is day 43894. From 1904 it is 1,462 less.
    for (stored, code, text) in [
      ("1", "yyyy-mm-dd", "1900-01-01"), ("59", "d.m.yy", "1900-02-28"), ("61", "dd/mm/yyyy", "1900-03-01"),
      ("43894", "[$-407]d. mmmm yyyy;@", "2020-03-04"), ("43894", "mmm yy", "2020-03"), ("43894", "yyyy", "2020"),
      ("43894.354166666664", "dd.mm.yyyy hh:mm", "2020-03-04 08:30"),
      ("43894", "dd.mm.yyyy hh:mm:ss.000", "2020-03-04"),
    ] { #expect(cell(stored, code) == FileCell(text: text, kind: .date), "\(stored) \(code)") }
    #expect(cell("42432", "yyyy-mm-dd", isFrom1904: true) == FileCell(text: "2020-03-04", kind: .date))
    for (stored, code) in [
      ("60", "yyyy-mm-dd"), ("-3", "yyyy-mm-dd"), ("9999999", "yyyy-mm-dd"), ("43894", "d-mmm"), ("43894", "mmmm"),
    ] {
      guard case .fault = cell(stored, code).kind else {
        Issue.record("\(stored) \(code) is \(cell(stored, code))")
        continue
      }
    }
    for number in [14, 15, 22] { #expect(NumberFormat(number: number).hasDay && NumberFormat(number: number).hasYear) }
    #expect(NumberFormat(number: 17).hasMonth && !NumberFormat(number: 17).hasDay)
  }

  @Test("is a number with the digits that a spreadsheet shows, else")
  func numbers() {
    for (stored, code, text) in [
      ("59.700000000000003", "General", "59.7"), ("0.30000000000000004", "0.0", "0.3"), ("1E-5", "0.00E+00", "0.00001"),
      ("1.5E+20", "General", "150000000000000000000"), ("-0", "General", "0"), ("42", "0\" months\"", "42"),
      ("43894", "#,##0", "43894"), ("3", "[Red]0;[Blue]-0", "3"),
    ] { #expect(cell(stored, code) == FileCell(text: text, kind: .number), "\(stored) \(code)") }
    #expect(cell("0.5", "0%") == FileCell(text: "50%"))
    #expect(cell("0.5", "h:mm") == FileCell(text: "12:00"))
    #expect(cell("abc", "General").kind == .fault("`abc` for a stored number", expected: "a number"))
  }
}
