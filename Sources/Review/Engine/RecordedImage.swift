// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture with the assessment that shows it.
struct RecordedImage {
  let patient: Patient.ID
  let entry: Entry
  let assessment: Assessment
  let image: AssessmentImage
  /// Its number among those of the assessment, from 1.
  let number: Int

  /// What a finding on it is about: `ct-3-image-1`.
  var about: String { "\(entry.id)-image-\(number)" }

  /// What a sentence calls it: by its number, since the name of a file may be that of a person.
  var phrase: Phrase { Phrase("image \(number) of \(entry.id)", "Bild \(number) von \(entry.id)") }

  /// What it rests on.
  var evidence: [Evidence] {
    let digest = image.digestOfName.map { ": \($0.prefix(12))…" } ?? ""
    let modality = image.modality.map { ", \($0)" } ?? ""
    let date = image.date.map { ", \($0.text)" } ?? ""
    return [
      Evidence(entry, Phrase("\(phrase)\(digest)\(modality)\(date)", "\(phrase)\(digest)\(modality)\(date)"))
    ]
  }

  /// Something found in it.
  func found(_ summary: Phrase, settledBy: Phrase) -> Found {
    Found(patient: patient, about: about, summary, evidence: evidence, settledBy: settledBy)
  }
}

extension ReviewContext {
  /// What is found in every picture of every assessment, each with its number among those of its assessment, from 1.
  func eachImage(_ find: (PatientOutcomes, RecordedImage) -> Found?) -> [Found] {
    outcomes.patients.flatMap { outcome in
      outcome.patient.assessments.flatMap { entry, assessment in
        assessment.images.enumerated().compactMap { index, image in
          find(
            outcome,
            RecordedImage(
              patient: outcome.patient.id, entry: entry, assessment: assessment, image: image, number: index + 1))
        }
      }
    }
  }

  /// The same with what stands in the folder under the name of its file, nil for nothing; nothing is found where nobody has looked into the folder.
  func eachKeptImage(_ find: (RecordedImage, KeptImages.State?) -> Found?) -> [Found] {
    guard let files = images?.files else { return [] }
    return eachImage { _, item in find(item, files[item.image.file]) }
  }
}
