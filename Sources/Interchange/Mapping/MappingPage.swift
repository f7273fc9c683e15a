// SPDX-License-Identifier: Apache-2.0

import Course
import Notation

/// The tables of keys of the page on mappings, made from their notation.
package enum MappingPage {
  /// The tables by the names under which the page has them.
  package static let tables: [(name: String, text: String)] = keys.filter { $0.name != StudyField.notation.table.name }
    .map { ($0.name, StudyPage.page(of: $0.keys, byName)) }

  private static let keys = [
    TableMapping.notation.table, TableMapping.Table.notation.table, TableMapping.TimeCount.notation.table,
    TableMapping.EntryPlan.notation.table, TableMapping.Column.notation.table, StudyField.notation.table,
  ]
  private static let byName = Dictionary(keys.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
