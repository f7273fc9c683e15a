// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

@testable import Plain

#if canImport(FoundationXML)
  import FoundationXML
#endif

private let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
private let bsdtar = Filter.path(of: "bsdtar", in: searchPath)

@Suite("A workbook that is written")
struct WorkbookFileTests {
  /// Examples by hand from ECMA-376, 22.9.2.19: an escape is `_x`, four hexadecimal digits and `_`; what only looks like one has its first sign escaped.
  @Test("has texts that come back as they are, whatever they look like")
  func texts() {
    #expect(WorkbookText.escaped("a_x0041_b") == "a_x005F_x0041_b")
    #expect(WorkbookText.decoded("a_x005F_x0041_b") == "a_x0041_b")
    #expect(WorkbookText.decoded("line_x000D_\nline") == "line\nline")
    #expect(WorkbookText.escaped("_x00_ _xZZZZ_ _x004") == "_x00_ _xZZZZ_ _x004")
    #expect(WorkbookText.escaped("a < b & \"c\"\n\td") == "a &lt; b &amp; \"c\"\n\td")
    #expect(WorkbookText.escaped("a\u{1}\u{202E}b\r\nc") == "a\u{FFFD}\u{FFFD}b\nc")
    var random = SeededGenerator(seed: 7)
    let signs = Array("_x0041F\n <&é𝒳 ")
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...14, using: &random)).map { _ in signs.randomElement(using: &random) ?? "_" })
      let plain = WorkbookText.escaped(text).replacing("&lt;", with: "<").replacing("&amp;", with: "&")
      #expect(WorkbookText.decoded(plain) == text, "\(text)")
    }
  }

  @Test("calls columns as spreadsheets do")
  func columns() {
    #expect(
      [0, 25, 26, 51, 52, 701, 702, 16_383].map(WorkbookFile.letters) == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD",
      ])
  }

  @Test("has names of sheets that a sheet can have, each its own")
  func names() {
    let long = String(repeating: "n", count: 40)
    let wanted = ["a/b:c", "A/B:C", long, long + "2", "", "history", "Words"]
    var pages = wanted.map { WorkbookPage(name: $0, columns: [.init("x")]) }
    pages[0].columns[0].choices = ["one"]
    let names = WorkbookFile(pages).pages.map(\.name)
    #expect(
      names == [
        "a-b-c", "A-B-C 2", String(long.prefix(31)), long.prefix(29) + " 2", "Sheet", "Sheet 2", "Words", "Words 2",
      ])
  }

  /// Day numbers by hand: 2020-03-02 is day 43892 of spreadsheets (43831 is 2020-01-01; 31 + 29 + 1 days later), 1900-03-01 is day 61.
  @Test("holds numbers, days and texts as such, and no formula")
  func cells() throws {
    var page = WorkbookPage(name: "one", columns: [.init("a"), .init("b"), .init("c")])
    page.rows = [
      [.number(12.345, decimals: 1), .day(18_323), .text("=1+1")], [.empty, .text("@x"), .text("-")],
      [.number(.infinity, decimals: 1)],
    ]
    page.notes = ["a note"]
    let parts = WorkbookFile([page]).parts
    let sheet = try #require(parts.first { $0.path == "xl/worksheets/sheet1.xml" })
    let text = String(decoding: sheet.bytes, as: UTF8.self)
    #expect(text.contains("<v>12.345</v>") && text.contains("<v>43892</v>") && !text.contains("<f>"))
    #expect(text.contains("<t xml:space=\"preserve\">=1+1</t>") && text.contains("<t>inf</t>"))
    #expect(text.contains("<c r=\"A6\"") && text.contains(">a note<"))
    #expect(text.contains("state=\"frozen\""))
    let styles = try #require(parts.first { $0.path == "xl/styles.xml" })
    let looks = String(decoding: styles.bytes, as: UTF8.self)
    // What begins like a formula is kept text when somebody edits it; a lone dash is none.
    #expect(looks.components(separatedBy: "quotePrefix=\"1\"").count == 2)
    #expect(looks.contains("formatCode=\"0.0\"") && looks.contains("formatCode=\"yyyy-mm-dd\""))
    for part in parts { #expect(XMLParser(data: Data(part.bytes)).parse(), "\(part.path)") }
    #expect(!WorkbookFile.holds(day: -25_509) && WorkbookFile.holds(day: -25_508))
  }

  @Test("says what does not fit, and cuts no text in silence")
  func limits() throws {
    var page = WorkbookPage(name: "one", columns: [.init("a")])
    page.rows = [[.text(String(repeating: "x", count: 40_000))]]
    let sheet = try #require(WorkbookFile([page]).parts.first { $0.path == "xl/worksheets/sheet1.xml" })
    let text = String(decoding: sheet.bytes, as: UTF8.self)
    #expect(text.contains("xxx … (cut: a cell holds 32767 characters)</t>"))
    page.rows = [[WorkbookPage.Cell]](repeating: [], count: 1_048_576)
    #expect(WorkbookFile([page]).misfits == ["one: 1048577 rows; a sheet has at most 1048576"])
    page.rows = []
    page.columns = [WorkbookPage.Column](repeating: .init("a"), count: 16_385)
    #expect(WorkbookFile([page]).misfits == ["one: 16385 columns; a sheet has at most 16384"])
  }

  @Test("is a number only where it is written as one")
  func values() {
    for text in ["0", "12", "-3.25", "0.1", "1000000"] {
      #expect(WorkbookPage.Cell.value(text) == .number(Double(text) ?? 0, decimals: nil))
    }
    for text in ["01", "1.50", "1e5", "+1", "-0", ".5", "1.", "0x1", "nan", "inf", "1234567890123456", "a"] {
      #expect(WorkbookPage.Cell.value(text) == .text(text), "\(text)")
    }
    #expect(WorkbookPage.Cell.value("") == .empty)
  }

  /// `bsdtar` lists and unpacks what it packed: every byte is there, nothing follows the end, and the same files are the same bytes.
  @Test("is packed with every byte", .enabled(if: bsdtar != nil, "bsdtar is not installed"))
  func packing() throws {
    var random = SeededGenerator(seed: 3)
    let sizes = [0, 1, 511, 512, 513, 70_000]
    let files = sizes.map { size in
      OutputFile(path: "folder/\(size).bin", bytes: (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
    let zip = try ZipArchive.pack(files, searchPath: searchPath)
    #expect(zip == (try ZipArchive.pack(files, searchPath: searchPath)))
    #expect(Array(zip.suffix(22).prefix(4)) == [0x50, 0x4B, 0x05, 0x06])
    let program = try #require(bsdtar)
    let names = try Filter.run(program, ["-tf", "-"], input: zip, seconds: 60, limit: 10_000)
    #expect(String(decoding: names, as: UTF8.self) == files.map { $0.path + "\n" }.joined())
    for file in files {
      #expect(
        try Filter.run(program, ["-xOf", "-", "--", file.path], input: zip, seconds: 60, limit: 100_000) == file.bytes)
    }
  }

  @Test("is refused in plain words without bsdtar")
  func withoutProgram() {
    do throws(ZipArchive.Failure) {
      _ = try ZipArchive.pack([], searchPath: "/nowhere")
      Issue.record("there is no bsdtar in /nowhere")
    } catch { #expect(error == .programMissing && "\(error)".contains("apt install libarchive-tools")) }
    let long = OutputFile(path: String(repeating: "a", count: 101), bytes: [])
    #expect(throws: ZipArchive.Failure.self) { try ZipArchive.pack([long], searchPath: searchPath) }
  }
}

@Suite("Text of a document")
struct DocumentTextTests {
  @Test("is on one line, without what no document may hold")
  func plain() {
    #expect(DocumentText.plain("a\r\nb\tc\u{2028}d") == "a b c d")
    #expect(DocumentText.plain("a\u{1}\u{202E}\u{FFFE}b <i> & é") == "a\u{FFFD}\u{FFFD}\u{FFFD}b <i> & é")
  }
}
