// SPDX-License-Identifier: Apache-2.0

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
  public var name: String {
    switch self {
    case .survival: "Overall survival"
    case .progressionFree: "Progression-free survival"
    case .progression: "Time to progression"
    case .treatmentFailure: "Time to treatment failure"
    case .nextTreatment: "Time to next treatment"
    case .responseDuration: "Duration of response"
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
