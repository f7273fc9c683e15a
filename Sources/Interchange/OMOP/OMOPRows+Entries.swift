// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension OMOPRows {
  // MARK: conditions

  /// A tumour, with an episode of its first occurrence and what is said of it as measurements; or a side effect.
  mutating func addCondition(_ row: Row, _ person: Row?, _ entries: [Row], _ conditions: inout [String: Int]) {
    let source: String?
    if row.kind == "toxicity" {
      guard let term = PhenopacketMember.term(ofToxicity: row), Self.fits(term) else { return }
      source = term
    } else if let code = row.one("morphology"), CodeSystem.morphology.isWellFormed(code) {
      let site = row.one("topography").flatMap { CodeSystem.topography.isWellFormed($0) ? "-\($0)" : nil }
      source = code + (site ?? "")
    } else {
      source = text(row, "diagnosis").flatMap { [Silence.unknown, Silence.notStated].contains($0) ? nil : $0 }
    }
    guard let begin = begin(row) else { return }
    let id = next("CONDITION_OCCURRENCE")
    conditions[row.name] = id
    var cells = [
      "condition_occurrence_id": "\(id)", "person_id": "\(self.person)", "condition_concept_id": "0",
      "condition_start_date": begin.day, "condition_type_concept_id": "0",
    ]
    cells["condition_source_value"] = source
    add("CONDITION_OCCURRENCE", cells)
    name("CONDITION_OCCURRENCE", id, row, begin)
    for key in row.kind == "toxicity" ? ["grade"] : ["stage", "stage edition", "grade", "grade in words", "biomarkers"]
    {
      for value in row.cells[key] ?? [] where (row.cells[key] ?? []).allSatisfy({ Self.fits($0) }) {
        addModifier(key, value, of: id, begin.day)
      }
    }
    guard row.kind == "diagnosis" else { return }
    let episode = next("EPISODE")
    add(
      "EPISODE",
      [
        "episode_id": "\(episode)", "person_id": "\(self.person)", "episode_concept_id": OMOPConcepts.firstOccurrence,
        "episode_start_date": begin.day, "episode_object_concept_id": "0", "episode_type_concept_id": "0",
      ])
    addEvent(episode, id, OMOPConcepts.conditionID)
  }

  private mutating func addEvent(_ episode: Int, _ event: Int, _ field: String) {
    add(
      "EPISODE_EVENT",
      ["episode_id": "\(episode)", "event_id": "\(event)", "episode_event_field_concept_id": field])
  }

  private mutating func addModifier(_ key: String, _ value: String, of condition: Int, _ day: String) {
    let id = next("MEASUREMENT")
    add(
      "MEASUREMENT",
      [
        "measurement_id": "\(id)", "person_id": "\(person)", "measurement_concept_id": "0", "measurement_date": day,
        "measurement_type_concept_id": "0", "measurement_source_value": key, "value_source_value": value,
        "measurement_event_id": "\(condition)", "meas_event_field_concept_id": OMOPConcepts.conditionID,
      ])
    mark("MEASUREMENT", "\(id)", "modifier", "")
  }

  private func measurement(_ id: Int, _ day: String) -> Cells {
    [
      "measurement_id": "\(id)", "person_id": "\(person)", "measurement_concept_id": "0", "measurement_date": day,
      "measurement_type_concept_id": "0",
    ]
  }

  /// A row for each organ; of a tumour, where there is one alone.
  mutating func addMetastases(_ row: Row, _ conditions: [String: Int], _ entries: [Row]) {
    let sites = (row.cells["metastases"] ?? []).filter { $0 != "site not stated" }
    // That there were none is no measurement.
    guard !sites.contains("none"), !sites.contains(Silence.unknown), row.cells["none in"] == nil,
      sites.allSatisfy({ Self.fits($0) }), let begin = begin(row)
    else { return }
    let tumours = entries.filter { $0.kind == "diagnosis" }
    for site in sites.isEmpty ? [""] : sites {
      let id = next("MEASUREMENT")
      var cells = measurement(id, begin.day)
      cells["measurement_concept_id"] = OMOPConcepts.metastasis
      if !site.isEmpty { cells["value_source_value"] = site }
      if tumours.count == 1, let condition = conditions[tumours[0].name] {
        cells["measurement_event_id"] = "\(condition)"
        cells["meas_event_field_concept_id"] = OMOPConcepts.conditionID
      }
      add("MEASUREMENT", cells)
      name("MEASUREMENT", id, row, begin)
    }
  }

  // MARK: treatments

  mutating func addProcedure(_ row: Row) {
    guard let words = text(row, row.kind) else { return }
    let isSilent = words == "true" || row.kind == "radiotherapy" && words == Silence.notStated
    guard let begin = begin(row) else { return }
    let end = row.kind == "radiotherapy" ? end(row) : nil
    let id = next("PROCEDURE_OCCURRENCE")
    var cells = [
      "procedure_occurrence_id": "\(id)", "person_id": "\(person)", "procedure_concept_id": "0",
      "procedure_date": begin.day, "procedure_type_concept_id": "0",
      "procedure_source_value": isSilent ? row.kind : words,
    ]
    cells["procedure_end_date"] = end?.day
    if let count = row.one("fractions").flatMap({ Int($0) }) { cells["quantity"] = "\(count)" }
    add("PROCEDURE_OCCURRENCE", cells)
    name("PROCEDURE_OCCURRENCE", id, row, begin, end)
  }

  /// A therapy is an episode, and where its end is known each of its drugs an exposure: the model has none without an end.
  mutating func addTherapy(_ row: Row) {
    guard let words = row.one("therapy"), let begin = begin(row) else { return }
    let end = end(row)
    let id = next("EPISODE")
    var cells = [
      "episode_id": "\(id)", "person_id": "\(person)", "episode_concept_id": OMOPConcepts.regimen,
      "episode_start_date": begin.day, "episode_object_concept_id": "0", "episode_type_concept_id": "0",
    ]
    cells["episode_end_date"] = end?.day
    if let line = row.one("line").flatMap({ Int($0) }) { cells["episode_number"] = "\(line)" }
    if words != Silence.notStated, Self.fits(words) { cells["episode_source_value"] = words }
    add("EPISODE", cells)
    name("EPISODE", id, row, begin, end)
    let reason = text(row, "stopped for", 20)
    if let reason, end != nil { mark("EPISODE", "\(id)", row.kind, row.name, key: "stopped for", stated: reason) }
    guard let end, words != Silence.notStated else { return }
    for drug in words.parts(by: " + ") where Self.fits(drug) {
      let exposure = next("DRUG_EXPOSURE")
      var cells = [
        "drug_exposure_id": "\(exposure)", "person_id": "\(person)", "drug_concept_id": "0",
        "drug_exposure_start_date": begin.day, "drug_exposure_end_date": end.day, "drug_type_concept_id": "0",
        "drug_source_value": drug,
      ]
      cells["stop_reason"] = reason
      add("DRUG_EXPOSURE", cells)
      addEvent(id, exposure, OMOPConcepts.drugExposureID)
    }
  }

  // MARK: measurements

  mutating func addAssessment(_ row: Row) {
    let modality = row.one("assessment")
    guard modality.map({ $0 == Silence.notStated || Self.fits($0) && $0 != "assessment" }) ?? true,
      let begin = begin(row)
    else { return }
    let id = next("MEASUREMENT")
    var cells = measurement(id, begin.day)
    cells["measurement_source_value"] = modality.flatMap { $0 == Silence.notStated ? nil : $0 } ?? "assessment"
    cells["value_source_value"] = text(row, "response")
    add("MEASUREMENT", cells)
    name("MEASUREMENT", id, row, begin)
  }

  mutating func addStatus(_ row: Row) {
    guard let text = row.one("performance status") else { return }
    var found: (code: String, value: String)?
    if let match = text.wholeMatch(of: #/ECOG ([0-4])/#) { found = ("89247-1", String(match.1)) }
    if let match = text.wholeMatch(of: #/Karnofsky ([1-9]?[0-9]|100) %/#) { found = ("89243-0", String(match.1)) }
    guard let found, let begin = begin(row) else { return }
    let id = next("MEASUREMENT")
    var cells = measurement(id, begin.day)
    cells["measurement_source_value"] = found.code
    cells["value_as_number"] = found.value
    add("MEASUREMENT", cells)
    name("MEASUREMENT", id, row, begin)
  }

  /// A laboratory value by its codes of LOINC and UCUM; below a limit with the operator `<`.
  mutating func addLaboratory(_ row: Row) {
    guard let analyte = row.one("lab"), let text = row.one("value"),
      let coded = CodedLaboratory(analyte, text), coded.comparator != ">", let begin = begin(row)
    else { return }
    let id = next("MEASUREMENT")
    var cells = measurement(id, begin.day)
    cells["measurement_source_value"] = coded.analyte.code.text
    cells["unit_source_value"] = coded.unit.code.text
    cells["unit_concept_id"] = "0"
    cells["value_as_number"] = coded.amount
    if !coded.comparator.isEmpty { cells["operator_concept_id"] = OMOPConcepts.less }
    if Self.fits(text) { cells["value_source_value"] = text }
    add("MEASUREMENT", cells)
    name("MEASUREMENT", id, row, begin)
  }

  mutating func addDeath(_ row: Row) {
    guard rows["DEATH"]?.contains(where: { $0["person_id"] == "\(person)" }) != true, let begin = begin(row) else {
      return
    }
    var cells = ["person_id": "\(person)", "death_date": begin.day]
    if let cause = text(row, "death"), cause != "true" { cells["cause_source_value"] = cause }
    add("DEATH", cells)
    name("DEATH", person, row, begin)
  }
}
