// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// One picture that two patients have.
struct ImageOfTwoPatients: Rule {
  let id = "image-of-two-patients"
  let severity = Severity.error
  let summary = Phrase("One picture in the records of two patients", "Ein Bild in den Akten zweier Patienten")
  let explanation =
    "The digest of a file is that of its bytes. Where two patients have a picture of the same file, or of the same original, the scan of one of them was put to the other."
  let needs = "`sha256` or `original` of images of two patients"
  let source = "FIPS 180-4 (SHA-256)"

  let fires = RuleExample("the same original", course: Self.course("1"), files: [Self.other])
  let passes = RuleExample("two originals", course: Self.course("2"), files: [Self.other])
  private static func course(_ digit: String) -> String {
    """
    - assessment: CT
      id: ct
      when: 2020-03-02
      images:
        - {file: a.png, original: \(String(repeating: digit, count: 64))}
    """
  }
  private static let other = RuleExample.File(
    "patients/2.yaml",
    """
    patient: 2
    section: Chart
    course:
      - assessment: CT
        id: ct
        when: 2020-03-02
        images:
          - {file: b.png, original: \(String(repeating: "1", count: 64))}

    """)

  func find(in context: ReviewContext) -> [Found] {
    var first: [String: RecordedImage] = [:]
    return context.eachImage { _, item in
      let digests = Set([item.image.digest, item.image.original, item.image.digestOfName].compactMap(\.self)).sorted()
      let other = digests.compactMap { first[$0] }.first { $0.patient != item.patient }
      for digest in digests where first[digest] == nil { first[digest] = item }
      guard let other else { return nil }
      return Found(
        patient: item.patient, about: item.about,
        Phrase(
          "\(item.phrase) of patient \(item.patient) is the same file as \(other.phrase) of patient \(other.patient).",
          "\(item.phrase) von Patient \(item.patient) ist dieselbe Datei wie \(other.phrase) von Patient \(other.patient)."
        ),
        evidence: item.evidence + other.evidence,
        settledBy: Phrase(
          "Whose scan it is: the names in its original.", "Wessen Aufnahme es ist: die Namen in ihrem Original."))
    }
  }
}
