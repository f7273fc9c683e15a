// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// The published sample, and tables made here, read by the field-level description of the model (OHDSI/CommonDataModel, 5.4).
@Suite("Tables of OMOP")
struct OMOPReadingTests {
  /// 28 persons, 15 of them male; three have died; 470 conditions of 26 persons by concepts whose names are not among the files. Read by hand in the files, before the reader was run on them.
  @Test("of 28 invented persons become patients with what can be said of them")
  func synthea() throws {
    let reading = try OMOPTesting.read(try OMOPTesting.samples.map(OMOPTesting.sample))
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(study.patients.count == 28)
    let lines = study.patients.map(OBDSTesting.lines)
    #expect(lines.count { $0.contains("sex: male") } == 15 && lines.count { $0.contains("sex: female") } == 13)
    func own(_ id: String) -> [String] { study.patients.first { $0.id == id }.map(OBDSTesting.lines) ?? [] }
    #expect(
      own("7") == [
        "sex: male", "year of birth: 1938", "death: not stated; id: death; when: 2019-05-28",
        "event: conditions, in the note; id: conditions",
      ])
    #expect(own("11").contains("death: not stated; id: death; when: 2009-09-14"))
    #expect(own("23").contains("death: not stated; id: death; when: 2001-07-13"))
    #expect(lines.joined().count { $0.hasPrefix("death") } == 3)
    let notes = study.patients.flatMap(\.entries).filter { $0.id == "conditions" }.compactMap(\.note)
    #expect(notes.count == 26 && notes.map { $0.split(separator: "\n").count }.reduce(0, +) == 470)
    // Unknown concepts stay as they stood, with their source values.
    let seven = try #require(study.patients.first { $0.id == "7" }?.entries.first { $0.id == "conditions" }?.note)
    #expect(seven.split(separator: "\n").count == 21 && seven.contains("4172829") && seven.contains("423315002"))
    // Names of persons, the day of birth and race are nowhere.
    for text in ["34f08c59", "1938-02-22", "nonhispanic"] { #expect(!"\(study)".contains(text), "\(text)") }
  }

  private func lines(_ tables: [String: String], keepsGoing: Bool = false) throws -> [String] {
    var tables = tables
    tables["PERSON"] = tables["PERSON"] ?? OMOPTesting.person
    let reading = try OMOPTesting.read(OMOPTesting.files(tables), keepsGoing: keepsGoing)
    if !keepsGoing { #expect(reading.misfits.map(\.description) == []) }
    return OBDSTesting.lines(try #require(reading.study).patients[0])
  }

  private let person = ["sex: female", "year of birth: 1960"]

  @Test("of a tumour by its code of ICD-O-3, and by the episode of its first occurrence")
  func tumours() throws {
    #expect(
      try lines(["CONDITION_OCCURRENCE": OMOPTesting.condition + "1,7,0,2020-05-16,32817,8890/3-C49.2\n"]) == person + [
        "diagnosis: leiomyosarcoma; id: diagnosis; morphology: 8890/3; topography: C49.2; when: 2020-05-16"
      ])
    #expect(
      try lines([
        "CONDITION_OCCURRENCE": OMOPTesting.condition
          + "1,7,44,2020-05-16,32817,a rare sarcoma\n2,7,45,2019-01-01,32817,E11.9\n",
        "EPISODE": OMOPTesting.episode + "5,7,32528,2020-05-16,,,44,32817,\n",
        "EPISODE_EVENT": OMOPTesting.event + "5,1,1147127\n",
      ]) == person + [
        "diagnosis: a rare sarcoma; id: diagnosis; when: 2020-05-16", "event: conditions, in the note; id: conditions",
      ])
    // The vocabulary says what a code is of; without it nobody does.
    let concepts =
      "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,standard_concept,concept_code,valid_start_date,valid_end_date,invalid_reason\n44,Malignant neoplasm of soft tissue of leg,Condition,ICD10GM,ICD10 code,,C49.2,1970-01-01,2099-12-31,\n"
    #expect(
      try lines([
        "CONDITION_OCCURRENCE": OMOPTesting.condition + "1,7,44,2020-05-16,32817,C49.2\n", "CONCEPT": concepts,
      ]) == person + [
        "fields: {ICD-10: C49.2}",
        "diagnosis: Malignant neoplasm of soft tissue of leg; id: diagnosis; when: 2020-05-16",
      ])
    #expect(
      try lines(["CONDITION_OCCURRENCE": OMOPTesting.condition + "1,7,44,2020-05-16,32817,C49.2\n"])
        == person + ["event: conditions, in the note; id: conditions"])
  }

  /// 32531 is *treatment regimen*, 1147094 the key of DRUG_EXPOSURE.
  @Test("of a regimen with its drugs become a therapy with its line; exposures of no episode stay as they stood")
  func regimens() throws {
    let reading = try OMOPTesting.read(
      OMOPTesting.files([
        "PERSON": OMOPTesting.person,
        "EPISODE": OMOPTesting.episode
          + "1,7,32531,2020-06-01,2020-09-01,2,35804392,32817,\n2,7,32531,2021-01-01,,,0,32817,Gemcitabine and Docetaxel\n3,7,32531,2021-02-01,,,4,32817,radiation\n4,7,99,2021-03-01,,,4,32817,x\n",
        "EPISODE_EVENT": OMOPTesting.event + "1,11,1147094\n1,12,1147094\n1,13,1147094\n",
        "DRUG_EXPOSURE": OMOPTesting.drug
          + "11,7,1,2020-06-01,2020-06-01,0,Doxorubicin\n12,7,1,2020-06-22,2020-06-22,0,doxorubicin\n13,7,2,2020-06-01,2020-06-01,0,ifosfamide\n14,7,3,2022-01-01,2022-01-01,0,trabectedin\n15,7,4,2022-01-01,2022-01-01,0,aspirin\n",
      ]))
    #expect(
      OBDSTesting.lines(try #require(reading.study).patients[0]) == person + [
        "therapy: doxorubicin + ifosfamide; id: therapy; line: 2; when: 2020-06-01; ends: 2020-09-01",
        "therapy: gemcitabine + docetaxel; id: therapy-2; when: 2021-01-01",
        "event: episodes of treatment, in the note; id: episodes-of-treatment",
        "event: episodes, in the note; id: episodes", "event: drug exposures, in the note; id: drug-exposures",
      ])
    #expect(reading.warnings.contains { $0.message.contains("1 exposure to trabectedin") })
    #expect(!reading.warnings.contains { $0.message.contains("aspirin") })
    let notes = try #require(reading.study).patients[0].entries.compactMap(\.note).joined(separator: "\n")
    for words in ["35804392", "radiation", "trabectedin", "2020-06-22"] { #expect(notes.contains(words), "\(words)") }
  }

  @Test("of measurements are values of the tables, metastases, and what is said of a tumour")
  func measurements() throws {
    let lines = try lines([
      "CONDITION_OCCURRENCE": OMOPTesting.condition + "1,7,0,2020-05-16,0,8890/3\n",
      "MEASUREMENT": OMOPTesting.measurement
        + "1,7,0,2020-05-20,0,,9.4,718-7,g/dL,,,\n2,7,0,2020-05-20,0,4172703,1,89247-1,,,,\n3,7,36769180,2020-05-21,0,,,,,liver,1,1147127\n4,7,0,2020-05-22,0,4171756,0.5,751-8,10*9/L,,,\n5,7,55,2020-05-16,0,,,Grade,,high,1,1147127\n6,7,56,2020-05-16,0,,3,x,y,,,\n",
    ])
    #expect(
      lines == person + [
        "diagnosis: leiomyosarcoma; id: diagnosis; morphology: 8890/3; when: 2020-05-16",
        "lab: haemoglobin; id: lab; value: 9.4 g/dL; when: 2020-05-20",
        "performance status: ECOG 1; id: performance-status; when: 2020-05-20",
        "metastases: [liver]; id: metastases; when: 2020-05-21",
        "lab: neutrophils; id: lab-2; value: <0.5 10^9/L; when: 2020-05-22",
        "event: measurements, in the note; id: measurements",
      ])
  }

  @Test(
    "that contradict themselves or are no tables of the model are told, and make no study",
    arguments: [
      (
        ["PERSON": "person_id,gender_concept_id,year_of_birth,gender_source_value\n7,8507,1960,F\n"],
        "beside the source value"
      ),
      (["PERSON": "person_id,gender,year_of_birth\n7,8507,1960\n"], "`gender`"),
      (["PERSON": "gender_concept_id,year_of_birth\n8507,1960\n"], "person_id"),
      (["PERSON": "person_id,year_of_birth\nx,1960\n"], "number of a person"),
      (["PERSON": "person_id,year_of_birth\n7,19600\n"], "year of birth"),
      (
        [
          "PERSON": OMOPTesting.person,
          "DEATH": "person_id,death_date,death_datetime\n7,2020-05-01,2020-06-01 00:00:00\n",
        ], "beside the day"
      ),
      (["PERSON": OMOPTesting.person, "DEATH": "person_id,death_date\n7,01.05.2020\n"], "`01.05.2020`"),
      (["PERSON": OMOPTesting.person, "DEATH": "person_id,death_date\n7,2020-05\n"], "`2020-05`"),
      (["PERSON": OMOPTesting.person + "7,8507,1960,0,0,9,9\n"], "cells in this row"),
      (["PEOPLE": OMOPTesting.person], "no table"), (["PERSON": ""], "no header"),
    ] as [([String: String], String)])
  func told(_ tables: [String: String], _ words: String) throws {
    let reading = OMOPReading.read(StudyFormat.Request(files: OMOPTesting.files(tables)))
    #expect(reading.study == nil)
    #expect(reading.misfits.contains { $0.description.contains(words) }, "\(reading.misfits)")
  }

  @Test("of other parts of the model are left out and counted")
  func others() throws {
    #expect(
      try lines([
        "VISIT_OCCURRENCE": "visit_occurrence_id,person_id\n1,7\n", "NOTE": "note_id,person_id,note_text\n1,7,words\n",
      ])
        == person)
  }
}
