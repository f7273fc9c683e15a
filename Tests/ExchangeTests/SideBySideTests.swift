// SPDX-License-Identifier: Apache-2.0

import Notation
import Chronology
import Course
import Testing

@testable import Exchange

@Suite("Several statements of a fact")
struct SideBySideTests {
  private func read(_ facts: String) -> (patient: Patient?, problems: [String]) {
    let reading = StudyFolder.read(files: folder(patient: "patient: 1\n\(facts)\n"))
    return (reading.study?.patients.first, reading.problems.map(\.description))
  }

  @Test("stay side by side with their sources; the first is used")
  func first() throws {
    let (patient, problems) = read(
      "sex: [male, {value: female, source: {section: Letter, quote: Mrs}}]\nage: [60 at dx, {value: 61 at dx, source: {section: Letter}}]\n"
        + "course: [{diagnosis: [leiomyosarcoma, {value: liposarcoma, source: {section: Review}}], id: dx}]")
    #expect(problems == [])
    let own = try #require(patient)
    #expect(own.sex == .stated(.male) && own.age.value?.years == 60)
    #expect(
      own.statements == [
        FactStatements(
          field: "sex",
          all: [.init(value: "male"), .init(value: "female", sources: [Source(section: "Letter", quote: "Mrs")])]),
        FactStatements(
          field: "age",
          all: [.init(value: "60 at dx"), .init(value: "61 at dx", sources: [Source(section: "Letter")])]),
      ])
    #expect(own.diagnosis?.diagnosis.histology == "leiomyosarcoma")
    #expect(own.diagnosis?.diagnosis.statements.first?.all.map(\.value) == ["leiomyosarcoma", "liposarcoma"])
  }

  @Test("of a therapy and of an assessment too, and come back from the folder")
  func therapyAndResponse() throws {
    let (patient, problems) = read(
      "course: [{therapy: x, id: x, intent: [palliative, {value: first-line, decided: board}], line: [1, 2], cycles: [4, {value: 6, source: {section: Letter}}]}, {assessment: CT, of: x, response: [PR, {value: SD, source: {section: Board}}]}]"
    )
    #expect(problems == [])
    let therapy = try #require(patient?.therapies.first?.therapy)
    #expect(therapy.intent == .firstLine && therapy.statedLine == 1 && therapy.cycles == .stated(4))
    #expect(therapy.statements.map(\.field) == ["intent", "line", "cycles"])
    #expect(therapy.statements.map(\.used) == [1, 0, 0] && therapy.statements.allSatisfy(\.disagree))
    let assessment = try #require(patient?.assessments.first?.assessment)
    #expect(assessment.response == .stated(.partial) && assessment.statements.first?.all.map(\.value) == ["PR", "SD"])
    var study = Study(title: "Test")
    study.patients = [try #require(patient)]
    #expect(StudyFolder.read(files: try StudyFolder.write(study)).study == study)
  }

  @Test("the one that was decided on is used, and what is not known is a statement too")
  func decided() throws {
    let (patient, problems) = read("sex: [unknown, {value: female, decided: by the registry}]")
    #expect(problems == [])
    #expect(patient?.sex == .stated(.female) && patient?.statements.first?.used == 1)
  }

  @Test(
    "what is wrong in one of them is told at its place",
    arguments: [
      ("sex: [male, femal]", "2:13: error: `femal`; expected `female`, `male` or `other`; did you mean `female`?"),
      ("sex: [male]", "2:6: error: a list of one for `sex`; expected the value alone, or several statements"),
      (
        "sex: [male, {value: NA}]",
        "2:21: error: `NA` for a missing value; expected a value, `not stated` or `unknown`; did you mean `unknown`?"
      ),
      (
        "sex: [male, {source: {section: x}}]", "2:13: error: a statement of a fact without `value`; expected `value: …`"
      ),
      (
        "sex: [{value: male, decided: a}, {value: female, decided: b}]",
        "2:6: error: `decided` twice for `sex`; expected one statement that is used"
      ),
    ])
  func wrong(facts: String, expected: String) {
    #expect(read(facts).problems.first == "patients/1.yaml:" + expected, "\(read(facts).problems)")
  }

  @Test("stage, biomarkers, comorbidity, arm and year of birth are read and written")
  func fields() throws {
    let files = folder(
      patient:
        "patient: 1\nyear of birth: 1960\ncomorbidity: [diabetes, hypertension]\narm: B\ncourse:\n  - diagnosis: x\n"
        + "    stage: pT2 pN0 M1\n    stage edition: UICC 8\n    biomarkers: [MDM2 amplified]\n")
    let study = try #require(StudyFolder.read(files: files).study)
    let patient = study.patients[0]
    #expect(patient.yearOfBirth == .stated(1960) && patient.arm == .stated("B"))
    #expect(patient.comorbidity == ["diabetes", "hypertension"])
    #expect(patient.diagnosis?.diagnosis.stage == .stated("pT2 pN0 M1"))
    #expect(patient.diagnosis?.diagnosis.stageEdition == .stated("UICC 8"))
    #expect(patient.diagnosis?.diagnosis.biomarkers == ["MDM2 amplified"])
    #expect(StudyFolder.read(files: try StudyFolder.write(study)).study == study)
  }
}
