// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture with more in its file than pixels.
struct ImageNotClean: Rule {
  let id = "image-not-clean"
  let severity = Severity.error
  let summary = Phrase(
    "A picture with more in its file than pixels",
    "Ein Bild, dessen Datei mehr als Pixel enthält")
  let explanation =
    "Names, places and dates stand in what a viewer does not show: EXIF, text parts, profiles, bytes behind the end. A file of `verlauf images add` has none; one that was copied into the folder may, and the folder is what is passed on."
  let needs = "a folder to look into"
  let source = "PS3.15 annex E (DICOM); ISO/IEC 15948 (PNG), ancillary chunks"

  let fires = RuleExample.image("a text part", kept: .sample(extras: ["PNG part tEXt"]))
  let passes = RuleExample.image("pixels alone", kept: .sample())

  func find(in context: ReviewContext) -> [Found] {
    func summary(_ what: Phrase, _ extras: [String]) -> Phrase {
      let list = extras.joined(separator: ", ")
      return Phrase(
        "\(what) has more in it than pixels (\(list)), in which a name may stand.",
        "\(what) enthält mehr als Pixel (\(list)), worin ein Name stehen kann.")
    }
    let settledBy = Phrase(
      "`verlauf images add` of this file, and its lines in place of these; then remove it.",
      "`verlauf images add` dieser Datei, und dessen Zeilen statt dieser; dann die Datei entfernen.")
    // A file that two assessments show is one.
    var told: Set<String> = []
    let recorded = context.eachKeptImage { item, state in
      guard let extras = state?.extras, !extras.isEmpty, told.insert(item.image.file).inserted else { return nil }
      return item.found(
        summary(Phrase("The file of \(item.phrase)", "Die Datei von \(item.phrase)"), extras), settledBy: settledBy)
    }
    let others = context.strayImages.compactMap { stray -> Found? in
      guard let extras = stray.state.extras, !extras.isEmpty else { return nil }
      return Found(patient: nil, about: stray.about, summary(stray.phrase, extras), settledBy: settledBy)
    }
    return recorded + others
  }
}
