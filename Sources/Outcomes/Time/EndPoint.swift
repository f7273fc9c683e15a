// SPDX-License-Identifier: Apache-2.0

public import Plain

/// A time that is estimated over a cohort: from where, and which events end it.
public enum EndPoint: String, Sendable, Hashable, CaseIterable {
  /// Overall survival: to death from any cause.
  case survival = "OS"
  /// Progression-free survival: to documented progression or death.
  case progressionFree = "PFS"
  /// Time to progression: to documented progression; deaths without it are censored.
  case progression = "TTP"
  /// Time to treatment failure: to the stop of treatment for any reason, progression or death.
  case treatmentFailure = "TTF"
  /// Time to next treatment: to the start of another therapy, or death.
  case nextTreatment = "TTNT"
  /// Duration of response: from the first CR or PR to progression or death.
  case responseDuration = "DoR"

  /// In words.
  public var name: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    switch self {
    case .survival: Phrase("Overall survival", "Gesamtüberleben")
    case .progressionFree: Phrase("Progression-free survival", "Progressionsfreies Überleben")
    case .progression: Phrase("Time to progression", "Zeit bis zum Progress")
    case .treatmentFailure: Phrase("Time to treatment failure", "Zeit bis zum Therapieversagen")
    case .nextTreatment: Phrase("Time to next treatment", "Zeit bis zur nächsten Therapie")
    case .responseDuration: Phrase("Duration of response", "Dauer des Ansprechens")
    }
  }

  /// The same within a sentence: `overall survival`, in German `das Gesamtüberleben`.
  public var inSentence: Phrase {
    let english = name.prefix(1).lowercased() + name.dropFirst()
    return switch self {
    case .survival: Phrase("\(english)", "das Gesamtüberleben")
    case .progressionFree: Phrase("\(english)", "das progressionsfreie Überleben")
    case .progression: Phrase("\(english)", "die Zeit bis zum Progress")
    case .treatmentFailure: Phrase("\(english)", "die Zeit bis zum Therapieversagen")
    case .nextTreatment: Phrase("\(english)", "die Zeit bis zur nächsten Therapie")
    case .responseDuration: Phrase("\(english)", "die Dauer des Ansprechens")
    }
  }

  /// Whether a censoring rule governs it. Time to treatment failure ends at progression too, by a rule of its own.
  public var countsProgression: Bool {
    switch self {
    case .progressionFree, .progression, .responseDuration: true
    case .survival, .treatmentFailure, .nextTreatment: false
    }
  }

  /// Whether death is an event; else it censors.
  public var countsDeath: Bool { self != .progression }

  /// Whether the start of another therapy is an event whatever the rule.
  var countsNextTherapy: Bool { self == .nextTreatment }
}
