// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Testing

@testable import Interchange

/// What tables say twice and differently, or deny, and what points to nothing: tables made here by hand.
@Suite("Tables of OMOP that deny or contradict")
struct OMOPContradictionTests {
  private let person = ["sex: female", "year of birth: 1960"]
  private let kept = "event: measurements, in the note; id: measurements"

  private func read(_ tables: [String: String], keepsGoing: Bool = false) throws -> StudyReading {
    var tables = tables
    tables["PERSON"] = tables["PERSON"] ?? OMOPTesting.person
    return try OMOPTesting.read(OMOPTesting.files(tables), keepsGoing: keepsGoing)
  }

  private static let concepts = """
    concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,standard_concept,concept_code,valid_start_date,valid_end_date,invalid_reason
    4188540,No,Meas Value,SNOMED,x,S,373067005,1970-01-01,2099-12-31,
    4188539,Yes,Meas Value,SNOMED,x,S,373066001,1970-01-01,2099-12-31,
    3017501,Neutrophils [#/volume] in Blood by Automated count,Measurement,LOINC,x,S,751-8,1970-01-01,2099-12-31,
    4148615,Neutrophil count,Measurement,SNOMED,x,S,30630007,1970-01-01,2099-12-31,
    1338512,doxorubicin,Drug,RxNorm,Ingredient,S,3639,1970-01-01,2099-12-31,
    8636,gram per liter,Unit,UCUM,Unit,S,g/L,1970-01-01,2099-12-31,
    8713,gram per deciliter,Unit,UCUM,Unit,S,g/dL,1970-01-01,2099-12-31,

    """

  // MARK: metastases

  private static let metastasis =
    "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_type_concept_id,value_as_number,value_as_concept_id,measurement_source_value,value_source_value\n"

  /// 4188540 is *No*, 4188539 *Yes*; 12 is a concept that is not among the files.
  @Test(
    "state no metastases by a value that is no, or that nobody can read",
    arguments: [
      ",4188540,,", ",12,,", ",4188540,,liver", "0,,,", ",,,no", ",,,no liver metastases", ",,,suspected", ",,M0,liver",
    ])
  func metastases(_ cells: String) throws {
    let reading = try read([
      "MEASUREMENT": Self.metastasis + "3,7,36769180,2020-05-21,0,\(cells)\n", "CONCEPT": Self.concepts,
    ])
    #expect(OBDSTesting.lines(try #require(reading.study).patients[0]) == person + [kept])
    #expect(reading.warnings.contains { $0.message.contains("no metastases are stated") }, "\(reading.warnings)")
  }

  @Test(
    "state metastases by a value that is yes, or an organ",
    arguments: [
      (",4188539,,", "site not stated"), (",,,yes", "site not stated"), (",4188539,,liver", "[liver]"),
      (",,C78.0,lung", "[lung]"),
    ])
  func present(_ cells: String, _ sites: String) throws {
    let reading = try read([
      "MEASUREMENT": Self.metastasis + "3,7,36769180,2020-05-21,0,\(cells)\n", "CONCEPT": Self.concepts,
    ])
    #expect(
      OBDSTesting.lines(try #require(reading.study).patients[0])
        == person + ["metastases: \(sites); id: metastases; when: 2020-05-21"])
  }

  // MARK: drugs

  private func therapy(_ source: String, concept: String = "0", keepsGoing: Bool = false) throws -> StudyReading {
    try read(
      [
        "EPISODE": OMOPTesting.episode + "1,7,32531,2020-06-01,2020-09-01,,0,0,\n",
        "EPISODE_EVENT": OMOPTesting.event + "1,11,1147094\n1,12,1147094\n", "CONCEPT": Self.concepts,
        "DRUG_EXPOSURE": OMOPTesting.drug
          + "11,7,\(concept),2020-06-01,2020-06-01,0,\(source)\n12,7,0,2020-06-01,2020-06-01,0,ifosfamide\n",
      ], keepsGoing: keepsGoing)
  }

  /// What stands beside the name is in the note, and the cell is counted as kept.
  @Test(
    "keep what a source value says beside the name of a drug",
    arguments: [
      ("doxorubicin 75 mg/m2", "0"), ("doxorubicin 75 mg/m2", "1338512"), ("DOXO-1", "1338512"),
      ("Doxorubicin ratiopharm", "0"), ("Doxorubicin 2 MG/ML [Adriamycin]", "1338512"),
    ])
  func beside(_ source: String, _ concept: String) throws {
    let reading = try therapy(source, concept: concept)
    let study = try #require(reading.study)
    #expect(
      OBDSTesting.lines(study.patients[0]).last
        == "therapy: doxorubicin + ifosfamide; id: therapy; when: 2020-06-01; ends: 2020-09-01")
    #expect(study.patients[0].entries.contains { $0.note?.contains(source) == true })
    let sources = reading.losses.lines.filter { $0.column == "DRUG_EXPOSURE.drug_source_value" }
    #expect(sources.filter { $0.outcome == .kept }.map(\.count).reduce(0, +) == 1, "\(sources)")
    #expect(sources.filter { $0.outcome == .understood }.map(\.count).reduce(0, +) == 1, "\(sources)")
  }

  @Test(
    "give no drug that may not have been given, or that is two",
    arguments: [
      ("doxorubicin NOT GIVEN", "0"), ("doxorubicin NOT GIVEN", "1338512"), ("doxorubicin (declined)", "0"),
      ("doxorubicin 0 mg", "0"), ("docetaxel", "1338512"), ("Docetaxel XY-7", "1338512"),
    ])
  func notGiven(_ source: String, _ concept: String) throws {
    let reading = try therapy(source, concept: concept)
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
    let kept = try therapy(source, concept: concept, keepsGoing: true)
    let lines = OBDSTesting.lines(try #require(kept.study).patients[0])
    #expect(lines.contains("therapy: ifosfamide; id: therapy; when: 2020-06-01; ends: 2020-09-01"), "\(lines)")
  }

  // MARK: measurements

  private static let value =
    "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_type_concept_id,operator_concept_id,value_as_number,unit_concept_id,measurement_source_value,unit_source_value,value_source_value\n"

  @Test(
    "read no laboratory value that says two things",
    arguments: [
      (",10.4,0,718-7,g/dL,14.0", "`14.0`"), ("4171756,0.5,0,751-8,10*9/L,>0.5", "`>0.5`"),
      (",0.5,0,751-8,10*9/L,<0.5", "`<0.5`"), (",104,8713,718-7,g/L,", "units"),
    ])
  func values(_ cells: String, _ words: String) throws {
    let tables = ["MEASUREMENT": Self.value + "1,7,0,2020-05-20,0,\(cells)\n", "CONCEPT": Self.concepts]
    let reading = try read(tables)
    #expect(reading.study == nil && reading.misfits.count == 1)
    #expect(reading.misfits.contains { $0.message.contains(words) }, "\(reading.misfits)")
    let kept = OBDSTesting.lines(try #require(try read(tables, keepsGoing: true).study).patients[0])
    #expect(!kept.contains { $0.hasPrefix("lab") })
  }

  /// 3017501 is 751-8 of LOINC, neutrophils; 4148615 is of SNOMED and called *Neutrophil count*.
  @Test("read no measurement of two things", arguments: ["3017501", "4148615"])
  func measured(_ concept: String) throws {
    let reading = try read([
      "MEASUREMENT": Self.value + "1,7,\(concept),2020-05-20,0,,10.4,0,718-7,g/dL,\n", "CONCEPT": Self.concepts,
    ])
    #expect(reading.study == nil)
    #expect(reading.misfits.contains { $0.message.contains("haemoglobin") }, "\(reading.misfits)")
  }

  /// 110 lb are 49.895 kg and 67 in 170.18 cm; 12.0 is 12.04 with fewer digits, and 12.4 is no 12.
  @Test(arguments: [
    ("49.9,0,29463-7,kg,110 lb", true), ("49.9,0,29463-7,kg,49900 g", true), ("49.9,0,29463-7,kg,130 lb", false),
    ("170.2,0,8302-2,cm,67 in", true), ("170,0,8302-2,cm,1.70 m", true), ("12,0,718-7,g/dL,12.04", true),
    ("12,0,718-7,g/dL,12.4", false), ("12.0,0,718-7,g/dL,\"12,04\"", true), ("12,0,718-7,g/dL,120 g/L", true),
  ])
  func agreement(_ cells: String, _ agrees: Bool) throws {
    let reading = try read(["MEASUREMENT": Self.value + "1,7,0,2020-05-20,0,,\(cells)\n"])
    #expect(reading.misfits.isEmpty == agrees, "\(reading.misfits)")
  }

  /// By LOINC 718-7 and 2160-0 are masses in a volume.
  @Test(arguments: ["7.45,0,718-7,mmol/L,", "88.4,0,2160-0,umol/L,"]) func unitsOfAnotherCode(_ cells: String) throws {
    let reading = try read(["MEASUREMENT": Self.value + "1,7,0,2020-05-20,0,,\(cells)\n"])
    #expect(reading.warnings.contains { $0.message.contains("of the code") }, "\(reading.warnings)")
  }

  /// 104 g/L are 10.4 g/dL.
  @Test(
    "read what the source states in other words",
    arguments: [
      (",10.4,8713,718-7,g/L,104 g/L", "haemoglobin", "10.4 g/dL"),
      (",10.4,0,718-7,g/dL,10.40", "haemoglobin", "10.4 g/dL"),
      (",10.4,0,718-7,g/dL,\"10,4\"", "haemoglobin", "10.4 g/dL"),
      ("4171756,0.5,0,751-8,10*9/L,< 0.5", "neutrophils", "<0.5 10^9/L"),
    ])
  func same(_ cells: String, _ analyte: String, _ text: String) throws {
    let reading = try read([
      "MEASUREMENT": Self.value + "1,7,0,2020-05-20,0,\(cells)\n", "CONCEPT": Self.concepts,
    ])
    #expect(reading.misfits.map(\.description) == [])
    #expect(
      OBDSTesting.lines(try #require(reading.study).patients[0])
        == person + ["lab: \(analyte); id: lab; value: \(text); when: 2020-05-20"])
  }

  @Test(
    "keep a number beside which a value stands that nobody can read, and a status that is none of its scale",
    arguments: [(",10.4,0,718-7,g/dL,not done", "`not done`"), (",7,0,89247-1,,", "`7`")])
  func doubts(_ cells: String, _ words: String) throws {
    let reading = try read(["MEASUREMENT": Self.value + "1,7,0,2020-05-20,0,\(cells)\n"])
    #expect(OBDSTesting.lines(try #require(reading.study).patients[0]) == person + [kept])
    #expect(reading.warnings.contains { $0.message.contains(words) }, "\(reading.warnings)")
  }

  @Test("read no tumour of two codes")
  func tumours() throws {
    let concepts = Self.concepts + "50,x,Condition,ICDO3,x,,9120/3-C49.2,1970-01-01,2099-12-31,\n"
    let reading = try read([
      "CONDITION_OCCURRENCE": OMOPTesting.condition + "1,7,50,2020-05-16,0,8890/3-C49.2\n", "CONCEPT": concepts,
    ])
    #expect(reading.study == nil && reading.misfits.contains { $0.message.contains("`8890/3` and `9120/3`") })
  }

  @Test("read no tumour that was ruled out or is preliminary", arguments: ["Ruled out", "preliminary", "suspected"])
  func statuses(_ status: String) throws {
    let header = OMOPTesting.condition.trimmingCharacters(in: .newlines) + ",condition_status_source_value\n"
    let reading = try read(["CONDITION_OCCURRENCE": header + "1,7,0,2020-05-16,0,8890/3,\(status)\n"])
    #expect(
      OBDSTesting.lines(try #require(reading.study).patients[0])
        == person + ["event: conditions, in the note; id: conditions"])
    #expect(reading.warnings.contains { $0.message.contains(status) })
  }

  // MARK: persons and keys

  @Test(
    "tell two sexes and two years of birth of one person",
    arguments: [("7,8507,1960,0,0\n", "sex"), ("7,8532,1961,0,0\n", "year of birth")])
  func persons(_ row: String, _ key: String) throws {
    let tables = ["PERSON": OMOPTesting.person + row]
    let reading = try read(tables)
    #expect(reading.study == nil && reading.misfits.contains { $0.message.contains(key) }, "\(reading.misfits)")
    let lines = OBDSTesting.lines(try #require(try read(tables, keepsGoing: true).study).patients[0])
    #expect(!lines.contains { $0.hasPrefix("\(key): ") }, "\(lines)")
    #expect(lines.contains(key == "sex" ? "year of birth: 1960" : "sex: female"))
  }

  /// The exposures 99, which is not there, and 21, which is of another person.
  @Test(
    "tell events that point to nothing or to another person, and keys of two persons",
    arguments: [
      (["EPISODE_EVENT": OMOPTesting.event + "1,99,1147094\n"], "which is not there"),
      (["EPISODE_EVENT": OMOPTesting.event + "1,21,1147094\n"], "of person 8 in EPISODE 1 of person 7"),
      (["EPISODE_EVENT": OMOPTesting.event + "5,11,1147094\n"], "EPISODE 5"),
      (
        [
          "MEASUREMENT": OMOPTesting.measurement
            + "1,7,0,2020-05-20,0,,9.4,718-7,g/dL,,,\n1,8,0,2020-05-20,0,,9.4,718-7,g/dL,,,\n"
        ], "for the persons 7 and 8"
      ),
      (
        [
          "CONDITION_OCCURRENCE": OMOPTesting.condition + "1,7,0,2020-05-16,0,8890/3\n",
          "MEASUREMENT": OMOPTesting.measurement + "1,7,0,2020-05-20,0,,,Grade,,high,4,1147127\n",
        ], "CONDITION_OCCURRENCE 4"
      ),
    ] as [([String: String], String)])
  func keys(_ own: [String: String], _ words: String) throws {
    let tables = [
      "PERSON": OMOPTesting.person + "8,8532,1960,0,0\n",
      "EPISODE": OMOPTesting.episode + "1,7,32531,2020-06-01,2020-09-01,,0,0,doxorubicin\n",
      "DRUG_EXPOSURE": OMOPTesting.drug
        + "11,7,0,2020-06-01,2020-06-01,0,doxorubicin\n21,8,0,2020-06-01,2020-06-01,0,docetaxel\n",
    ]
    let reading = try read(tables.merging(own) { $1 })
    #expect(reading.study == nil)
    #expect(reading.misfits.contains { $0.message.contains(words) }, "\(reading.misfits)")
  }

  @Test("leave an event out whose table is not among the files, and tell it")
  func absent() throws {
    let reading = try read([
      "EPISODE": OMOPTesting.episode + "1,7,32531,2020-06-01,2020-09-01,,0,0,doxorubicin\n",
      "EPISODE_EVENT": OMOPTesting.event + "1,99,1147094\n",
    ])
    #expect(reading.study != nil && reading.warnings.contains { $0.message.contains("DRUG_EXPOSURE is not among") })
    #expect(!reading.losses.lines.contains { $0.file.hasPrefix("EPISODE_EVENT") && $0.outcome == .understood })
  }

  // MARK: lines

  private static let nested =
    "episode_id,person_id,episode_concept_id,episode_start_date,episode_parent_id,episode_number,episode_object_concept_id,episode_type_concept_id,episode_source_value\n"

  /// 32528 is the first occurrence of a disease, 32531 a treatment regimen, of which another one may be a cycle.
  @Test(
    "have the line of a treatment within a disease, and none within a treatment or within what is not there",
    arguments: [("32528", "100", true), ("32531", "100", false), ("32528", "101", false)])
  func lines(_ concept: String, _ parent: String, _ isLine: Bool) throws {
    let reading = try read([
      "EPISODE": Self.nested
        + "100,7,\(concept),2020-05-01,,,0,0,leiomyosarcoma\n2,7,32531,2021-01-01,\(parent),3,0,0,gemcitabine\n"
    ])
    let lines = OBDSTesting.lines(try #require(reading.study).patients[0])
    #expect(lines.contains { $0.hasPrefix("therapy: gemcitabine") && $0.contains("line: 3") } == isLine, "\(lines)")
    #expect(reading.warnings.contains { $0.message.contains("`3`") } != isLine)
  }
}
