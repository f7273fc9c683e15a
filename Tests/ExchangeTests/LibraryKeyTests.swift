// SPDX-License-Identifier: Apache-2.0

import Foundation
import Dosing
import Notation
import Testing

@testable import Exchange

@Suite("The tables of keys of the library")
struct LibraryKeyTests {
  /// Values of keys whose text has a form of its own.
  private static let values = [
    "rule-row.on": "any day", "rule-row.when": "resolved", "rule-row.then": "hold", "rule-row.until": "resolved",
    "rule-event.until": "resolved", "rule-event.id": "other", "rule-event.when": "resolved", "rule-event.first": "hold",
    "rule-event.again": "stop", "rule-event.again when": "neutrophils < 0.5 10^9/L",
    "rule-set.applies": "resolved", "variant.when": "resolved", "ratio.when": "resolved", "component.days": "1",
    "accompaniment.days": "1",
  ]

  private func value(_ schema: Schema, _ broken: String) -> String {
    switch schema {
    case .text, .trueOrWords, .time, .span: "x"
    case .words(let words): words.first ?? ""
    case .recorded(let inner): value(inner, broken)
    case .flag: "true"
    case .integer(let least, _): String(least)
    case .quantity(let example), .pattern(_, let example): example
    case .list(let inner): "[\(value(inner, broken))]"
    case .oneOrMore(let inner): value(inner, broken)
    case .map(let inner): "{x: \(value(inner, broken))}"
    case .either(let all): all.first.map { value($0, broken) } ?? ""
    case .table(let name): LibraryTables.all.first { $0.name == name }.map { mapping($0, broken) } ?? ""
    }
  }

  /// A mapping with every key of a table, and so within; one key has a value of a kind that none takes.
  private func mapping(_ table: KeyTable, _ broken: String) -> String {
    let fields = table.keys.map { key -> String in
      let name = "\(table.name).\(key.name)"
      return "\(key.name): " + (name == broken ? "[[x]]" : Self.values[name] ?? value(key.schema, broken))
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private func problems(_ table: String, broken: String) -> [String] {
    guard let table = LibraryTables.all.first(where: { $0.name == table }) else { return ["no table"] }
    let log = ProblemLog(text: SourceText(file: "x.yaml", text: mapping(table, broken) + "\n"))
    _ = LibraryFile.read(log)
    return log.problems.map(\.description)
  }

  @Test("are what the reader reads: each key is told where its value is of a kind that it cannot have")
  func tablesAreRead() {
    let files = ["drug", "regimen", "rule-set", "band-table"]
    for file in files { #expect(problems(file, broken: "") == []) }
    for table in LibraryTables.all {
      for key in table.keys {
        let name = "\(table.name).\(key.name)"
        #expect(files.contains { !problems($0, broken: name).isEmpty }, "\(name)")
      }
    }
  }

  /// Every file of the library, written from what was read, reads as the same; so does each of its conditions, actions and days.
  @Test("reading what is written gives the same drug, regimen, rule set or band table")
  func whatIsWrittenReadsBack() throws {
    for (path, bytes) in BuiltInLibrary.files {
      guard case .success(let text) = SourceText.decode(bytes, file: path) else {
        Issue.record("\(path) is no text")
        continue
      }
      let file = try #require(LibraryFile.read(ProblemLog(text: text)))
      let written = file.written
      let log = ProblemLog(text: SourceText(file: path, text: YAMLLayout.text(written, .text)))
      let again = try #require(LibraryFile.read(log), "\(path): \(log.problems)")
      #expect(again == file, "\(path)")
      guard case .rules(let set) = file else { continue }
      for row in set.rows {
        #expect(try Condition(parsing: row.condition.text) == row.condition)
        #expect(try RuleAction(parsing: row.action.text) == row.action)
        #expect(RuleSet.Days(parsing: row.days.text) == row.days)
      }
    }
  }

  /// What is grouped stays grouped, and bounds and durations stay what they are.
  @Test(
    "conditions read back as they are written",
    arguments: [
      "(neutrophils < 0.5 10^9/L or platelets < 25 10^9/L) and not resolved", "not (age >= 65 y and age < 80 y)",
      "not not resolved", "nadir neutrophils <= 0.123456 10^9/L for >= 7 d", "bilirubin > 1.5 ULN for > 5 d",
      "(resolved or transfusion) or age > 70 y and grade of diarrhoea >= 3", "creatinine clearance < 30 mL/min",
      "(age > 1 y and age > 2 y) and age > 3 y", "body surface < 1.05 m2 or cycle delay > 14 d",
    ])
  func conditionsReadBack(text: String) throws {
    let condition = try Condition(parsing: text)
    #expect(try Condition(parsing: condition.text) == condition)
    #expect(condition.text == text)
  }

  @Test("every file of the library is embedded")
  func everyFileIsEmbedded() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Exchange/Library")
    let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    #expect(Set(paths.filter { $0.hasSuffix(".yaml") }) == Set(BuiltInLibrary.files.keys))
  }
}
