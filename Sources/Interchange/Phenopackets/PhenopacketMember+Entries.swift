// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension PhenopacketMember {
  // MARK: the tumour

  mutating func addDiagnosis(_ row: Row) {
    let isFirst = entries.first { $0.kind == "diagnosis" }?.name == row.name
    func field(_ name: String) -> String? { person?.one("field: " + (isFirst ? name : "\(name) of \(row.name)")) }
    let words = row.one("diagnosis").flatMap { [Silence.unknown, Silence.notStated].contains($0) ? nil : $0 }
    var disease: Members = []
    if let code = row.one("morphology"), CodeSystem.morphology.isWellFormed(code) {
      disease.append(("term", Self.term("icdo:\(code)", words)))
    } else {
      disease.append(("term", words.map { Self.term($0) } ?? Self.term("\(PhenopacketTerm.own):none", nil)))
    }
    if let when = Self.time(row.cells["when"]) {
      disease.append(("onset", when))
    } else if isFirst, row.cells["when"] == nil, let age = person?.one("age"), age.hasSuffix(" at \(row.name)"),
      let years = Int(age.dropLast(" at \(row.name)".count)), years >= 2
    {
      disease.append(("onset", .object([("age", .object([("iso8601duration", .string("P\(years)Y"))]))])))
    }
    if let stage = row.one("stage") { disease.append(("diseaseStage", .array([Self.term(stage)]))) }
    if let code = row.one("topography"), CodeSystem.topography.isWellFormed(code) {
      disease.append(("primarySite", Self.term("icdo:\(code)", row.one("site"))))
    } else if let site = row.one("site") {
      disease.append(("primarySite", Self.term(site)))
    }
    if let side = field("side") { disease.append(("laterality", Self.term(side))) }
    mark("diseases/\(diseases.count)", "diagnosis", row.name)
    diseases.append(.object(disease))
    addSample(row)
  }

  /// Grade and markers are found in a specimen of the tumour.
  private mutating func addSample(_ row: Row) {
    var sample: Members = [("id", .string("specimen-\(row.name)")), ("individualId", .string(id))]
    let count = sample.count
    if let grade = row.one("grade"), grade.wholeMatch(of: #/G[1-4X]/#) != nil {
      sample.append(("tumorGrade", Self.term(grade)))
    } else if let words = row.one("grade in words") {
      sample.append(("tumorGrade", Self.term(words)))
    }
    if let markers = row.cells["biomarkers"], !markers.isEmpty {
      sample.append(("diagnosticMarkers", .array(markers.map { Self.term($0) })))
    }
    guard sample.count > count else { return }
    mark("biosamples/\(samples.count)", "specimen", row.name)
    samples.append(.object(sample))
  }

  mutating func addMetastases(_ row: Row) {
    let isRelapse = row.kind == "local relapse"
    var sites = row.cells[row.kind] ?? []
    sites.removeAll { ["site not stated", "true"].contains($0) }
    // That there were none is no feature.
    guard !sites.contains("none"), !sites.contains(Silence.unknown), row.cells["none in"] == nil else { return }
    var feature: Members = [
      ("type", isRelapse ? Self.term("local relapse") : Self.term(PhenopacketPatient.metastatic, "Metastatic Neoplasm"))
    ]
    if !sites.isEmpty { feature.append(("modifiers", .array(sites.map { Self.term($0) }))) }
    feature += Self.timed("onset", row.cells["when"])
    mark("phenotypicFeatures/\(features.count)", row.kind, row.name)
    features.append(.object(feature))
  }

  // MARK: treatments

  mutating func addProcedure(_ row: Row) {
    guard let words = row.one(row.kind) else { return }
    var procedure: Members = []
    if row.kind == "surgery" {
      procedure.append(("code", Self.term(words)))
      if let site = row.one("site") { procedure.append(("bodySite", Self.term(site))) }
    } else {
      procedure.append(("code", Self.term(row.kind)))
      if words != "true" { procedure.append(("bodySite", Self.term(words))) }
    }
    procedure += Self.timed("performed", row.cells["when"])
    addAction(row, [("procedure", .object(procedure))])
  }

  private mutating func addAction(_ row: Row, _ action: Members) {
    mark("medicalActions/\(actions.count)", row.kind, row.name)
    actions.append(.object(action))
  }

  private static func aims(_ row: Row) -> Members {
    (row.one("intent").map { [("treatmentIntent", term($0))] } ?? [])
      + (row.one("stopped for").map { [("treatmentTerminationReason", term($0))] } ?? [])
  }

  /// The schema has no time of a radiotherapy, and doses in whole Gray.
  mutating func addRadiotherapy(_ row: Row) {
    var radiation: Members = [("modality", Self.term("modality not recorded"))]
    if let target = row.one("radiotherapy"), target != Silence.notStated, target != "true" {
      radiation.append(("bodySite", Self.term(target)))
    }
    if let dose = row.one("dose"), dose.hasSuffix(" Gy"), let gray = Int(dose.dropLast(3)), gray > 0 {
      radiation.append(("dosage", .integer(gray)))
    }
    if let count = row.one("fractions").flatMap({ Int($0) }), count > 0 {
      radiation.append(("fractions", .integer(count)))
    }
    addAction(row, [("radiationTherapy", .object(radiation))] + Self.aims(row))
  }

  /// A therapy is a regimen; one of a single drug has its code of ATC.
  mutating func addTherapy(_ row: Row) {
    guard let drugs = row.one("therapy") else { return }
    var regimen: Members = []
    if drugs != Silence.notStated {
      let codes = CodeTables.table(.atc).entries(for: drugs).filter { $0.word == drugs }
      regimen.append(
        ("ontologyClass", codes.count == 1 ? Self.term("ATC:\(codes[0].code.text)", drugs) : Self.term(drugs)))
    }
    regimen += Self.timed("startTime", row.cells["when"]) + Self.timed("endTime", row.cells["ends"])
    if row.one("ongoing") == "true" { regimen.append(("regimenStatus", "STARTED")) }
    var action: Members = [("therapeuticRegimen", .object(regimen))] + Self.aims(row) + adverseEvents(of: row.name)
    if let effect = row.one("effect") { action.append(("responseToTreatment", Self.term(effect))) }
    addAction(row, action)
  }

  mutating func addToxicity(_ row: Row) {
    guard let term = Self.term(ofToxicity: row) else { return }
    var feature: Members = [("type", Self.term(term))]
    if let grade = row.one("grade"), ["1", "2", "3", "4", "5"].contains(grade) {
      feature.append(("severity", Self.term("grade \(grade)")))
    } else if let qualifier = row.one("qualifier"), !qualifier.hasPrefix("grade ") {
      feature.append(("severity", Self.term(qualifier)))
    }
    feature += Self.timed("onset", row.cells["when"])
    mark("phenotypicFeatures/\(features.count)", "toxicity", row.name)
    features.append(.object(feature))
  }

  // MARK: measurements

  private mutating func addMeasurement(_ row: Row, _ kind: String, _ measurement: Members) {
    mark("measurements/\(measurements.count)", kind, row.name)
    measurements.append(.object(measurement))
  }

  mutating func addAssessment(_ row: Row) {
    var members: Members = []
    if let finding = row.one("finding") { members.append(("description", .string(finding))) }
    members.append(("assay", Self.term("LOINC:97509-4", "Cancer disease progression")))
    let response = row.one("response").flatMap { $0 == Silence.notStated ? nil : $0 }
    members.append(("value", .object([("ontologyClass", Self.term(response ?? Silence.notStated))])))
    members += Self.timed("timeObserved", row.cells["when"])
    if let modality = row.one("assessment"), modality != Silence.notStated {
      members.append(("procedure", .object([("code", Self.term(modality))])))
    }
    addMeasurement(row, "assessment", members)
  }

  mutating func addStatus(_ row: Row) {
    guard let text = row.one("performance status") else { return }
    var found: (code: String, value: Int, label: String)?
    if let match = text.wholeMatch(of: #/ECOG ([0-4])/#) {
      found = Int(match.1).map { ("89247-1", $0, "ECOG Performance Status score") }
    }
    if let match = text.wholeMatch(of: #/Karnofsky ([0-9]{1,3}) %/#) {
      found = Int(match.1).map { ("89243-0", $0, "Karnofsky Performance Status score") }
    }
    guard let found else { return }
    addMeasurement(
      row, "performance status",
      [
        ("assay", Self.term("LOINC:\(found.code)", found.label)),
        ("value", .object([("quantity", Self.quantity(Double(found.value), "{score}", "score"))])),
      ] + Self.timed("timeObserved", row.cells["when"]))
  }

  /// The schema has no bounds: a value below a limit is not written.
  mutating func addLaboratory(_ row: Row) {
    guard let analyte = row.one("lab"), let text = row.one("value"),
      let coded = CodedLaboratory(analyte, text), coded.comparator.isEmpty, let number = Double(coded.amount)
    else { return }
    addMeasurement(
      row, "lab",
      [
        ("assay", Self.term("LOINC:\(coded.analyte.code.text)", coded.analyte.title ?? analyte)),
        ("value", .object([("quantity", Self.quantity(number, coded.unit.code.text, coded.unit.word))])),
      ] + Self.timed("timeObserved", row.cells["when"]))
  }

  mutating func addSizes() {
    for (key, unit, code, label) in [
      ("weight", "kg", "29463-7", "Body weight"), ("height", "cm", "8302-2", "Body height"),
    ] {
      guard let text = person?.one(key), let number = FHIRResources.number(text, unit) else { continue }
      measurements.append(
        .object([
          ("assay", Self.term("LOINC:\(code)", label)),
          ("value", .object([("quantity", Self.quantity(number, unit, unit))])),
        ]))
    }
  }
}
