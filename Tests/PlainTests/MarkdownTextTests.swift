// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite struct MarkdownTextTests {
  /// CommonMark 0.31.2, examples 12 ff. (backslash escapes) and 25 ff. (entities): these read as the text itself.
  @Test(arguments: [
    ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"), ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"), ("<javascript:x>", "&lt;javascript:x&gt;"),
    ("a | b", "a \\| b"), ("a \\| b", "a \\\\\\| b"), ("~~x~~", "\\~\\~x\\~\\~"), ("&#60;", "&amp;\\#60;"),
    ("5.5–6.5 mo; 10⁹/L (ü)", "5.5–6.5 mo; 10⁹/L (ü)"),
  ])
  func marksAreText(text: String, expected: String) {
    #expect(MarkdownText.inline(text) == expected)
    #expect(MarkdownText.cell(text) == expected)
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func noLineBreakForgesARow(lineBreak: String) {
    #expect(MarkdownText.cell("a\(lineBreak)| b |") == "a<br>\\| b \\|")
    #expect(MarkdownText.inline("a\(lineBreak)# b") == "a \\# b")
    #expect(MarkdownText.line("\(lineBreak)- a") == "\\- a")
  }

  /// A mark behind which a combining mark stands is one Character with it, and still a mark for a Markdown reader.
  @Test func aCombiningMarkHidesNothing() {
    #expect(MarkdownText.cell("<\u{338}").unicodeScalars.first == "&")
    #expect(Array(MarkdownText.cell("|\u{301}").unicodeScalars.prefix(2)) == ["\\", "|"])
  }

  @Test(arguments: [
    ("# a", "\\# a"), ("- a", "\\- a"), ("+ a", "\\+ a"), ("===", "\\==="), ("---", "\\---"), ("1. a", "1\\. a"),
    ("12) a", "12\\) a"), ("    code", "code"), ("* a", "\\* a"), ("1.5 mo", "1\\.5 mo"), ("a 1. b", "a 1. b"),
    ("2021-05", "2021-05"), ("", ""),
  ])
  func aLineBeginsNoBlock(text: String, expected: String) { #expect(MarkdownText.line(text) == expected) }

  @Test func whatIsNotSeenIsMarked() {
    #expect(MarkdownText.cell("a\u{1B}b\u{202E}c\u{0}") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}")
  }
}
