// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture whose file is not in the folder.
struct ImageMissing: Rule {
  let id = "image-missing"
  let severity = Severity.error
  let summary = Phrase(
    "A picture whose file is not in the folder",
    "Ein Bild, dessen Datei im Ordner fehlt")
  let explanation =
    "A figure cannot show what is not there, and a record that names a file promises it."
  let needs = "images of assessments, and a folder to look into"
  let source = "the folder `images` itself"

  let fires = RuleExample.image("a file that is not there", kept: KeptImages([:]))
  let passes = RuleExample.image("it is there", kept: .sample())

  func find(in context: ReviewContext) -> [Found] {
    context.eachKeptImage { item, state in
      guard state == nil else { return nil }
      return item.found(
        Phrase(
          "The file of \(item.phrase) is not in the folder images.",
          "Die Datei von \(item.phrase) ist nicht im Ordner images."),
        settledBy: Phrase(
          "The file; or `verlauf images add` anew, and its lines in the record.",
          "Die Datei; oder noch einmal `verlauf images add`, und dessen Zeilen in der Akte."))
    }
  }
}
