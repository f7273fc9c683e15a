// SPDX-License-Identifier: Apache-2.0

public import Trials

/// The design of one arm in two stages that a question leads to, computed.
public struct PlannedDesign: Sendable, Hashable {
  /// The rates.
  public let rates: RateHypotheses
  /// The errors asked for.
  public let errors: ErrorRates
  /// The design.
  public let design: TwoStageDesign
  /// What happens at the rate of no interest.
  public let underNull: TwoStageDesign.Characteristics
  /// What happens at the rate worth going on with.
  public let underAlternative: TwoStageDesign.Characteristics
  /// The largest size that was searched.
  public let searched: Int
  /// What scans make of it; nil where no scans or no landmark are stated.
  public let seen: Seen?
  /// Bounds at which it stops for toxicity; nil where no rates of toxicity are stated.
  public let toxicity: Toxicity?
  /// Months until all patients have come in; nil where nobody states how many come in a month.
  public let accrual: Months?
  /// Patients who must begin induction for the largest size; nil where nobody states the share that does not progress.
  public let induction: Int?

  /// What scans make of a design.
  public struct Seen: Sendable, Hashable {
    /// The share seen free of progression where the true one is that of no interest.
    public let null: Double
    /// The same at the rate worth going on with.
    public let alternative: Double
    /// The level that the design really has.
    public let alpha: Double
    /// The power.
    public let power: Double
  }

  /// Bounds for toxicity with what happens at two rates, the trial going to its last look unless it stops for toxicity.
  public struct Toxicity: Sendable, Hashable {
    /// Patients at each look.
    public let looks: [Int]
    /// It stops with more than this.
    public let stopAbove: [Int]
    /// Probability to stop at the accepted rate.
    public let stopAtTolerable: Double
    /// Probability to stop at the rate that is too high.
    public let stopAtToxic: Double
  }

  /// Most patients that are searched.
  public static let limit = 200

  /// The design of a question; nil where no rates are stated. Throws where what is stated makes none.
  public static func make(_ question: TrialQuestion) throws(DesignProblem) -> PlannedDesign? {
    guard let null = question.null, let alternative = question.alternative else { return nil }
    return try PlannedDesign(question, null: null, alternative: alternative)
  }

  private init(_ question: TrialQuestion, null: Double, alternative: Double) throws(DesignProblem) {
    rates = try RateHypotheses(null: null, alternative: alternative)
    errors = try ErrorRates(alpha: question.alphaInForce, power: question.powerInForce)
    let search = try SimonSearch(rates, errors, limit: Self.limit)
    let found = question.choice == .optimal ? search.optimal : search.minimax
    design = found.design
    underNull = found.underNull
    underAlternative = found.underAlternative
    searched = search.limit
    if let landmark = question.landmark, let scans = question.scans {
      let through = try LandmarkUnderSchedule(
        landmark: landmark, rates, schedule: ImagingSchedule(every: scans), deaths: question.deathsInForce)
      let actual = through.actual(design)
      seen = Seen(
        null: through.seenNull, alternative: through.seenAlternative, alpha: actual.alpha, power: actual.power)
    } else {
      seen = nil
    }
    if let tolerable = question.tolerable, let toxic = question.toxic {
      guard tolerable < toxic else {
        throw DesignProblem("toxic", found: "\(toxic)", expected: "a rate above the tolerable one (\(tolerable))")
      }
      let looks = question.looks.isEmpty ? [design.firstStage, design.size] : question.looks
      let rule = try ToxicityBoundary(
        looks: looks, tolerable: Probability(tolerable, "tolerable"),
        chance: Probability(question.chanceInForce, "chance")
      ).cautious
      toxicity = Toxicity(
        looks: looks, stopAbove: rule.stopAbove.enumerated().map { $1 ?? looks[$0] },
        stopAtTolerable: rule.course(at: tolerable).crossing, stopAtToxic: rule.course(at: toxic).crossing)
    } else {
      toxicity = nil
    }
    if let rate = question.perMonth {
      guard rate > 0, rate.isFinite else {
        throw DesignProblem("patients a month", found: "\(rate)", expected: "a number above 0")
      }
      accrual = Months(Double(design.size) / rate)
    } else {
      accrual = nil
    }
    if let share = question.eligible {
      guard share > 0, share <= 1 else {
        throw DesignProblem("eligible", found: "\(share)", expected: "a share above 0, up to 1")
      }
      induction = Int((Double(design.size) / share - 1e-9).rounded(.up))
    } else {
      induction = nil
    }
  }
}
