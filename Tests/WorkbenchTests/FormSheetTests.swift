// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import StudyTesting
import Testing

@testable import Workbench

/// A form is a document by its fields: what it is filled with comes back as the same document, whatever kind of record and whatever text.
@Suite struct FormSheetTests {
  private func check(_ item: Item, _ table: KeyTable, without: Set<String> = [], _ comment: @autoclosure () -> String) {
    var sheet = FormSheet(table, without: without, item: item)
    let again = sheet.item()
    var expected = item
    if case .fields(let fields) = item.content {
      expected.content = .fields(fields.filter { !without.contains($0.key) })
    }
    let isSame = ItemText.same(again, expected)
    #expect(isSame, "\(comment()): \(ItemText.line(again).prefix(3000)) is not \(ItemText.line(expected).prefix(3000))")
    // As a browser sends it: every line end as CR LF (HTML Living Standard, 4.10.21.7).
    var sent = FormSheet(
      table, without: without,
      values: sheet.values.mapValues {
        $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
      })
    let isSent = ItemText.same(sent.item(), expected)
    #expect(isSent, "\(comment()), sent")
  }

  @Test("entries, patients and studies at random come back as they were", arguments: 1...60 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var random = RandomStudy(seed: seed)
    let study = random.study(patients: 2)
    check(study.written(), Study.notation.table, "study \(seed)")
    for patient in study.patients {
      check(Patient.notation.write(patient, Writer()), Patient.notation.table, without: ["course"], "patient \(seed)")
      for entry in patient.entries {
        let kind = try #require(EntryKind.all.first { $0.matches(entry.content) })
        check(kind.record.write(entry, Writer()), kind.record.table, "\(kind.word) \(seed)")
      }
    }
  }

  @Test("a problem of the reader finds its field, in a group too")
  func problems() throws {
    let table = try #require(EntryKind.all.first { $0.word == "therapy" }).record.table
    var sheet = FormSheet(
      table,
      values: [
        "therapy": "gemcitabine", "cycles": "many", "phases.1.dose": "900 mg/m2", "phases.2.dose": "a lot",
        "source.1.quote": "words",
      ])
    let item = sheet.item()
    let log = ProblemLog(text: sheet.text)
    let root = Item(
      content: .fields([
        Item.Field("patient", Item(text: "1")), Item.Field("course", Item(content: .list([item]))),
      ]))
    _ = Patient.read(root, name: "1", log)
    var problems = FormProblems()
    problems.take(log.problems, sheet)
    #expect(
      Set(problems.all.filter(\.isError).map(\.name)) == ["cycles", "phases.2.dose", "source.1"], "\(problems.all)")
  }

  @Test(
    "what looks like notation is read as such, and a text that does is kept by quotes",
    arguments: [
      ("{a: b}", "{a: b}"), ("\"{a: b}\"", "\"{a: b}\""), ("[sic] words", "\"[sic] words\""), ("plain", "plain"),
      ("{broken", "\"{broken\""),
    ])
  func lines(_ typed: String, _ shown: String) {
    #expect(ItemText.line(ItemText.item(typed, .start)) == shown)
  }
}
