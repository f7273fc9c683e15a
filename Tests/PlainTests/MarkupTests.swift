// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

/// A tree of markup: whatever is in a text, it is text.
@Suite("Markup") struct MarkupTests {
  @Test func elementsHoldTextAndElements() {
    let title = "A & B"
    let tree = Markup.element(
      "p", ["class": "x\"><script>", "id": "i"], "\(title): ", .element("b", .text("<1>")), .element("br"),
      .group(["a", "b"]), .nothing)
    #expect(
      tree.text
        == "<p class=\"x&quot;&gt;&lt;script&gt;\" id=\"i\">A &amp; B: <b>&lt;1&gt;</b><br/>ab</p>")
  }

  @Test func preformattedTextKeepsItsLinesAndTabs() {
    // The first line feed is the one that a parser drops.
    #expect(Markup.element("pre", .preformatted("a\tb\r\n<c>\n")).text == "<pre>\na\tb\n&lt;c&gt;\n</pre>")
    #expect(
      Markup.element("textarea", .preformatted("\n</textarea>")).text == "<textarea>\n\n&lt;/textarea&gt;</textarea>")
  }

  @Test func emptyElementsAreWrittenAsHTMLReadsThem() {
    #expect(Markup.element("td", ["class": "out"]).text == "<td class=\"out\"></td>")
    #expect(Markup.element("meta", ["charset": "utf-8"]).text == "<meta charset=\"utf-8\"/>")
  }

  @Test(arguments: [
    ("a\nb", "a<br/>b"), ("a\r\nb\rc", "a<br/>b<br/>c"), ("a\u{2028}b", "a b"), ("", ""), ("\n", "<br/>"),
  ])
  func linesBreakWhereTheyBreak(text: String, expected: String) { #expect(Markup.lines(text).text == expected) }

  /// Every text that someone could write, as text and as an attribute: it opens nothing and closes nothing.
  @Test(arguments: [
    "</style><script>", "\"><img src=x onerror=alert(1)>", "]]>-->", "&lt;", "'", "\u{202E}\u{0}\u{1B}",
  ])
  func noTextIsMarkup(text: String) {
    let tree = Markup.element("p", ["title": text], .text(text)).text
    let inside = tree.dropFirst("<p title=\"".count).dropLast("</p>".count)
    #expect(!inside.contains("<") && inside.count { $0 == ">" } == 1 && inside.count { $0 == "\"" } == 1)
  }

  /// Only what the program holds as a literal, or has rendered itself, goes through as it is.
  @Test func whatIsTrustedSaysSo() {
    #expect(Markup.style("a>b{color:#111}").text == "<style>a>b{color:#111}</style>")
    #expect(Markup.element("div", .picture(svg: "<svg/>")).text == "<div><svg/></div>")
  }
}
