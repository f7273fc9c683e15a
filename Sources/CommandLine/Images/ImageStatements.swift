// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Plain

/// What a person states of a picture, for the record.
struct ImageStatements: ParsableArguments {
  @Option(help: "What it shows, for the caption.")
  var shows: String?
  @Option(help: "By which consent or licence it may be printed.")
  var rights: String?
  @Option(help: "The series in words; that of the header is not kept.")
  var series: String?
  @Option(help: "The lesion that it shows, as lesions.csv names it: figures put pictures of one lesion into one row.")
  var lesion: String?

  private var stated: [(option: String, words: String?)] {
    [("--shows", shows), ("--rights", rights), ("--series", series), ("--lesion", lesion)]
  }

  /// Whether anything is stated.
  var saysAnything: Bool { lesion != nil || stated.contains { $0.words != nil } }

  func validate() throws {
    for (option, words) in stated {
      if let words, Silence.isMissing(words) {
        throw ValidationError("\(option) \(words): expected words; or leave it out")
      }
    }
  }

  /// Puts the words into a record of a picture.
  func state(in image: inout AssessmentImage) {
    (image.shows, image.rights, image.series, image.lesion) = (shows, rights, series, lesion)
  }
}
