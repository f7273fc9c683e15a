// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture of which nobody says that no name stands in it.
struct ImageNotCleared: Rule {
  let id = "image-not-cleared"
  let severity = Severity.warning
  let summary = Phrase(
    "A picture of which nobody says that no name stands in it",
    "Ein Bild, von dem niemand sagt, dass kein Name darin steht")
  let explanation =
    "Names are burned into screenshots, ultrasound and dose reports. `verlauf images add` searches for text and writes how; a picture that came another way was not searched."
  let needs = "images of assessments"
  let source = "PS3.15 annex E.3.2 (DICOM, Clean Pixel Data Option)"
  private static func course(_ more: String) -> String {
    "- assessment: CT\n  id: ct\n  images:\n    - file: a.png\(more)"
  }

  let fires = RuleExample("not said", course: Self.course(""))
  let passes = RuleExample(
    "searched", course: Self.course("\n      cleared: no text found by tesseract 5.3.0"))

  func find(in context: ReviewContext) -> [Found] {
    context.eachImage { outcome, item in
      guard item.image.cleared == nil else { return nil }
      return Found(
        patient: outcome.patient.id, about: item.about,
        Phrase(
          "Of \(item.shortName) of \(item.entry.id) nobody says that no name stands in it.",
          "Von \(item.shortName) von \(item.entry.id) sagt niemand, dass kein Name darin steht."),
        evidence: item.evidence,
        settledBy: Phrase(
          "`cleared:` of the image: how it was searched, or who has looked at it.",
          "`cleared:` des Bildes: wie es durchsucht wurde, oder wer es angesehen hat."))
    }
  }
}
