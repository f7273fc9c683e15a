// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `verlauf report --language`: words by the reader, files for programs as they were.
@Suite struct ReportLanguageTests {
  private let command = CommandLineTests()
  private static let series = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path

  @Test("writes the report in German, and CSV and JSON as in English")
  func german() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func files(_ name: String, _ options: [String]) throws -> [String: Data] {
      let out = folder.appendingPathComponent(name)
      let run = try command.run(["report", Self.series, "--no-prints", "--out", out.path] + options)
      #expect(run.status == 0, "\(run.errors)")
      var files: [String: Data] = [:]
      let all = try #require(FileManager.default.enumerator(atPath: out.path))
      for case let path as String in all {
        files[path] = try? Data(contentsOf: out.appendingPathComponent(path))
      }
      return files
    }
    let english = try files("en", [])
    let german = try files("de", ["--language", "German"])
    let programs = english.keys.filter { $0.hasSuffix(".csv") || ($0.hasSuffix(".json") && !$0.hasPrefix(".")) }
    #expect(programs.count > 20)
    for path in programs { #expect(german[path] == english[path], "\(path)") }
    let page = String(decoding: try #require(german["index.html"]), as: UTF8.self)
    #expect(page.contains("<html lang=\"de\">") && page.contains("Geprüfte Aussagen"))
    #expect(String(decoding: try #require(english["index.html"]), as: UTF8.self).contains("<html lang=\"en\">"))
  }

  @Test("refuses a language that it does not speak", arguments: ["fr", "", "deu"])
  func unknown(language: String) throws {
    let run = try command.run(["report", Self.series, "--no-prints", "--out", "never", "--language", language])
    #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty)
  }
}
