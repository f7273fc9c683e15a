// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Report
import Testing

/// The table of what the library knows of each drug, in `Documentation/Regimens.md`.
@Suite struct CoverageTableTests {
  static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Documentation/Regimens.md")

  private static func renewed(_ page: String) -> String? {
    let (begin, end) = ("<!-- begin coverage -->\n", "<!-- end coverage -->")
    guard let first = page.range(of: begin), let last = page.range(of: end) else { return nil }
    let lines = DosingTables.coverage(BuiltInLibrary.read().library).markdown.split(separator: "\n")
    let table = lines.filter { $0.hasPrefix("|") }.joined(separator: "\n") + "\n"
    return page[..<first.upperBound] + table + page[last.lowerBound...]
  }

  /// With the variable the page is written, not compared.
  @Test func thePageIsWhatTheLibraryKnows() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let renewed = try #require(Self.renewed(page))
    if ProcessInfo.processInfo.environment["VERLAUF_WRITE_TABLES"] != nil {
      try renewed.write(to: Self.page, atomically: true, encoding: .utf8)
      return
    }
    #expect(page == renewed, "run VERLAUF_WRITE_TABLES=1 swift test --filter CoverageTableTests")
  }

  /// By the files of the library: dacarbazine has no label with counts, doxorubicin a table by bilirubin and a limit, ifosfamide mesna.
  @Test func whatIsKnown() {
    let rows = Dictionary(
      uniqueKeysWithValues: DosingTables.coverage(BuiltInLibrary.read().library).texts.map { ($0[0], $0) })
    #expect(rows["dacarbazine"]?[2] == "present (copy)" && rows["dacarbazine"]?[4] == "present (copy)")
    #expect(
      rows["doxorubicin"]?[2] == "present (copy)" && rows["doxorubicin"]?[3] == "present (copy)"
        && rows["doxorubicin"]?[5] == "present")
    #expect(rows["ifosfamide"]?[2] == "present (copy)" && rows["ifosfamide"]?[6] != "absent")
    #expect(rows["vincristine"]?.dropFirst().allSatisfy { $0 == "absent" } == true)
    #expect(rows["trabectedin"]?[1] == "present")
  }
}
