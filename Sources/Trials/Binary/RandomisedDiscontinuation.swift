// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A randomised discontinuation trial: all are treated in a run-in; who is stable at its end is randomised to go on or to stop, and freedom from progression so long after is compared.
///
/// Kopec, Abrahamowicz and Esdaile, J Clin Epidemiol 1993;46:959 (that randomising those who do well enriches them for the sensitive, and what it costs); Rosner, Stadler and Ratain, J Clin Oncol
/// 2002;20:4478 (for drugs that slow growth: responders go on openly, the stable are randomised). A share of patients is sensitive: their hazard of progression on treatment is a ratio of that without it;
/// the others' is the same on and off. Who stops has the hazard without treatment at once (no effect that lasts). Hazards are constant, so that all shares have a closed form.
public struct RandomisedDiscontinuation: Sendable, Hashable {
  /// The share of patients who are sensitive.
  public let sensitive: Double
  /// The hazard of progression without effect.
  public let hazard: Hazard
  /// The hazard of the sensitive on treatment over it.
  public let hazardRatio: Double
  /// The share of the sensitive who respond by the end of the run-in, if free of progression, and go on openly.
  public let responding: Double
  /// The run-in.
  public let runIn: Months
  /// From the randomisation to the comparison.
  public let after: Months

  /// A trial.
  public init(
    sensitive: Double, hazard: Hazard, hazardRatio: Double, responding: Double = 0, runIn: Months, after: Months
  ) throws(DesignProblem) {
    guard sensitive > 0, sensitive <= 1 else {
      throw DesignProblem("share sensitive", found: "\(sensitive)", expected: "above 0 to 1")
    }
    guard hazard.perMonth > 0 else { throw DesignProblem("hazard", found: "0", expected: "above 0") }
    guard hazardRatio > 0, hazardRatio < 1 else {
      throw DesignProblem("hazard ratio", found: "\(hazardRatio)", expected: "above 0 and below 1")
    }
    guard responding >= 0, responding < 1 else {
      throw DesignProblem("share responding", found: "\(responding)", expected: "0 to below 1")
    }
    guard runIn.value >= 0, runIn.value.isFinite else {
      throw DesignProblem("run-in", found: "\(runIn.value) months", expected: "0 or more")
    }
    _ = try after.positive("time after the randomisation")
    self.sensitive = sensitive
    self.hazard = hazard
    self.hazardRatio = hazardRatio
    self.responding = responding
    self.runIn = runIn
    self.after = after
  }

  /// The share free of progression after so long, on treatment and off.
  private func free(_ time: Double, isOn: Bool) -> Double {
    exp(-hazard.perMonth * (isOn ? hazardRatio : 1) * time)
  }

  /// The share of those who begin that is randomised: free of progression, and no response.
  public var randomised: Double {
    sensitive * free(runIn.value, isOn: true) * (1 - responding) + (1 - sensitive) * free(runIn.value, isOn: false)
  }
  /// The share of those who begin that goes on openly.
  public var open: Double { sensitive * free(runIn.value, isOn: true) * responding }
  /// The share of the randomised that is sensitive.
  public var enriched: Double { sensitive * free(runIn.value, isOn: true) * (1 - responding) / randomised }
  /// The share free of progression at the comparison of those who go on.
  public var continuing: Double {
    enriched * free(after.value, isOn: true) + (1 - enriched) * free(after.value, isOn: false)
  }
  /// And of those who stop.
  public var stopping: Double { free(after.value, isOn: false) }

  /// The shares free of progression of a trial that randomises all who begin, so long after: on treatment, and off.
  public func upfront(_ time: Months) -> (treated: Double, control: Double) {
    (
      sensitive * free(time.value, isOn: true) + (1 - sensitive) * free(time.value, isOn: false),
      free(time.value, isOn: false)
    )
  }

  /// Patients of one way to randomise.
  public struct Size: Sendable, Hashable {
    /// Randomised, both arms.
    public let randomised: Int
    /// Who begin treatment, so that so many are randomised, on average.
    public let entered: Double
    /// Exact power.
    public let power: Double
  }

  /// Patients for Fisher's exact test of the randomised.
  public func size(_ errors: ErrorRates) throws(DesignProblem) -> Size {
    let found = try TwoProportions.size(continuing, stopping, errors)
    return Size(
      randomised: 2 * found.test.size, entered: Double(2 * found.test.size) / randomised, power: found.power)
  }

  /// Patients of a trial that randomises all who begin, compared so long after.
  public func upfrontSize(_ time: Months, _ errors: ErrorRates) throws(DesignProblem) -> Size {
    let shares = upfront(time)
    let found = try TwoProportions.size(shares.treated, shares.control, errors)
    return Size(randomised: 2 * found.test.size, entered: Double(2 * found.test.size), power: found.power)
  }
}
