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
  private static let course =
    """
    - assessment: CT
      id: ct
      when: 2020-03-02
      images:
        - file: a.png
    """

  let fires = RuleExample(
    "half a file", course: Self.course,
    images: KeptImages(["a.png": .unreadable("it ends in the middle")]))
  let passes = RuleExample(
    "a whole one", course: Self.course,
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512, extras: [])
    ]))

  func find(in context: ReviewContext) -> [Found] {
    guard let files = context.images?.files else { return [] }
    return context.eachImage { outcome, item in
      guard let state = files[item.image.file], case .unreadable(let reason) = state else { return nil }
      return Found(
        patient: outcome.patient.id, about: item.about,
        Phrase(
          "\(item.shortName) of \(item.entry.id) is no picture that can be read: \(reason).",
          "\(item.shortName) von \(item.entry.id) ist kein lesbares Bild: \(reason)."),
        evidence: item.evidence,
        settledBy: Phrase("The file, made anew by `verlauf images add`.", "Die Datei, neu aus `verlauf images add`."))
    }
  }
}
