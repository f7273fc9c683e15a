// SPDX-License-Identifier: Apache-2.0

/// Drugs that are given beside treatment of the tumour: they open no line of therapy and end no time.
public enum SupportiveDrugs {
  /// Whether a drug is one of them, under whatever name.
  public static func contain(_ drug: String) -> Bool {
    DrugNames.generic(drug).map(DrugNames.supportive.contains) ?? false
  }

  /// Whether a drug is a corticosteroid: given for what the tumour or its treatment does, and in some diseases against the tumour.
  public static func isCorticosteroid(_ drug: String) -> Bool {
    DrugNames.generic(drug).map(DrugNames.corticosteroids.contains) ?? false
  }

  /// Whether a drug is an analogue of somatostatin, which treats tumours that have its receptors, and diarrhoea or fistulas in others.
  static func isSomatostatinAnalogue(_ drug: String) -> Bool {
    DrugNames.generic(drug).map(["octreotide"].contains) ?? false
  }
}

extension Therapy {
  /// Whether the record says by itself that it treats the tumour: it numbers it as a line, gives it an intent, a regimen or a therapy that it continues.
  private var isStatedTreatment: Bool { statedLine != nil || intent != nil || continues != nil || regimen != nil }

  /// Whether all its drugs can be given in support alone, and the record says nothing else.
  fileprivate var mayOnlySupport: Bool {
    !drugs.isEmpty && !isStatedTreatment
      && drugs.allSatisfy {
        SupportiveDrugs.contain($0) || SupportiveDrugs.isCorticosteroid($0)
          || SupportiveDrugs.isSomatostatinAnalogue($0)
      }
  }
}

extension Patient {
  /// Whether a therapy of the patient treats no tumour: by its drugs, unless the record shows that it does.
  ///
  /// Denosumab against a giant cell tumour is a treatment, and so are corticosteroids alone against a lymphoid tumour and octreotide against a
  /// neuroendocrine one; so is whatever the tumour's response was judged of.
  public func isSupportive(_ entry: Entry) -> Bool {
    guard case .therapy(let therapy) = entry.content, therapy.mayOnlySupport else { return false }
    if assessments.contains(where: { $0.assessment.of == entry.id && $0.assessment.statedResponse.value != nil }) {
      return false
    }
    let drugs = therapy.drugs
    if drugs.contains(where: { DrugNames.generic($0) == "denosumab" }), isHistology(Self.giantCellTumours) {
      return false
    }
    if drugs.allSatisfy(SupportiveDrugs.isCorticosteroid), isHistology(Self.treatedByCorticosteroids) { return false }
    // Of a tumour that is not named nobody can say that octreotide does not treat it.
    if drugs.contains(where: SupportiveDrugs.isSomatostatinAnalogue) {
      return diagnosis != nil && !isHistology(Self.treatedBySomatostatin)
    }
    return true
  }

  /// Whether the words of a diagnosis hold one of these.
  private func isHistology(_ words: [String]) -> Bool {
    entries.contains { entry in
      guard case .diagnosis(let diagnosis) = entry.content else { return false }
      let histology = diagnosis.histology.lowercased().replacing("-", with: " ")
      let tokens = histology.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      return words.contains { $0.count < 5 ? tokens.contains($0) : histology.contains($0) }
    }
  }

  private static let giantCellTumours = ["giant cell tumo", "gctb", "riesenzelltumor"]
  /// Tumours that corticosteroids alone are given against: of lymphoid cells and of histiocytes, thymoma, and prostate cancer that resists castration.
  private static let treatedByCorticosteroids = [
    "lymphom", "myelom", "plasmozytom", "plasmacytom", "plasma cell", "leukaemia", "leukemia", "leukämie",
    "lymphoblast",
    "hodgkin", "waldenström", "waldenstrom", "histiocyt", "histiozyt", "castleman", "thymom", "prostat", "all", "cll",
    "nhl", "dlbcl",
  ]
  private static let treatedBySomatostatin = [
    "neuroendocrin", "neuroendokrin", "carcinoid", "karzinoid", "insulinom", "gastrinom", "glucagonom", "glukagonom",
    "vipom", "somatostatinom", "paragangliom", "phaeochromocytom", "pheochromocytom", "phäochromozytom", "pituitary",
    "hypophys", "adenohypophys", "thymom", "meningeom", "meningiom", "net", "nets", "pnet", "nec", "nen",
  ]
}
