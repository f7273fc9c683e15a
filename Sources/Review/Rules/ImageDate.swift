// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture of another day than its assessment.
struct ImageDate: Rule {
  let id = "image-date"
  let severity = Severity.warning
  let summary = Phrase(
    "A picture of another day than its assessment",
    "Ein Bild von einem anderen Tag als seine Verlaufskontrolle")
  let explanation =
    "The date of a picture is that of its header. Where the assessment cannot have been on that day, one of the two is wrong: the date of the report in place of the scan, another visit, another patient."
  let needs = "`date` of an image; an assessment with a time"
  let source = "PS3.3 C.7.6.1 (DICOM, acquisition date)"
  private static func course(_ date: String) -> String {
    "- assessment: CT\n  id: ct\n  when: 2020-03-02\n  images:\n    - {file: a.png, date: \(date), cleared: looked at}"
  }

  let fires = RuleExample("two months later", course: Self.course("2020-05-02"))
  let passes = RuleExample("the same day", course: Self.course("2020-03-02"))

  func find(in context: ReviewContext) -> [Found] {
    context.eachImage { outcome, item in
      guard let date = item.image.date, let event = outcome.timeline.start(of: item.entry.id) else { return nil }
      let bounds = outcome.timeline.bounds(of: event)
      let isAfter = bounds.latest.flatMap { latest in date.bounds.earliest.map { $0 > latest } } ?? false
      let isBefore = bounds.earliest.flatMap { earliest in date.bounds.latest.map { $0 < earliest } } ?? false
      guard isAfter || isBefore else { return nil }
      let edge = (isAfter ? bounds.latest : bounds.earliest).map(\.description) ?? ""
      return Found(
        patient: outcome.patient.id, about: item.about,
        isAfter
          ? Phrase(
            "\(item.shortName) was made on \(date.text), and \(item.entry.id) was not after \(edge).",
            "\(item.shortName) ist vom \(date.text), und \(item.entry.id) war nicht nach dem \(edge).")
          : Phrase(
            "\(item.shortName) was made on \(date.text), and \(item.entry.id) was not before \(edge).",
            "\(item.shortName) ist vom \(date.text), und \(item.entry.id) war nicht vor dem \(edge)."),
        evidence: item.evidence,
        settledBy: Phrase(
          "The time of the assessment, or the assessment to which the picture belongs.",
          "Die Zeit der Verlaufskontrolle, oder die Verlaufskontrolle, zu der das Bild gehört."))
    }
  }
}
