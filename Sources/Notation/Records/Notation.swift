// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// All tables of the notation of a study.
package enum StudyTables {
  /// Every table of the YAML files, in the order of the documentation.
  package static let all: [KeyTable] =
    [Study.notation.table, Definitions.notation.table, Study.sourcesNotation.table, Remark.notation.table]
    + [StudyField.notation.table, Source.notation.table, FactStatements.One.notation.table]
    + [Record<Readings<StatedTime>>.ofTime.table, Record<Readings<StatedAge>>.ofAge.table, Patient.notation.table]
    + EntryKind.all.map(\.record.table)
    + [
      DosePhase.notation.table, DoseChangeReason.notation.table, SupportiveDrug.notation.table,
      AssessmentImage.notation.table,
      TherapySelector.table,
      Reference.notation.table, FindingDecision.notation.table,
    ] + ClaimKind.all.map(\.table)

  /// Tables of rows, which stand in files of their own.
  package static let rows: [KeyTable] = [
    Administration.notation.table, LesionReading.notation.table, Comparator.notation.table,
  ]

  /// Every table of a study as one document (``StudyJSON``), where rows stand within their patient, therapy or study.
  package static let whole: [KeyTable] =
    all.filter { $0.name != Patient.notation.table.name && !$0.name.hasPrefix("entry-") }
    + [Patient.wholeNotation.table] + EntryKind.whole.map(\.record.table) + rows

  /// A table by its name.
  package static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
