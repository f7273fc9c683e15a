// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Testing

@testable import Report

/// Courses told in sentences, and the methods below them.
@Suite("Sentences of a report") struct NarrativeTests {
  @Test func aCourseIsToldInOrder() async throws {
    let outcomes = try await WorkedStudy.outcomes(WorkedStudy.three)
    #expect(
      outcomes.patients.map { Narrative.text($0) } == [
        "Patient A is a man aged 60 years at diagnosis. The diagnosis was leiomyosarcoma of thigh (G2). "
          + "Metastases of lung were found (dated 2019-12-01). "
          + "Gemcitabine (palliative, line 1) was given (dated 2020-01-01). It lasted 16 months. "
          + "CT on gemcitabine showed stable disease (dated 2021-05-02). "
          + "At last contact (dated 2024-01-01) the patient was alive.",
        "Patient B is a woman aged 50 years at diagnosis. The diagnosis was liposarcoma of thigh (G3). "
          + "Metastases of liver and lung were found (dated 2019-12-01). "
          + "Gemcitabine (palliative, line 1) was given (dated 2020-01-01). It lasted 16 months. "
          + "CT on gemcitabine showed progression (dated 2021-05-02). "
          // 487 d before the first dose and 974 after it: 48 months.
          + "The patient died, 48 months after diagnosis (dated 2022-09-01); the cause is sarcoma.",
        "Patient C is a man aged 71 years at diagnosis. The diagnosis was leiomyosarcoma of thigh (G2). "
          + "Gemcitabine (palliative, line 1) was given (dated 2020-01-01). It lasted 32 months. "
          + "CT on gemcitabine showed partial response (dated 2021-05-02). "
          + "CT on gemcitabine showed progression (dated 2022-09-01). "
          + "At last contact (dated 2024-01-01) the patient was alive.",
      ])
  }

  @Test func whatIsNotStatedIsSaid() async throws {
    let outcomes = try await WorkedStudy.outcomes([
      "patients/N.yaml": """
      patient: N
      course:
        - {diagnosis: sarcoma, when: not stated}
        - {metastases: none, when: at diagnosis}
        - {surgery: resection, when: 2 mo after diagnosis}
        - {radiotherapy: thigh, when: 3-4 mo after diagnosis}
        - {toxicity: neutropenia, grade: 4, qualifier: prolonged, when: after diagnosis}
        - {death: not stated, when: 12 mo after diagnosis}
      """
    ])
    #expect(
      Narrative.text(try #require(outcomes.patients.first))
        == "Patient N is a person of a sex not stated of an age not stated. The diagnosis was sarcoma, grade not stated. "
        + "There were no metastases (at diagnosis). Surgery was done (2 mo after diagnosis): resection, margin not stated. "
        + "Radiotherapy of thigh was given (3-4 mo after diagnosis), dose not stated. "
        + "Toxicity: prolonged neutropenia, grade 4. "
        // 12 mo is half a month each way.
        + "The patient died, 11.5 to 12.5 months after diagnosis (12 mo after diagnosis); the cause is not stated.")
  }

  @Test func boundsInWords() {
    func bounds(_ lower: Int?, _ upper: Int?) -> LengthBounds {
      LengthBounds(lower: lower.map { .days($0) }, upper: upper.map { .days($0) })
    }
    #expect(Narrative.words(bounds(487, 487)) == "16 months")
    #expect(Narrative.words(bounds(487, 974)) == "16 to 32 months")
    #expect(Narrative.words(bounds(487, nil)) == "at least 16 months")
    #expect(Narrative.words(bounds(nil, 487)) == "at most 16 months")
    #expect(Narrative.words(bounds(0, 487)) == "at most 16 months")
    // A day is 0.03 months and prints as none.
    #expect(Narrative.words(bounds(1, 487)) == "at most 16 months")
    #expect(Narrative.words(bounds(1, nil)) == "an unstated time")
    #expect(Narrative.words(bounds(nil, nil)) == "an unstated time")
  }

  @Test func methodsNameWhatWasUsed() async throws {
    let exact = Methods.paragraphs(
      try await WorkedStudy.outcomes(WorkedStudy.three, study: "definitions: {plain numbers: exact}\n"))
    #expect(exact[0].contains("A plain number was taken to allow nothing, as it reads;"))
    let tenth = Methods.paragraphs(
      try await WorkedStudy.outcomes(WorkedStudy.three, study: "definitions: {plain numbers: 10 %}\n"))
    #expect(tenth[0].contains("A plain number was taken to allow 10 % each way;"))
    // Every definition of a derived value once, then the software.
    let names = ["Line of therapy: ", "Duration of treatment: ", "Best response: ", "Time to progression: "]
    for name in names { #expect(exact.count { $0.hasPrefix(name) } == 1, "\(name)") }
    #expect(exact.last?.hasSuffix("it must not decide a treatment.") == true)
  }
}
