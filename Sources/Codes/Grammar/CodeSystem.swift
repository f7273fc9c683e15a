// SPDX-License-Identifier: Apache-2.0

/// A system of codes of which there is a table. What it may be used for, its table says.
public enum CodeSystem: String, Sendable, Hashable, CaseIterable {
  /// Diagnoses, in the German modification.
  case icd10GM = "ICD-10-GM"
  /// Histologies: the morphology of ICD-O.
  case morphology = "ICD-O-3-M"
  /// Sites: the topography of ICD-O.
  case topography = "ICD-O-3-T"
  /// Procedures in German hospitals.
  case ops = "OPS"
  /// Drugs.
  case atc = "ATC"
  /// Terms of the profiles of FHIR.
  case snomed = "SNOMED CT"
  /// What is measured.
  case loinc = "LOINC"
  /// Units.
  case ucum = "UCUM"

  /// The system that a name means, whatever its case and its hyphens: `icd-o-3-m`, `snomed`.
  public init?(named text: String) {
    let wanted = Self.folded(text)
    guard let system = Self.allCases.first(where: { Self.folded($0.rawValue) == wanted || $0.others.contains(wanted) })
    else { return nil }
    self = system
  }

  private static func folded(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// Other names of the system, folded.
  private var others: [String] {
    switch self {
    case .icd10GM: ["icd10", "icd"]
    case .morphology: ["icdomorphology", "icdom", "icdo3morphology"]
    case .topography: ["icdotopography", "icdot", "icdo3topography"]
    case .snomed: ["snomed", "sct"]
    case .ops, .atc, .loinc, .ucum: []
    }
  }

  /// What a code of it looks like, with an example.
  public var form: String {
    switch self {
    case .icd10GM: "a letter, two digits and up to two more behind a point: `C49.2`"
    case .morphology: "four digits from 8000, a slash and the behaviour: `8890/3`"
    case .topography: "C00.0 to C80.9: `C49.2`"
    case .ops: "a digit, a hyphen, two or three digits and up to two signs behind a point: `8-522`, `5-547.0`"
    case .atc: "a level of the index: `L01BC05`, `L01B`"
    case .snomed: "6 to 18 digits whose last one is their check digit: `419835002`"
    case .loinc: "digits, a hyphen and their check digit: `718-7`"
    case .ucum: "a unit of UCUM without blanks: `10*9/L`"
    }
  }
}
