// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Exchange

@Suite("The tables of keys")
struct KeyTableTests {
  /// The keys that the reader asks for when it reads the folder that has all of them.
  private func asked() throws -> [String: Set<String>] {
    let files = try fixture("every-key")
    var asked: [String: Set<String>] = [:]
    var names: [String: Names.Kind] = [:]
    func read(_ path: String, _ decode: (ProblemLog) -> Void) throws {
      let log = ProblemLog(text: SourceText(file: path, text: try #require(files[path])), traced: true)
      decode(log)
      #expect(log.problems.map(\.description) == [])
      asked.merge(log.asked ?? [:]) { $0.union($1) }
    }
    try read("study.yaml") { _ = StudyDecoder.decode($0) }
    try read("patients/1.yaml") { names = PatientDecoder.decode($0, name: "1").names }
    try read("claims.yaml") { log in
      var decoder = ClaimDecoder(log: log, names: ["1": names])
      _ = decoder.decode()
    }
    return asked
  }

  @Test("are exactly what the reader reads")
  func tablesAreRead() throws {
    let asked = try asked()
    for table in KeyTables.all {
      #expect(asked[table.name] ?? [] == Set(table.names), "\(table.name)")
    }
    #expect(Set(asked.keys) == Set(KeyTables.all.map(\.name)))
  }

  @Test("are the properties of the schema")
  func schemaHasTheKeys() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(StudySchema.json().utf8)) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    for table in KeyTables.all {
      let properties = try #require(definitions[table.name]?["properties"] as? [String: Any])
      #expect(Set(properties.keys) == Set(table.names), "\(table.name)")
      let required = definitions[table.name]?["required"] as? [String] ?? []
      #expect(required == table.keys.filter(\.isRequired).map(\.name))
    }
  }

  @Test("have each key once, and a summary for each")
  func tablesAreSound() {
    #expect(Set(KeyTables.all.map(\.name)).count == KeyTables.all.count)
    for table in KeyTables.all {
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
