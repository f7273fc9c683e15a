// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@testable import Interchange

@Suite("Lines of a file that is read in blocks")
struct InputLinesTests {
  /// Each line with its number, where it begins in the file, and its bytes; of one that is too long how many it has.
  private func lines(_ bytes: [UInt8], from start: Int = 0, limit: Int, block: Int) throws -> [String] {
    var found: [String] = []
    var lines = InputLines(InputParts(bytes), from: start, limit: limit, block: block)
    while let line = try lines.line() {
      switch line {
      case .whole(let range):
        let text = String(decoding: lines.bytes[range], as: UTF8.self)
        found.append("\(lines.number) @\(lines.shift + range.lowerBound) \(text)")
      case .tooLong(let count): found.append("\(lines.number) too long: \(count)")
      }
    }
    return found
  }

  @Test("are the same whatever the blocks are")
  func blocks() throws {
    // 13 bytes a line with its end, counted here: `0123456789ab` and a line feed.
    let text = "a\n\nbc\r\n0123456789ab\nlast"
    let expected = ["1 @0 a", "2 @2 ", "3 @3 bc\r", "4 @7 0123456789ab", "5 @20 last"]
    for block in 1...40 { #expect(try lines(Array(text.utf8), limit: 12, block: block) == expected, "\(block)") }
    for block in 1...40 {
      #expect(
        try lines(Array((text + "\n").utf8), limit: 11, block: block)
          == ["1 @0 a", "2 @2 ", "3 @3 bc\r", "4 too long: 12", "5 @20 last"], "\(block)")
      #expect(try lines(Array(text.utf8), from: 3, limit: 12, block: block).first == "1 @3 bc\r", "\(block)")
    }
    #expect(try lines([], limit: 5, block: 3) == [])
    #expect(try lines(Array("\n".utf8), limit: 5, block: 3) == ["1 @0 "])
    for block in 1...20 {
      #expect(try lines(Array("x0123456789".utf8), limit: 5, block: block) == ["1 too long: 11"], "\(block)")
    }
  }

  @Test("of a file that grows shorter while it is read are refused")
  func shorter() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString).ndjson")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data("0123456789".utf8).write(to: url)
    let parts = try InputFile(path: url.path).parts(limit: 100)
    #expect(parts.count == 10)
    #expect(try parts.bytes(3..<6) == Array("345".utf8))
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 5)
    try handle.close()
    #expect(throws: FileRefusal.self) { try parts.bytes(3..<6) }
    #expect(try parts.bytes(3..<5) == Array("34".utf8))
    #expect(throws: FileRefusal.tooLarge(bytes: 5, limit: 4)) { try InputFile(path: url.path).parts(limit: 4) }
    #expect(throws: FileRefusal.isFolder) { try InputFile(path: NSTemporaryDirectory()).parts(limit: 4) }
    #expect(throws: FileRefusal.missing) { try InputFile(path: url.path + "x").parts(limit: 4) }
  }
}
