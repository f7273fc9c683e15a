// SPDX-License-Identifier: Apache-2.0

public import Plain

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
