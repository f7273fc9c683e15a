// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A crop or mark that lies outside of its picture.
struct ImageOutside: Rule {
  let id = "image-outside"
  let severity = Severity.error
  let summary = Phrase(
    "A crop or mark that lies outside of its picture",
    "Ein Ausschnitt oder Zeichen außerhalb seines Bildes")
  let explanation =
    "Crops and marks are in pixels of the file. One that lies outside was made for another picture, or for one of another size."
  let needs = "crop or marks of an image, and a folder to look into"
  let source = "the size that the file has"
  private static func course(_ mark: String) -> String {
    "- assessment: CT\n  id: ct\n  images:\n    - file: a.png\n      cleared: looked at\n      marks: ['\(mark)']"
  }

  let fires = RuleExample(
    "an arrow at 700,40", course: Self.course("arrow 600,40 to 700,40"),
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512, extras: [])
    ]))
  let passes = RuleExample(
    "one at 100,40", course: Self.course("arrow 60,40 to 100,40"),
    images: KeptImages([
      "a.png": .readable(
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", width: 512, height: 512, extras: [])
    ]))

  func find(in context: ReviewContext) -> [Found] {
    guard let files = context.images?.files else { return [] }
    return context.eachImage { outcome, item in
      guard let state = files[item.image.file], case .readable(_, let width, let height, _) = state else { return nil }
      var outside: [String] = []
      if let crop = item.image.crop, crop.corner.x + crop.width > width || crop.corner.y + crop.height > height {
        outside.append("crop \(crop.text)")
      }
      outside += item.image.marks.filter { mark in
        mark.points.contains { $0.x >= width || $0.y >= height }
      }.map(\.text)
      guard !outside.isEmpty else { return nil }
      let what = outside.joined(separator: "; ")
      return Found(
        patient: outcome.patient.id, about: item.about,
        Phrase(
          "\(item.shortName) of \(item.entry.id) has \(width) x \(height) pixels, and what is drawn lies outside: \(what).",
          "\(item.shortName) von \(item.entry.id) hat \(width) x \(height) Pixel, und außerhalb liegt: \(what)."),
        evidence: item.evidence,
        settledBy: Phrase(
          "Crop and marks in pixels of this file.", "Ausschnitt und Zeichen in Pixeln dieser Datei."))
    }
  }
}
