// SPDX-License-Identifier: Apache-2.0

public import Plain

// What the definitions of a study are called in every language.

extension Definitions.Censoring {
  /// `last contact`, in German `letzter Kontakt`.
  public var phrase: Phrase {
    switch self {
    case .lastAssessment: Phrase("\(rawValue)", "letzte Untersuchung")
    case .lastContact: Phrase("\(rawValue)", "letzter Kontakt")
    }
  }
}

extension Definitions.MaintenanceCounting {
  /// How maintenance is counted, after `counted`: `with induction`, in German `mit der Induktion`.
  public var phrase: Phrase {
    switch self {
    case .withInduction: Phrase("\(rawValue)", "mit der Induktion")
    case .apart: Phrase("\(rawValue)", "getrennt")
    }
  }
}
