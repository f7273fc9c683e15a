// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture that cannot be read.
struct ImageUnreadable: Rule {
  let id = "image-unreadable"
  let severity = Severity.error
  let summary = Phrase(
    "A picture that cannot be read",
    "Ein Bild, das nicht gelesen werden kann")
  let explanation =
    "A file that is cut off or no PNG would be a hole in the figure."
  let needs = "images of assessments, and a folder to look into"
  let source = "ISO/IEC 15948 (PNG)"

  let fires = RuleExample.image(
    "half a file", kept: KeptImages(["a.png": .unreadable(digest: nil, "it ends in the middle")]))
  let passes = RuleExample.image("a whole one", kept: .sample())

  func find(in context: ReviewContext) -> [Found] {
    context.eachKeptImage { item, state in
      guard case .unreadable(_, let reason) = state else { return nil }
      return item.found(
        Phrase(
          "The file of \(item.phrase) is no picture that can be read: \(reason).",
          "Die Datei von \(item.phrase) ist kein lesbares Bild: \(reason)."),
        settledBy: Phrase("The file, made anew by `verlauf images add`.", "Die Datei, neu aus `verlauf images add`."))
    }
  }
}
