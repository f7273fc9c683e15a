// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// The tables of the OMOP common data model 5.4 that are read and written, with their columns (OHDSI/CommonDataModel, `inst/csv/OMOP_CDMv5.4_Field_Level.csv`, commit f853f6e, Apache-2.0).
enum OMOPSchema {
  struct Column {
    var name: String
    /// `integer`, `float`, `date`, `datetime`, `text`, or `varchar`.
    var type: String
    /// How many characters a `varchar` may have.
    var limit: Int?
    var isRequired: Bool
  }

  /// Table: its columns; `!` is required.
  private static let text = """
    PERSON: person_id integer!, gender_concept_id integer!, year_of_birth integer!, month_of_birth integer, day_of_birth integer, birth_datetime datetime, race_concept_id integer!, ethnicity_concept_id integer!, location_id integer, provider_id integer, care_site_id integer, person_source_value varchar(50), gender_source_value varchar(50), gender_source_concept_id integer, race_source_value varchar(50), race_source_concept_id integer, ethnicity_source_value varchar(50), ethnicity_source_concept_id integer
    OBSERVATION_PERIOD: observation_period_id integer!, person_id integer!, observation_period_start_date date!, observation_period_end_date date!, period_type_concept_id integer!
    CONDITION_OCCURRENCE: condition_occurrence_id integer!, person_id integer!, condition_concept_id integer!, condition_start_date date!, condition_start_datetime datetime, condition_end_date date, condition_end_datetime datetime, condition_type_concept_id integer!, condition_status_concept_id integer, stop_reason varchar(20), provider_id integer, visit_occurrence_id integer, visit_detail_id integer, condition_source_value varchar(50), condition_source_concept_id integer, condition_status_source_value varchar(50)
    EPISODE: episode_id integer!, person_id integer!, episode_concept_id integer!, episode_start_date date!, episode_start_datetime datetime, episode_end_date date, episode_end_datetime datetime, episode_parent_id integer, episode_number integer, episode_object_concept_id integer!, episode_type_concept_id integer!, episode_source_value varchar(50), episode_source_concept_id integer
    EPISODE_EVENT: episode_id integer!, event_id integer!, episode_event_field_concept_id integer!
    DRUG_EXPOSURE: drug_exposure_id integer!, person_id integer!, drug_concept_id integer!, drug_exposure_start_date date!, drug_exposure_start_datetime datetime, drug_exposure_end_date date!, drug_exposure_end_datetime datetime, verbatim_end_date date, drug_type_concept_id integer!, stop_reason varchar(20), refills integer, quantity float, days_supply integer, sig text, route_concept_id integer, lot_number varchar(50), provider_id integer, visit_occurrence_id integer, visit_detail_id integer, drug_source_value varchar(50), drug_source_concept_id integer, route_source_value varchar(50), dose_unit_source_value varchar(50)
    MEASUREMENT: measurement_id integer!, person_id integer!, measurement_concept_id integer!, measurement_date date!, measurement_datetime datetime, measurement_time varchar(10), measurement_type_concept_id integer!, operator_concept_id integer, value_as_number float, value_as_concept_id integer, unit_concept_id integer, range_low float, range_high float, provider_id integer, visit_occurrence_id integer, visit_detail_id integer, measurement_source_value varchar(50), measurement_source_concept_id integer, unit_source_value varchar(50), unit_source_concept_id integer, value_source_value varchar(50), measurement_event_id integer, meas_event_field_concept_id integer
    PROCEDURE_OCCURRENCE: procedure_occurrence_id integer!, person_id integer!, procedure_concept_id integer!, procedure_date date!, procedure_datetime datetime, procedure_end_date date, procedure_end_datetime datetime, procedure_type_concept_id integer!, modifier_concept_id integer, quantity integer, provider_id integer, visit_occurrence_id integer, visit_detail_id integer, procedure_source_value varchar(50), procedure_source_concept_id integer, modifier_source_value varchar(50)
    DEATH: person_id integer!, death_date date!, death_datetime datetime, death_type_concept_id integer, cause_concept_id integer, cause_source_value varchar(50), cause_source_concept_id integer
    CDM_SOURCE: cdm_source_name varchar(255)!, cdm_source_abbreviation varchar(25)!, cdm_holder varchar(255)!, source_description text, source_documentation_reference varchar(255), cdm_etl_reference varchar(255), source_release_date date!, cdm_release_date date!, cdm_version varchar(10), cdm_version_concept_id integer!, vocabulary_version varchar(20)!
    CONCEPT: concept_id integer!, concept_name varchar(255)!, domain_id varchar(20)!, vocabulary_id varchar(20)!, concept_class_id varchar(20)!, standard_concept varchar(1), concept_code varchar(50)!, valid_start_date date!, valid_end_date date!, invalid_reason varchar(1)
    """

  /// What stands beside the tables of the model and says which record of a study a row is: its columns are ours.
  static let entries = "VERLAUF_ENTRY"

  static let tables: [(name: String, columns: [Column])] =
    text.split(separator: "\n").compactMap { line in
      let parts = String(line).parts(by: ": ")
      guard parts.count == 2 else { return nil }
      let columns = parts[1].parts(by: ", ").compactMap { text -> Column? in
        let words = text.parts(by: " ")
        guard words.count == 2 else { return nil }
        let isRequired = words[1].hasSuffix("!")
        let type = isRequired ? String(words[1].dropLast()) : words[1]
        let limit = type.firstMatch(of: #/[0-9]+/#).flatMap { Int($0.0) }
        return Column(
          name: words[0], type: String(type.prefix { $0 != "(" }), limit: limit, isRequired: isRequired)
      }
      return (parts[0], columns)
    } + [
      (
        entries,
        ["table_name", "record_id", "patient", "kind", "entry", "key", "stated"].map {
          Column(name: $0, type: "text", limit: nil, isRequired: false)
        }
      )
    ]

  static func columns(_ table: String) -> [Column]? { tables.first { $0.name == table }?.columns }

  /// Tables of the model that hold nothing of a course that is read.
  static let others: Set = [
    "CARE_SITE", "COHORT", "COHORT_DEFINITION", "CONCEPT_ANCESTOR", "CONCEPT_CLASS", "CONCEPT_RELATIONSHIP",
    "CONCEPT_SYNONYM", "CONDITION_ERA", "COST", "DEVICE_EXPOSURE", "DOMAIN", "DOSE_ERA", "DRUG_ERA", "DRUG_STRENGTH",
    "FACT_RELATIONSHIP", "LOCATION", "METADATA", "NOTE", "NOTE_NLP", "OBSERVATION", "PAYER_PLAN_PERIOD", "PROVIDER",
    "RELATIONSHIP", "SOURCE_TO_CONCEPT_MAP", "SPECIMEN", "VISIT_DETAIL", "VISIT_OCCURRENCE", "VOCABULARY",
  ]

  /// The table of a file, by its name without ending.
  static func table(ofFile name: String) -> String? {
    let lower = name.lowercased()
    guard let ending = [".csv", ".tsv", ".txt"].first(where: { lower.hasSuffix($0) }) else { return nil }
    return lower.dropLast(ending.count).uppercased()
  }
}

/// Concepts of the vocabularies whose meaning a source states; there is no other by number alone.
enum OMOPConcepts {
  /// Beside `M` and `F` in PERSON of Synthea27Nj (OHDSI/EunomiaDatasets).
  static let male = "8507"
  static let female = "8532"
  /// Beside `5.4` in CDM_SOURCE of Synthea27Nj.
  static let version54 = "756265"
  /// *treatment regimen* in the field-level description of EPISODE (OHDSI/CommonDataModel).
  static let regimen = "32531"
  /// *Disease First Occurrence* in the queries of OHDSI/OncologyWG (`analysis`, commit 994a1a0).
  static let firstOccurrence = "32528"
  /// `drug_exposure.drug_exposure_id` (OHDSI/OncologyWG, `OncoRegimenFinder/readme.md`).
  static let drugExposureID = "1147094"
  /// The keys of conditions and procedures that measurements modify (OHDSI/OncologyWG, `docs/model.html`).
  static let conditionID = "1147127"
  static let procedureID = "1147084"
  /// The table whose keys a field holds.
  static func table(ofField field: String) -> String? {
    switch field {
    case drugExposureID: "DRUG_EXPOSURE"
    case conditionID: "CONDITION_OCCURRENCE"
    case procedureID: "PROCEDURE_OCCURRENCE"
    default: nil
    }
  }
  /// *Metastasis*, the overarching concept (OHDSI/OncologyWG, `docs/conventions.html`).
  static let metastasis = "36769180"
  /// `=`, which is the same as none (field-level description of MEASUREMENT); `<` of *Less than 1 cm* (OHDSI/OncologyWG, `docs/model.html`).
  static let equal = "4172703"
  static let less = "4171756"
  /// No matching concept.
  static let none = "0"
}
