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
  private static func course(_ code: String) -> String {
    "- assessment: CT\n  id: ct\n  images:\n    - {file: a.png, modality: \(code), cleared: looked at}"
  }

  let fires = RuleExample("MR at a CT", course: Self.course("MR"))
  let passes = RuleExample("CT at a CT", course: Self.course("CT"))

  func find(in context: ReviewContext) -> [Found] {
    context.eachImage { outcome, item in
      guard let code = item.image.modality, let words = item.assessment.modality.value,
        let fits = ImageModalityWords.fits(code, words), !fits
      else { return nil }
      return Found(
        patient: outcome.patient.id, about: item.about,
        Phrase(
          "\(item.shortName) is of the modality \(code), and \(item.entry.id) is by \(words).",
          "\(item.shortName) hat die Modalität \(code), und \(item.entry.id) ist \(words)."),
        evidence: item.evidence,
        settledBy: Phrase(
          "The modality of the assessment, or the assessment to which the picture belongs.",
          "Das Verfahren der Verlaufskontrolle, oder die Verlaufskontrolle, zu der das Bild gehört."))
    }
  }
}
