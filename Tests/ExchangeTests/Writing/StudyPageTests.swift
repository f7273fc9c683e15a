// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite("The page on the study folder")
struct StudyPageTests {
  static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Documentation/StudyFolder.md")

  /// `script/tables` runs this with the variable, and it writes the page.
  @Test("has the tables that the notation gives")
  func tables() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let renewed = StudyPage.renewed(page)
    if ProcessInfo.processInfo.environment["VERLAUF_WRITE_TABLES"] != nil {
      try renewed.write(to: Self.page, atomically: true, encoding: .utf8)
      return
    }
    #expect(page == renewed, "run script/tables")
    for (name, text) in StudyPage.tables {
      #expect(page.contains("<!-- begin \(name) -->\n\(text)<!-- end \(name) -->"), "no table \(name)")
      // A bar within a cell would be another column.
      let columns = Set(text.split(separator: "\n").map { $0.count { $0 == "|" } })
      #expect(columns.count == 1, "\(name)")
    }
  }

  @Test("is renewed between its marks and nowhere else")
  func renewed() {
    let table = StudyPage.tables.first { $0.name == "source" }?.text ?? ""
    #expect(table.contains("| `quote` | text | Words of the source, verbatim, under 200 characters. |"))
    let page = "a\n<!-- begin source -->\nold\n<!-- end source -->\nb\n<!-- begin other -->\nkept\n<!-- end other -->\n"
    #expect(
      StudyPage.renewed(page)
        == "a\n<!-- begin source -->\n\(table)<!-- end source -->\nb\n<!-- begin other -->\nkept\n<!-- end other -->\n")
  }
}
