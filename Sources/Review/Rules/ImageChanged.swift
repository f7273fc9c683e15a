// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A picture that is another file than the record says.
struct ImageChanged: Rule {
  let id = "image-changed"
  let severity = Severity.error
  let summary = Phrase(
    "A picture that is another file than the record says",
    "Ein Bild, das eine andere Datei ist als dokumentiert")
  let explanation =
    "The digest of the file is in the record, so that a picture that somebody has exchanged, edited or mixed up is told before it is printed."
  let needs = "`sha256` of an image, and a folder to look into"
  let source = "FIPS 180-4 (SHA-256)"

  let fires = RuleExample.image(
    "another digest", "sha256: \(String(repeating: "0", count: 64))", kept: .sample())
  let passes = RuleExample.image("its own", "sha256: \(KeptImages.sampleDigest)", kept: .sample())

  func find(in context: ReviewContext) -> [Found] {
    context.eachKeptImage { item, state in
      // Of half a file it is told that it cannot be read.
      if case .unreadable = state { return nil }
      guard let stated = item.image.digest, let digest = state?.digest, digest != stated else { return nil }
      return item.found(
        Phrase(
          "The file of \(item.phrase) has the digest \(digest.prefix(12))…, where the record says \(stated.prefix(12))….",
          "Die Datei von \(item.phrase) hat die Prüfsumme \(digest.prefix(12))…, in der Akte steht \(stated.prefix(12))…."
        ),
        settledBy: Phrase(
          "The file that was meant; or, after a look at this one, its digest in the record.",
          "Die gemeinte Datei; oder, nach einem Blick auf diese, ihre Prüfsumme in der Akte."))
    }
  }
}
