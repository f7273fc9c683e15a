// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Exchange

/// Bytes that count how often they are looked at.
private struct CountedBytes: RandomAccessCollection {
  final class Counter {
    var looks = 0
  }

  let base: [UInt8]
  let counter: Counter
  var startIndex: Int { 0 }
  var endIndex: Int { base.count }

  subscript(index: Int) -> UInt8 {
    counter.looks += 1
    return base[index]
  }
}

/// What reading costs, in operations and not in seconds: a bound that holds on every machine, and breaks when the reader needs the square
/// of what it needed.
@Suite("Cost of reading")
struct CostTests {
  // MARK: CSV

  /// Looks at bytes while all rows of a text are read.
  private func looks(_ text: String) -> Int {
    let counter = CountedBytes.Counter()
    let log = ProblemLog(text: SourceText(file: "a.csv", text: text))
    var rows = DelimitedText(log, bytes: CountedBytes(base: Array(text.utf8), counter: counter))
    while rows.next() != nil {}
    return counter.looks
  }

  /// Each shape has a part that is repeated: many fields in a line, long fields, quotes, lines within quotes, text behind quotes. A byte is looked at
  /// as a separator, as a line end (twice), for its character, for its column, and once when it is copied: seven times is enough for all shapes.
  @Test(
    "a CSV file is read in proportion to its bytes",
    arguments: [
      ("", ",", ""), ("", "a,", ""), ("", "ä;", ""), ("", "\"a\",", ""), ("\"", "a", "\""), ("\"", "\"\"", "\""),
      ("\"", "a\n", "\""), ("\"a\"", "b", ""), ("", "a,b\n", ""), ("", "\r\n", ""), ("\"", "\"\"", ""),
      ("", "\"\n\",", ""),
    ])
  func table(before: String, part: String, after: String) {
    for count in [100, 1_000, 10_000] {
      let text = before + String(repeating: part, count: count) + after
      #expect(looks(text) <= 7 * text.utf8.count, "\(count) times \(part.debugDescription)")
    }
  }

  // MARK: spellings and names

  /// Each fault of these files has a nearest word. They are sought for those faults that are told, not for a million.
  @Test("words that were meant are sought only for problems that are told")
  func spellings() {
    let keys = ProblemLog(
      text: SourceText(file: "patients/1.yaml", text: "patient: 1\n" + (1...5_000).map { "sex\($0): x\n" }.joined()))
    #expect(PatientDecoder.decode(keys, name: "1").problems.count == ProblemLog.limit + 1)
    #expect((1...ProblemLog.limit).contains(keys.effort.spellings))

    let rows = String(repeating: "patien,platelets,2020-03-02,120,10^9/L\n", count: 5_000)
    let labs = ProblemLog(text: SourceText(file: "labs.csv", text: "patient,analyte,when,value,unit\n" + rows))
    #expect(LaboratoryTable(log: labs, patients: ["patient"]).values().isEmpty)
    #expect((1...ProblemLog.limit).contains(labs.effort.spellings))
  }

  /// A patient with so many entries, each at an event.
  private func chain(_ count: Int, anchor: (Int) -> String) -> ProblemLog {
    let entries = (1...count).map { "  - event: fall\n    id: e\($0)\n    when: 3 d after \(anchor($0))\n" }.joined()
    let log = ProblemLog(
      text: SourceText(file: "patients/1.yaml", text: "patient: 1\ncourse:\n  - event: x\n    id: e0\n" + entries))
    _ = PatientDecoder.decode(log, name: "1")
    return log
  }

  @Test("names are gathered only for uses that are told, not for each that is right")
  func names() {
    let sound = chain(2_000) { "e\($0 - 1)" }
    #expect(sound.problems.isEmpty && sound.effort.names == 0)
    let faulty = chain(2_000) { "f\($0)" }
    #expect(faulty.isFull)
    #expect((2_001...(ProblemLog.limit * 2_001)).contains(faulty.effort.names))
  }

  // MARK: YAML

  /// The values that the parser makes of a text; nil where the text is refused before it is parsed.
  private func effort(_ text: String) -> ProblemLog.Effort {
    let log = ProblemLog(text: SourceText(file: "a.yaml", text: text))
    _ = Document.parse(log)
    return log.effort
  }

  @Test("aliases that double at each level are refused, or stay below what the limit of anchors allows")
  func aliases() {
    for levels in 1...30 {
      var text = "a0: &a0 [x, x]\n"
      for level in 1...levels { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
      let effort = effort(text)
      // Three anchors or aliases a level: with twelve in all three levels are read, 1 + 3 + 7 + 15 + 31 values of 97 bytes. Two levels more would be
      // 247 values of 151 bytes.
      #expect(effort.values <= text.utf8.count)
      #expect((effort.parses == 0) == (1 + 3 * levels > AnchorLimit.most), "\(levels) levels")
    }
  }

  @Test("a file of repeated keys is parsed a fixed number of times")
  func repeatedKeys() {
    for count in [2, 10, 20, 21, 200, 2_000] {
      let effort = effort(String(repeating: "key: x\n", count: count))
      // Once with each key masked that is one too many, and once more.
      #expect(effort.parses == min(count, Document.mostRepeatedKeys + 1), "\(count) keys")
    }
  }

  @Test("a document has as many values as are written")
  func values() {
    for count in [10, 100, 1_000] {
      #expect(effort(String(repeating: "- [a, {b: c}]\n", count: count)).values == 1 + 4 * count)
    }
  }
}
