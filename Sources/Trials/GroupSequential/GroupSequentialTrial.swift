// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A randomised trial of a time to an event with interim looks: events, times of the calendar, patients.
public struct GroupSequentialTrial: Sendable, Hashable {
  /// The test.
  public let design: GroupSequentialDesign
  /// The trial.
  public let trial: TwoArmTrial
  /// Events at the last look, not rounded.
  public let events: Double
  /// Patients, not rounded.
  public let patients: Double
  /// The looks.
  public let looks: [Look]

  /// One look, as it is expected under the alternative.
  public struct Look: Sendable, Hashable {
    /// Events.
    public let events: Double
    /// Time since the first patient.
    public let time: Months
    /// Patients who have come in.
    public let accrued: Double
    /// Hazard ratio at which it just rejects.
    public let criticalHazardRatio: Double
    /// Hazard ratio beyond which it stops as futile; nil where it cannot.
    public let futileHazardRatio: Double?
  }

  /// Patients that give the last look's events by the end of `followUp` after the last patient, by Schoenfeld's information: events·r/(1 + r)².
  public init(_ design: GroupSequentialDesign, _ trial: TwoArmTrial, followUp: Months) throws(DesignProblem) {
    let fixed = try LogRankDesign(trial, design.errors, sides: design.sides, followUp: followUp)
    let events = fixed.events * design.inflation
    let patients = fixed.patients * design.inflation
    let share = trial.allocation / ((1 + trial.allocation) * (1 + trial.allocation))
    let sign = trial.hazardRatio < 1 ? -1.0 : 1
    var looks: [Look] = []
    for (index, part) in design.shares.enumerated() {
      let count = events * part
      let time = index + 1 < design.shares.count ? trial.time(of: count, patients: patients) : fixed.duration
      guard let time else {
        throw DesignProblem("events", found: "\(count) never happen", expected: "more patients or less dropout")
      }
      func ratio(_ z: Double) -> Double { exp(sign * z / (count * share).squareRoot()) }
      looks.append(
        Look(
          events: count, time: time, accrued: trial.accrued(of: patients, at: time),
          criticalHazardRatio: ratio(design.upper[index]),
          futileHazardRatio: index + 1 < design.shares.count ? design.lower[index].map(ratio) : nil))
    }
    self.design = design
    self.trial = trial
    self.events = events
    self.patients = patients
    self.looks = looks
  }

  /// Expected events when the mean of the last z is `drift`.
  public func expectedEvents(drift: Double) -> Double { events * design.course(drift: drift).expectedShare }

  /// Expected patients under the alternative.
  public var expectedPatients: Double { expectation(\.accrued) }
  /// Expected duration under the alternative.
  public var expectedDuration: Months { Months(expectation(\.time.value)) }

  private func expectation(_ value: KeyPath<Look, Double>) -> Double {
    zip(design.course(drift: design.drift).ending, looks).reduce(0) { $0 + $1.0 * $1.1[keyPath: value] }
  }
}
