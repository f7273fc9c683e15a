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

  let fires = RuleExample(
    "no assessment shows it", course: "- assessment: CT\n  id: ct",
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512, extras: [])
    ]))
  let passes = RuleExample(
    "one does", course: "- assessment: CT\n  id: ct\n  images:\n    - {file: a.png, cleared: looked at}",
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512, extras: [])
    ]))

  func find(in context: ReviewContext) -> [Found] {
    guard let files = context.images?.files else { return [] }
    let used = Set(
      context.study.patients.flatMap { patient in
        patient.assessments.flatMap { _, assessment in assessment.images.map(\.file) }
      })
    return files.keys.sorted().filter { !used.contains($0) }.map { name in
      Found(
        patient: nil, about: name,
        Phrase(
          "\(name) in the folder images is shown by no assessment.",
          "\(name) im Ordner images gehört zu keiner Verlaufskontrolle."),
        evidence: [],
        settledBy: Phrase(
          "Its lines under `images:` of an assessment; or remove the file.",
          "Ihre Zeilen unter `images:` einer Verlaufskontrolle; oder die Datei entfernen."))
    }
  }
}
