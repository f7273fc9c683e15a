// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Code in articles and in the README is code that runs here: each of its lines stands, in this order, in a file of these tests.
@Suite struct ArticleTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Without margins and remarks.
  static func code(_ text: some StringProtocol) -> [String] {
    text.split(separator: "\n").map { line in
      let code = line.range(of: "  //").map { line[..<$0.lowerBound] } ?? line
      return code.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty && !$0.hasPrefix("//") && !$0.hasPrefix("import ") }
  }

  static func files(_ folder: String, ending: String) throws -> [URL] {
    let found = FileManager.default.enumerator(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == ending }
  }

  static func articles() throws -> [URL] {
    try files("Sources", ending: "md") + files("Documentation", ending: "md")
      + [root.appendingPathComponent("README.md")]
  }

  @Test func codeInArticlesRuns() throws {
    // The store is no library of the umbrella: its article runs among its own tests.
    let files =
      try Self.files("Tests/DocumentationTests", ending: "swift") + Self.files("Tests/StoreTests", ending: "swift")
    let tests = try files.map {
      Self.code(try String(contentsOf: $0, encoding: .utf8))
    }
    var blocks = 0
    for article in try Self.articles() {
      let text = try String(contentsOf: article, encoding: .utf8)
      for part in text.components(separatedBy: "```swift\n").dropFirst() where !part.hasPrefix("// Package.swift") {
        blocks += 1
        let wanted = Self.code(part.components(separatedBy: "```")[0])
        let runs = tests.contains { lines in
          var rest = wanted[...]
          for line in lines where line == rest.first { rest.removeFirst() }
          return rest.isEmpty
        }
        #expect(
          runs, "\(article.lastPathComponent): not in Tests/DocumentationTests:\n\(wanted.joined(separator: "\n"))")
      }
    }
    #expect(blocks >= 8)
  }

  /// A module whose page only names it teaches nothing: each has an article with a heading of its own, or code.
  @Test func everyModuleIsTaught() throws {
    for page in try Self.files("Sources", ending: "md")
    where page.deletingPathExtension().lastPathComponent != "Verlauf" {
      let text = try String(contentsOf: page, encoding: .utf8)
      #expect(text.contains("```swift") || text.contains("\n## How "), "\(page.lastPathComponent)")
    }
  }
}
