// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Notation
import Plain

/// The rows of all tables, made of the rows of patients: only what they can hold as it is.
struct OMOPRows {
  typealias Row = FlatRows.Row
  typealias Cells = [String: String]

  let policy: PartialDatePolicy
  private(set) var rows: [String: [Cells]] = [:]
  /// Times that are known, and no full dates: as they were stated, with their entries.
  var partial: [String] = []
  /// Patients without a year of birth, or an age that leaves one open.
  private(set) var unborn: [String] = []
  /// Entries without a full date, by kind.
  private(set) var undated: [(kind: String, text: String)] = []
  /// The person that is written, and the first and the last day of what is written of it.
  var person = 0
  private var patient = ""
  private var days: [String] = []
  private var used: Set<Int> = []

  init(_ policy: PartialDatePolicy) { self.policy = policy }

  var isEmpty: Bool { rows["PERSON"]?.isEmpty ?? true }

  // MARK: patients

  mutating func add(_ id: String, _ all: [Row]) {
    let own = all.first { $0.kind == "patient" }
    guard let birth = birth(id, own, all) else { return unborn.append(id) }
    person = number(id)
    patient = id
    days = []
    var cells = [
      "person_id": "\(person)", "year_of_birth": birth.year, "race_concept_id": "0", "ethnicity_concept_id": "0",
    ]
    let sex = own?.one("sex")
    cells["gender_concept_id"] = sex == "male" ? OMOPConcepts.male : sex == "female" ? OMOPConcepts.female : "0"
    if let sex, ["male", "female", "other"].contains(sex) { cells["gender_source_value"] = sex }
    add("PERSON", cells)
    mark("PERSON", "\(person)", "patient", "")
    if let age = birth.statedAge { mark("PERSON", "\(person)", "patient", "", key: "age", stated: age) }
    let entries = all.filter { !["patient", "lesion", "administration", "phase"].contains($0.kind) }
    var conditions: [String: Int] = [:]
    for row in entries where ["diagnosis", "toxicity"].contains(row.kind) {
      addCondition(row, own, entries, &conditions)
    }
    for row in entries {
      switch row.kind {
      case "metastases": addMetastases(row, conditions, entries)
      case "surgery", "biopsy", "ablation", "radiotherapy": addProcedure(row)
      case "therapy": addTherapy(row)
      case "assessment": addAssessment(row)
      case "performance status": addStatus(row)
      case "lab": addLaboratory(row)
      case "death": addDeath(row)
      default: break
      }
    }
    if let first = days.min(), let last = days.max() {
      add(
        "OBSERVATION_PERIOD",
        [
          "observation_period_id": "\(next("OBSERVATION_PERIOD"))", "person_id": "\(person)",
          "observation_period_start_date": first, "observation_period_end_date": last, "period_type_concept_id": "0",
        ])
    }
  }

  /// The number of a person: the id, where it is one, else the next that is free.
  private mutating func number(_ id: String) -> Int {
    if let number = Int(id), number > 0, number < 1_000_000_000, "\(number)" == id, used.insert(number).inserted {
      return number
    }
    var number = 1_000_000_000 + used.count
    while !used.insert(number).inserted { number += 1 }
    return number
  }

  mutating func addSource(_ study: Study, _ day: String) {
    let title = String(String.UnicodeScalarView(study.title.unicodeScalars.prefix(255)))
    rows["CDM_SOURCE"] = [
      [
        "cdm_source_name": title, "cdm_source_abbreviation": "Verlauf", "cdm_holder": Silence.notStated,
        "source_release_date": day, "cdm_release_date": day, "cdm_version": "5.4",
        "cdm_version_concept_id": OMOPConcepts.version54, "vocabulary_version": "none",
      ]
    ]
  }

  // MARK: rows

  mutating func add(_ table: String, _ cells: Cells) { rows[table, default: []].append(cells) }

  func next(_ table: String) -> Int { (rows[table]?.count ?? 0) + 1 }

  /// Says which entry of the record a row is, and what was stated where a row says it otherwise.
  mutating func mark(
    _ table: String, _ id: String, _ kind: String, _ entry: String, key: String = "", stated: String = ""
  ) {
    add(
      OMOPSchema.entries,
      [
        "table_name": table, "record_id": id, "patient": patient, "kind": kind, "entry": entry, "key": key,
        "stated": stated,
      ])
  }

  /// Whether a text is one that a source value can have.
  static func fits(_ text: String, _ limit: Int = 50) -> Bool {
    FHIRResources.isText(text) && text.unicodeScalars.count <= limit && text != "NULL"
      && !text.unicodeScalars.contains {
        $0.value < 0x20 || $0.value == 0x7F || $0.properties.isWhitespace && $0 != " "
      }
  }

  func text(_ row: Row, _ key: String, _ limit: Int = 50) -> String? {
    row.one(key).flatMap { Self.fits($0, limit) ? $0 : nil }
  }

  /// A day, with what was stated where it is no day.
  struct Dated {
    var day: String
    var stated: String?
  }

  /// The day of a time, by the policy; nil for one that has none.
  mutating func day(_ row: Row, _ key: String = "when") -> Dated? {
    guard let texts = row.cells[key], texts.count == 1, let span = PhenopacketMember.span(texts[0]) else { return nil }
    if span.first == span.last, texts[0] == span.first { return Dated(day: span.first) }
    partial.append("\(patient)/\(row.name): \(texts[0])")
    switch policy {
    case .refuse, .leaveOut: return nil
    case .earliest: return Dated(day: span.first, stated: texts[0])
    case .latest: return Dated(day: span.last, stated: texts[0])
    }
  }

  /// The day on which an entry begins, without which it is not written.
  mutating func begin(_ row: Row) -> Dated? {
    guard let day = day(row) else {
      undated.append((row.kind, "\(patient)/\(row.name)"))
      return nil
    }
    days.append(day.day)
    return day
  }

  /// Notes the day of an end, which is written as well.
  mutating func end(_ row: Row) -> Dated? {
    guard let day = day(row, "ends") else { return nil }
    days.append(day.day)
    return day
  }

  /// Names a row, with its times as they were stated.
  mutating func name(_ table: String, _ id: Int, _ row: Row, _ begin: Dated, _ end: Dated? = nil, kind: String? = nil) {
    mark(table, "\(id)", kind ?? row.kind, row.name)
    if let stated = begin.stated { mark(table, "\(id)", kind ?? row.kind, row.name, key: "when", stated: stated) }
    if let stated = end?.stated { mark(table, "\(id)", kind ?? row.kind, row.name, key: "ends", stated: stated) }
  }

  /// The files, each with all columns of its table; tables without a row have their header.
  var files: [String: String] {
    var files: [String: String] = [:]
    for (name, columns) in OMOPSchema.tables where name != "CONCEPT" {
      let body = (rows[name] ?? []).map { cells in columns.map { cells[$0.name] ?? "" } }
      files["\(name).csv"] = SeparatedRows.text([columns.map(\.name)] + body)
    }
    return files
  }
}
