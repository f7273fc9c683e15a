// SPDX-License-Identifier: Apache-2.0

import Testing
import VerlaufTesting

@testable import Plain

@Suite struct CSVTests {
  /// The rules 1, 5, 6 and 7 of RFC 4180, section 2, with its own examples.
  @Test func rowsAreThoseOfTheRFC() {
    #expect(CSV.text([["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]) == "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n")
    #expect(CSV.text([["aaa", "b\r\nbb", "ccc"]]) == "aaa,\"b\r\nbb\",ccc\r\n")
    #expect(CSV.text([["aaa", "b\"bb", "ccc"]]) == "aaa,\"b\"\"bb\",ccc\r\n")
    #expect(CSV.text([["a,b", .empty]]) == "\"a,b\",\r\n")
  }

  @Test(arguments: ["\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func everyLineBreakIsQuoted(lineBreak: String) {
    #expect(CSV.text([[.text("a\(lineBreak)b")]]) == "\"a\(lineBreak)b\"\r\n")
  }

  /// A comma or quote that carries a combining mark is one Character with it, and still separates for every reader of bytes.
  @Test func aCombiningMarkHidesNoComma() {
    #expect(CSV.text([[.text("a,\u{301}b")]]).utf8.elementsEqual("\"a,\u{301}b\"\r\n".utf8))
    #expect(CSV.text([[.text("a\"\u{301}b")]]).utf8.elementsEqual("\"a\"\"\u{301}b\"\r\n".utf8))
  }

  @Test(arguments: [
    "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "\u{A0}=1", "\u{FEFF}=1",
    "\u{200B}=1",
    "\u{200B} \u{FEFF}-1+1", "＝1", "＋1", "－1+1", "＠SUM(1)", "\u{3000}＝1", "-", "-5",
  ])
  func textThatBeginsAFormulaIsLedByAnApostrophe(text: String) {
    #expect(CSVField.text(text).written == "'" + text)
  }

  /// Marks that turn the direction of text show a row that was not written: on a terminal, in an editor and in a spreadsheet.
  @Test(arguments: ["\u{202E}", "\u{2066}", "\u{200F}", "\u{61C}"])
  func marksOfDirectionAreShown(mark: String) {
    #expect(CSVField.text("scan\(mark)gnp.exe").written == "scan\u{FFFD}gnp.exe")
    #expect(CSVField.text("\(mark)=1").written == "'\u{FFFD}=1")
  }

  @Test(arguments: ["–", "— none", "−5", "a=1", "5-6", "1 @ 2", "", " ", "'=1", "d1, d8", "≥ 5", "(-1)"])
  func otherTextStays(text: String) { #expect(CSVField.text(text).written == text) }

  /// One apostrophe more before what a spreadsheet would run, and before what has some already; numbers and other text stay. Whatever it is comes back.
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("''@x", "'''@x"), ("-5", "-5"), ("'-5", "'-5"), ("-5 d", "'-5 d"),
    ("'a'", "'a'"), ("'", "'"), ("", ""), ("\t=1", "'\t=1"),
  ])
  func guardedTextComesBack(text: String, written: String) {
    #expect(CSVField.guarded(text) == written)
    #expect(CSVField.unguarded(written) == text)
  }

  @Test func anyGuardedTextComesBack() {
    var generator = SeededGenerator(seed: 17)
    let signs = Array("'=+-@1.e a\t\u{FEFF}＝")
    for _ in 0..<20_000 {
      let text = String((0..<generator.below(6)).map { _ in signs[generator.below(signs.count)] })
      #expect(CSVField.unguarded(CSVField.guarded(text)) == text, "\(text.debugDescription)")
    }
  }

  @Test(arguments: ["-1624.59", "0", "12", "0.5", "-0.25", "1e-05", "1.5E+10", "007"])
  func numbersStay(text: String) { #expect(CSVField.number(text).written == text) }

  @Test(arguments: ["-1+1", "-", "-.5", "-1.", "-1e", "-1-1", "-1 ", "--1", "-1e5x", "-inf", "-0x10"])
  func whatIsNoNumberIsText(text: String) { #expect(CSVField.number(text).written == "'" + text) }

  @Test func numbersHaveNoNoise() {
    #expect(CSVField.number(0.1 + 0.2).written == "0.3")
    #expect(CSVField.number(-1624.59).written == "-1624.59")
    #expect(CSVField.number(26.0).written == "26")
    #expect(CSVField.number(-0.5).written == "-0.5")
    #expect(CSVField.number(1e300).written == "1e+300")
    for nothing in [Double.nan, .infinity] { #expect(CSVField.number(nothing) == .empty) }
    #expect(CSVField.number(Int?.none) == .empty)
    #expect(CSVField.number(-3).written == "-3")
  }

  /// TEXTDATA of RFC 4180 is `%x20-21 / %x23-2B / %x2D-7E`: no control.
  @Test func controlsDoNotReachATerminalThroughAFile() {
    #expect(
      CSVField.text("x\u{1B}]0;x\u{7}\u{9B}\u{0}\u{7F}").written == "x\u{FFFD}]0;x\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(CSVField.text("a\tb").written == "a\tb")
  }
}
