// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture of another modality than its assessment.
struct ImageModality: Rule {
  let id = "image-modality"
  let severity = Severity.warning
  let summary = Phrase(
    "A picture of another modality than its assessment",
    "Ein Bild einer anderen Modalität als seine Verlaufskontrolle")
  let explanation =
    "The modality of a picture is that of its header: a magnetic resonance image at an assessment by CT is of another examination, or the record names the wrong one. Words that are not known say nothing."
  let needs = "`modality` of an image; an assessment with a modality"
  let source = "PS3.3 C.7.3.1.1.1 (DICOM, modality)"

  let fires = RuleExample.image("MR at a CT", "modality: MR, cleared: looked at")
  let passes = RuleExample.image("CT at a CT", "modality: CT, cleared: looked at")

  func find(in context: ReviewContext) -> [Found] {
    context.eachImage { _, item in
      guard let code = item.image.modality, let words = item.assessment.modality.value,
        ScanModality(code)?.isNamed(in: words) == false
      else { return nil }
      return item.found(
        Phrase(
          "The modality of \(item.phrase) is \(code), and \(item.entry.id) is by \(words).",
          "Die Modalität von \(item.phrase) ist \(code), und das Verfahren von \(item.entry.id) ist \(words)."),
        settledBy: Phrase(
          "The modality of the assessment, or the assessment to which the picture belongs.",
          "Das Verfahren der Verlaufskontrolle, oder die Verlaufskontrolle, zu der das Bild gehört."))
    }
  }
}
