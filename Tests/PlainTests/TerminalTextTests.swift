// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite struct TerminalTextTests {
  @Test func aTitleIsShownAndNotSet() {
    #expect(TerminalText.safe("\u{1B}]0;x\u{7}") == "␛]0;x␇")
    #expect(TerminalText.safe("\u{9B}31mred") == "\\u{9B}31mred")
  }

  @Test func linesAreThoseOfLineFeeds() {
    // CR LF is one Character of Swift, so that a look at Characters would let the CR through.
    #expect(TerminalText.safe("one\r\ntwo\nthree\rfour") == "one␍\ntwo\nthree␍four")
    #expect(TerminalText.safe("a\tb") == "a b")
    #expect(TerminalText.safe("a\u{2028}b\u{2029}c\u{85}d") == "a\\u{2028}b\\u{2029}c\\u{85}d")
  }

  @Test func aMarkBehindAControlHidesNothing() {
    // ESC followed by a combining mark, or within a cluster of emoji.
    #expect(TerminalText.safe("\u{1B}\u{301}[0m").unicodeScalars.first == "␛")
  }

  @Test func nothingActiveIsLeft() {
    for value in UInt32(0)...0x3000 {
      guard let scalar = Unicode.Scalar(value), scalar != "\n" else { continue }
      let safe = TerminalText.safe("a" + String(Character(scalar)) + "b")
      // C0, DEL and C1 of ISO/IEC 6429, and the explicit marks of UAX 9.
      #expect(
        safe.unicodeScalars.allSatisfy {
          !($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
            || (0x2066...0x2069).contains($0.value))
        })
    }
  }

  @Test func wordsStayAsTheyAre() {
    let words = "Größe 10⁹/L, „Zitat“ – 👩‍⚕️ שלום"
    #expect(TerminalText.safe(words) == words)
  }
}
