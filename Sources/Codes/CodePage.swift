// SPDX-License-Identifier: Apache-2.0

import Plain

/// The tables of the page on codes, made from the embedded files.
package enum CodePage {
  /// The tables by the names under which the page has them: the systems, then each.
  package static let tables: [(name: String, text: String)] =
    [
      (
        "codes",
        table(
          ["system", "title", "version", "codes", "where they are from"],
          CodeTables.all.map { table in
            ["`\(table.system.rawValue)`", table.title, table.version, "\(table.entries.count)", table.source]
          })
      )
    ]
    + [("licences", table(["system", "notice"], CodeTables.all.map { ["`\($0.system.rawValue)`", $0.licence] }))]
    + CodeTables.all.map { (name($0.system), listing($0)) }

  /// `codes-icd-o-3-m`
  private static func name(_ system: CodeSystem) -> String {
    "codes-" + system.rawValue.lowercased().replacing(" ", with: "-")
  }

  private static func listing(_ own: CodeTable) -> String {
    table(
      ["code", "word", "is", "other names", "property", "verified"],
      own.entries.map { entry in
        [
          "`\(entry.code.text)`", entry.word, entry.kind.rawValue, entry.names.joined(separator: "; "),
          entry.property ?? "", entry.verified,
        ]
      })
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    ([head, head.map { _ in "---" }] + rows).map { row in
      "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }.joined()
  }
}
