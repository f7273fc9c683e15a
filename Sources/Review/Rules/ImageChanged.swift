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
  private static let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  private static let kept = KeptImages([
    "a.png": .readable(digest: digest, width: 512, height: 512, extras: [])
  ])
  private static func course(_ digest: String) -> String {
    """
    - assessment: CT
      id: ct
      when: 2020-03-02
      images:
        - file: a.png
          sha256: \(digest)
    """
  }

  let fires = RuleExample(
    "another digest", course: Self.course(String(repeating: "0", count: 64)), images: Self.kept)
  let passes = RuleExample(
    "its own", course: Self.course(Self.digest), images: Self.kept)

  func find(in context: ReviewContext) -> [Found] {
    guard let files = context.images?.files else { return [] }
    return context.eachImage { outcome, item in
      guard let stated = item.image.digest, let state = files[item.image.file], let digest = state.digest,
        digest != stated
      else { return nil }
      return Found(
        patient: outcome.patient.id, about: item.about,
        Phrase(
          "\(item.shortName) of \(item.entry.id) has the digest \(digest.prefix(12))…, where the record says \(stated.prefix(12))….",
          "\(item.shortName) von \(item.entry.id) hat die Prüfsumme \(digest.prefix(12))…, in der Akte steht \(stated.prefix(12))…."
        ),
        evidence: item.evidence,
        settledBy: Phrase(
          "The file that was meant; or, after a look at this one, its digest in the record.",
          "Die gemeinte Datei; oder, nach einem Blick auf diese, ihre Prüfsumme in der Akte."))
    }
  }
}
