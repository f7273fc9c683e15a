// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Testing

@testable import Exchange
import VerlaufTesting

@Suite("Random damage")
struct FuzzTests {

  /// Bytes that mean something to YAML, CSV or the format.
  private static let pieces: [[UInt8]] =
    [
      ":", "-", "- ", " ", "  ", "\t", "\n", "\r", "\"", "'", "[", "]", "{", "}", ",", ";", "#", "&a ", "*a", "!!x ",
      "|\n",
      ">\n", "? ", "%", "@", "\\", "---\n", "...\n", "~", "null", "not stated", "é", "日", "👩‍⚕️", "\u{FEFF}", "\u{2028}",
      "\u{85}", "\u{202E}", "99999999999999999999", "-1", "1e999", "0x10", ".nan", "true", " or ", "<<: ",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  private static func damage(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var bytes = bytes
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
    case 1: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
    case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 3: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
    case 4:
      let piece = bytes[place..<min(bytes.count, place + Int.random(in: 1...60, using: &random))]
      bytes.insert(contentsOf: Array(piece), at: Int.random(in: 0...bytes.count, using: &random))
    case 5: bytes.removeLast(bytes.count - place)
    default:
      var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
      let line = Int.random(in: 0..<lines.count, using: &random)
      let other = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: lines.remove(at: line)
      case 1: lines.insert(lines[line], at: other)
      case 2: lines.swapAt(line, other)
      case 3: lines[line].insert(contentsOf: [0x20, 0x20], at: 0)
      default: if lines[line].first == 0x20 { lines[line].removeFirst() }
      }
      bytes = Array(lines.joined(separator: [0x0A]))
    }
    return bytes
  }

  @Test("never crashes or hangs the reader, and ends in a study or an error", arguments: [1, 2, 3] as [UInt64])
  func damage(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folders = [
      Dictionary(uniqueKeysWithValues: StudyTemplate.files(title: "Fuzz").map { ($0.path, $0.text) }),
      try fixture("every-key"), try fixture("faults"),
    ].map { $0.mapValues { Array($0.utf8) } }
    var studies = 0
    for _ in 0..<1_000 {
      var files = folders.randomElement(using: &random) ?? [:]
      let paths = files.keys.sorted()
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard let path = paths.randomElement(using: &random), let bytes = files[path] else { continue }
        files[path] = Self.damage(bytes, &random)
      }
      let clock = ContinuousClock()
      let start = clock.now
      let reading = StudyFolder.readInOrder(from: MemoryFiles(files))
      #expect(clock.now - start < .seconds(5))
      #expect((reading.study == nil) == !reading.errors.isEmpty)
      #expect(reading.problems == reading.problems.sorted())
      for problem in reading.problems {
        #expect(problem.location.line >= 1 && problem.location.column >= 1 && !problem.description.contains("\n"))
      }
      if reading.study != nil { studies += 1 }
    }
    #expect(studies > 0)
  }
}
