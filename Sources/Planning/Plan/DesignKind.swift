// SPDX-License-Identifier: Apache-2.0

package import Plain

/// Which design a plan is of.
public enum DesignKind: String, Sendable, Hashable, CaseIterable {
  /// One arm in two stages, freedom from progression at a landmark (Simon).
  case twoStage = "two-stage"
  /// One arm in one stage, freedom from progression at a landmark, exactly.
  case singleStage = "single-stage"
  /// One arm against the curve of a historical control: one-sample log-rank test.
  case oneSample = "one-sample"
  /// One arm: the Kaplan-Meier estimate at a milestone against a share.
  case milestone
  /// Maintenance against observation, randomised: log-rank test.
  case randomised
  /// One arm: the growth modulation index of each patient.
  case growthModulation = "growth-modulation"

  /// What is asked for beside what every design takes.
  package var ownFields: [QuestionField] {
    switch self {
    case .twoStage, .singleStage: [.landmark, .null, .alternative, .deaths]
    case .oneSample: [.median, .historicalEvents, .hazardRatio, .accrual, .followUp, .deaths]
    case .milestone: [.landmark, .null, .alternative, .followUp, .dropout, .deaths]
    case .randomised: [.median, .hazardRatio, .accrual, .followUp, .dropout, .allocation]
    case .growthModulation: [.hazardRatio, .cutoff, .shape, .concordance]
    }
  }

  /// What it takes.
  package var fields: [QuestionField] {
    ownFields + [.alpha, .power, .scans, .perMonth, .eligible, .tolerable, .toxic, .chance]
  }

  /// What has to be stated before anything is computed.
  package var needed: [QuestionField] {
    switch self {
    case .twoStage, .singleStage: [.null, .alternative]
    case .oneSample, .randomised: [.median, .hazardRatio, .followUp]
    case .milestone: [.landmark, .null, .alternative, .perMonth, .followUp]
    case .growthModulation: [.hazardRatio]
    }
  }

  /// Whether a historical control's median stands in it, which may be that of a published arm.
  package var hasControl: Bool { fields.contains(.median) }

  /// Whether patients are allocated to arms.
  public var isRandomised: Bool { self == .randomised }

  /// What nothing is computed without, in the words of a protocol.
  var missing: String {
    switch self {
    case .twoStage, .singleStage: "the rates that are of no interest and worth going on with"
    case .oneSample, .randomised:
      "the median of the control, the hazard ratio, the follow-up, and how long or how fast patients come in"
    case .milestone: "the landmark, both shares, the follow-up, and how many patients come in a month"
    case .growthModulation: "the hazard ratio that is worth going on with"
    }
  }

  /// What it is.
  package var phrase: Phrase {
    switch self {
    case .twoStage: Phrase("One arm in two stages (Simon)", "Ein Arm in zwei Stufen (Simon)")
    case .singleStage: Phrase("One arm in one stage, exactly", "Ein Arm in einer Stufe, exakt")
    case .oneSample:
      Phrase(
        "One arm against a historical curve (one-sample log-rank)",
        "Ein Arm gegen eine historische Kurve (Log-Rank einer Stichprobe)")
    case .milestone:
      Phrase("One arm: Kaplan-Meier at a milestone", "Ein Arm: Kaplan-Meier zu einem Zeitpunkt")
    case .randomised:
      Phrase(
        "Maintenance against observation, randomised (log-rank)",
        "Erhaltung gegen Beobachtung, randomisiert (Log-Rank)")
    case .growthModulation:
      Phrase("One arm: growth modulation index", "Ein Arm: Growth Modulation Index")
    }
  }
}
