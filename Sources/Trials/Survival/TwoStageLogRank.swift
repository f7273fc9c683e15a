// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// A one-sample log-rank trial with one look for futility.
///
/// Kwak and Jung, Stat Med 2014;33:2004; Wu et al., Pharm Stat 2020;19:214. Both statistics (E − O)/√E are bivariate normal; positive is benefit. At the time t1 the trial stops
/// if the first is below c1, at the end it rejects if the second is above c. Moments at t1 are of all who have come in by then, each for as long as watched: as shares of all
/// patients, so that the mean of the first statistic goes with the root of all patients, not of those at the look.
public struct TwoStageLogRank: Sendable, Hashable {
  /// Time of the look, from the first patient.
  public let look: Months
  /// Patients who have come in by then, not rounded.
  public let patientsAtLook: Double
  /// The trial stops below this.
  public let stopBelow: Double
  /// H0 is rejected above this at the end.
  public let critical: Double
  /// Patients.
  public let size: Int
  /// From the first patient to the end.
  public let duration: Months
  /// Level by the bivariate normal.
  public let alpha: Double
  /// Power by it.
  public let power: Double
  /// Probability to stop at the look under H0.
  public let stopping: Double
  /// Patients expected under H0.
  public let expectedSize: Double

  /// What a search is of.
  public struct Setting: Sendable, Hashable {
    /// The historical curve.
    public let curve: HistoricalCurve
    /// Hazard ratio under the alternative.
    public let hazardRatio: Double
    /// Follow-up after the last patient.
    public let followUp: Months
    /// Patients that come in a month.
    public let perMonth: Double

    /// A setting.
    public init(_ curve: HistoricalCurve, hazardRatio: Double, followUp: Months, perMonth: Double) throws(DesignProblem)
    {
      guard hazardRatio > 0, hazardRatio < 1 else {
        throw DesignProblem("hazard ratio", found: "\(hazardRatio)", expected: "above 0 and below 1")
      }
      guard followUp.value >= 0, followUp.value.isFinite else {
        throw DesignProblem("follow-up", found: "\(followUp.value) months", expected: "0 or more")
      }
      guard perMonth > 0, perMonth.isFinite else {
        throw DesignProblem("accrual", found: "\(perMonth) patients a month", expected: "above 0")
      }
      self.curve = curve
      self.hazardRatio = hazardRatio
      self.followUp = followUp
      self.perMonth = perMonth
    }
  }

  /// The design of given bounds.
  public init(_ setting: Setting, size: Int, look: Months, stopBelow: Double, critical: Double) throws(DesignProblem) {
    guard size > 1, size <= 100_000 else {
      throw DesignProblem("patients", found: "\(size)", expected: "2 to 100000")
    }
    let joint = Joint(setting, size: size, look: try look.positive("look"))
    self.init(setting, joint, size: size, look: look.value, stopBelow: stopBelow, critical: critical)
  }

  private init(_ setting: Setting, _ joint: Joint, size: Int, look: Double, stopBelow: Double, critical: Double) {
    self.look = Months(look)
    patientsAtLook = min(Double(size), setting.perMonth * look)
    self.stopBelow = stopBelow
    self.critical = critical
    self.size = size
    duration = Months(Double(size) / setting.perMonth) + setting.followUp
    alpha = Joint.both(stopBelow, critical, joint.nullCorrelation)
    power = joint.power(stopBelow, critical)
    stopping = Normal.cumulative(stopBelow)
    expectedSize = patientsAtLook * stopping + Double(size) * (1 - stopping)
  }

  /// Patients, events and correlation of both analyses.
  struct Joint {
    let nullCorrelation: Double
    private let correlation: Double
    private let first: (mean: Double, scale: Double)
    private let last: (mean: Double, scale: Double)

    init(_ setting: Setting, size: Int, look: Double) {
      let accrual = Double(size) / setting.perMonth
      let follow = setting.followUp.value
      // At the look the share (t1 − t)/accrual of all patients has been watched for t.
      func moments(_ ratio: Double) -> (early: OneSampleMoments, end: OneSampleMoments) {
        (
          OneSampleMoments(setting.curve, ratio, from: look - accrual, to: look),
          OneSampleMoments(setting.curve, ratio, from: follow, to: follow + accrual)
        )
      }
      let null = moments(1)
      let other = moments(setting.hazardRatio)
      let root = Double(size).squareRoot()
      nullCorrelation = min(1 - 1e-12, (null.early.observed / null.end.observed).squareRoot())
      correlation = min(1 - 1e-12, max(0, other.early.variance / other.end.variance).squareRoot())
      func normal(_ moments: OneSampleMoments) -> (Double, Double) {
        (
          root * moments.effect / moments.expected.squareRoot(),
          (max(1e-300, moments.variance) / moments.expected).squareRoot()
        )
      }
      first = normal(other.early)
      last = normal(other.end)
    }

    func power(_ stopBelow: Double, _ critical: Double) -> Double {
      Self.both((stopBelow - first.mean) / first.scale, (critical - last.mean) / last.scale, correlation)
    }

    /// P(Z1 > a, Z > b) of a bivariate normal.
    static func both(_ a: Double, _ b: Double, _ correlation: Double) -> Double {
      let rest = (1 - correlation * correlation).squareRoot()
      let low = max(b, -9)
      guard low < 9 else { return 0 }
      return GaussLegendre.of64.integral(low...9, parts: 2) { z in
        Normal.density(z) * Normal.cumulative((correlation * z - a) / rest)
      }
    }

    /// The c of a c1 that uses up alpha; nil where even none does.
    func critical(_ stopBelow: Double, alpha: Double) -> Double? {
      Roots.find(-6...6, tolerance: 1e-9) { Self.both(stopBelow, $0, nullCorrelation) - alpha }
    }
  }

  /// The designs of least expected size and of fewest patients, by search over the size, the time of the look and c1.
  ///
  /// For a size and a look the power falls and so does the expected size as c1 rises: the largest c1 with the power is the best.
  public static func search(
    _ setting: Setting, _ errors: ErrorRates
  ) throws(DesignProblem) -> (optimal: TwoStageLogRank, minimax: TwoStageLogRank, singleStage: Int) {
    guard setting.curve.pieces.map({ $0.rates.count <= 20 }) ?? true else {
      throw DesignProblem(
        "curve", found: "\(setting.curve.pieces?.rates.count ?? 0) pieces",
        expected: "at most 20 for two stages: their search would take minutes")
    }
    let za = -Normal.quantile(errors.alpha.value)
    let single = (2...2000).first { size in
      let end = OneSampleMoments(
        setting.curve, setting.hazardRatio, from: setting.followUp.value,
        to: setting.followUp.value + Double(size) / setting.perMonth)
      let z = (Double(size).squareRoot() * end.effect - end.expected.squareRoot() * za) / end.variance.squareRoot()
      return Normal.cumulative(z) >= errors.power.value
    }
    guard let single else {
      throw DesignProblem(
        "hazard ratio", found: "\(setting.hazardRatio): more than 2000 patients in one stage",
        expected: "a stronger effect")
    }
    var best: TwoStageLogRank?
    var least: TwoStageLogRank?
    var worse = 0
    for size in max(2, single - 1)...(single + max(6, single / 2)) {
      guard let found = Self.best(setting, errors, size) else { continue }
      if least == nil { least = found }
      if best.map({ found.expectedSize < $0.expectedSize }) ?? true {
        best = found
        worse = 0
      } else {
        worse += 1
        if worse > 3 { break }
      }
    }
    guard let best, let least else {
      throw DesignProblem(
        "two-stage design", found: "none", expected: "a slower accrual, so that a look comes before the last patient")
    }
    try setting.curve.reaches(max(best.duration.value, least.duration.value))
    return (best, least, single)
  }

  private static func best(_ setting: Setting, _ errors: ErrorRates, _ size: Int) -> TwoStageLogRank? {
    let accrual = Double(size) / setting.perMonth
    func at(_ look: Double) -> TwoStageLogRank? {
      let joint = Joint(setting, size: size, look: look)
      func design(_ stopBelow: Double) -> TwoStageLogRank? {
        joint.critical(stopBelow, alpha: errors.alpha.value).map {
          TwoStageLogRank(setting, joint, size: size, look: look, stopBelow: stopBelow, critical: $0)
        }
      }
      guard let start = design(-3), start.power >= errors.power.value else { return nil }
      var (low, high) = (-3.0, 2.0)
      for _ in 0..<24 {
        let middle = (low + high) / 2
        if let tried = design(middle), tried.power >= errors.power.value { low = middle } else { high = middle }
      }
      return design(low)
    }
    // A coarse grid of looks, then halved steps about the best.
    var step = accrual / 16
    var best: TwoStageLogRank?
    for part in 3..<16 {
      if let found = at(Double(part) * step), found.expectedSize < best?.expectedSize ?? .infinity { best = found }
    }
    for _ in 0..<5 {
      guard let centre = best?.look.value else { return nil }
      step /= 2
      for look in [centre - step, centre + step] where look > 0 && look < accrual {
        if let found = at(look), found.expectedSize < best?.expectedSize ?? .infinity { best = found }
      }
    }
    return best
  }
}
