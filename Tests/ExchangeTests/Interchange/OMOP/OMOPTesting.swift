// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
import Testing

@testable import Interchange

/// What tests of OMOP share: the published sample, tables made of a few rows, and what is read in words.
enum OMOPTesting {
  static let samples = ["PERSON", "CONDITION_OCCURRENCE", "DEATH", "EPISODE", "EPISODE_EVENT", "CDM_SOURCE"]

  /// A table of the published sample (Fixtures/README.md).
  static func sample(_ table: String) throws -> InputFile {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/OMOP/\(table)", withExtension: "csv"))
    return InputFile(name: table + ".csv", bytes: Array(try Data(contentsOf: url)))
  }

  /// Tables by their names, each with its header and rows.
  static func files(_ tables: [String: String]) -> [InputFile] {
    tables.sorted { $0.key < $1.key }.map { InputFile(name: "\($0.key).csv", text: $0.value) }
  }

  /// What is read of files; every cell of them is counted once.
  static func read(_ files: [InputFile], keepsGoing: Bool = false) throws -> StudyReading {
    let reading = OMOPReading.read(StudyFormat.Request(files: files, keepsGoing: keepsGoing))
    let cells = try files.reduce(0) { try $0 + Self.count(String(decoding: $1.bytes(limit: .max), as: UTF8.self)) }
    #expect(reading.losses.counts.reduce(0, +) == cells)
    return reading
  }

  /// How many cells below the header of a table have a value, by the other reader of CSV.
  static func count(_ text: String) -> Int {
    CSV.rows(text).dropFirst().reduce(0) { $0 + $1.count { !$0.allSatisfy(\.isWhitespace) } }
  }

  static let person =
    "person_id,gender_concept_id,year_of_birth,race_concept_id,ethnicity_concept_id\n7,8532,1960,0,0\n"

  static let condition =
    "condition_occurrence_id,person_id,condition_concept_id,condition_start_date,condition_type_concept_id,condition_source_value\n"
  static let episode =
    "episode_id,person_id,episode_concept_id,episode_start_date,episode_end_date,episode_number,episode_object_concept_id,episode_type_concept_id,episode_source_value\n"
  static let event = "episode_id,event_id,episode_event_field_concept_id\n"
  static let drug =
    "drug_exposure_id,person_id,drug_concept_id,drug_exposure_start_date,drug_exposure_end_date,drug_type_concept_id,drug_source_value\n"
  static let measurement =
    "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_type_concept_id,operator_concept_id,value_as_number,measurement_source_value,unit_source_value,value_source_value,measurement_event_id,meas_event_field_concept_id\n"
}
