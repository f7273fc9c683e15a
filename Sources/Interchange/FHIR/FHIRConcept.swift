// SPDX-License-Identifier: Apache-2.0

import Codes
import Notation
import Plain

/// A `CodeableConcept`: codes of one meaning in several systems, and its words.
struct FHIRConcept {
  typealias Leaf = SourceValue

  struct Coding {
    var system: String
    var code: Leaf?
    var display: Leaf?
    var version: Leaf?
    /// All values that stand in it, in the order of the file.
    var leaves: [Leaf]

    /// The code, where the system is one of these.
    func code(of systems: Set<String>) -> String? { systems.contains(system) ? code?.raw : nil }

    /// `SNOMED CT 2424003`
    var name: String? {
      guard let code else { return nil }
      return "\(FHIRSystems.name(system)) \(code.raw)".trimmed
    }
  }

  var codings: [Coding]
  var text: Leaf?

  /// All values, the first one that which says most: a code, else words.
  var leaves: [Leaf] {
    let all = codings.flatMap { coding in [coding.code].compactMap { $0 } + coding.leaves.filter { $0 != coding.code } }
    return all + [text].compactMap { $0 }
  }

  /// Whether it says anything.
  var isEmpty: Bool { leaves.isEmpty }

  /// Its words: those of who wrote it, else the words of a code, else the code with its system.
  var words: String? {
    text?.raw ?? codings.compactMap { $0.display?.raw }.first ?? codings.compactMap(\.name).first
  }

  /// Its words with its codes behind them: `Partial mastectomy (SNOMED CT 64368001)`.
  var wordsAndCodes: String? {
    let names = codings.compactMap(\.name)
    guard let words = text?.raw ?? codings.compactMap({ $0.display?.raw }).first else {
      return names.isEmpty ? nil : names.joined(separator: ", ")
    }
    return names.isEmpty ? words : "\(words) (\(names.joined(separator: ", ")))"
  }

  /// The first coding of a system.
  func coding(_ systems: Set<String>) -> Coding? { codings.first { $0.code(of: systems) != nil } }

  /// The entry of a table that a coding of its system has, of one of these kinds.
  func entry(_ system: CodeSystem, _ systems: Set<String>, _ kinds: CodeTable.Kind...) -> (CodeTable.Entry, Coding)? {
    for coding in codings {
      guard let code = coding.code(of: systems), let found = CodeTables.table(system)[code],
        kinds.isEmpty || kinds.contains(found.kind)
      else { continue }
      return (found, coding)
    }
    return nil
  }

  /// The first code of a system of the module for oncology of the Medical Informatics Initiative, whose systems have the codes of the data set of registries.
  func mii(_ names: String...) -> Coding? {
    codings.first { coding in
      guard coding.code != nil, coding.system.hasPrefix(FHIRSystems.mii) else { return false }
      return names.contains(String(coding.system.split(separator: "/").last ?? ""))
    }
  }
}

extension FHIRElement {
  /// What it says as a concept, all of which is then read.
  func concept(in record: CellPlace) -> FHIRConcept {
    let codings = all("coding").map { Self.coding($0, in: record) }
    return FHIRConcept(codings: codings, text: leaf("text", in: record))
  }

  /// A coding, all of which is then read.
  static func coding(_ element: FHIRElement, in record: CellPlace) -> FHIRConcept.Coding {
    var own = FHIRConcept.Coding(system: element.peek("system") ?? "", leaves: [])
    for child in element.children where child.kind != .elements {
      guard let leaf = child.own(in: record) else { continue }
      own.leaves.append(leaf)
      switch child.name {
      case "code": own.code = leaf
      case "display": own.display = leaf
      case "version": own.version = leaf
      default: break
      }
    }
    return own
  }

  /// The codes that it has, which stay unread.
  func peekCodes() -> [(system: String, code: String)] {
    all("coding").compactMap { coding in coding.peek("code").map { (coding.peek("system") ?? "", $0) } }
  }
}

/// The addresses of systems of codes.
enum FHIRSystems {
  static let mii = "https://www.medizininformatik-initiative.de/fhir/"
  static let snomed: Set = ["http://snomed.info/sct"]
  static let loinc: Set = ["http://loinc.org"]
  static let ucum: Set = ["http://unitsofmeasure.org"]
  static let atc: Set = [
    "http://fhir.de/CodeSystem/bfarm/atc", "http://fhir.de/CodeSystem/dimdi/atc", "http://www.whocc.no/atc",
  ]
  static let ops: Set = ["http://fhir.de/CodeSystem/bfarm/ops", "http://fhir.de/CodeSystem/dimdi/ops"]
  static let icd10GM: Set = [
    "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "http://fhir.de/CodeSystem/dimdi/icd-10-gm",
  ]
  static let icd10WHO: Set = ["http://hl7.org/fhir/sid/icd-10"]
  static let icd10CM: Set = ["http://hl7.org/fhir/sid/icd-10-cm"]
  static let icdO: Set = [
    "http://terminology.hl7.org/CodeSystem/icd-o-3", "urn:oid:2.16.840.1.113883.6.43.1",
    "http://hl7.org/fhir/sid/icd-o-3",
  ]
  static let rxNorm: Set = ["http://www.nlm.nih.gov/research/umls/rxnorm"]
  static let verification: Set = ["http://terminology.hl7.org/CodeSystem/condition-ver-status"]
  static let uicc: Set = ["https://www.uicc.org/resources/tnm"]
  static let ajcc: Set = ["http://cancerstaging.org"]

  private static let names: [(Set<String>, String)] = [
    (snomed, "SNOMED CT"), (loinc, "LOINC"), (atc, "ATC"), (ops, "OPS"), (icd10GM, "ICD-10-GM"), (icd10WHO, "ICD-10"),
    (icd10CM, "ICD-10-CM"), (icdO, "ICD-O-3"), (rxNorm, "RxNorm"), (uicc, "UICC"), (ajcc, "AJCC"),
  ]

  /// What a system is called; one that is not known by the last part of its address.
  static func name(_ system: String) -> String {
    // Codes of FHIR itself are words.
    if system.hasPrefix("http://terminology.hl7.org/CodeSystem/"), !icdO.contains(system) { return "" }
    return names.first { $0.0.contains(system) }?.1
      ?? String(system.split(whereSeparator: { "/:".contains($0) }).last ?? "")
  }
}
