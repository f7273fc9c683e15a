// SPDX-License-Identifier: Apache-2.0

public import Plain

// What categories of the record are called in every language.

extension Sex {
  /// `female`, in German `weiblich`.
  public var phrase: Phrase {
    switch self {
    case .female: Phrase("female", "weiblich")
    case .male: Phrase("male", "männlich")
    case .other: Phrase("other", "divers")
    }
  }
}

extension Intent {
  /// `maintenance`, in German `Erhaltung`.
  public var phrase: Phrase {
    switch self {
    case .neoadjuvant, .adjuvant, .salvage: Phrase(same: rawValue)
    case .firstLine: Phrase("first-line", "Erstlinie")
    case .secondLine: Phrase("second-line", "Zweitlinie")
    case .thirdLine: Phrase("third-line", "Drittlinie")
    case .curative: Phrase("curative", "kurativ")
    case .consolidation: Phrase("consolidation", "Konsolidierung")
    case .maintenance: Phrase("maintenance", "Erhaltung")
    case .palliative: Phrase("palliative", "palliativ")
    }
  }
}

extension Analyte {
  /// `neutrophils`, in German `Neutrophile`.
  public var phrase: Phrase {
    switch self {
    case .neutrophils: Phrase("neutrophils", "Neutrophile")
    case .leukocytes: Phrase("leukocytes", "Leukozyten")
    case .lymphocytes: Phrase("lymphocytes", "Lymphozyten")
    case .platelets: Phrase("platelets", "Thrombozyten")
    case .haemoglobin: Phrase("haemoglobin", "Hämoglobin")
    case .bilirubin: Phrase("bilirubin", "Bilirubin")
    case .creatinine: Phrase("creatinine", "Kreatinin")
    case .albumin: Phrase("albumin", "Albumin")
    case .creatinineClearance: Phrase("creatinine clearance", "Kreatinin-Clearance")
    case .alt, .ast, .alp, .ggt, .cpk: Phrase(same: rawValue)
    }
  }
}

extension ClaimedEvent {
  /// `death`, in German `Tod`.
  public var phrase: Phrase {
    switch self {
    case .death: Phrase("death", "Tod")
    case .progression: Phrase("progression", "Progress")
    }
  }
}
