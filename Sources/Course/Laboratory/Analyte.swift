// SPDX-License-Identifier: Apache-2.0

/// A laboratory value that rules and grades speak of.
public enum Analyte: String, Sendable, Hashable, CaseIterable {
  /// Absolute neutrophil count (ANC; granulocytes in EU labels).
  case neutrophils
  /// White cells.
  case leukocytes
  /// Lymphocytes.
  case lymphocytes
  /// Platelets.
  case platelets
  /// Haemoglobin.
  case haemoglobin
  /// Total bilirubin.
  case bilirubin
  /// Serum creatinine.
  case creatinine
  /// Alanine aminotransferase.
  case alt = "ALT"
  /// Aspartate aminotransferase.
  case ast = "AST"
  /// Alkaline phosphatase.
  case alp = "ALP"
  /// Gamma-glutamyl transferase.
  case ggt = "GGT"
  /// Creatine kinase.
  case cpk = "CPK"
  /// Albumin.
  case albumin
  /// Creatinine clearance or estimated filtration rate.
  case creatinineClearance = "creatinine clearance"

  /// The analyte that a chart means: `ANC`, `Hb`, `GPT`, `Thrombozyten`. A text that says more than a name (`PLT <`, `ANC -`) names none.
  public init?(named text: String) {
    guard let analyte = Self.ownNames[text] ?? Self.meant(text) else { return nil }
    self = analyte
  }

  /// The analytes by the names of the record, which are asked for most.
  private static let ownNames = Dictionary(
    uniqueKeysWithValues: allCases.compactMap { own in meant(own.rawValue).map { (own.rawValue, $0) } })

  private static func meant(_ text: String) -> Analyte? {
    guard text.first?.isLetter == true, let last = text.last, last.isLetter || last.isNumber || last == ".",
      text.allSatisfy({ $0.isLetter || $0.isNumber || " -._\u{A0}".contains($0) })
    else { return nil }
    let wanted = text.lowercased().filter { $0.isLetter || $0.isNumber }
    return allCases.first { $0.rawValue.lowercased().filter(\.isLetter) == wanted } ?? synonyms[wanted]
  }

  private static let synonyms: [String: Analyte] = [
    "anc": .neutrophils, "agc": .neutrophils, "neutrophil": .neutrophils, "neutrophilcount": .neutrophils,
    "granulocytes": .neutrophils, "neutrophile": .neutrophils, "neut": .neutrophils,
    "absoluteneutrophilcount": .neutrophils, "neutrophilegranulozyten": .neutrophils, "neutrophilen": .neutrophils,
    "neutrophilgranulocytes": .neutrophils, "absoluteneutrophils": .neutrophils,
    "neutrophileabsolut": .neutrophils, "neutrophilsabsolute": .neutrophils,
    "wbc": .leukocytes, "leucocytes": .leukocytes, "leukozyten": .leukocytes, "whitecells": .leukocytes,
    "whitebloodcells": .leukocytes,
    "lymphozyten": .lymphocytes, "plt": .platelets, "thrombocytes": .platelets, "thrombozyten": .platelets,
    "plateletcount": .platelets,
    "hb": .haemoglobin, "hgb": .haemoglobin, "hemoglobin": .haemoglobin, "hämoglobin": .haemoglobin,
    "bili": .bilirubin, "totalbilirubin": .bilirubin, "kreatinin": .creatinine, "scr": .creatinine,
    "crea": .creatinine, "alanineaminotransferase": .alt, "aspartateaminotransferase": .ast,
    "gammaglutamyltransferase": .ggt, "whitebloodcellcount": .leukocytes, "gpt": .alt, "alat": .alt, "got": .ast,
    "asat": .ast, "ap": .alp,
    "alkalinephosphatase": .alp, "ggt": .ggt, "gammagt": .ggt, "ck": .cpk, "creatinekinase": .cpk,
    "leukos": .leukocytes, "leuko": .leukocytes, "thrombos": .platelets, "thrombo": .platelets, "neutros": .neutrophils,
    "neutro": .neutrophils, "lymphos": .lymphocytes, "krea": .creatinine, "gesamtbilirubin": .bilirubin,
    "bilirubingesamt": .bilirubin, "alkalischephosphatase": .alp, "kreatininclearance": .creatinineClearance,
    "kreatininclearence": .creatinineClearance, "creatinineclearance": .creatinineClearance,
    "crcl": .creatinineClearance, "gfr": .creatinineClearance, "egfr": .creatinineClearance,
  ]

  /// The unit in which values are kept and compared.
  public var unit: String {
    switch self {
    case .neutrophils, .leukocytes, .lymphocytes, .platelets: "10^9/L"
    case .haemoglobin: "g/dL"
    case .bilirubin, .creatinine: "mg/dL"
    case .alt, .ast, .alp, .ggt, .cpk: "U/L"
    case .albumin: "g/L"
    case .creatinineClearance: "mL/min"
    }
  }

  /// For print: `10⁹/L`.
  public var printedUnit: String { unit == "10^9/L" ? "10⁹/L" : unit }

  /// Values in ``unit`` that patients under treatment usually have. No source gives these bounds: outside, a person should look at the unit.
  public var usual: ClosedRange<Double> {
    switch self {
    // Counters tell tens in a microlitre; fewer are a count in another unit, or none.
    case .neutrophils, .lymphocytes: 0.01...60
    case .leukocytes: 0.02...200
    case .platelets: 2...1500
    case .haemoglobin: 3...17.5
    case .bilirubin: 0.05...30
    case .creatinine: 0.2...12
    case .alt, .ast, .alp, .ggt: 1...5000
    case .cpk: 1...20_000
    case .albumin: 10...60
    case .creatinineClearance: 5...200
    }
  }

  /// Whether patients under treatment have such a value; of cells none may be left.
  public func isUsual(_ value: Double) -> Bool {
    usual.contains(value) || value == 0 && (self == .neutrophils || self == .lymphocytes)
  }

  /// Whether a low value speaks against treatment; of the others a high one does.
  public var isWorseLow: Bool {
    switch self {
    case .neutrophils, .leukocytes, .lymphocytes, .platelets, .haemoglobin, .albumin, .creatinineClearance: true
    case .bilirubin, .creatinine, .alt, .ast, .alp, .ggt, .cpk: false
    }
  }

  /// Values in ``unit`` that a living adult can have; outside, the unit is probably another.
  public var possible: ClosedRange<Double> {
    switch self {
    case .neutrophils, .lymphocytes: 0...150
    case .leukocytes: 0...500
    case .platelets: 0...3000
    case .haemoglobin: 2...25
    case .bilirubin: 0.01...60
    case .creatinine: 0.1...25
    case .alt, .ast, .alp, .ggt: 1...30_000
    case .cpk: 1...500_000
    case .albumin: 5...70
    case .creatinineClearance: 0...300
    }
  }
}
