// SPDX-License-Identifier: Apache-2.0

import Notation

/// The tables of keys of the page on mappings, made from their notation.
package enum MappingPage {
  /// The tables by the names under which the page has them.
  package static let tables: [(name: String, text: String)] = [
    ("mapping", page(TableMapping.notation.table)), ("mapping-table", page(TableMapping.Table.notation.table)),
    ("mapping-times", page(TableMapping.TimeCount.notation.table)),
    ("mapping-entry", page(TableMapping.EntryPlan.notation.table)),
    ("mapping-column", page(TableMapping.Column.notation.table)),
  ]

  /// The page with its tables, which stand between `<!-- begin NAME -->` and `<!-- end NAME -->`.
  package static func renewed(_ page: String) -> String {
    var page = page
    for (name, text) in tables {
      guard let begin = page.firstRange(of: "<!-- begin \(name) -->\n"),
        let end = page[begin.upperBound...].firstRange(of: "<!-- end \(name) -->")
      else { continue }
      page.replaceSubrange(begin.upperBound..<end.lowerBound, with: text)
    }
    return page
  }

  private static func page(_ table: KeyTable) -> String {
    "| key | what stands there | meaning |\n|---|---|---|\n"
      + table.keys.map { key in
        let what =
          switch key.name {
          case "fields": "a list: a field of the study"
          case "tables": "a list: tables"
          case "times": "a count of times"
          case "entries": "a list: entries"
          case "columns": "a list: columns"
          case "always", "missing", "words": "`text: meaning`"
          case "where": "`column: text`, or a list of texts"
          default: key.schema.words
          }
        return
          "| `\(key.name)`\(key.isRequired ? " (needed)" : "") | \(what) | \(key.summary.replacing("|", with: "\\|")) |\n"
      }.joined()
  }
}
