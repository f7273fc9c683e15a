// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension FHIRResources {
  // MARK: treatments

  mutating func addSurgery(_ row: Row) {
    guard let words = row.one("surgery") else { return }
    var members: Members = [
      ("status", "completed"), ("category", Self.concept([("http://snomed.info/sct", "387713003")])),
      ("code", Self.text(words)),
    ]
    members += Self.times("performed", row, lasts: false)
    if let site = row.one("site") { members.append(("bodySite", .array([Self.text(site)]))) }
    if let margin = row.one("margin").flatMap({ RegistryWords.residual.code($0) }) {
      members.append(("outcome", Self.concept([Self.mii("mii-cs-onko-residualstatus", margin)])))
    }
    add(
      "Procedure", row, kind: "surgery", profile: "mcode-cancer-related-surgical-procedure",
      members + Self.note(row))
  }

  mutating func addRadiotherapy(_ row: Row) {
    var members: Members = []
    var extensions = Self.intent(row)
    let target = row.one("radiotherapy").flatMap { $0 == Silence.notStated ? nil : $0 }
    let volume = volume(row, target)
    if let volume { extensions.append(volume) }
    if !extensions.isEmpty { members.append(("extension", .array(extensions))) }
    members += [
      ("status", .string(Self.status(row))), ("category", Self.concept([(Self.snomed, "108290001")])),
      // A course of radiotherapy, as the profile has it.
      ("code", Self.concept([(Self.snomed, "1217123003")])),
    ]
    let period = Self.time("start", row.cells["when"]) + Self.time("end", row.cells["ends"])
    if !period.isEmpty { members.append(("performedPeriod", .object(period))) }
    members += Self.end(row)
    if let target, volume == nil { members.append(("bodySite", .array([Self.text(target)]))) }
    add("Procedure", row, kind: "radiotherapy", profile: "mcode-radiotherapy-course-summary", members + Self.note(row))
  }

  /// What was given to a target, as an extension of the profile; the target is a resource of its own. Nil where nothing is stated of the dose.
  private mutating func volume(_ row: Row, _ target: String?) -> JSON? {
    var parts: [JSON] = []
    if let dose = row.one("dose").flatMap(Self.centigray) {
      parts.append(Self.valued("totalDoseDelivered", "valueQuantity", Self.quantity(dose, "cGy")))
    }
    if let fractions = row.one("fractions").flatMap({ Int($0) }) {
      parts.append(Self.valued("fractionsDelivered", "valueUnsignedInt", .integer(fractions)))
    }
    guard !parts.isEmpty else { return nil }
    if let target {
      add(
        "BodyStructure", row, kind: FHIROwn.volume, part: "volume", profile: "mcode-radiotherapy-volume",
        [("description", .string(target))])
      parts.insert(Self.valued("volume", "valueReference", reference("BodyStructure", row.name + "/volume")), at: 0)
    }
    return .object([
      ("extension", .array(parts)), ("url", .string(Self.mcode + "mcode-radiotherapy-dose-delivered-to-volume")),
    ])
  }

  /// A dose in Gy as so many cGy, where it comes back with the same digits.
  private static func centigray(_ text: String) -> Double? {
    guard let dose = number(text, "Gy") else { return nil }
    let hundred = (dose * 100).rounded()
    return FHIRPatient.hundredth(JSON.number(hundred).text()).map { "\($0) Gy" } == text ? hundred : nil
  }

  private static let snomed = "http://snomed.info/sct"

  /// A therapy is a procedure, and each of its drugs a statement that is part of it.
  mutating func addTherapy(_ row: Row) {
    guard let text = row.one("therapy") else { return }
    let extensions = Self.intent(row)
    let status = Self.status(row)
    add(
      "Procedure", row, kind: "therapy",
      (extensions.isEmpty ? [] : [("extension", .array(extensions))]) + [("status", .string(status))]
        + Self.times("performed", row, lasts: true) + Self.end(row) + Self.note(row))
    let drugs = text == Silence.notStated ? [] : text.parts(by: " + ")
    for (index, drug) in drugs.enumerated() {
      let codes = CodeTables.table(.atc).entries(for: drug).filter { $0.word == drug }
      // Of several codes of a drug nobody says which.
      let code = codes.count == 1 ? [(system: CodeTables.table(.atc).address, code: codes[0].code.text)] : []
      add(
        "MedicationStatement", row, kind: "drug", part: "drug \(index)",
        [
          ("partOf", .array([reference("Procedure", row.name)])),
          ("status", .string(status == "in-progress" ? "active" : status)),
          ("medicationCodeableConcept", Self.concept(code, drug)),
        ])
    }
  }

  /// Whether a treatment is over, as far as the record says it.
  private static func status(_ row: Row) -> String {
    row.one("ongoing") == "true" ? "in-progress" : row.cells["ends"] != nil ? "completed" : "unknown"
  }

  private static func intent(_ row: Row) -> [JSON] {
    guard let word = row.one("intent") else { return [] }
    let code = CodeTables.table(.snomed).entries(for: word).first { $0.kind == .intent && $0.word == word }
    return [
      valued(
        mcode + "mcode-procedure-intent", "valueCodeableConcept",
        concept(code.map { [(system: "http://snomed.info/sct", code: $0.code.text)] } ?? [], code == nil ? word : nil))
    ]
  }

  private static func end(_ row: Row) -> Members { row.one("stopped for").map { [("statusReason", text($0))] } ?? [] }

  // MARK: visits

  mutating func addAssessment(_ row: Row) {
    var members: Members = [("status", "final"), ("code", Self.concept([("http://loinc.org", "97509-4")]))]
    members += Self.times("effective", row, lasts: false)
    if let response = row.one("response") {
      let code = CodeTables.table(.snomed).entries(for: response).first { $0.kind == .response && $0.word == response }
      members.append(
        (
          "valueCodeableConcept",
          Self.concept(code.map { [(system: "http://snomed.info/sct", code: $0.code.text)] } ?? [], response)
        ))
    }
    if let modality = row.one("assessment"), modality != Silence.notStated {
      members.append(("method", Self.text(modality)))
    }
    members += Self.note(row)
    if let finding = row.one("finding") {
      members.append(
        ("component", .array([.object([("code", Self.text("finding")), ("valueString", .string(finding))])])))
    }
    add("Observation", row, kind: "assessment", profile: "mcode-cancer-disease-status", members)
  }

  mutating func addStatus(_ row: Row) {
    guard let text = row.one("performance status") else { return }
    var found: (code: String, value: Int)?
    if let match = text.wholeMatch(of: #/ECOG ([0-4])/#) { found = Int(match.1).map { ("89247-1", $0) } }
    if let match = text.wholeMatch(of: #/Karnofsky ([0-9]{1,3}) %/#) { found = Int(match.1).map { ("89243-0", $0) } }
    guard let found else { return }
    add(
      "Observation", row, kind: "performance status",
      [("status", "final"), ("code", Self.concept([("http://loinc.org", found.code)]))]
        + Self.times("effective", row, lasts: false) + [("valueInteger", .integer(found.value))] + Self.note(row))
  }

  mutating func addLaboratory(_ row: Row) {
    guard let analyte = row.one("lab"), let text = row.one("value"),
      let coded = CodedLaboratory(analyte, text), let number = Double(coded.amount)
    else { return }
    let quantity = JSON.object(
      [("value", .number(number))]
        + (coded.comparator.isEmpty ? [] : [("comparator", JSON.string(coded.comparator))])
        + [
          ("unit", .string(coded.spelling)), ("system", "http://unitsofmeasure.org"),
          ("code", .string(coded.unit.code.text)),
        ])
    add(
      "Observation", row, kind: "lab",
      [("status", "final"), ("code", Self.concept([("http://loinc.org", coded.analyte.code.text)]))]
        + Self.times("effective", row, lasts: false) + [("valueQuantity", quantity)] + Self.note(row))
  }

  mutating func addToxicity(_ row: Row) {
    // That there was none is no event.
    guard let term = row.one("toxicity"), row.cells["absent"] == nil, !Toxicity(term: term).isAbsence else { return }
    var members: Members = [("actuality", "actual"), ("event", Self.text(term))] + Self.time("date", row.cells["when"])
    if let grade = row.one("grade"), ["1", "2", "3", "4", "5"].contains(grade) {
      members.append(("severity", Self.concept([Self.mii("mii-cs-onko-nebenwirkung-ctcae-grad", grade)])))
    } else if let qualifier = row.one("qualifier") {
      members.append(("severity", Self.text(qualifier)))
    }
    if let of = row.one("of"), entries.contains(where: { $0.name == of && $0.kind == "therapy" }) {
      members.append(("suspectEntity", .array([.object([("instance", reference("Procedure", of))])])))
    }
    add("AdverseEvent", row, kind: "toxicity", members)
  }

  /// The day of a death stands with the patient; here is of what it was.
  mutating func addDeath(_ row: Row) {
    guard entries.first(where: { $0.kind == "death" })?.name == row.name, let cause = row.one("death"),
      cause != "true"
    else { return }
    var members: Members = [("status", "final"), ("code", Self.concept([("http://snomed.info/sct", "184305005")]))]
    if let code = RegistryWords.tumourDeath.code(cause) {
      members.append(("interpretation", .array([Self.concept([Self.mii("mii-cs-onko-tod", code)])])))
    } else {
      members.append(("valueCodeableConcept", Self.text(cause)))
    }
    add("Observation", row, kind: "death", members + Self.note(row))
  }

  /// A plan or a decision in words.
  mutating func addPlan(_ row: Row) {
    guard let words = row.one(row.kind) else { return }
    add(
      "CarePlan", row, kind: row.kind,
      [("status", "unknown"), ("intent", "plan"), ("description", .string(words))]
        + Self.time("created", row.cells["when"]) + Self.note(row))
  }

  /// What is of no kind, in words.
  mutating func addEvent(_ row: Row) {
    guard let words = row.one("event") else { return }
    add(
      "Observation", row, kind: "event",
      [("status", "final"), ("code", Self.text(words))] + Self.times("effective", row, lasts: false) + Self.note(row))
  }

  /// A biopsy or an ablation, with its site.
  mutating func addOther(_ row: Row) {
    guard let site = row.one(row.kind) else { return }
    add(
      "Procedure", row, kind: row.kind,
      [("status", "completed"), ("code", Self.text(row.kind))] + Self.times("performed", row, lasts: false)
        + (site == "true" ? [] : [("bodySite", .array([Self.text(site)]))]) + Self.note(row))
  }

  mutating func addBoard(_ row: Row) {
    guard let text = row.one("decision") else { return }
    let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
    guard let kind = parts.first.flatMap({ RegistryWords.boardTypes.code($0) }) else { return addPlan(row) }
    var activities: [JSON] = []
    if parts.count == 2 {
      guard let codes = RegistryWords.treatmentCodes(parts[1]) else { return addPlan(row) }
      activities = codes.map { code in
        .object([
          (
            "detail",
            .object([("code", Self.concept([Self.mii("mii-cs-onko-therapie-typ", code)])), ("status", "unknown")])
          )
        ])
      }
    }
    add(
      "CarePlan", row, kind: "decision",
      [
        ("status", "completed"), ("intent", "plan"),
        ("category", .array([Self.concept([Self.mii("mii-cs-onko-therapieplanung-typ", kind)])])),
      ] + Self.time("created", row.cells["when"]) + (activities.isEmpty ? [] : [("activity", .array(activities))])
        + Self.note(row))
  }
}
