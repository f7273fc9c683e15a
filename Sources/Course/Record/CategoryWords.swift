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
