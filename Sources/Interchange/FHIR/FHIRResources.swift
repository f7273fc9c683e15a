// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// The resources of one patient, made of the rows of the patient: only what they can hold as it is.
struct FHIRResources {
  typealias Row = FlatRows.Row
  typealias Members = [(key: String, value: JSON)]

  /// A resource with the address by which others refer to it.
  struct Resource {
    var type: String
    var address: String
    var members: Members
  }

  let id: String
  let person: Row?
  let entries: [Row]
  let shape: FHIRShape
  private var resources: [Resource] = []
  /// The profiles that resources do not claim, with what these demand and the record does not state.
  private(set) var unclaimed: [Unclaimed] = []

  /// A profile that a resource does not claim.
  struct Unclaimed: Hashable {
    var type: String
    var profile: String
    var words: String
    var entry: String
  }

  /// - Parameter untimed: the names of entries whose times cannot be held: they count from what is not written.
  init(_ id: String, _ rows: [Row], untimed: Set<String> = [], shape: FHIRShape = .bundle) {
    self.id = id
    self.shape = shape
    person = rows.first { $0.kind == "patient" }
    entries = rows.filter { !["patient", "lesion", "administration", "phase"].contains($0.kind) }.map { row in
      var row = row
      for (key, texts) in row.cells where !texts.allSatisfy(Self.isText) { row.cells[key] = nil }
      if untimed.contains(row.name) {
        for key in ["when", "ends"] where row.cells[key].flatMap(Self.date) == nil { row.cells[key] = nil }
      }
      return row
    }
  }

  /// Whether a text can be one of FHIR for every reader: with no blank of any script at its ends.
  static func isText(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    return !first.properties.isWhitespace && !last.properties.isWhitespace
  }

  /// The entry that a resource with an address was made of.
  func name(of address: String) -> String? { entries.first { self.address($0.name) == address }?.name }

  /// All resources; none for a patient whose id FHIR does not allow.
  mutating func made() -> [Resource] {
    guard id.wholeMatch(of: #/[A-Za-z0-9\-.]{1,64}/#) != nil else { return [] }
    addPerson()
    for row in entries {
      switch row.kind {
      case "diagnosis": addDiagnosis(row)
      case "metastases": addMetastases(row)
      case "surgery": addSurgery(row)
      case "radiotherapy": addRadiotherapy(row)
      case "therapy": addTherapy(row)
      case "assessment": addAssessment(row)
      case "performance status": addStatus(row)
      case "lab": addLaboratory(row)
      case "toxicity": addToxicity(row)
      case "death": addDeath(row)
      case "decision": addBoard(row)
      case "plan": addPlan(row)
      case "event": addEvent(row)
      case "biopsy", "ablation": addOther(row)
      default: break
      }
    }
    return resources
  }

  // MARK: resources

  /// The address of the resource of an entry: the same for the same study, and nobody else's, nor that of a patient whose entry is called `patient`.
  func address(_ name: String) -> String { Self.address(of: "verlauf/\(id)/\(name == "patient" ? "/patient" : name)") }

  private var personAddress: String { Self.address(of: "verlauf/\(id)/patient") }

  private static func address(of words: String) -> String {
    let digest = SHA256.digest(words.utf8)
    // An identifier made of a digest is of version 8 (RFC 9562, 5.8).
    var bytes = Array(digest.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Hexadecimal.text(bytes)
    let parts = [
      hex.prefix(8), hex.dropFirst(8).prefix(4), hex.dropFirst(12).prefix(4), hex.dropFirst(16).prefix(4),
      hex.suffix(12),
    ]
    return "urn:uuid:" + parts.joined(separator: "-")
  }

  /// A reference to the resource of an entry: in a bundle by its address, else by type and id.
  func reference(_ type: String, _ name: String) -> JSON {
    let words = shape == .bundle ? address(name) : "\(type)/\(Self.id(address(name)))"
    return .object([("reference", .string(words))])
  }

  /// A reference to the patient.
  private var personReference: JSON {
    .object([("reference", .string(shape == .bundle ? personAddress : "Patient/\(id)"))])
  }

  private static func id(_ address: String) -> String { String(address.dropFirst("urn:uuid:".count)) }

  /// Adds a resource of an entry, or a part of it.
  ///
  /// - Parameters:
  ///   - kind: what it is in the record, as a tag: where no code of FHIR says it.
  ///   - part: what tells it from the resource of the entry itself.
  mutating func add(
    _ type: String, _ row: Row, kind: String, part: String? = nil, profile: String? = nil, _ members: Members
  ) {
    let name = part.map { "\(row.name)/\($0)" } ?? row.name
    let address = address(name)
    var all: Members = [
      ("resourceType", .string(type)), ("id", .string(Self.id(address))), ("meta", Self.tagged(kind)),
    ]
    // What says which entry it was; an event of side effects has one such number and not several.
    let own = JSON.object([("system", .string(FHIROwn.entries)), ("value", .string(row.name))])
    if part == nil { all.append(("identifier", type == "AdverseEvent" ? own : .array([own]))) }
    all.append((FHIRTypes.subject(of: type) ?? "subject", personReference))
    all += members
    if let profile, claims(profile, type, all, row) { all[2].value = Self.tagged(kind, Self.mcode + profile) }
    resources.append(Resource(type: type, address: address, members: all))
  }

  static let mcode = "http://hl7.org/fhir/us/mcode/StructureDefinition/"

  /// Whether a resource meets what a profile demands; what it does not meet is noted.
  private mutating func claims(_ profile: String, _ type: String, _ members: Members, _ row: Row) -> Bool {
    let bytes = Array(JSON.object(members).text(.line).utf8)
    var tape = JSONTape()
    let limits = JSONTape.Limits(depth: 48, values: FHIRFiles.Limits.values, text: FHIRFiles.Limits.text)
    guard (try? tape.read(bytes, 0..<bytes.count, limits: limits)) != nil else { return false }
    let element = FHIRElement.resource(tape, 0, in: bytes, line: 1)
    let unmet = FHIRProfiles.all.unmet(by: element, of: profile).filter { !$0.isAdvice }
    for own in unmet {
      unclaimed.append(Unclaimed(type: type, profile: profile, words: own.words, entry: "\(id)/\(row.name)"))
    }
    return unmet.isEmpty
  }

  /// What a resource is in the record, as a tag, beside its profile.
  private static func tagged(_ kind: String, _ profile: String? = nil) -> JSON {
    let tag = JSON.object([("system", .string(FHIROwn.kinds)), ("code", .string(kind))])
    return .object((profile.map { [("profile", .array([.string($0)]))] } ?? []) + [("tag", .array([tag]))])
  }

  private mutating func addPerson() {
    var members: Members = [("resourceType", "Patient"), ("id", .string(id)), ("meta", Self.tagged("patient"))]
    if let sex = person?.one("sex").flatMap({ FHIRPatient.sexes.code($0) }) { members.append(("gender", .string(sex))) }
    if let year = person?.one("year of birth"), year.wholeMatch(of: #/[0-9]{4}/#) != nil {
      members.append(("birthDate", .string(year)))
    }
    if let death = entries.first(where: { $0.kind == "death" }) {
      let times = Self.time("deceasedDateTime", death.cells["when"])
      members += times.isEmpty ? [("deceasedBoolean", .bool(true))] : times
    }
    resources.append(Resource(type: "Patient", address: personAddress, members: members))
    guard let person else { return }
    for (key, unit, code) in [("weight", "kg", "29463-7"), ("height", "cm", FHIRWords.height)] {
      guard let text = person.one(key), let number = Self.number(text, unit) else { continue }
      var row = person
      row.name = key
      add(
        "Observation", row, kind: key, part: "size",
        [
          ("status", "final"), ("code", Self.concept([("http://loinc.org", code)])),
          ("valueQuantity", Self.quantity(number, unit)),
        ])
    }
    for (index, words) in (person.cells["comorbidity"] ?? []).enumerated() {
      var row = person
      row.name = "comorbidity"
      add("Condition", row, kind: "comorbidity", part: "\(index)", [("code", Self.text(words))])
    }
  }

  // MARK: values

  static func text(_ words: String) -> JSON { .object([("text", .string(words))]) }

  static func coding(_ system: String, _ code: String, version: String? = nil) -> JSON {
    .object(
      [("system", .string(system))] + (version.map { [("version", JSON.string($0))] } ?? []) + [("code", .string(code))]
    )
  }

  /// A concept of codes and words.
  static func concept(_ codes: [(system: String, code: String)], _ words: String? = nil) -> JSON {
    var members: Members = []
    if !codes.isEmpty { members.append(("coding", .array(codes.map { coding($0.system, $0.code) }))) }
    if let words { members.append(("text", .string(words))) }
    return .object(members)
  }

  static func quantity(_ number: Double, _ unit: String, comparator: String? = nil) -> JSON {
    .object(
      [("value", .number(number))] + (comparator.map { [("comparator", JSON.string($0))] } ?? [])
        + [("unit", .string(unit)), ("system", "http://unitsofmeasure.org"), ("code", .string(unit))])
  }

  /// The number of a text with a unit, where it is printed as it stands.
  static func number(_ text: String, _ unit: String) -> Double? {
    guard text.hasSuffix(" \(unit)") else { return nil }
    let digits = String(text.dropLast(unit.count + 1))
    guard digits.wholeMatch(of: #/[0-9]{1,9}(\.[0-9]{1,6})?/#) != nil, let number = Double(digits) else { return nil }
    return number
  }

  static let extensions = "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/"

  static func mii(_ list: String, _ code: String) -> (system: String, code: String) { (extensions + list, code) }

  static func valued(_ url: String, _ name: String, _ value: JSON) -> JSON {
    .object([("url", .string(url)), (name, value)])
  }

  // MARK: times

  /// A time: a date of FHIR, or what was stated in an extension.
  static func time(_ name: String, _ texts: [String]?) -> Members {
    guard let texts, !texts.isEmpty else { return [] }
    if let date = date(texts) { return [(name, .string(date))] }
    return [("_" + name, .object([("extension", .array(stated(texts)))]))]
  }

  /// The one date of FHIR that a time is; nil for any other.
  static func date(_ texts: [String]) -> String? {
    guard texts.count == 1, let date = try? FHIRDate.parse(texts[0]), date.text == texts[0] else { return nil }
    return texts[0]
  }

  /// Times as they were stated.
  static func stated(_ texts: [String]) -> [JSON] { texts.map { valued(FHIROwn.time, "valueString", .string($0)) } }

  /// When something was, or began and ended.
  static func times(_ stem: String, _ row: Row, lasts: Bool) -> Members {
    guard lasts, row.cells["ends"] != nil else { return time(stem + "DateTime", row.cells["when"]) }
    return [(stem + "Period", .object(time("start", row.cells["when"]) + time("end", row.cells["ends"])))]
  }

  /// The note of an entry.
  static func note(_ row: Row) -> Members {
    row.one("note").map { [("note", .array([text($0)]))] } ?? []
  }
}
