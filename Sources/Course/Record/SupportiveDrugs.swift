// SPDX-License-Identifier: Apache-2.0

/// Drugs that are given beside treatment of the tumour: they open no line of therapy and end no time.
///
/// Corticosteroids are none of them, as they treat tumours too; beside one they go with it.
public enum SupportiveDrugs {
  /// Whether a drug is one of them, under whatever name.
  public static func contain(_ drug: String) -> Bool {
    DrugNames.generic(drug).map(DrugNames.supportive.contains) ?? false
  }

  /// Corticosteroids that come with an antiemetic.
  fileprivate static func accompany(_ drug: String) -> Bool {
    DrugNames.generic(drug).map(["dexamethasone", "prednisone", "prednisolone", "methylprednisolone"].contains) ?? false
  }
}

extension Therapy {
  /// Whether its drugs treat no tumour: all are supportive, or corticosteroids beside one that is, and the record neither numbers it as a line nor gives it the
  /// intent of one.
  var hasSupportiveDrugsOnly: Bool {
    drugs.contains(where: SupportiveDrugs.contain)
      && drugs.allSatisfy { SupportiveDrugs.contain($0) || SupportiveDrugs.accompany($0) } && statedLine == nil
      && intent == nil && continues == nil && regimen == nil
  }
}

extension Patient {
  /// Whether a therapy of the patient treats no tumour: by its drugs, unless the record shows that it does.
  ///
  /// Denosumab against a giant cell tumour is a treatment; so is whatever the tumour's response was judged of.
  public func isSupportive(_ entry: Entry) -> Bool {
    guard case .therapy(let therapy) = entry.content, therapy.hasSupportiveDrugsOnly else { return false }
    let isJudged = assessments.contains { $0.assessment.of == entry.id && $0.assessment.statedResponse.value != nil }
    return !isJudged && !(hasGiantCellTumour && therapy.drugs.contains { DrugNames.generic($0) == "denosumab" })
  }

  /// Whether the histology is a giant cell tumour, `GCTB` or `Riesenzelltumor`.
  private var hasGiantCellTumour: Bool {
    entries.contains { entry in
      guard case .diagnosis(let diagnosis) = entry.content else { return false }
      let words = diagnosis.histology.lowercased().replacing("-", with: " ")
      return ["giant cell tumo", "gctb", "riesenzelltumor"].contains { words.contains($0) }
    }
  }
}
