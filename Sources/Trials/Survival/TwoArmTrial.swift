// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A randomised trial of a time to an event: hazards of both arms, dropout, allocation and accrual; how many events are there when.
public struct TwoArmTrial: Sendable, Hashable {
  /// Hazard of control.
  public let control: PiecewiseHazard
  /// Hazard of treatment over that of control.
  public let hazardRatio: Double
  /// Dropout of both arms.
  public let dropout: Hazard
  /// Treated patients for one control.
  public let allocation: Double
  /// Accrual.
  public let accrual: Accrual

  /// A trial.
  public init(
    control: PiecewiseHazard, hazardRatio: Double, dropout: Hazard = .none, allocation: Double = 1, accrual: Accrual
  ) throws(DesignProblem) {
    _ = try control.times(hazardRatio)
    try LogRankFormula.check(allocation: allocation)
    self.control = control
    self.hazardRatio = hazardRatio
    self.dropout = dropout
    self.allocation = allocation
    self.accrual = accrual
    controlEvents = ObservedEvents(control, dropout: dropout)
    treatmentEvents = ObservedEvents(try control.times(hazardRatio), dropout: dropout)
  }

  /// Whole patients of both arms for a number that is not whole: each arm rounded up, so that neither has fewer than it needs. Their sum is what can be allotted.
  public func allotted(_ patients: Double) -> (treated: Int, control: Int) {
    func whole(_ share: Double) -> Int { Int(min(1e15, max(0, (patients * share - 1e-9).rounded(.up)))) }
    return (whole(allocation / (1 + allocation)), whole(1 / (1 + allocation)))
  }

  private let controlEvents: ObservedEvents
  private let treatmentEvents: ObservedEvents

  /// By what it was made of.
  public static func == (first: TwoArmTrial, second: TwoArmTrial) -> Bool {
    first.control == second.control && first.hazardRatio == second.hazardRatio && first.dropout == second.dropout
      && first.allocation == second.allocation && first.accrual == second.accrual
  }
  /// By what it was made of.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(control)
    hasher.combine(hazardRatio)
    hasher.combine(accrual)
  }

  /// The shares of all patients, also of those yet to come, that have had an observed event by a time of the calendar.
  public struct EventShares: Sendable, Hashable {
    /// Of treatment.
    public let treatment: Double
    /// Of control.
    public let control: Double
    /// Of both, by their allocation.
    public let overall: Double
  }

  /// Shares with an event by a time since the first patient.
  public func eventShares(at time: Months) -> EventShares {
    let treatment = accrual.events(treatmentEvents, by: time.value)
    let control = accrual.events(controlEvents, by: time.value)
    return EventShares(
      treatment: treatment, control: control, overall: mixed(treatment, control))
  }

  private func mixed(_ treatment: Double, _ control: Double) -> Double {
    (allocation * treatment + control) / (1 + allocation)
  }

  /// The share with an event that is ever observed.
  public var everEvents: Double { mixed(treatmentEvents.ever, controlEvents.ever) }

  /// When `patients` have had so many events, if nobody stops looking; nil where they never will.
  public func time(of events: Double, patients: Double) -> Months? {
    guard events > 0 else { return Months(0) }
    guard events < patients * everEvents else { return nil }
    return Roots.rising(from: 0, guess: accrual.end) { patients * eventShares(at: Months($0)).overall - events }
      .map { Months($0) }
  }

  /// Patients accrued by a time.
  public func accrued(of patients: Double, at time: Months) -> Double { patients * accrual.share(by: time.value) }
}

/// A log-rank trial with one analysis: events, and patients for an accrual and a follow-up.
public struct LogRankDesign: Sendable, Hashable {
  /// The trial.
  public let trial: TwoArmTrial
  /// The errors.
  public let errors: ErrorRates
  /// One side or two.
  public let sides: Sides
  /// How events are counted.
  public let formula: LogRankFormula
  /// Events, not rounded.
  public let events: Double
  /// Patients, not rounded.
  public let patients: Double
  /// From the first patient to the analysis.
  public let duration: Months

  /// Patients that give the events by the end of `followUp` after the last patient.
  public init(
    _ trial: TwoArmTrial, _ errors: ErrorRates, sides: Sides = .one, formula: LogRankFormula = .schoenfeld,
    followUp: Months
  ) throws(DesignProblem) {
    guard followUp.value >= 0, followUp.value.isFinite else {
      throw DesignProblem("follow-up", found: "\(followUp.value) months", expected: "0 or more")
    }
    self.trial = trial
    self.errors = errors
    self.sides = sides
    self.formula = formula
    events = try formula.events(
      hazardRatio: trial.hazardRatio, errors, sides: sides, allocation: trial.allocation)
    duration = trial.accrual.duration + followUp
    let share = trial.eventShares(at: duration).overall
    guard share > 0 else {
      throw DesignProblem("hazard", found: "no event within \(duration.value) months", expected: "a hazard above 0")
    }
    patients = events / share
  }

  /// The hazard ratio at which the analysis just rejects.
  public var criticalHazardRatio: Double {
    let ratio = trial.allocation
    return trial.hazardRatio < 1
      ? exp(-sides.critical(errors.alpha) * (1 + ratio) / (ratio * events).squareRoot())
      : exp(sides.critical(errors.alpha) * (1 + ratio) / (ratio * events).squareRoot())
  }
}
