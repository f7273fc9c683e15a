// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@testable import Interchange

/// Every field of the record has a kind, so that nobody can add one that is given away unasked.
@Suite("Kinds of fields")
struct FieldKindTests {
  @Test func everyFieldHasAKind() {
    for table in StudyTables.whole {
      for key in table.names {
        #expect(FieldKind.of(key, in: table.name) != nil, "nobody has said of what kind `\(key)` of `\(table.name)` is")
      }
    }
  }

  @Test func noKindIsOfAFieldThatIsNotThere() {
    let tables = Dictionary(StudyTables.whole.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (name, keys) in FieldKind.all {
      for key in keys.keys { #expect(tables[name]?.order[key] != nil, "`\(name)` has no `\(key)`") }
    }
  }

  /// What is kept as it stands can be no text of anybody's: its schema has no free text. Two are words of a grammar of their own.
  @Test func whatIsKeptCanHoldNoText() {
    let grammars: Set = ["claim-dose-change by", "definitions plain numbers"]
    for table in StudyTables.whole {
      for key in table.keys {
        guard let kind = FieldKind.of(key.name, in: table.name), kind == .code || kind == .number else { continue }
        #expect(
          !key.schema.holdsText || grammars.contains("\(table.name) \(key.name)"),
          "`\(key.name)` of `\(table.name)` is kept, and can hold a text")
      }
    }
  }

  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../Documentation/Sharing.md")

  @Test func thePageSaysWhatBecomesOfEveryField() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let renewed = StudyPage.renewed(page, FieldKindPage.tables)
    if ProcessInfo.processInfo.environment["VERLAUF_WRITE_TABLES"] != nil {
      try renewed.write(to: Self.page, atomically: true, encoding: .utf8)
      return
    }
    #expect(page == renewed, "run script/tables")
    for (name, text) in FieldKindPage.tables { #expect(page.contains(text), "no table \(name)") }
  }
}

extension Schema {
  /// Whether any text may stand there.
  fileprivate var holdsText: Bool {
    switch self {
    case .text, .trueOrWords: true
    case .recorded(let schema), .list(let schema), .oneOrMore(let schema), .map(let schema): schema.holdsText
    // A statement of several is of the kind of its fact.
    case .either(let schemas): schemas.contains { if case .list = $0 { false } else { $0.holdsText } }
    case .words, .flag, .integer, .quantity, .pattern, .time, .span, .table: false
    }
  }
}
