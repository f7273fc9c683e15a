// SPDX-License-Identifier: Apache-2.0

import Course
import Imaging
import Plain

/// Files of the folder `images` that no assessment shows and that have one content.
///
/// A finding leaves the hospital with a report, and the name of such a file may be that of a person: it is known by its digest.
struct StrayImages {
  let state: KeptImages.State
  let count: Int

  /// What a finding on it is about: the beginning of its digest.
  var about: String { state.digest.map { String($0.prefix(12)) } ?? "unread" }

  /// `A file in the folder images, of the digest e3b0c44298fc…`
  var phrase: Phrase {
    let which =
      state.digest.map { Phrase("of the digest \($0.prefix(12))…", "mit der Prüfsumme \($0.prefix(12))…") }
      ?? Phrase("which could not be read", "nicht lesbar")
    return count == 1
      ? Phrase("A file in the folder images, \(which)", "Eine Datei im Ordner images, \(which)")
      : Phrase(
        "Each of \(count) files in the folder images, \(which)", "Jede von \(count) Dateien im Ordner images, \(which)")
  }
}

extension ReviewContext {
  /// What of the folder `images` no assessment shows, by its content.
  var strayImages: [StrayImages] {
    guard let images else { return [] }
    let used = Set(study.patients.flatMap { $0.assessments.flatMap { $0.assessment.images.map(\.file) } })
    let states = images.files.filter { !used.contains($0.key) }.map(\.value)
    return Dictionary(grouping: states) { $0.digest ?? "" }.sorted { $0.key < $1.key }.compactMap { group in
      group.value.first.map { StrayImages(state: $0, count: group.value.count) }
    }
  }
}
