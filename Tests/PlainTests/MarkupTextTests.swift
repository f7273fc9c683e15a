// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct MarkupTextTests {
  @Test func markupIsText() {
    #expect(
      MarkupText.escaped("<script>\"a\" & 'b'</script>")
        == "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;")
    #expect(MarkupText.escaped("<\u{338}b").unicodeScalars.first == "&")
  }

  @Test func whatIsNotSeenIsMarked() {
    #expect(
      MarkupText.escaped("a\u{0}\u{1B}\u{7F}\u{9B}\u{202E}\u{FFFE}b")
        == "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b")
    #expect(MarkupText.escaped("a\r\nb\u{2028}c\u{85}d\te") == "a b c d e")
  }

  /// Another reader of XML takes every scalar in content and in an attribute, and finds as many as went in.
  @Test func everyScalarIsWellFormed() {
    for start in stride(from: UInt32(0), to: 0x30000, by: 0x800) {
      let scalars = (start..<start + 0x800).compactMap(Unicode.Scalar.init)
      let text = MarkupText.escaped(String(String.UnicodeScalarView(scalars)))
      let parser = XMLParser(data: Data("<a b=\"\(text)\">\(text)</a>".utf8))
      #expect(parser.parse(), "U+\(String(start, radix: 16))")
    }
  }

  @Test(arguments: [
    "#top", "#a:b", "tables/outcomes.csv", "./a.csv", "https://doi.org/10.3389/fonc.2021.755439", "HTTP://example.org",
    "a?b:c", "?x",
  ])
  func theseAreLinks(address: String) { #expect(MarkupText.link(address) == address) }

  /// With the evasions of the OWASP XSS filter evasion list.
  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)", "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "//example.org", "\\\\example.org",
    "/\\example.org", "",
    "javascript&colon;x:y", "blob:https://example.org",
  ])
  func theseAreNone(address: String) { #expect(MarkupText.link(address) == nil) }
}
