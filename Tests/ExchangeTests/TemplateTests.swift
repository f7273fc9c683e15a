// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Exchange

@Suite("The template of a study")
struct TemplateTests {
  private func files(_ title: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: StudyTemplate.files(title: title).map { ($0.path, $0.text) })
  }

  @Test(
    "reads without any problem, whatever its title",
    arguments: [
      "My series", "A: \"quoted\" \\ title # 1", "", " ", "\u{2028}", "Größe\nund\tmehr", "null", "- x", "{{name}}",
      "a\u{2028}# x", "\u{1B}]0;x\u{7}", "a\u{85}b\u{2029}c\r\nd\u{0}e\u{FEFF}f\u{202E}g\u{FFFE}\u{9B}\u{7F}\u{A0}h",
      "=1+1",
    ])
  func reads(title: String) throws {
    let reading = StudyFolder.read(files: files(title))
    #expect(reading.problems.map(\.description) == [])
    let study = try #require(reading.study)
    let isBlank = title.allSatisfy(\.isWhitespace)
    #expect(Array(study.title.unicodeScalars) == Array((isBlank ? "Untitled" : title).unicodeScalars))
    #expect(study.patients.count == 1)
    #expect(study.claims.count == 5)
    #expect(study.patients.first?.entry("lab-2") != nil)
  }

  @Test("states nothing that cannot be")
  func timesFit() throws {
    let study = try #require(StudyFolder.read(files: files("Times")).study)
    for patient in study.patients { #expect(PatientTimeline(patient, in: study).conflicts.isEmpty) }
  }
}
