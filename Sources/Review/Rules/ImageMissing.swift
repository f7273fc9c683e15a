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
  private static let course =
    """
    - assessment: CT
      id: ct
      when: 2020-03-02
      images:
        - file: a.png
    """

  let fires = RuleExample(
    "a file that is not there", course: Self.course, images: KeptImages([:]))
  let passes = RuleExample(
    "it is there", course: Self.course,
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512, extras: [])
    ]))

  func find(in context: ReviewContext) -> [Found] {
    guard let files = context.images?.files else { return [] }
    return context.eachImage { outcome, item in
      guard files[item.image.file] == nil else { return nil }
      return Found(
        patient: outcome.patient.id, about: item.about,
        Phrase(
          "\(item.shortName) of \(item.entry.id) is not in the folder images.",
          "\(item.shortName) von \(item.entry.id) ist nicht im Ordner images."),
        evidence: item.evidence,
        settledBy: Phrase(
          "The file; or `verlauf images add` anew, and its lines in the record.",
          "Die Datei; oder noch einmal `verlauf images add`, und dessen Zeilen in der Akte."))
    }
  }
}
