// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Notation
import Plain
import Testing
import VerlaufTesting

@testable import Interchange

@Suite("Rows of a file that is read in blocks")
struct SeparatedBlockTests {
  /// Each row with its number and cells, and its cells again of the bytes that it was said to have; then what was told.
  private func rows(_ bytes: [UInt8], tabs: Bool = false, block: Int) throws -> [String] {
    var found: [String] = []
    var blocks = try SeparatedBlocks(InputFile(name: "x.csv", bytes: bytes), tabs: tabs, block: block)
    while let row = try blocks.next() {
      let cells = row.cells.map { ($0.isQuoted ? "q" : "") + $0.text }
      found.append("\(row.number) \(cells)")
      let again = SeparatedBlocks.cells(of: bytes[row.range], separator: blocks.separator)
      #expect(again?.map { ($0.isQuoted ? "q" : "") + $0.text } == cells, "\(found.last ?? "")")
    }
    return found + blocks.problems.map(\.description)
  }

  /// The same of the whole text at once.
  private func whole(_ bytes: [UInt8]) throws -> [String] {
    let text = try SourceText.decode(bytes, file: "x.csv", longestLine: SheetLimits.line).get()
    let log = ProblemLog(text: text)
    var rows = SeparatedRows(log)
    var found: [String] = []
    while let row = rows.next() {
      found.append("\(row.number) \(row.cells.map { ($0.isQuoted ? "q" : "") + $0.text })")
    }
    return found + log.problems.map(\.description)
  }

  @Test("are the same whatever the blocks are")
  func blocks() throws {
    let text = "a,b\r\n\n1,\"x\ny\"\n2,\"say \"\"no\"\"\"\n 3 ,é\"\n\"4\"z,5\nlast,\"\""
    let expected = [
      #"1 ["a", "b"]"#, #"3 ["1", "qx\ny"]"#, #"4 ["2", "qsay \"no\""]"#, #"5 ["3", "é\""]"#, #"6 ["q4", "5"]"#,
      #"7 ["last", "q"]"#,
      "x.csv:7:4: error: text after a closing quote; expected a separator; a quote in quotes is doubled",
    ]
    let bytes = Array(text.utf8)
    #expect(try whole(bytes) == expected)
    for block in 1...60 {
      #expect(try rows(bytes, block: block) == expected, "\(block)")
      #expect(try rows([0xEF, 0xBB, 0xBF] + bytes, block: block) == expected, "\(block)")
    }
  }

  @Test("are those of the whole text, for texts of quotes, separators and line ends at random")
  func random() throws {
    var random = SeededGenerator(seed: 5)
    let signs: [[UInt8]] = ["\"", "\"", ",", ";", "\n", "\r", "\r\n", "a", " ", "é", "\t"].map { Array($0.utf8) }
    for _ in 0..<3000 {
      let bytes = (0..<random.below(40)).flatMap { _ in signs[random.below(signs.count)] }
      let expected = try whole(bytes)
      #expect(try rows(bytes, block: 1 + random.below(12)) == expected, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("stand between what the first line shows")
  func separators() throws {
    for (line, tabs, expected) in [
      ("a,b;c", true, ","), ("a;b", false, ";"), ("a\tb", true, "\t"), ("a\tb", false, ","), ("a;\tb", false, ";"),
    ] {
      let blocks = try SeparatedBlocks(
        InputFile(name: "x.csv", text: line + "\n1,2;3\t4\n"), tabs: tabs, block: 2)
      #expect(blocks.separator == expected.utf8.first, "\(line)")
    }
  }

  /// What is no text is told with the words and the place of the reader of whole files.
  @Test("of what is no text are refused, wherever the blocks end")
  func refused() throws {
    let good = Array("a,b\n1,é\n".utf8)
    for wrong in [
      good + [0xFF], good + [0xC3], good + [0xED, 0xA0, 0x80, 0x0A], good + [0], good + [0x7F], [0xFF, 0xFE] + good,
      [0xFE, 0xFF] + good, good + [0xE2, 0x82, 0x0A],
    ] {
      let file = InputFile(name: "x.csv", bytes: wrong)
      guard case .failure(let refusal) = SheetText.read(file, .utf8, isMapped: false) else {
        Issue.record("\(wrong)")
        continue
      }
      for block in 1...12 {
        do {
          _ = try SeparatedBlocks(file, block: block)
          Issue.record("\(wrong) in blocks of \(block)")
        } catch {
          #expect(error.misfit == refusal.misfit)
        }
      }
    }
    let long = Array("a,b\n".utf8) + [UInt8](repeating: 0x31, count: SheetLimits.line + 1)
    #expect(throws: SeparatedBlocks.Refusal.self) {
      _ = try SeparatedBlocks(InputFile(name: "x.csv", bytes: long), block: 1000)
    }
  }

  @Test("are never in memory as a whole")
  func parts() throws {
    let bytes = Array(("a,b\n" + (0..<2000).map { "\($0),\"x\ny\"\n" }.joined()).utf8)
    let asked = AskedParts()
    var blocks = try SeparatedBlocks(InputFile(name: "x.csv", parts: asked.parts(bytes, block: 1000)))
    var count = 0
    while try blocks.next() != nil { count += 1 }
    #expect(count == 2001 && asked.most == 1000 && bytes.count > 20_000)
  }
}
