// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Testing

/// The keys of a picture say something, or are an error at their place.
@Suite struct ImageKeyTests {
  private func problems(_ keys: String) -> [String] {
    let text = "patient: 1\ncourse:\n  - assessment: CT\n    images:\n      - {file: a.png, \(keys)}\n"
    return StudyFolder.read(files: ["study.yaml": "study: T\nguideline: none\n", "patients/1.yaml": text]).problems
      .map(\.description)
  }

  /// Who has looked at nothing has cleared nothing; a caption says nothing of what is not stated.
  @Test(arguments: ["cleared", "shows", "rights", "series"], ["not stated", "unknown", "n/a", "-"])
  func wordsSaySomething(key: String, word: String) {
    let found = problems("\(key): \(word)")
    #expect(found.count == 1 && found[0].hasPrefix("patients/1.yaml:5:"), "\(found)")
    #expect(
      found.first?.contains("`\(word)`") == true && found.first?.contains("leave `\(key)` out") == true, "\(found)")
    #expect(problems("\(key): looked at by A").isEmpty)
  }

  @Test func modalitiesAreThoseOfDICOM() {
    #expect(problems("modality: MR").isEmpty)
    #expect(problems("modality: XX").first?.contains("expected the word of DICOM: `CT`, `MR`, `PT`, `US`, …") == true)
    #expect(problems("modality: MRI").first?.hasSuffix("did you mean `MR`?") == true)
    #expect(problems("modality: \"=A|x\"").count == 1)
  }

  /// Greys of a PET come of its uptake, colours lie over a scan, and the original below is that of one.
  @Test func uptakes() {
    #expect(problems("uptake: SUVbw 0-7").isEmpty)
    #expect(
      problems("uptake: SUVbw 0-7, over: CT, window: 40/400, over original: \(String(repeating: "a", count: 64))")
        .isEmpty)
    #expect(problems("uptake: SUVbw 0-7, window: 40/400").first?.contains("`window` beside `uptake`") == true)
    #expect(problems("over original: \(String(repeating: "a", count: 64))").first?.contains("without `over`") == true)
    #expect(problems("uptake: SUVbw 0-7 dark on white, over: CT").first?.contains("of a picture in colours") == true)
    #expect(problems("uptake: 0-7").first?.contains("`SUVbw 0-7`") == true)
  }
}
