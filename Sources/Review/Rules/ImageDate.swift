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

  let fires = RuleExample.image("two months later", "date: 2020-05-02, cleared: looked at")
  let passes = RuleExample.image("the same day", "date: 2020-03-02, cleared: looked at")

  func find(in context: ReviewContext) -> [Found] {
    context.eachImage { outcome, item in
      guard let date = item.image.date, let event = outcome.timeline.start(of: item.entry.id) else { return nil }
      let bounds = outcome.timeline.bounds(of: event)
      let isAfter = bounds.latest.flatMap { latest in date.bounds.earliest.map { $0 > latest } } ?? false
      let isBefore = bounds.earliest.flatMap { earliest in date.bounds.latest.map { $0 < earliest } } ?? false
      guard isAfter || isBefore else { return nil }
      let edge = (isAfter ? bounds.latest : bounds.earliest).map(\.description) ?? ""
      let side = isAfter ? Phrase("after", "nach") : Phrase("before", "vor")
      return item.found(
        Phrase(
          "The date of \(item.phrase) is \(date.text), and \(item.entry.id) was not \(side) \(edge).",
          "Das Datum von \(item.phrase) ist \(date.text), und \(item.entry.id) war nicht \(side) dem \(edge)."),
        settledBy: Phrase(
          "The time of the assessment, or the assessment to which the picture belongs.",
          "Die Zeit der Verlaufskontrolle, oder die Verlaufskontrolle, zu der das Bild gehört."))
    }
  }
}
