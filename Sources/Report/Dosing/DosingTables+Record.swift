// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing

extension DosingTables {
  /// What a record has for a day of treatment: every value with its time and place, and what rules make of it.
  public static func record(_ found: RecordedDay, _ places: Places) -> Table {
    var table = Table(
      name: "adaptation-record", title: "What the record has for \(found.day)",
      columns: ["value", "found", "when", "use", "from"])
    for fact in found.facts {
      let place = fact.record.flatMap { places[$0] }.map { "\($0.file):\($0.line)" }
      let source = fact.sources.first?.section
      table.rows.append([
        .words(fact.name), .words(fact.value), .words(fact.when), .words(fact.use.words),
        .words([place, source].compactMap(\.self).joined(separator: ", "), or: .blank),
      ])
    }
    table.footnotes = [
      "What is not listed is not recorded, and is not known. “used” says that the rule sets are given a value; what a set does not read stands with its decision. Lowest and highest are of what was measured. Adverse events count since the last dose; of one before it events of rules are read for the doses then, and whether it lasts is not stated.",
      disclaimer,
    ]
    return table
  }
}
