// SPDX-License-Identifier: Apache-2.0

import Course
import Plain
import Testing

@testable import Exchange

@Suite("Files that no one would write by hand")
struct SafetyTests {
  /// The problems of a patient file of bytes.
  private func problems(bytes: [UInt8]) -> [String] {
    let files = ["study.yaml": Array("study: Test\n".utf8), "patients/1.yaml": bytes]
    return StudyFolder.readInOrder(from: MemoryFiles(files)).problems.map(\.description)
  }

  @Test("a byte order mark and Windows line ends are read")
  func windows() {
    let text = "patient: 1\r\ncourse:\r\n  - event: fall\r\n    grad: 1\r\n"
    #expect(
      problems(bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8)).first?.hasPrefix("patients/1.yaml:4:5: error") == true)
  }

  @Test("bytes that are not UTF-8 are told with their place")
  func encoding() {
    #expect(
      problems(bytes: Array("patient: 1\nsex: m".utf8) + [0xE4] + Array("nnlich\n".utf8)) == [
        "patients/1.yaml:2:7: error: the file is not UTF-8 from here on; expected UTF-8: save the file again with this "
          + "encoding"
      ])
    #expect(problems(bytes: [0xFF, 0xFE, 0x70, 0]).first?.contains("UTF-16") == true)
    #expect(
      problems(bytes: Array("patient: \u{1}1\n".utf8)).first?.hasPrefix("patients/1.yaml:1:10: error: a control")
        == true)
  }

  @Test("columns count characters, not bytes")
  func columns() {
    let text = "patient: 1\ncourse: [{surgery: äöüß👩‍⚕️, sitte: Fuß}]\n"
    #expect(
      problems(bytes: Array(text.utf8)) == [
        "patients/1.yaml:2:27: error: unknown key `sitte` in a surgery; did you mean `site`?"
      ])
  }

  @Test("empty files are told", arguments: ["", "\n\n", "# only a comment\n", "---\n", "~", "null"])
  func empty(text: String) {
    #expect(problems(bytes: Array(text.utf8)) == ["patients/1.yaml:1:1: error: the file is empty"])
  }

  @Test("deep nesting is refused", arguments: ["[", "{a: ", "- ", "? ", "a:\n "])
  func depth(opening: String) {
    for count in [40, 900, 2_000] {
      let told = problems(bytes: Array(String(repeating: opening, count: count).utf8))
      #expect(!told.isEmpty)
    }
  }

  @Test("deep nesting is refused where it is closed again")
  func closedDepth() {
    let text = "course: " + String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
    #expect(
      problems(bytes: Array(text.utf8)).first
        == "patients/1.yaml:1:41: error: this is nested too deep; expected at most 32 levels")
  }

  @Test("aliases are told, and bombs of them refused")
  func aliases() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(
      problems(bytes: Array(bomb.utf8)) == [
        "patients/1.yaml:3:10: error: too many anchors or aliases (`&`, `*`); expected each value written out"
      ])
    var keys = "a0: &a0 {x: x}\n"
    for level in 1...30 { keys += "a\(level): &a\(level)\n  ? *a\(level - 1)\n  : *a\(level - 1)\n" }
    #expect(problems(bytes: Array(keys.utf8)).first?.contains("too many anchors") == true)
    let few = "patient: &id 1\ncourse: [{event: *id}]\n"
    #expect(problems(bytes: Array(few.utf8)).count == 2)
  }

  @Test("text may hold stars and ampersands")
  func stars() {
    let text = "patient: 1\ncourse:\n" + String(repeating: "  - event: surgery & radiation *later*\n", count: 40)
    #expect(problems(bytes: Array(text.utf8)) == [])
  }

  @Test("large files and long lines are refused")
  func size() {
    let line = "# " + String(repeating: "x", count: 98) + "\n"
    let large = Array(String(repeating: line, count: 40_001).utf8)
    #expect(problems(bytes: large) == ["patients/1.yaml:1:1: error: a file of 4040101 bytes; expected at most 4000000"])
    let long = Array(("patient: 1\nsex: " + String(repeating: "x", count: 10_001)).utf8)
    #expect(problems(bytes: long) == ["patients/1.yaml:2:1: error: a line of 10006 bytes; expected at most 10000"])
  }

  @Test("a file of nothing but faults is cut short")
  func manyProblems() {
    let text = "patient: 1\n" + (1...2_000).map { "key\($0): x\n" }.joined()
    let told = problems(bytes: Array(text.utf8))
    #expect(told.count == ProblemLog.limit + 1)
    #expect(told.contains { $0.contains("too many problems") })
  }

  @Test("every repeated key is told, and the rest of the file as well")
  func repeatedKeys() {
    let text = """
      patient: 1
      sex: male
      sex: female
      course:
        - event: fall
          "note": one
          note: two
          when: 2020
        - surgery: excision
          sit: leg
      """
    #expect(
      problems(bytes: Array(text.utf8)) == [
        "patients/1.yaml:3:1: error: the key `sex` is there twice; first in line 2",
        "patients/1.yaml:7:5: error: the key `note` is there twice; first in line 6",
        "patients/1.yaml:10:5: error: unknown key `sit` in a surgery; did you mean `site`?",
      ])
  }

  @Test(
    "YAML mistakes are told in plain words",
    arguments: [
      ("patient: 1: 2\n", "1:11: error: a `:` that starts a value where none can be"),
      ("patient: \"1\n", "1:10: error: a quote that is never closed"),
      ("course: [a, b\n", "1:9: error: a list that opens with `[` and is not closed"),
      ("course: {a: b\n", "1:9: error: a mapping that opens with `{` and is not closed"),
      ("patient: 1\nsex\nage: 3\n", "2:1: error: a line that is no `key: value`"),
      ("patient: 1\n  sex: male\n", "2:6: error: a `:` that starts a value where none can be"),
      ("patient: 1\n---\npatient: 2\n", "2:1: error: a second document (`---`)"),
      ("patient: @1\n", "1:10: error: a character that no value begins with"),
      ("patient: *x\n", "1:10: error: an alias (`*`)"),
      ("course:\n  - event: a\n b: c\n", "3:2: error: this does not fit the lines above"),
    ])
  func syntax(text: String, expected: String) {
    #expect(
      problems(bytes: Array(text.utf8)).first?.hasPrefix("patients/1.yaml:" + expected) == true,
      "\(problems(bytes: Array(text.utf8)))")
  }

  /// libyaml ends a line at each of these (YAML 1.1, 5.4), editors do not: what stands behind them is a comment only for the eye.
  @Test(
    "a hidden line break is refused where it stands",
    arguments: [("\u{2028}", "2028", "\\L"), ("\u{2029}", "2029", "\\P"), ("\u{85}", "0085", "\\N")])
  func hiddenLineBreaks(character: String, code: String, escape: String) {
    let expected =
      "error: a hidden line break (U+\(code)), which begins a new line for YAML and not in an editor; "
      + "expected a space, a line break, or `\(escape)` in double quotes"
    #expect(
      problems(bytes: Array("patient: 1\n# as in the chart \(character)sex: male\n".utf8)) == [
        "patients/1.yaml:2:19: \(expected)"
      ])
    let places = "patient: 1\ncourse: [{event: \"ä\(character)b\"}, {event: c\(character)d}]\n"
    #expect(
      problems(bytes: Array(places.utf8)) == ["patients/1.yaml:2:20: \(expected)", "patients/1.yaml:2:35: \(expected)"])
  }

  @Test("a mark of direction is refused, and read where it is seen")
  func direction() throws {
    for (mark, code) in [("\u{202E}", "202E"), ("\u{2066}", "2066"), ("\u{2069}", "2069")] {
      #expect(
        problems(bytes: Array("patient: 1 # \(mark)elam :xes\n".utf8)) == [
          "patients/1.yaml:1:14: error: a hidden mark that turns the direction of text (U+\(code)); expected nothing there, "
            + "or `\\u\(code)` in double quotes"
        ])
    }
    // Right-to-left words, with the mark that punctuation between them needs.
    #expect(problems(bytes: Array("patient: 1\ncourse: [{event: \"שלום\u{200F}!\"}]\n".utf8)) == [])
    let escaped = "patient: 1\ncourse: [{event: \"a\\u202Eb\\Lc\"}]\n"
    let files = ["study.yaml": "study: Test\n", "patients/1.yaml": escaped]
    let study = try #require(StudyFolder.read(files: files).study)
    #expect(study.patients[0].entries[0].content == .event("a\u{202E}b\u{2028}c"))
  }

  @Test("a control character of C1 is refused where it stands")
  func upperControls() {
    #expect(
      problems(bytes: Array("patient: 1\nsex: \u{9B}31m\n".utf8)) == [
        "patients/1.yaml:2:6: error: a control character (U+009B); expected text"
      ])
  }

  @Test("every text comes back from a file as it was written")
  func quotedTextComesBack() throws {
    for start in stride(from: UInt32(0), to: 0x20000, by: 0x200) {
      let text = String(String.UnicodeScalarView((start..<start + 0x200).compactMap(Unicode.Scalar.init)))
      guard !text.isEmpty else { continue }
      let log = ProblemLog(text: SourceText(file: "a.yaml", text: "key: " + YAMLText.quoted(text) + "\n"))
      let item = try #require(Document.parse(log), "U+\(String(start, radix: 16)): \(log.problems)")
      guard case .fields(let fields) = item.content, case .text(let back) = fields.first?.value.content else {
        Issue.record("no text at U+\(String(start, radix: 16))")
        continue
      }
      #expect(Array(back.unicodeScalars) == Array(text.unicodeScalars), "U+\(String(start, radix: 16))")
    }
  }
}
