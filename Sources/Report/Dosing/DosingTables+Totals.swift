// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
public import Outcomes
import Plain

extension DosingTables {
  /// What was given of each drug over each therapy, and its relative dose intensity; no rows where no therapy has a dose.
  public static func totals(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "therapy-doses", title: Phrase("Dose of each whole therapy", "Dosis jeder ganzen Therapie"),
      columns: [
        .patient, .therapy, .drug, .init("Total", "Gesamt", .amount),
        .init("Relative dose intensity", "Relative Dosisintensität", .range, unit: .percentSign),
        .init("Relative to", "Relativ zu"), .init("By", "Nach"),
      ])
    for outcome in outcomes.patients {
      for dose in outcome.doses(outcomes.library) where dose.basis != .nothing {
        let intensity: PhraseTable.Cell =
          dose.relativePercent.map { .init(.range($0, decimals: 1), trace: dose.intensity.id) }
          ?? .missing(dose.intensity.phrase)
        table.rows.append([
          .same(outcome.patient.id), .same(dose.therapy.id), .same(dose.drug), total(dose), intensity,
          .words(dose.plan), .words(dose.basis.phrase),
        ])
      }
    }
    guard !table.rows.isEmpty else { return table }
    table.footnotes = [
      Phrase(
        "\(Definition.therapyDose.textPhrase) Relative dose intensity: \(Definition.therapyIntensity.textPhrase)",
        "\(Definition.therapyDose.textPhrase) Relative Dosisintensität: \(Definition.therapyIntensity.textPhrase)"),
      ReportInfo.noticePhrase,
    ]
    return table
  }

  /// One sum as bounds with its unit; several, or none, in words with why.
  private static func total(_ dose: TherapyDose) -> PhraseTable.Cell {
    guard dose.sums.count == 1, let sum = dose.sums.first, sum.unit != .areaUnderCurve, sum.amount.upper != nil else {
      return .words(dose.total.phrase, trace: dose.total.id)
    }
    return .init(
      .amount(sum.amount, decimals: 1, unit: Phrase(same: sum.unit.printed)), trace: dose.total.id)
  }
}
