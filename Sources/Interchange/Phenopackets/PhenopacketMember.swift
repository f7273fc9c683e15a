// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

/// The phenopacket of one patient, made of the rows of the patient: only what it can hold as it is.
struct PhenopacketMember {
  typealias Row = FlatRows.Row
  typealias Members = [(key: String, value: JSON)]

  let id: String
  let person: Row?
  let entries: [Row]
  /// The entries whose times stand in words, with these as they stand in the file.
  private(set) var stated: [(name: String, quoted: String)] = []
  /// The fields of the packet.
  private(set) var members: Members = []

  var diseases: [JSON] = []
  var actions: [JSON] = []
  var measurements: [JSON] = []
  var samples: [JSON] = []
  var features: [JSON] = []
  private var marks: [JSON] = []
  /// The places of actions by the names of their entries, and the side effects of each.
  private var adverse: [String: [JSON]] = [:]

  /// - Parameter untimed: the names of entries whose times cannot be held: they count from what is not written.
  init(_ id: String, _ rows: [Row], untimed: Set<String>) {
    self.id = id
    person = rows.first { $0.kind == "patient" }
    var stated: [(name: String, quoted: String)] = []
    entries = rows.filter { !["patient", "lesion", "administration", "phase"].contains($0.kind) }.map { row in
      var row = row
      for (key, texts) in row.cells where !texts.allSatisfy(FHIRResources.isText) { row.cells[key] = nil }
      for key in ["when", "ends"] {
        guard let texts = row.cells[key] else { continue }
        if texts.count != 1 {
          row.cells[key] = nil
        } else if Self.span(texts[0]) == nil {
          if untimed.contains(row.name) {
            row.cells[key] = nil
          } else {
            stated.append((row.name, JSON.string(texts[0]).text()))
          }
        }
      }
      return row
    }
    self.stated = stated
  }

  // MARK: the packet

  mutating func make(_ day: String) {
    for row in entries where row.kind == "toxicity" { addAdverse(row) }
    for row in entries {
      switch row.kind {
      case "diagnosis": addDiagnosis(row)
      case "metastases", "local relapse": addMetastases(row)
      case "surgery", "biopsy", "ablation": addProcedure(row)
      case "radiotherapy": addRadiotherapy(row)
      case "therapy": addTherapy(row)
      case "assessment": addAssessment(row)
      case "performance status": addStatus(row)
      case "lab": addLaboratory(row)
      case "toxicity": addToxicity(row)
      default: break
      }
    }
    let subject = subject()
    for words in person?.cells["comorbidity"] ?? [] where FHIRResources.isText(words) {
      mark("diseases/\(diseases.count)", "comorbidity", "comorbidity")
      diseases.append(.object([("term", Self.term(words))]))
    }
    addSizes()
    members = [("id", .string("packet-" + id)), ("subject", subject)]
    for (key, list) in [
      ("phenotypicFeatures", features), ("measurements", measurements), ("biosamples", samples),
      ("diseases", diseases), ("medicalActions", actions),
    ] where !list.isEmpty { members.append((key, .array(list))) }
    members.append(("metaData", Self.metaData(day, marks)))
  }

  /// Says which entry an element is, so that it comes back under its name.
  mutating func mark(_ place: String, _ kind: String, _ name: String) {
    marks.append(
      .object([
        ("id", .string(PhenopacketOwn.entry)), ("reference", .string(place)),
        ("description", .string("\(kind) \(name)")),
      ]))
  }

  private mutating func subject() -> JSON {
    var own: Members = [("id", .string(id))]
    if let year = person?.one("year of birth"), year.wholeMatch(of: #/[0-9]{4}/#) != nil {
      own.append(("dateOfBirth", .string("\(year)-01-01T00:00:00Z")))
    }
    let death = entries.first { $0.kind == "death" }
    let contact = entries.last { $0.kind == "last contact" }
    if death == nil, let contact, let when = Self.time(contact.cells["when"]) {
      own.append(("timeAtLastEncounter", when))
      mark("subject/vitalStatus", "last contact", contact.name)
      own.append(("vitalStatus", .object([("status", "ALIVE")])))
    }
    if let death {
      var vital: Members = [("status", "DECEASED")]
      if let when = Self.time(death.cells["when"]) { vital.append(("timeOfDeath", when)) }
      // That nobody states a cause is no cause.
      let cause = death.one("death") ?? "true"
      let isSilent = [Silence.notStated, Silence.unknown].contains(cause)
      if !isSilent, cause != "true" { vital.append(("causeOfDeath", Self.term(cause))) }
      mark("subject/vitalStatus", isSilent ? "death \(cause)" : "death", death.name)
      own.append(("vitalStatus", .object(vital)))
    }
    let sexes = ["female": "FEMALE", "male": "MALE", "other": "OTHER_SEX"]
    if let sex = person?.one("sex").flatMap({ sexes[$0] }) { own.append(("sex", .string(sex))) }
    return .object(own)
  }

  // MARK: values

  /// Words of a record as a class: their own identifier, the same for the same words. It is of letters alone, so that nobody takes a part of it for a number or a year.
  static func term(_ words: String) -> JSON {
    let letters = Array("abcdefghijklmnop")
    let digest = SHA256.digest(words.utf8).prefix(8).flatMap { [letters[Int($0 >> 4)], letters[Int($0 & 15)]] }
    return term("\(PhenopacketTerm.own):\(String(digest))", words)
  }

  static func term(_ id: String, _ label: String?) -> JSON {
    .object([("id", .string(id))] + (label.map { [("label", JSON.string($0))] } ?? []))
  }

  static func quantity(_ number: Double, _ unit: String, _ label: String) -> JSON {
    .object([("unit", term("UCUM:\(unit)", label)), ("value", .number(number))])
  }

  /// The first and the last day of a time, where it is a day, a month, a year or an interval of days.
  static func span(_ text: String) -> (first: String, last: String)? {
    func whole(_ text: String) -> (String, String)? {
      guard let date = try? FHIRDate.parse(text), date.text == text else { return nil }
      if date.day != nil { return (text, text) }
      guard let month = date.month else { return ("\(text)-01-01", "\(text)-12-31") }
      return ("\(text)-01", "\(text)-\(PhenopacketTime.days(month, date.year))")
    }
    if let own = whole(text) { return own }
    let parts = text.parts(by: "/")
    guard parts.count == 2, let first = whole(parts[0]), let last = whole(parts[1]), first.0 == first.1,
      last.0 == last.1,
      first.0 < last.0
    else { return nil }
    return (first.0, last.0)
  }

  /// A time: a timestamp of a day, an interval, or what was stated, in words of the record.
  static func time(_ texts: [String]?) -> JSON? {
    guard let text = texts?.first, texts?.count == 1 else { return nil }
    guard let (first, last) = span(text) else { return .object([("ontologyClass", term(text))]) }
    func stamp(_ day: String) -> JSON { .string("\(day)T00:00:00Z") }
    if first == last { return .object([("timestamp", stamp(first))]) }
    return .object([("interval", .object([("start", stamp(first)), ("end", stamp(last))]))])
  }

  static func timed(_ key: String, _ texts: [String]?) -> Members { time(texts).map { [(key, $0)] } ?? [] }

  // MARK: what is of the document

  /// The systems whose codes are written, each with where it is.
  private static let resources: [JSON] = {
    func resource(_ id: String, _ name: String, _ url: String, _ version: String, _ prefix: String, _ iri: String)
      -> JSON
    {
      .object([
        ("id", .string(id)), ("name", .string(name)), ("url", .string(url)), ("version", .string(version)),
        ("namespacePrefix", .string(prefix)), ("iriPrefix", .string(iri)),
      ])
    }
    func table(_ id: String, _ system: CodeSystem, _ url: String, _ prefix: String, _ iri: String) -> JSON {
      resource(id, CodeTables.table(system).title, url, CodeTables.table(system).version, prefix, iri)
    }
    return [
      resource(
        "verlauf", "Words of a record, of no ontology", "urn:verlauf:words", "1", "VERLAUF", "urn:verlauf:words:"),
      table(
        "icdo", .morphology, "http://terminology.hl7.org/CodeSystem/icd-o-3", "icdo",
        "urn:oid:2.16.840.1.113883.6.43.1:"),
      table("atc", .atc, "https://atcddd.fhi.no", "ATC", "http://www.whocc.no/atc/"),
      table("loinc", .loinc, "https://loinc.org", "LOINC", "https://loinc.org/"),
      table("ucum", .ucum, "https://ucum.org", "UCUM", "https://ucum.org/"),
      resource(
        "ncit", "NCI Thesaurus", "http://purl.obolibrary.org/obo/ncit.owl", "none stated", "NCIT",
        "http://purl.obolibrary.org/obo/NCIT_"),
    ]
  }()

  static func metaData(_ day: String, _ marks: [JSON]) -> JSON {
    var members: Members = [
      ("created", .string("\(day)T00:00:00Z")), ("createdBy", "Verlauf"), ("resources", .array(resources)),
      ("phenopacketSchemaVersion", "2.0"),
    ]
    if !marks.isEmpty { members.append(("externalReferences", .array(marks))) }
    return .object(members)
  }

  // MARK: side effects

  /// A side effect is named at the action that it is of; when and how grave is said by its feature.
  private mutating func addAdverse(_ row: Row) {
    guard let term = Self.term(ofToxicity: row), let of = row.one("of"),
      entries.contains(where: { $0.name == of && $0.kind == "therapy" })
    else { return }
    adverse[of, default: []].append(Self.term(term))
  }

  func adverseEvents(of name: String) -> Members { adverse[name].map { [("adverseEvents", .array($0))] } ?? [] }

  /// That there was none is no side effect.
  static func term(ofToxicity row: Row) -> String? {
    guard let term = row.one("toxicity"), row.cells["absent"] == nil, !Toxicity(term: term).isAbsence else {
      return nil
    }
    return term
  }
}
