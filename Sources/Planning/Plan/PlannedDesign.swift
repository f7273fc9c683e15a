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
  /// Patients who begin induction for the largest size; nil where nobody states the share that does not progress.
  public let induction: Induction?

  /// How many begin induction, so that enough come through it.
  public struct Induction: Sendable, Hashable {
    /// Of so many the largest size comes through on average: size over share.
    public let patients: Int
    /// The probability that of so many the largest size comes through, or more; about a half.
    public let chance: Double
    /// The fewest of whom the largest size comes through with a probability of ``wanted``.
    public let forWanted: Int
    /// The probability that ``forWanted`` is made for.
    public static let wanted = 0.9

    init(size: Int, share: Double) throws(DesignProblem) {
      func chance(_ patients: Int) throws(DesignProblem) -> Double {
        if share >= 1 { return patients >= size ? 1 : 0 }
        guard patients >= size else { return 0 }
        return try SingleStageDesign(size: patients, critical: size - 1).rejection(at: share)
      }
      let mean = (Double(size) / share - 1e-9).rounded(.up)
      guard mean <= 50_000 else {
        throw DesignProblem(
          "eligible", found: "\(share), of which \(size) patients need more than 50000", expected: "a larger share")
      }
      patients = Int(mean)
      self.chance = try chance(patients)
      var (low, high) = (size - 1, patients)
      while try chance(high) < Self.wanted { (low, high) = (high, min(100_000, high + max(1, high / 4))) }
      while high - low > 1 {
        let middle = (low + high) / 2
        if try chance(middle) >= Self.wanted { high = middle } else { low = middle }
      }
      forWanted = high
    }
  }

  /// Whether the scans that are stated keep the level that was asked for; true where none are stated.
  public var keepsLevel: Bool { seen.map { $0.alpha <= errors.alpha.value + LandmarkUnderSchedule.tolerance } ?? true }

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
    /// The probability to stop after the first stage where the rate of no interest is true.
    public let stoppingNull: Double
    /// The landmark through the schedule.
    public let through: LandmarkUnderSchedule
  }

  /// Bounds for toxicity with what happens at two rates, the trial going to its last look unless it stops for toxicity: that it may end as futile before is not in them.
  public struct Toxicity: Sendable, Hashable {
    /// Patients at each look.
    public let looks: [Int]
    /// It stops with more than this.
    public let stopAbove: [Int]
    /// Probability to stop at the accepted rate.
    public let stopAtTolerable: Double
    /// Probability to stop at the rate that is too high.
    public let stopAtToxic: Double
    /// Probability to stop at the accepted rate with the bounds one step higher, which stop less often than was wanted.
    public let strictStopAtTolerable: Double

    /// Bounds at the looks that are stated, or at these; nil where no rates of toxicity are stated.
    init?(_ question: TrialQuestion, looks usual: [Int], size: Int) throws(DesignProblem) {
      guard let tolerable = question.tolerable, let toxic = question.toxic else { return nil }
      guard tolerable < toxic else {
        throw DesignProblem("toxic", found: "\(toxic)", expected: "a rate above the tolerable one (\(tolerable))")
      }
      looks = question.looks.isEmpty ? usual : question.looks
      guard let last = looks.last, last <= size else {
        throw DesignProblem(
          "looks at toxicity", found: "\(looks.last ?? 0) patients",
          expected: "at most \(size), the patients of the design: a later look never comes")
      }
      let boundary = try ToxicityBoundary(
        looks: looks, tolerable: Probability(tolerable, "tolerable"),
        chance: Probability(question.chanceInForce, "chance"))
      let rule = boundary.cautious
      let ends = looks
      stopAbove = rule.stopAbove.enumerated().map { $1 ?? ends[$0] }
      stopAtTolerable = rule.course(at: tolerable).crossing
      stopAtToxic = rule.course(at: toxic).crossing
      strictStopAtTolerable = boundary.strict.course(at: tolerable).crossing
    }
  }

  /// Most patients that are searched, and most where so many make no design.
  public static let limits = (first: 200, last: 1000)

  /// The design of a question; nil where no rates are stated, or where it is of another kind. Throws where what is stated makes none.
  public static func make(_ question: TrialQuestion) throws(DesignProblem) -> PlannedDesign? {
    guard question.design == .twoStage, let null = question.null, let alternative = question.alternative else {
      return nil
    }
    return try PlannedDesign(question, null: null, alternative: alternative)
  }

  private init(_ question: TrialQuestion, null: Double, alternative: Double) throws(DesignProblem) {
    rates = try RateHypotheses(null: null, alternative: alternative)
    errors = try ErrorRates(alpha: question.alphaInForce, power: question.powerInForce)
    let search = try Self.search(rates, errors)
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
        null: through.seenNull, alternative: through.seenAlternative, alpha: actual.alpha, power: actual.power,
        stoppingNull: design.characteristics(at: through.seenNull).stopping, through: through)
    } else {
      seen = nil
    }
    toxicity = try Toxicity(question, looks: [design.firstStage, design.size], size: design.size)
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
      induction = try Induction(size: design.size, share: share)
    } else {
      induction = nil
    }
  }

  /// All designs up to the first limit, and only where none of them has the errors up to the last.
  private static func search(_ rates: RateHypotheses, _ errors: ErrorRates) throws(DesignProblem) -> SimonSearch {
    do throws(DesignProblem) { return try SimonSearch(rates, errors, limit: limits.first) } catch {
      return try SimonSearch(rates, errors, limit: limits.last)
    }
  }
}
