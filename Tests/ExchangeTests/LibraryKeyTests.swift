// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Exchange

@Suite("The tables of keys of the library")
struct LibraryKeyTests {
  @Test("are exactly what the reader reads")
  func tablesAreRead() throws {
    let files = [
      """
      drug: x
      class: cytotoxic
      cumulative limit: [{dose: 1 mg/m2, when: always}]
      cumulative risk: [{dose: 1 mg/m2, risk: some}]
      doxorubicin equivalents: [{scheme: s, factor: 0.5}]
      source: {text: t, certainty: confirmed}
      """,
      """
      regimen: r
      name: R
      cycle: 21 d
      drugs: [{drug: x, dose: 1 mg/m2, days: [1]}]
      premedication: [{drug: y}]
      variants: [{when: always, doses: {x: 1 mg/m2}}]
      """,
      """
      rules: s
      name: S
      drugs: [x]
      authority: a
      version: v
      date: 2026-11
      rows: [{id: a, when: resolved, then: hold}]
      events: [{id: b, when: resolved, first: hold, again: stop}]
      """,
      "bands: b\nname: B\nend: 3 mg\ntable: [{from: 1 mg, dose: 2 mg}]\n",
    ]
    var asked: [String: Set<String>] = [:]
    for text in files {
      let log = ProblemLog(text: SourceText(file: "x.yaml", text: text), traced: true)
      #expect(LibraryDecoder.decode(log) != nil)
      #expect(log.problems.map(\.description) == [])
      asked.merge(log.asked ?? [:]) { $0.union($1) }
    }
    for table in KeyTables.library { #expect(asked[table.name] ?? [] == Set(table.names), "\(table.name)") }
    #expect(Set(asked.keys) == Set(KeyTables.library.map(\.name)))
  }

  @Test("every file of the library is embedded")
  func everyFileIsEmbedded() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Exchange/Library")
    let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    #expect(Set(paths.filter { $0.hasSuffix(".yaml") }) == Set(BuiltInLibrary.files.keys))
  }
}
