// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@testable import Exchange

@Suite("The tables of keys")
struct KeyTableTests {
  @Test("are the properties of the schema")
  func schemaHasTheKeys() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(StudySchema.json().utf8)) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    for table in StudyTables.all {
      let properties = try #require(definitions[table.name]?["properties"] as? [String: Any])
      #expect(Set(properties.keys) == Set(table.names), "\(table.name)")
      let required = definitions[table.name]?["required"] as? [String] ?? []
      #expect(required == table.keys.filter(\.isRequired).map(\.name))
    }
  }

  @Test("have each key once, and a summary for each")
  func tablesAreSound() {
    #expect(Set(StudyTables.all.map(\.name)).count == StudyTables.all.count)
    for table in StudyTables.all {
      #expect(Set(table.names).count == table.names.count, "\(table.name)")
      for key in table.keys { #expect(!key.summary.isEmpty, "\(table.name).\(key.name)") }
    }
  }

  @Test("hold the keys of the template and of the fixture")
  func documentsUseKnownKeys() throws {
    for (path, text) in StudyTemplate.files(title: "Keys") where path.hasSuffix(".yaml") {
      let log = ProblemLog(text: SourceText(file: path, text: text))
      #expect(Document.parse(log) != nil)
    }
    #expect(
      problems(Dictionary(uniqueKeysWithValues: StudyTemplate.files(title: "Keys").map { ($0.path, $0.text) })) == [])
  }
}
