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

  let fires = RuleExample.image("not said")
  let passes = RuleExample.image("searched", "cleared: no text found by tesseract 5.3.0")

  func find(in context: ReviewContext) -> [Found] {
    context.eachImage { _, item in
      guard item.image.cleared == nil else { return nil }
      return item.found(
        Phrase(
          "Of \(item.phrase) nobody says that no name stands in it.",
          "Von \(item.phrase) sagt niemand, dass kein Name darin steht."),
        settledBy: Phrase(
          "`cleared:` of the image: how it was searched, or who has looked at it.",
          "`cleared:` des Bildes: wie es durchsucht wurde, oder wer es angesehen hat."))
    }
  }
}
