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
  private static let course =
    """
    - assessment: CT
      id: ct
      when: 2020-03-02
      images:
        - file: a.png
    """

  let fires = RuleExample(
    "a text part", course: Self.course,
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512,
        extras: ["PNG part tEXt"])
    ]))
  let passes = RuleExample(
    "pixels alone", course: Self.course,
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512, extras: [])
    ]))

  func find(in context: ReviewContext) -> [Found] {
    guard let files = context.images?.files else { return [] }
    let owners = Dictionary(
      context.study.patients.flatMap { patient in
        patient.assessments.flatMap { entry, assessment in assessment.images.map { ($0.file, (patient.id, entry)) } }
      }, uniquingKeysWith: { first, _ in first })
    return files.sorted { $0.key < $1.key }.compactMap { name, state in
      guard case .readable(_, _, _, let extras) = state, !extras.isEmpty else { return nil }
      let owner = owners[name]
      let what = extras.joined(separator: ", ")
      return Found(
        patient: owner?.0, about: name,
        Phrase(
          "\(name) has more in it than pixels (\(what)), in which a name may stand.",
          "\(name) enthält mehr als Pixel (\(what)), worin ein Name stehen kann."),
        evidence: owner.map { [Evidence($0.1, same: name)] } ?? [],
        settledBy: Phrase(
          "`verlauf images add` of this file, and its lines in place of these; then remove it.",
          "`verlauf images add` dieser Datei, und dessen Zeilen statt dieser; dann die Datei entfernen."))
    }
  }
}
