// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

@Suite("A table that nobody means well with")
struct HostileTableTests {
  private func misfits(_ bytes: [UInt8]) -> [String] {
    let files = [InputFile(name: "a.csv", bytes: bytes)]
    let mapping = InputFile(name: "mapping.yaml", text: TableReadingTests.small)
    let reading = TableReading.read(StudyFormat.Request(files: files, mapping: mapping))
    #expect(reading.study == nil)
    // A proposal meets it too.
    _ = MappingProposal.propose(files)
    return reading.misfits.map(\.description)
  }

  @Test("is refused early with a million columns")
  func columns() {
    let short = misfits(Array(String(repeating: "a,", count: 400_000).utf8))
    #expect(short.count == 1 && short[0].contains("columns; expected at most 4096"))
    let long = misfits(Array(String(repeating: "a,", count: 1_000_000).utf8))
    #expect(long.count == 1 && long[0].contains("a line of 2000000 bytes"))
  }

  @Test("is refused early with a cell of a hundred megabytes")
  func cell() {
    let file = misfits([UInt8](repeating: UInt8(ascii: "x"), count: 100_000_000))
    #expect(file.count == 1 && file[0].contains("100000000"))
    let many = String(repeating: "x\n", count: 40_000)
    let lines = misfits(Array("id,sex,drug,start,last,status\n1,m,\"\(many)\",2020-01-06,2021-01-01,dead\n".utf8))
    #expect(lines.contains { $0.contains("row 2, column drug: a cell of 79999 bytes; expected at most 32767") })
  }

  @Test("is refused where it is no text, or text of two encodings")
  func noText() {
    #expect(misfits([0x50, 0x4B, 0x03, 0x04, 0x00, 0x00]).count == 1)
    #expect(misfits([]).count == 1)
    #expect(misfits([0xFF, 0xFE, 0x41, 0x00]).first?.contains("UTF-16") == true)
    let mixed = Array("id,sex\n1,m\u{FC}\n".utf8) + [0x32, 0x2C, 0xFC, 0x0A]
    #expect(
      misfits(mixed).first?.contains(
        "a.csv:3:3: the file is not UTF-8 from here on; expected UTF-8; of a file that Excel wrote in Germany") == true)
    let never = misfits(Array("id,sex,drug,start,last,status\n1,\"m\n".utf8))
    #expect(never.contains { $0.contains("a quote that is never closed") })
  }

  @Test("has two columns of one name told apart")
  func duplicates() {
    let reading = readTable(
      ["a.csv": "id,sex,sex,drug,start,last,status\n1,m,f,gemcitabine,2020-01-06,2021-01-01,dead\n"],
      TableReadingTests.small)
    #expect(reading.misfits.map(\.place.description) == ["a.csv, column sex #2"])
  }

  @Test("in the encoding of a German Excel is read where the mapping says so")
  func windows1252() throws {
    let mapping = """
      mapping: Old
      tables:
        - file: a.csv
          encoding: Windows-1252
          columns: [{column: Größe, is: height, unit: cm}, {column: id, is: patient}]

      """
    // `Größe` with its two bytes of Windows-1252.
    let bytes: [UInt8] = Array("Gr".utf8) + [0xF6, 0xDF] + Array("e,id\n178,1\n".utf8)
    let request = StudyFormat.Request(
      files: [InputFile(name: "a.csv", bytes: bytes)], mapping: InputFile(name: "mapping.yaml", text: mapping))
    #expect(TableReading.read(request).study?.patients.first?.heightCentimetres.value == 178)
  }
}
