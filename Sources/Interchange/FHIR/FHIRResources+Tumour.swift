// SPDX-License-Identifier: Apache-2.0

import Codes
import Notation
import Plain

extension FHIRResources {
  private static let icdO = "http://terminology.hl7.org/CodeSystem/icd-o-3"

  /// The category that US Core has for conditions of a patient's list of problems.
  private static let problem = concept([
    ("http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item")
  ])

  mutating func addDiagnosis(_ row: Row) {
    let isFirst = entries.first { $0.kind == "diagnosis" }?.name == row.name
    func field(_ name: String) -> String? { person?.one("field: " + (isFirst ? name : "\(name) of \(row.name)")) }
    var members: Members = []
    var extensions = Self.asserted(row)
    let words = row.one("diagnosis").flatMap { [Silence.unknown, Silence.notStated].contains($0) ? nil : $0 }
    let morphology = row.one("morphology").flatMap { CodeSystem.morphology.isWellFormed($0) ? $0 : nil }
    if let morphology {
      extensions.append(
        Self.valued(
          Self.mcode + "mcode-histology-morphology-behavior",
          "valueCodeableConcept",
          Self.concept([(Self.icdO, morphology)], words)))
    }
    if !extensions.isEmpty { members.append(("extension", .array(extensions))) }
    if let code = row.one("method").flatMap({ RegistryWords.certainty.code($0) }) {
      members.append(
        (
          "verificationStatus",
          // A diagnosis of the record is held to be true; the list of registries says by what.
          Self.concept([
            ("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed"),
            Self.mii("mii-cs-onko-primaertumor-diagnosesicherung", code),
          ])
        ))
    }
    members.append(("category", .array([Self.problem])))
    var code: Members = []
    if let icd = field("ICD-10").flatMap(Self.icd) { code.append(("coding", .array([icd]))) }
    if let words { code.append(("text", .string(words))) }
    if !code.isEmpty { members.append(("code", .object(code))) }
    let topography = row.one("topography").flatMap { CodeSystem.topography.isWellFormed($0) ? $0 : nil }
    var site = topography.map { [(system: Self.icdO, code: $0)] } ?? []
    if let side = field("side").flatMap({ RegistryWords.side.code($0) }) {
      site.append(Self.mii("mii-cs-onko-seitenlokalisation", side))
    }
    if !site.isEmpty || row.one("site") != nil {
      members.append(("bodySite", .array([Self.concept(site, row.one("site"))])))
    }
    if let stage = row.one("stage") {
      let edition = row.one("stage edition").map { [("type", Self.text($0))] } ?? []
      members.append(("stage", .array([.object([("summary", Self.text(stage))] + edition)])))
    }
    add(
      "Condition", row, kind: "diagnosis",
      profile: "mcode-primary-cancer-condition",
      members + Self.note(row))
    addFindings(row)
  }

  /// The day of the diagnosis, as an extension of FHIR; what is no date as it was stated.
  private static func asserted(_ row: Row) -> [JSON] {
    guard let texts = row.cells["when"] else { return [] }
    guard let date = Self.date(texts) else { return stated(texts) }
    return [valued("http://hl7.org/fhir/StructureDefinition/condition-assertedDate", "valueDateTime", .string(date))]
  }

  /// `C49.2 (10 2021 GM)`: a code of ICD-10 with its version.
  private static func icd(_ text: String) -> JSON? {
    guard let match = text.wholeMatch(of: #/([A-Z][0-9]{2}(?:\.[0-9]{1,2})?) \(10 (?:(20[0-9]{2}) )?(GM|WHO|CM)\)/#)
    else { return nil }
    let system =
      switch match.3 {
      case "GM": "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
      case "CM": "http://hl7.org/fhir/sid/icd-10-cm"
      default: "http://hl7.org/fhir/sid/icd-10"
      }
    return coding(system, String(match.1), version: match.2.map(String.init))
  }

  /// Grade and markers are observations of the tumour.
  private mutating func addFindings(_ row: Row) {
    let focus: Members = [("focus", .array([reference("Condition", row.name)]))]
    let grade = row.one("grade").flatMap { RegistryWords.grades.code($0) }
    let words = row.one("grade in words").flatMap { RegistryWords.gradesInWords.code($0) }.flatMap {
      $0 == "T" ? nil : $0
    }
    for (part, code) in [("grade", grade), ("grade in words", words)] {
      guard let code else { continue }
      add(
        "Observation", row, kind: "finding", part: part,
        [("status", "final"), ("code", Self.concept([("http://loinc.org", "33732-9")]))] + focus
          + [("valueCodeableConcept", Self.concept([Self.mii("mii-cs-onko-grading", code)]))])
    }
    let markers = row.cells["biomarkers"] ?? []
    let parts = markers.compactMap { text -> (String, String)? in
      guard let place = text.firstRange(of: ": ") else { return nil }
      return (String(text[..<place.lowerBound]), String(text[place.upperBound...]))
    }
    // A list is held whole or not at all.
    guard parts.count == markers.count, parts.allSatisfy({ Self.isText($0.0) && Self.isText($0.1) }) else { return }
    for (index, part) in parts.enumerated() {
      add(
        "Observation", row, kind: "biomarker", part: "marker \(index)",
        [("status", "final"), ("code", Self.text(part.0))] + focus + [("valueCodeableConcept", Self.text(part.1))])
    }
  }

  mutating func addMetastases(_ row: Row) {
    let sites = (row.cells["metastases"] ?? []).filter { $0 != "site not stated" }
    // That there were none is no condition.
    guard !sites.contains("none"), !sites.contains(Silence.unknown) else { return }
    // Organs that are free have no place; those that are not stay.
    guard row.cells["none in"] == nil || sites.contains(where: { $0 != Silence.notStated }) else { return }
    var members = Self.time("onsetDateTime", row.cells["when"])
    members.append(("category", .array([Self.problem])))
    members.append(("code", Self.concept([("http://snomed.info/sct", "128462008")])))
    if !sites.isEmpty { members.append(("bodySite", .array(sites.map(Self.text)))) }
    add(
      "Condition", row, kind: "metastases",
      profile: "mcode-secondary-cancer-condition",
      members + Self.note(row))
  }
}
