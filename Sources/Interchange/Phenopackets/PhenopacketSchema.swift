// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// The messages of Phenopackets v2 (phenopacket-schema, version 2.0) with their fields, as far as the reader knows them: what a message may hold, and of what type.
///
/// The words are those of proto3's JSON: names in camel case, enumerations by name or number, whole numbers also as texts.
enum PhenopacketSchema {
  enum Kind: Equatable {
    case text, flag, number, whole, time, anything
    case word([String])
    case message(String)
  }

  struct Field {
    var kind: Kind
    var isList: Bool
    /// Fields of one choice, of which a message has one.
    var choice: String?
  }

  /// A name of the file in camel case: `time_of_death` is `timeOfDeath`.
  static func name(_ text: String) -> String {
    guard text.contains("_") else { return text }
    var name = ""
    var isUpper = false
    for character in text {
      if character == "_" {
        isUpper = true
      } else {
        name += isUpper ? character.uppercased() : String(character)
        isUpper = false
      }
    }
    return name
  }

  /// The word of an enumeration, which a file has by name or by number; nil for what is none.
  static func word(_ text: String, of words: [String]) -> String? {
    if let number = Int(text) { return words.indices.contains(number) ? words[number] : nil }
    return words.contains(text) ? text : nil
  }

  static let sexes = ["UNKNOWN_SEX", "FEMALE", "MALE", "OTHER_SEX"]
  static let states = ["UNKNOWN_STATUS", "ALIVE", "DECEASED"]
  static let regimenStates = ["UNKNOWN_STATUS", "STARTED", "COMPLETED", "DISCONTINUED"]

  private static let enumerations: [String: [String]] = [
    "Sex": sexes, "Status": states, "RegimenStatus": regimenStates,
    "KaryotypicSex": [
      "UNKNOWN_KARYOTYPE", "XX", "XY", "XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY", "OTHER_KARYOTYPE",
    ],
    "DrugType": ["UNKNOWN_DRUG_TYPE", "PRESCRIPTION", "EHR_MEDICATION_LIST", "ADMINISTRATION_RELATED_TO_PROCEDURE"],
  ]

  /// Message: its fields; `*` is a list, `|x` a choice.
  private static let table = """
    Phenopacket: id text, subject Individual, phenotypicFeatures *PhenotypicFeature, measurements *Measurement, biosamples *Biosample, interpretations *anything, diseases *Disease, medicalActions *MedicalAction, files *anything, metaData MetaData
    Individual: id text, alternateIds *text, dateOfBirth time, timeAtLastEncounter TimeElement, vitalStatus VitalStatus, sex Sex, karyotypicSex KaryotypicSex, gender OntologyClass, taxonomy OntologyClass
    VitalStatus: status Status, timeOfDeath TimeElement, causeOfDeath OntologyClass, survivalTimeInDays whole
    OntologyClass: id text, label text
    ExternalReference: id text, reference text, description text
    Evidence: evidenceCode OntologyClass, reference ExternalReference
    Age: iso8601duration text
    AgeRange: start Age, end Age
    GestationalAge: weeks whole, days whole
    TimeInterval: start time, end time
    TimeElement: gestationalAge GestationalAge|element, age Age|element, ageRange AgeRange|element, ontologyClass OntologyClass|element, timestamp time|element, interval TimeInterval|element
    PhenotypicFeature: description text, type OntologyClass, excluded flag, severity OntologyClass, modifiers *OntologyClass, onset TimeElement, resolution TimeElement, evidence *Evidence
    Quantity: unit OntologyClass, value number, referenceRange ReferenceRange
    ReferenceRange: unit OntologyClass, low number, high number
    TypedQuantity: type OntologyClass, quantity Quantity
    Value: quantity Quantity|value, ontologyClass OntologyClass|value
    ComplexValue: typedQuantities *TypedQuantity
    Measurement: description text, assay OntologyClass, value Value|value, complexValue ComplexValue|value, timeObserved TimeElement, procedure Procedure
    Procedure: code OntologyClass, bodySite OntologyClass, performed TimeElement
    Biosample: id text, individualId text, derivedFromId text, description text, sampledTissue OntologyClass, sampleType OntologyClass, phenotypicFeatures *PhenotypicFeature, measurements *Measurement, taxonomy OntologyClass, timeOfCollection TimeElement, histologicalDiagnosis OntologyClass, tumorProgression OntologyClass, tumorGrade OntologyClass, pathologicalStage OntologyClass, pathologicalTnmFinding *OntologyClass, diagnosticMarkers *OntologyClass, procedure Procedure, files *anything, materialSample OntologyClass, sampleProcessing OntologyClass, sampleStorage OntologyClass
    Disease: term OntologyClass, excluded flag, onset TimeElement, resolution TimeElement, diseaseStage *OntologyClass, clinicalTnmFinding *OntologyClass, primarySite OntologyClass, laterality OntologyClass
    MedicalAction: procedure Procedure|action, treatment Treatment|action, radiationTherapy RadiationTherapy|action, therapeuticRegimen TherapeuticRegimen|action, treatmentTarget OntologyClass, treatmentIntent OntologyClass, responseToTreatment OntologyClass, adverseEvents *OntologyClass, treatmentTerminationReason OntologyClass
    Treatment: agent OntologyClass, routeOfAdministration OntologyClass, doseIntervals *DoseInterval, drugType DrugType, cumulativeDose Quantity
    DoseInterval: quantity Quantity, scheduleFrequency OntologyClass, interval TimeInterval
    RadiationTherapy: modality OntologyClass, bodySite OntologyClass, dosage whole, fractions whole
    TherapeuticRegimen: externalReference ExternalReference|identifier, ontologyClass OntologyClass|identifier, startTime TimeElement, endTime TimeElement, regimenStatus RegimenStatus
    MetaData: created text, createdBy text, submittedBy text, resources *Resource, updates *anything, phenopacketSchemaVersion text, externalReferences *ExternalReference
    Resource: id text, name text, url text, version text, namespacePrefix text, iriPrefix text
    """

  static let messages: [String: [String: Field]] = {
    var messages: [String: [String: Field]] = [:]
    for line in table.split(separator: "\n") {
      let parts = String(line).parts(by: ": ")
      guard parts.count == 2 else { continue }
      var fields: [String: Field] = [:]
      for text in parts[1].parts(by: ", ") {
        let words = text.parts(by: " ")
        guard words.count == 2 else { continue }
        let type = words[1].parts(by: "|")
        let isList = type[0].hasPrefix("*")
        let name = isList ? String(type[0].dropFirst()) : type[0]
        fields[words[0]] = Field(kind: kind(name), isList: isList, choice: type.count > 1 ? type[1] : nil)
      }
      messages[parts[0]] = fields
    }
    return messages
  }()

  private static func kind(_ name: String) -> Kind {
    switch name {
    case "text": .text
    case "flag": .flag
    case "number": .number
    case "whole": .whole
    case "time": .time
    case "anything": .anything
    default: enumerations[name].map { .word($0) } ?? .message(name)
    }
  }

  /// Why an element is none of a message.
  struct Fault {
    var element: FHIRElement
    var found: String
    var expected: String
  }

  /// The first fault of an element and all in it: a field that the schema does not have, a value of another type, a field twice, two of a choice.
  static func fault(of element: FHIRElement, as message: String) -> Fault? {
    guard let fields = messages[message] else { return nil }
    var seen: Set<String> = []
    var choices: [String: String] = [:]
    for child in element.children {
      guard let field = fields[child.name] else {
        return Fault(
          element: child, found: "`\(child.name.prefix(60))`, which is no field of \(message)",
          expected: "a field of Phenopackets v2")
      }
      if !seen.insert(child.name).inserted, !field.isList {
        return Fault(element: child, found: "`\(child.name)` twice in one \(message)", expected: "it once")
      }
      if let choice = field.choice, let other = choices.updateValue(child.name, forKey: choice), other != child.name {
        return Fault(
          element: child, found: "`\(other)` beside `\(child.name)` in one \(message)", expected: "one of them")
      }
      if let fault = fault(of: child, as: field.kind) { return fault }
    }
    return nil
  }

  private static func fault(of child: FHIRElement, as kind: Kind) -> Fault? {
    func wrong(_ expected: String) -> Fault {
      let found = child.kind == .elements ? "an object" : ProblemLog.quoted(child.text)
      return Fault(element: child, found: "\(found) for `\(child.name)`", expected: expected)
    }
    switch kind {
    case .anything: return nil
    case .text: return child.kind == .text ? nil : wrong("a text in double quotes")
    case .flag: return child.kind == .flag ? nil : wrong("`true` or `false`")
    case .number:
      guard [.number, .text].contains(child.kind), Double(child.text)?.isFinite ?? false else {
        return wrong("a number")
      }
      return nil
    case .whole:
      guard [.number, .text].contains(child.kind), whole(child.text) != nil else { return wrong("a whole number") }
      return nil
    case .time:
      guard child.kind == .text, (try? FHIRDate.parse(child.text)) != nil else {
        return wrong("a time with its day: `2024-06-10T00:00:00Z`")
      }
      return nil
    case .word(let words):
      guard [.number, .text].contains(child.kind), word(child.text, of: words) != nil else {
        return wrong(Wording.list(words))
      }
      return nil
    case .message(let name): return child.kind == .elements ? fault(of: child, as: name) : wrong("an object")
    }
  }

  /// A whole number, however it is written: `8`, `8.0`.
  static func whole(_ text: String) -> Int? {
    guard let number = Double(text), number.isFinite, number == number.rounded(), number.magnitude < 1e9 else {
      return nil
    }
    return Int(number)
  }
}
