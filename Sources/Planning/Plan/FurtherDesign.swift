// SPDX-License-Identifier: Apache-2.0

public import Trials

/// A design of another kind than one arm in two stages that a question leads to, computed.
public struct FurtherDesign: Sendable, Hashable {
  /// Of which kind.
  public let kind: DesignKind
  /// The design.
  public let law: Law
  /// Its numbers, in the order of tables.
  public let numbers: [DesignNumber]
  /// Patients in all.
  public let size: Int
  /// Patients under maintenance.
  public let treated: Int
  /// Whether the scans that are stated keep the level that was asked for; true where none are stated or nothing is computed of them.
  public let keepsLevel: Bool
  /// Bounds at which it stops for toxicity; nil where no rates of toxicity are stated.
  public let toxicity: PlannedDesign.Toxicity?
  /// Patients who begin induction; nil where the share that does not progress is not stated.
  public let induction: PlannedDesign.Induction?

  /// A design of one of the kinds.
  public enum Law: Sendable, Hashable {
    /// One stage on freedom from progression, and what scans make of it.
    case single(SingleStageSizes, RateHypotheses, LandmarkUnderSchedule?)
    /// One stage on the growth modulation index.
    case growth(SingleStageSizes, RateHypotheses, GrowthModulation)
    /// One arm against a curve, and what scans make of it.
    case oneSample(OneSampleLogRankDesign, OneSampleUnderSchedule?)
    /// Kaplan-Meier at a milestone, and what scans make of it.
    case milestone(MilestoneDesign, LandmarkUnderSchedule?)
    /// Two arms.
    case randomised(LogRankDesign)
  }

  /// The errors asked for.
  public let errors: ErrorRates
  /// Time in which patients come in; nil where nothing says it.
  public let accrual: Months?
  /// From the first patient to the analysis; nil where nothing says it.
  public let duration: Months?

  /// The design of a question; nil where not everything is stated, or where it is of two stages. Throws where what is stated makes none.
  public static func make(_ question: TrialQuestion) throws(DesignProblem) -> FurtherDesign? {
    guard question.design != .twoStage, question.isComplete else { return nil }
    return try FurtherDesign(question)
  }

  private init(_ question: TrialQuestion) throws(DesignProblem) {
    kind = question.design
    errors = try ErrorRates(alpha: question.alphaInForce, power: question.powerInForce)
    let made: Made
    switch question.design {
    case .twoStage, .singleStage: made = try Made(single: question, errors)
    case .growthModulation: made = try Made(growth: question, errors)
    case .oneSample: made = try Made(oneSample: question, errors)
    case .milestone: made = try Made(milestone: question, errors)
    case .randomised: made = try Made(randomised: question, errors)
    }
    (law, size, treated, keepsLevel) = (made.law, made.size, made.treated, made.keepsLevel)
    (accrual, duration, numbers) = (made.accrual, made.duration, made.numbers)
    let own = made.treated
    toxicity = try PlannedDesign.Toxicity(question, looks: own > 1 ? [(own + 1) / 2, own] : [own], size: own)
    induction = try question.eligible.map { share throws(DesignProblem) in
      try PlannedDesign.Induction(size: made.size, share: share)
    }
  }

  /// A number by its key.
  func number(_ key: String) -> DesignNumber? { numbers.first { $0.key == key } }

  /// What it is, with its source.
  var name: String {
    switch law {
    case .single: "one arm, one stage, exact (A'Hern 2001)"
    case .growth: "one arm, growth modulation index, one stage, exact (Von Hoff 1998; A'Hern 2001)"
    case .oneSample: "one arm against a historical curve, one-sample log-rank test (Wu 2015)"
    case .milestone: "one arm, Kaplan-Meier estimate at a milestone"
    case .randomised: "two arms, randomised, log-rank test (Schoenfeld 1983)"
    }
  }

  /// Whether what scans make of it is computed.
  var readsScans: Bool {
    switch law {
    case .single(_, _, let seen), .milestone(_, let seen): seen != nil
    case .oneSample(_, let seen): seen != nil
    case .growth, .randomised: false
    }
  }
}
