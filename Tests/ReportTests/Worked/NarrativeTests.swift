// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Testing

@testable import Report

/// Courses told in sentences, and the methods below them.
@Suite("Sentences of a report") struct NarrativeTests {
  private static let root =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/"

  /// Twenty-five fractions are not given in a day.
  @Test func radiotherapyIsToldWithItsEnd() async throws {
    let files = [
      "study.yaml": "study: Invented\n",
      "patients/1.yaml":
        "patient: 1\nsex: female\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2019-03-01\n"
        + "  - {radiotherapy: thigh, dose: 50 Gy, fractions: 25, when: 2019-04-08, ends: 2019-05-10}\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    let text = Narrative.text(PatientOutcomes(study.patients[0], in: study))
    #expect(
      text.contains(
        "On 8 April 2019, she received radiotherapy of the thigh with 50 Gy in 25 fractions, until 10 May 2019."))
  }

  @Test func aCourseIsToldInOrder() async throws {
    let outcomes = try await WorkedStudy.outcomes(WorkedStudy.three)
    #expect(
      outcomes.patients.map { Narrative.text($0) } == [
        "Patient A, a man aged 60 years, was diagnosed with leiomyosarcoma of the thigh (G2) on 1 September 2018. "
          + "On 1 December 2019, metastases of the lung were found. "
          + "From 1 January 2020, he received gemcitabine as palliative treatment (line 1) for 16 months. "
          + "On 2 May 2021, CT showed stable disease. At last contact on 1 January 2024, he was alive.",
        "Patient B, a woman aged 50 years, was diagnosed with liposarcoma of the thigh (G3) on 1 September 2018. "
          + "On 1 December 2019, metastases of the liver and lung were found. "
          + "From 1 January 2020, she received gemcitabine as palliative treatment (line 1) for 16 months. "
          + "On 2 May 2021, CT showed progression. "
          // 487 d before the first dose and 974 after it: 48 months.
          + "She died on 1 September 2022, 48 months after diagnosis (cause: sarcoma).",
        "Patient C, a man aged 71 years, was diagnosed with leiomyosarcoma of the thigh (G2) on 1 September 2018. "
          + "From 1 January 2020, he received gemcitabine as palliative treatment (line 1) for 32 months. "
          + "CT showed a partial response on 2 May 2021, then progression on 1 September 2022. "
          + "At last contact on 1 January 2024, he was alive.",
      ])
  }

  /// What is not stated stands once, at the end, and no length that only follows stands in the course.
  /// Six months after maintenance that began on 4 January and ended on 5 July 2021: 4 July 2021 or 5 January 2022. Death in October 2021 leaves the first; 2023 leaves none.
  @Test func ofAnOpenTimeWhatTheCourseAllowsIsTold() async throws {
    func told(_ when: String, _ more: String = "") async throws -> String {
      let outcomes = try await WorkedStudy.outcomes([
        "study.yaml": "study: Readings\n",
        "patients/R.yaml": """
        patient: R
        sex: male
        course:
          - {diagnosis: sarcoma, when: 2020-06-01}
          - {therapy: gemcitabine, id: m, intent: maintenance, when: 2021-01-04, ends: 2021-07-05}
          - {assessment: CT, of: m, response: PD, when: \(when)}
        \(more)
        """,
      ])
      return Narrative.text(try #require(outcomes.patients.first), in: outcomes.study)
    }
    #expect(
      try await told("6 mo after m").contains("Six months after the start or the end of maintenance, CT showed"))
    let after = try await told("6 mo after m", "  - {death: sarcoma, when: 2021-10-04}")
    #expect(after.contains("Six months after the start of maintenance, CT showed"))
    let none = try await told("[2023-05, 6 mo after m]")
    #expect(none.contains("(which does not agree with the rest of the course), CT showed"))
    #expect(none.contains("a man whose age is not stated, was"))
  }

  /// What was meant to be done, and why, is told as that: not as done.
  @Test func plansAndDecisionsAreTold() async throws {
    let outcomes = try await WorkedStudy.outcomes([
      "study.yaml": "study: Plans\n",
      "patients/P.yaml": """
      patient: P
      sex: female
      age: 50 at diagnosis
      course:
        - {diagnosis: sarcoma, grade: G2, when: 2020-06-01}
        - {plan: six cycles of induction, when: 2020-06-08}
        - {decision: to operate first., when: 2020-06-15}
        - {decision: "maintenance, for residual tumour"}
      """,
    ])
    #expect(
      Narrative.text(try #require(outcomes.patients.first))
        == "Patient P, a woman aged 50 years, was diagnosed with sarcoma (G2) on 1 June 2020. "
        + "On 8 June 2020, the plan was six cycles of induction. On 15 June 2020, it was decided to operate first. "
        + "The decision was maintenance, for residual tumour.")
  }

  @Test func whatIsNotStatedIsGathered() async throws {
    let outcomes = try await WorkedStudy.outcomes([
      "patients/N.yaml": """
      patient: N
      course:
        - {diagnosis: sarcoma, when: not stated}
        - {metastases: none, when: at diagnosis}
        - {surgery: resection, when: 2 mo after diagnosis}
        - {radiotherapy: thigh, when: 3-4 mo after diagnosis}
        - {therapy: pazopanib, id: paz, when: 5 mo after diagnosis}
        - {toxicity: neutropenia, grade: 4, qualifier: prolonged, when: after diagnosis}
        - {assessment: not stated, id: pd, response: PD, of: paz, when: 7 mo after diagnosis}
        - {death: not stated, when: 12 mo after diagnosis}
      """
    ])
    #expect(
      Narrative.text(try #require(outcomes.patients.first))
        == "Patient N, a person whose sex and age are not stated, was diagnosed with sarcoma. "
        + "At diagnosis, there were no metastases. Two months after diagnosis, the patient underwent surgery (resection). "
        + "3 to 4 months after diagnosis, the patient received radiotherapy of the thigh. "
        + "Five months after diagnosis, the patient received pazopanib (line 1). Prolonged neutropenia of grade 4 occurred. "
        + "Seven months after diagnosis, an assessment showed progression. The patient died twelve months after diagnosis. "
        + "Not stated are the grade of the tumour, the margin of surgery, the dose of radiotherapy of the thigh, "
        + "the cause of death and the modality of one assessment. "
        // From 5 to 12 months after diagnosis, half a month each way.
        + "How long pazopanib (at most 8 months) was given is not stated; the bound follows from the rest.")
  }

  /// Doses as they are stated, in the cycles of which they are stated; nothing is said “on not stated”.
  @Test func dosesAreToldAsStated() async throws {
    let outcomes = try await WorkedStudy.outcomes([
      "patients/D.yaml": """
      patient: D
      sex: female
      age: 50 at diagnosis
      course:
        - {diagnosis: leiomyosarcoma, grade: G2, site: peri-aortic, when: 2020-01-15}
        - therapy: trabectedin
          id: trab
          when: 2020-02
          phases:
            - {id: full, dose: 1.5 mg/m2, cycles: 1-2, every: 21 d}
            - {id: less, dose: 1.1250 mg/m2, days: [1], cycles: 3-, every: 21 d or 28 d, reason: {code: toxicity, words: raised transaminases}}
        - {assessment: CT, id: ct, region: right ilium, response: PD, criteria: RECIST 1.1, of: trab, when: 3 mo after start of trab}
        - {metastases: [bone], id: bone, number: one, when: at ct}
        - {therapy: pazopanib, id: paz, intent: salvage, when: 2 wk after ct, ongoing: true}
      """
    ])
    let text = Narrative.text(try #require(outcomes.patients.first))
    #expect(
      text.hasPrefix(
        "Patient D, a woman aged 50 years, was diagnosed with peri-aortic leiomyosarcoma (G2) on 15 January 2020. From February 2020, she received trabectedin"
      ))
    #expect(text.contains("The dose in cycles 1 and 2 was 1.5 mg/m², every 21 days."))
    #expect(
      text.contains(
        "The dose from cycle 3 on was 1.125 mg/m² on day 1, every 21 or 28 days, because of raised transaminases."))
    #expect(
      text.contains(
        "Three months after the start of trabectedin, CT of the right ilium showed progression. At the same time, one metastasis of bone was found."
      ))
    #expect(
      text.contains("At the same time, one metastasis of bone was found. Two weeks later, she received pazopanib"))
  }

  /// A reading that the course excludes is not worth the reader's time; one that it allows stands in a short parenthesis.
  /// What is taken every day has no cycle that a reader would look for; an omitted day is told with the days.
  @Test func whatIsTakenDailyIsToldSo() async throws {
    func told(_ phase: String) throws -> String {
      let study = try #require(
        StudyFolder.read(files: [
          "study.yaml": "study: Invented\n",
          "patients/1.yaml":
            "patient: 1\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2019-03-01\n  - therapy: pazopanib\n    when: 2019-04-08\n    phases:\n      - {\(phase)}\n",
        ]).study)
      return Narrative.text(PatientOutcomes(study.patients[0], in: study))
    }
    #expect(try told("dose: 800 mg, days: 1-28, every: 28 d").contains("The dose was 800 mg daily."))
    #expect(
      try told("dose: 400 mg, days: 1-28, times a day: 2, every: 28 d").contains("The dose was 400 mg two times a day.")
    )
    // A pause is told: three weeks of four.
    #expect(try told("dose: 160 mg, days: 1-21, every: 28 d").contains("160 mg on days 1 to 21, every 28 days."))
    #expect(try told("dose: 160 mg, days: 1-14").contains("160 mg on days 1 to 14."))
    #expect(
      try told("dose: 900 mg/m2, days: [1], omitted: [8], every: 21 d").contains(
        "900 mg/m² on day 1 (day 8 omitted), every 21 days."))
  }

  @Test func otherReadingsWhereTheyAreCanBe() async throws {
    func text(_ scan: String, _ end: String = "last contact: alive, when: 2022-06-01") async throws -> String {
      let outcomes = try await WorkedStudy.outcomes([
        "patients/R.yaml": """
        patient: R
        course:
          - {diagnosis: sarcoma, when: 2020-01-15}
          - {surgery: resection, when: 2020-03-02}
          - {assessment: CT, when: \(scan), response: SD}
          - {\(end)}
        """
      ])
      return Narrative.text(try #require(outcomes.patients.first), in: outcomes.study)
    }
    let possible = try await text("{read as: 2 y after surgery, could also be: 2 y after diagnosis}")
    #expect(
      possible.contains("Two years after surgery (or, read otherwise, after diagnosis), CT showed stable disease."))
    // Who died in January 2021 had no scan in 2022.
    let excluded = try await text(
      "{read as: 6 mo after surgery, could also be: 2 y after diagnosis}", "death: sarcoma, when: 2021-01-11")
    #expect(excluded.contains("Six months after surgery, CT showed stable disease."))
    let open = try await text("2 y after diagnosis or 2 y after surgery")
    #expect(
      open.contains("Two years after diagnosis or two years after surgery (which of these is not said), CT showed"))
  }

  /// No identifier of the folder, no internal word and no empty value stands in the courses of the examples.
  @Test(arguments: [
    "Examples/gemcitabine-maintenance", "Examples/invented-cohort", "Examples/full-record",
    "Tests/Series/clean-sarcoma", "Tests/Series/clean-record",
  ])
  func courseOfAnExampleReadsLikeOne(path: String) async throws {
    let study = try #require(await StudyFolder.read(Self.root + path).study)
    for outcome in await StudyOutcomes(study, library: RegimenLibrary()).patients {
      let text = Narrative.text(outcome, in: study)
      let hyphened = outcome.patient.entries.map(\.id).filter {
        $0.contains("-") && !["follow-up", "best-supportive-care"].contains($0)
      }
      for id in hyphened {
        #expect(!text.contains(id), "\(id): \(text)")
      }
      for words in [
        "on not stated", "repeated not stated", "How long is not stated; it follows", "dated 20", "  ", "..", " ,",
        "()", "not stated was",
      ] {
        #expect(!text.contains(words), "“\(words)”: \(text)")
      }
      #expect(text.components(separatedBy: "not stated, and only bounds").count <= 2)
      #expect(text.hasSuffix("."))
    }
  }

  @Test(arguments: [
    ("6 mo", "six months"), ("1 y", "one year"), ("2½ y", "2½ years"), ("nearly 5 y", "nearly five years"),
    ("3-4 mo", "3 to 4 months"),
    ("~6 wk", "about six weeks"), (">1 y", "more than one year"), ("<5 y", "less than five years"),
    ("1-61 d", "1 to 61 days"), ("1.5 y", "1.5 years"),
    ("21 d", "21 days"), ("within 2 mo", "within two months"), ("2 cycles q21d", "2 cycles q21d"),
  ])
  func spansInWords(text: String, words: String) { #expect(Wording.span(text) == words) }

  @Test func periodsAndSites() {
    #expect(Wording.period("2014/2021") == "2014–2021")
    #expect(Wording.period("2014-05/2021-06") == "2014-05 – 2021-06")
    #expect(Wording.period("2014/..") == "2014 or later")
    #expect(Wording.period("2014") == "2014")
    #expect(Wording.tumour("leiomyosarcoma", "anal canal") == "leiomyosarcoma of the anal canal")
    #expect(Wording.tumour("leiomyosarcoma", "bone") == "leiomyosarcoma of bone")
    #expect(Wording.tumour("sarcoma", nil) == "sarcoma")
    #expect(Wording.list(["a", "b", "c"]) == "a, b and c")
    #expect(
      Wording.days([1, 2, 3]) == "days 1 to 3" && Wording.days([1, 8]) == "days 1 and 8" && Wording.days([1]) == "day 1"
    )
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
    #expect(exact[0].english.contains("A plain number was taken to allow nothing, as it reads;"))
    let tenth = Methods.paragraphs(
      try await WorkedStudy.outcomes(WorkedStudy.three, study: "definitions: {plain numbers: 10 %}\n"))
    #expect(tenth[0].english.contains("A plain number was taken to allow 10 % each way;"))
    // Every definition of a derived value once, then the software.
    let names = ["Line of therapy: ", "Duration of treatment: ", "Best response: ", "Time to progression: "]
    for name in names { #expect(exact.count { $0.english.hasPrefix(name) } == 1, "\(name)") }
    #expect(exact.last?.english.hasSuffix("it must not decide a treatment.") == true)
  }
}
