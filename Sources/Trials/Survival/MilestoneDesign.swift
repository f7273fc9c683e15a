// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// A single-arm trial of the Kaplan-Meier estimate at one time (a milestone) against a fixed share.
///
/// Z = (Ŝ − S0)/√V with Greenwood's variance as it is expected under the alternative, of patients who come in at a steady rate and whose hazard is constant.
public struct MilestoneDesign: Sendable, Hashable {
  /// What is known and wanted.
  public struct Setting: Sendable, Hashable {
    /// The milestone.
    public let milestone: Months
    /// Share without the event at it that is of no interest.
    public let null: Probability
    /// Share worth going on with.
    public let alternative: Probability
    /// Dropout.
    public let dropout: Hazard
    /// Patients a month.
    public let perMonth: Double
    /// Follow-up after the last patient, at most.
    public let followUp: Months

    /// A setting; the alternative is the larger share.
    public init(
      milestone: Months, null: Probability, alternative: Probability, dropout: Hazard = .none, perMonth: Double,
      followUp: Months
    ) throws(DesignProblem) {
      _ = try milestone.positive("milestone")
      guard null < alternative else {
        throw DesignProblem(
          "alternative", found: "\(alternative.value)", expected: "a share above the null (\(null.value))")
      }
      guard perMonth > 0, perMonth.isFinite else {
        throw DesignProblem("accrual", found: "\(perMonth) patients a month", expected: "above 0")
      }
      guard followUp.value >= 0, followUp.value.isFinite else {
        throw DesignProblem("follow-up", found: "\(followUp.value) months", expected: "0 or more")
      }
      self.milestone = milestone
      self.null = null
      self.alternative = alternative
      self.dropout = dropout
      self.perMonth = perMonth
      self.followUp = followUp
    }

    private var hazard: Double { -log(alternative.value) / milestone.value }

    /// Variance of the estimate at a time since the first patient, when patients came in for `accrual` months; infinite before the milestone can be reached.
    func variance(accrual: Double, at time: Double) -> Double {
      guard time > milestone.value else { return .infinity }
      let all = hazard + dropout.perMonth
      func density(_ u: Double) -> Double { hazard * exp(all * u) / (perMonth * min(accrual, time - u)) }
      // Until the last patient's time all are watched; after that fewer and fewer.
      let bend = min(max(time - accrual, 0), milestone.value)
      var sum = 0.0
      if bend > 0 { sum += GaussLegendre.of20.integral(0...bend, parts: 2, density) }
      if bend < milestone.value {
        // 1/(time − u): by v = −log(time − u) it is smooth, however near the milestone is to the end.
        sum += GaussLegendre.of64.integral(-log(time - bend)...(-log(time - milestone.value))) { v in
          let left = exp(-v)
          return density(time - left) * left
        }
      }
      return alternative.value * alternative.value * sum
    }

    /// Patients who come in so early that they can be followed to the milestone by a time since the first patient.
    func patientsEarlyEnough(accrual: Months, at time: Months) -> Double {
      perMonth * min(accrual.value, max(time.value - milestone.value, 0))
    }

    /// Power of the test with one-sided alpha.
    public func power(accrual: Months, duration: Months, alpha: Probability) -> Double {
      let root = variance(accrual: accrual.value, at: duration.value).squareRoot()
      guard root.isFinite else { return 0 }
      return Normal.cumulative((alternative.value - null.value) / root + Normal.quantile(alpha.value))
    }

    /// Events expected by a time under the alternative.
    public func events(accrual: Months, duration: Months) throws(DesignProblem) -> Double {
      let event = PiecewiseHazard(try Hazard(perMonth: hazard))
      return perMonth * accrual.value
        * (try Accrual(uniform: accrual)).events(ObservedEvents(event, dropout: dropout), by: duration.value)
    }
  }

  /// The setting.
  public let setting: Setting
  /// Level, one-sided, and power.
  public let errors: ErrorRates
  /// Patients.
  public let size: Int
  /// From the first patient until the power is reached: with a whole number of patients a little less follow-up than was allowed does.
  public let duration: Months
  /// Power at that time.
  public let power: Double
  /// Events expected by then under the alternative.
  public let events: Double

  /// How long patients come in.
  public var accrual: Months { Months(Double(size) / setting.perMonth) }

  /// Fewer patients who came in early enough to be followed to the milestone have no normal approximation: the formula then has any power, of next to nobody. Our convention; of
  /// fewer than twice as many patients it is half of them.
  static let leastEarlyEnough = 10.0

  /// The least whole number of patients.
  public init(_ setting: Setting, _ errors: ErrorRates) throws(DesignProblem) {
    let alpha = errors.alpha
    func excess(_ size: Double) -> Double {
      let accrual = size / setting.perMonth
      return setting.power(accrual: Months(accrual), duration: Months(accrual + setting.followUp.value), alpha: alpha)
        - errors.power.value
    }
    // Where shares are far apart even a hundredth of a patient has the power: one is enough.
    let least = 0.01
    guard let exact = excess(least) >= 0 ? least : Roots.rising(from: least, guess: 8, limit: 1e6, excess) else {
      throw DesignProblem(
        "patients", found: "none of up to a million",
        expected: "shares further apart, longer follow-up, or fewer who are lost")
    }
    size = Int((exact - 1e-9).rounded(.up))
    let accrual = Months(Double(size) / setting.perMonth)
    let latest = accrual.value + setting.followUp.value
    // The power is no power before some have been followed to the milestone.
    let needed = min(Double(size) / 2, Self.leastEarlyEnough)
    let earliest = max(setting.milestone.value * (1 + 1e-9), setting.milestone.value + needed / setting.perMonth)
    guard earliest <= latest else {
      throw DesignProblem(
        "patients who can be followed to the milestone",
        found:
          "\(tenths(setting.patientsEarlyEnough(accrual: accrual, at: Months(latest)))) of \(size) by the analysis at \(tenths(latest)) months",
        expected:
          "at least \(tenths(needed)), since an estimate of fewer has no normal approximation: follow-up as long as the milestone (\(tenths(setting.milestone.value)) months), or fewer patients a month"
      )
    }
    func power(_ time: Double) -> Double {
      setting.power(accrual: accrual, duration: Months(time), alpha: alpha)
    }
    let time =
      power(earliest) >= errors.power.value
      ? earliest : Roots.find(earliest...latest) { power($0) - errors.power.value } ?? latest
    self.setting = setting
    self.errors = errors
    duration = Months(time)
    self.power = power(time)
    events = try setting.events(accrual: accrual, duration: Months(time))
  }
}

/// A number as a problem tells it, to a tenth.
private func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
