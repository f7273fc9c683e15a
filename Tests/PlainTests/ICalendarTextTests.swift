// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite struct ICalendarTextTests {
  /// The example of RFC 5545, 3.3.11.
  @Test func textIsThatOfTheRFC() {
    #expect(
      ICalendarText.escaped("Project XYZ Final Review\nConference Room - 3B\nCome Prepared.")
        == "Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.")
    #expect(ICalendarText.escaped("a\\b;c,d") == "a\\\\b\\;c\\,d")
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func noLineBreakForgesAProperty(lineBreak: String) {
    #expect(ICalendarText.escaped("a\(lineBreak)ATTACH:b") == "a\\nATTACH:b")
  }

  @Test func aCombiningMarkHidesNoComma() {
    #expect(ICalendarText.escaped("a,\u{301}b").utf8.elementsEqual("a\\,\u{301}b".utf8))
    #expect(ICalendarText.escaped("a;\u{338}b").utf8.elementsEqual("a\\;\u{338}b".utf8))
  }

  @Test func controlsAreDropped() {
    #expect(ICalendarText.escaped("a\u{1B}\u{0}\u{7F}\u{9B}\tb") == "a\tb")
    #expect(ICalendarText.escaped("\u{202E}gm 05") == "\u{FFFD}gm 05")
  }

  /// RFC 5545, 3.1: lines of at most 75 octets without the line break; unfolding takes away CRLF and the one white space behind it.
  @Test func linesAreFolded() throws {
    let long = String(repeating: "ü€👩‍⚕️e\u{301}x", count: 60) + String(repeating: "\u{301}", count: 300)
    let line = ICalendarText.line("SUMMARY", long)
    #expect(line.hasSuffix("\r\n"))
    let octets = Array(line.utf8.dropLast(2))
    var pieces: [[UInt8]] = [[]]
    for (index, octet) in octets.enumerated() {
      if octet == 10, octets[index - 1] == 13 {
        pieces[pieces.count - 1].removeLast()
        pieces.append([])
      } else {
        pieces[pieces.count - 1].append(octet)
      }
    }
    #expect(pieces.count > 10)
    for piece in pieces {
      #expect(piece.count <= 75)
      #expect(String(validating: piece, as: UTF8.self) != nil)
    }
    #expect(pieces.dropFirst().allSatisfy { $0.first == 32 })
    let unfolded = pieces[0] + pieces.dropFirst().flatMap { $0.dropFirst() }
    #expect(unfolded.elementsEqual(("SUMMARY:" + long).utf8))
    // 75 octets are one line.
    #expect(
      ICalendarText.line("A", String(repeating: "b", count: 73)) == "A:" + String(repeating: "b", count: 73) + "\r\n")
  }
}
