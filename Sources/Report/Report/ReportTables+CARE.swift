// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Review

extension ReportTables {
  /// Coverage of the CARE items that a record of courses can hold (Gagnier JJ, et al. J Clin Epidemiol 2014;67:46-51); no rows for a study that is not
  /// measured against it, since what was not looked for is not covered.
  static func care(_ study: Study, _ review: StudyReview) -> PhraseTable {
    var table = PhraseTable(
      name: "care", title: Phrase("Coverage of the CARE items", "Abdeckung der CARE-Punkte"),
      columns: [
        .init("Item", "Punkt"), .init("Topic", "Thema"), .init("Coverage", "Abdeckung"),
        .init("What is missing", "Was fehlt"),
      ])
    guard study.guideline == .care else {
      table.footnotes = [
        Phrase(
          "The study is measured against no reporting guideline.",
          "Die Studie wird an keiner Berichtsleitlinie gemessen.")
      ]
      return table
    }
    for item in GuidelineGap.Item.allCases {
      let gaps = (review.findings + review.decided).compactMap { finding in
        finding.gap.flatMap {
          $0.item == item
            ? (finding.patient.map { Phrase("patient \($0): ", "Patient \($0): ") } ?? Phrase.none) + $0.text : nil
        }
      }
      table.rows.append([
        .same("\(item.rawValue)"), .words(item.topic),
        .words(
          gaps.isEmpty
            ? Phrase("covered", "abgedeckt")
            : Phrase(
              "partly: \(gaps.count) missing", "teilweise: \(gaps.count) \(gaps.count == 1 ? "fehlt" : "fehlen")")),
        .words(gaps.joined(separator: "\n")),
      ])
    }
    table.footnotes = [
      Phrase(
        "Items 1–4, 6, 11 and 12 (title, key words, abstract, introduction, clinical findings, discussion, patient perspective) are prose, which this record does not hold; they are not judged.",
        "Die Punkte 1–4, 6, 11 und 12 (Titel, Schlüsselwörter, Zusammenfassung, Einleitung, klinische Befunde, Diskussion, Sicht der Patienten) sind Fließtext, den diese Akte nicht enthält; sie werden nicht beurteilt."
      )
    ]
    return table
  }
}
