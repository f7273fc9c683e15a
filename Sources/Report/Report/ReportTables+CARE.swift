// SPDX-License-Identifier: Apache-2.0

import Course
import Review

extension ReportTables {
  /// Coverage of the CARE items that a record of courses can hold (Gagnier JJ, et al. J Clin Epidemiol 2014;67:46-51); no rows for a study that is not
  /// measured against it, since what was not looked for is not covered.
  static func care(_ study: Study, _ review: StudyReview) -> Table {
    let missing = review.findings.filter { $0.rule == "missing-fact" }
    let items = [
      ("5", "Patient information"), ("7", "Timeline"), ("8", "Diagnostic assessment"),
      ("9", "Therapeutic intervention"),
      ("10", "Follow-up and outcomes"), ("13", "Ethics and informed consent"),
    ]
    var table = Table(
      name: "care", title: "Coverage of the CARE items", columns: ["Item", "Topic", "Coverage", "What is missing"])
    guard study.guideline == .care else {
      table.footnotes = ["The study is measured against no reporting guideline."]
      return table
    }
    for (number, topic) in items {
      let gaps = missing.filter { $0.summary.hasPrefix("CARE \(number):") }
      let texts = gaps.map { gap in
        (gap.patient.map { "patient \($0): " } ?? "") + gap.summary.dropFirst("CARE \(number): ".count)
      }
      table.rows.append([
        .words(number), .words(topic), .words(gaps.isEmpty ? "covered" : "partly: \(gaps.count) missing"),
        .words(texts.joined(separator: "\n")),
      ])
    }
    table.footnotes = [
      "Items 1–4, 6, 11 and 12 (title, key words, abstract, introduction, clinical findings, discussion, patient perspective) are prose, which this record does not hold; they are not judged."
    ]
    return table
  }
}
