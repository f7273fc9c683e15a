// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// A picture with the assessment that shows it.
struct RecordedImage {
  let entry: Entry
  let assessment: Assessment
  let image: AssessmentImage
  /// Its number among those of the assessment, from 1.
  let number: Int

  /// What a finding on it is about: `ct-3-image-1`.
  var about: String { "\(entry.id)-image-\(number)" }

  /// What it rests on.
  var evidence: [Evidence] {
    let modality = image.modality.map { ", \($0)" } ?? ""
    let date = image.date.map { ", \($0.text)" } ?? ""
    return [
      Evidence(
        entry,
        Phrase(
          "image \(number) of \(entry.id): \(image.file)\(modality)\(date)",
          "Bild \(number) von \(entry.id): \(image.file)\(modality)\(date)"))
    ]
  }

  /// The name of a file, short enough for a sentence.
  var shortName: String { image.file.count <= 24 ? image.file : "\(image.file.prefix(12))….png" }
}
