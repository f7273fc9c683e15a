// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A file in the folder of pictures that no assessment shows.
struct ImageUnused: Rule {
  let id = "image-unused"
  let severity = Severity.note
  let summary = Phrase(
    "A file in the folder of pictures that no assessment shows",
    "Eine Datei im Bilderordner, die keine Verlaufskontrolle zeigt")
  let explanation =
    "A picture that nobody refers to is in no figure, and goes with the folder wherever that is sent."
  let needs = "a folder to look into"
  let source = "the folder `images` itself"

  let fires = RuleExample("no assessment shows it", course: "- assessment: CT\n  id: ct", images: .sample())
  let passes = RuleExample.image("one does", "cleared: looked at", kept: .sample())

  func find(in context: ReviewContext) -> [Found] {
    context.strayImages.map { stray in
      Found(
        patient: nil, about: stray.about,
        Phrase(
          "\(stray.phrase), is shown by no assessment.", "\(stray.phrase), gehört zu keiner Verlaufskontrolle."),
        settledBy: Phrase(
          "Its lines under `images:` of an assessment; or remove the file.",
          "Ihre Zeilen unter `images:` einer Verlaufskontrolle; oder die Datei entfernen."))
    }
  }
}
