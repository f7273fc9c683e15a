// SPDX-License-Identifier: Apache-2.0

import Notation

/// What becomes of every field, as a table of the documentation.
package enum FieldKindPage {
  /// The tables by the names under which the page has them.
  package static let tables: [(name: String, text: String)] = [("field-kinds", page)]

  private static var page: String {
    var fields: [(words: String, names: [String])] = []
    for table in StudyTables.whole {
      for key in table.names {
        let words = FieldKind.of(key, in: table.name)?.words ?? "nobody has said: dropped"
        let title = table.name.hasPrefix("entry-") ? String(table.name.dropFirst("entry-".count)) : table.name
        if isShared(key, table.name) { continue }
        if let index = fields.firstIndex(where: { $0.words == words }) {
          fields[index].names.append("\(title): \(key)")
        } else {
          fields.append((words, ["\(title): \(key)"]))
        }
      }
    }
    return "| kind: what becomes of it | fields |\n|---|---|\n"
      + fields.map { words, names in "| \(words) | \(names.map { "`\($0)`" }.joined(separator: ", ")) |\n" }.joined()
  }

  /// Keys that every entry or every claim has are told once, of the event and of the statement.
  private static func isShared(_ key: String, _ table: String) -> Bool {
    let entry: Set = ["id", "when", "starts", "ends", "lasts", "ongoing", "source", "note"]
    let claim: Set = ["claim", "id", "patient", "series", "study", "source", "cites", "note"]
    return table.hasPrefix("entry-") && table != "entry-event" && entry.contains(key)
      || table.hasPrefix("claim-") && table != "claim-statement" && claim.contains(key)
  }
}
