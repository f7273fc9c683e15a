// SPDX-License-Identifier: Apache-2.0

import Course
public import Outcomes
import Plain

extension ReportTables {
  /// The time to relapse after each operation that may have taken disease away; no rows without one.
  public static func resections(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "resections", title: Phrase("Relapse after resection", "Rezidiv nach Resektion"),
      columns: [
        .patient, .init("Operation", "Operation"), .init("Margin", "Rand"),
        .init("Known disease left", "Bekannte Erkrankung zurück"), .times("To relapse", "Bis zum Rezidiv"),
      ])
    for outcome in outcomes.patients {
      table.rows += outcome.resections.map { resection in
        [
          .same(outcome.patient.id), .same("\(resection.surgery.procedure) (\(resection.entry.id))"),
          .same(resection.surgery.margin.value, or: .because(.notStated)), .words(resection.left.phrase),
          resection.time.map { PhraseTable.Cell(.time($0, withReason: true), trace: resection.trace.id) }
            ?? .init(.missing(.because(.notDetermined)), trace: resection.trace.id),
        ]
      }
    }
    guard !table.rows.isEmpty else { return table }
    table.footnotes = [Definition.timeToRelapse(outcomes.study.definitions).textPhrase]
    return table
  }
}
