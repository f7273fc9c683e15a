// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Review

extension ReportTables {
  /// Coverage of the CARE items that a record of courses can hold (Gagnier JJ, et al. J Clin Epidemiol 2014;67:46-51); no rows for a study that is not
  /// measured against it, since what was not looked for is not covered.
  static func care(_ study: Study, _ review: StudyReview) -> Table {
    var table = Table(
      name: "care", title: "Coverage of the CARE items", columns: ["Item", "Topic", "Coverage", "What is missing"])
    guard study.guideline == .care else {
      table.footnotes = ["The study is measured against no reporting guideline."]
      return table
    }
    for item in GuidelineGap.Item.allCases {
      let gaps = (review.findings + review.decided).compactMap { finding in
        finding.gap.flatMap {
          $0.item == item ? (finding.patient.map { "patient \($0): " } ?? "") + $0.text.english : nil
        }
      }
      table.rows.append([
        .words("\(item.rawValue)"), .words(item.topic.english),
        .words(gaps.isEmpty ? "covered" : "partly: \(gaps.count) missing"), .words(gaps.joined(separator: "\n")),
      ])
    }
    table.footnotes = [
      "Items 1–4, 6, 11 and 12 (title, key words, abstract, introduction, clinical findings, discussion, patient perspective) are prose, which this record does not hold; they are not judged."
    ]
    return table
  }
}
