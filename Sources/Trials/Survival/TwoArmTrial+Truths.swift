// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

// What a design does where the truth is another than it was made for.

extension TwoArmTrial {
  /// The same trial with another hazard ratio.
  public func with(hazardRatio ratio: Double) throws(DesignProblem) -> TwoArmTrial {
    try TwoArmTrial(
      control: control, hazardRatio: ratio, dropout: dropout, allocation: allocation, accrual: accrual)
  }

  /// The probability that a log-rank test with so many events finds a benefit at a one-sided level, by Schoenfeld's normal approximation.
  public func rejection(events: Double, level: Probability) -> Double {
    guard events > 0 else { return 0 }
    let mean = LogRankFormula.schoenfeld.effect(hazardRatio: hazardRatio, allocation: allocation) * events.squareRoot()
    return Normal.cumulative(mean - Sides.one.critical(level))
  }

  /// Events expected by a time since the first patient, if nobody stops looking.
  public func events(of patients: Double, at time: Months) -> Double { patients * eventShares(at: time).overall }
}

extension LogRankFormula {
  /// The mean of z for one event where the hazard ratio is `ratio`: by it events are (zα + zβ)²/effect². Negative where treatment is worse.
  public func effect(hazardRatio ratio: Double, allocation: Double = 1) -> Double {
    switch self {
    case .schoenfeld: -log(ratio) * allocation.squareRoot() / (1 + allocation)
    case .freedman: (1 - ratio) * allocation.squareRoot() / (1 + allocation * ratio)
    case .hsiehFreedman: (1 - ratio) / (1 + ratio) * 2 * allocation.squareRoot() / (1 + allocation)
    }
  }
}

extension LogRankDesign {
  /// The probability to reject on the side of the alternative with the design's events, where the hazard ratio is `ratio`.
  public func power(at ratio: Double) -> Double {
    let side = trial.hazardRatio < 1 ? 1.0 : -1
    let mean = side * formula.effect(hazardRatio: ratio, allocation: trial.allocation) * events.squareRoot()
    return Normal.cumulative(mean - sides.critical(errors.alpha))
  }
}

extension OneSampleLogRankDesign {
  /// Power with the design's patients where the true hazard is the curve's times `ratio`.
  public func power(at ratio: Double) throws(DesignProblem) -> Double {
    guard ratio > 0, ratio.isFinite else {
      throw DesignProblem("hazard ratio", found: "\(ratio)", expected: "a number above 0")
    }
    let moments = try OneSampleMoments(curve, ratio, accrual: accrual, followUp: followUp)
    let za = -Normal.quantile(errors.alpha.value)
    return Normal.cumulative(
      (Double(size).squareRoot() * moments.effect - moments.expected.squareRoot() * za)
        / moments.variance.squareRoot())
  }

  /// Patients who have come in by a time since the first.
  public func accrued(at time: Months) -> Double { Double(size) * min(1, max(0, time.value / accrual.value)) }

  /// Events expected by a time since the first patient, where the true hazard is the curve's times `ratio`.
  public func events(at time: Months, hazardRatio ratio: Double) -> Double {
    guard time.value > 0 else { return 0 }
    return Double(size) * OneSampleMoments(curve, ratio, from: time.value - accrual.value, to: time.value).observed
  }
}

extension MilestoneDesign {
  /// Power with the design's patients and duration where the true share at the milestone is another; nil at or below the null, where it is alpha or less.
  public func power(at share: Probability) -> Double? {
    guard setting.null < share,
      let other = try? Setting(
        milestone: setting.milestone, null: setting.null, alternative: share, dropout: setting.dropout,
        perMonth: setting.perMonth, followUp: setting.followUp)
    else { return nil }
    return other.power(accrual: accrual, duration: duration, alpha: errors.alpha)
  }
}
