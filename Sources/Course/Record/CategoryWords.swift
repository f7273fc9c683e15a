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

extension Comparator.Endpoint {
  /// `progression-free`, in German `progressionsfrei`.
  public var phrase: Phrase {
    switch self {
    case .response: Phrase("\(rawValue)", "Ansprechen")
    case .diseaseControl: Phrase("\(rawValue)", "Krankheitskontrolle")
    case .progressionFree: Phrase("\(rawValue)", "progressionsfrei")
    case .survival: Phrase("\(rawValue)", "Überleben")
    }
  }
}

extension DoseChangeReason.Code {
  /// `toxicity`, in German `Toxizität`.
  public var phrase: Phrase {
    switch self {
    case .haematotoxicity: Phrase("\(rawValue)", "Hämatotoxizität")
    case .toxicity: Phrase("\(rawValue)", "Toxizität")
    case .bodySize: Phrase("\(rawValue)", "Körpermaße")
    case .preference: Phrase("\(rawValue)", "Patientenwunsch")
    case .other: Phrase("\(rawValue)", "anderer Grund")
    }
  }
}
